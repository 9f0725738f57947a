/** What a person does to one cell by a key, a click or its menu, reported as a wish. */
import type { CellDeed } from '../cell-keys.ts';
import { CONFLICT_MARK, TOGGLE_MARK } from '../cell-look.ts';
import type { GridRow } from '../grid-row.ts';
import type { ListGridOptions } from './list-grid-options.ts';
import type { GridPlace } from '../place.ts';

export type CellWishes = Pick<ListGridOptions, 'context' | 'onWhy' | 'onRowMenu' | 'onComment' | 'onRefused' | 'onDeed'>;

export interface CellHands {
  focused(): GridPlace | null;
  focus(place: GridPlace): void;
  /** Opens the active cell, emptied. */
  retype(): void;
}

export class CellActs {
  readonly #host: HTMLElement;
  readonly #wishes: CellWishes;
  readonly #hands: CellHands;
  /** The active cell before the pointer went down: a first click only moves there. */
  #stoodIn: GridPlace | null = null;

  constructor(host: HTMLElement, wishes: CellWishes, hands: CellHands) {
    this.#host = host;
    this.#wishes = wishes;
    this.#hands = hands;
    host.addEventListener('pointerdown', this.#onPointerDown, true);
  }

  destroy(): void {
    this.#host.removeEventListener('pointerdown', this.#onPointerDown, true);
  }

  do(deed: CellDeed, place: GridPlace): void {
    if (deed === 'why') return this.#wishes.onWhy(place);
    if (deed === 'menu') return this.#menuBeside(place);
    if (deed === 'comment') return this.#wishes.onComment(place);
    if (deed === 'retype') return this.#hands.retype();
    if (deed !== 'settle' && !this.#wishes.context.mayWrite) return this.#wishes.onRefused(place);
    this.#wishes.onDeed(deed, place);
  }

  /** A click only selects a cell. The box for a yes is drawn in the active cell, and only a click on it there writes. */
  click(event: Event | null | undefined, row: GridRow | undefined, field: string): void {
    if (!row || !(event instanceof MouseEvent) || !(event.target instanceof Element)) return;
    const place = { row: row.id, field };
    if (event.target.closest(`.${CONFLICT_MARK}`)) return this.do('settle', place);
    const stood = this.#stoodIn?.row === place.row && this.#stoodIn.field === field;
    if (stood && !event.shiftKey && !event.ctrlKey && !event.metaKey && event.target.closest(`.${TOGGLE_MARK}`)) this.do('toggle', place);
  }

  openMenu(place: GridPlace, event: MouseEvent): void {
    this.#hands.focus(place);
    this.#wishes.onRowMenu(place, { x: event.clientX, y: event.clientY });
  }

  /** Below the active cell. */
  #menuBeside(place: GridPlace): void {
    const box = document.activeElement?.getBoundingClientRect();
    this.#wishes.onRowMenu(place, { x: (box?.left ?? 0) + 12, y: box?.bottom ?? 0 });
  }

  readonly #onPointerDown = (): void => {
    this.#stoodIn = this.#hands.focused();
  };
}
