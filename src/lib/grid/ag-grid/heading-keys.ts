/** Keys and clicks that open a column's menu, and the way from the headings into the rows. */
import { COLUMN_MENU, MENU_BUTTON } from './heading.ts';

export interface HeadingWishes {
  /** The column one stands in. */
  field(): string | undefined;
  /** Whether it is a column that has a menu. */
  hasMenu(field: string): boolean;
  /** Whether the key is the grid's, not an editor's. */
  isIdle(event: Event): boolean;
  /** @returns whether there is a cell to stand in. */
  enterRows(): boolean;
  onColumnMenu(field: string, anchor: Element): void;
}

export class HeadingKeys {
  readonly #host: HTMLElement;
  readonly #wishes: HeadingWishes;

  constructor(host: HTMLElement, wishes: HeadingWishes) {
    this.#host = host;
    this.#wishes = wishes;
    host.addEventListener(COLUMN_MENU, this.#onColumnMenu);
    host.addEventListener('keydown', this.#onTab, true);
    host.addEventListener('keydown', this.#onMenuKey, true);
  }

  destroy(): void {
    this.#host.removeEventListener(COLUMN_MENU, this.#onColumnMenu);
    this.#host.removeEventListener('keydown', this.#onTab, true);
    this.#host.removeEventListener('keydown', this.#onMenuKey, true);
  }

  /** What the menu of a column opens beside: its heading's button, where it is in sight. */
  anchorOf(field: string): Element {
    return [...this.#host.querySelectorAll<HTMLElement>(`.${MENU_BUTTON}`)].find(({ dataset }) => dataset.field === field) ?? this.#host;
  }

  readonly #onColumnMenu = ({ target }: Event): void => {
    if (target instanceof HTMLElement && target.dataset.field !== undefined) this.#wishes.onColumnMenu(target.dataset.field, target);
  };

  /** Tab on a heading leads into the rows. Before the grid takes the key: told to stay, it would give the focus back to the heading. */
  readonly #onTab = (event: KeyboardEvent): void => {
    const isHeading = event.target instanceof Element && event.target.closest('[role=columnheader]') !== null;
    if (event.key !== 'Tab' || event.shiftKey || !isHeading || !this.#wishes.enterRows()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Alt+Down anywhere in a column, Enter on its heading; before the grid takes the key for a move. */
  readonly #onMenuKey = (event: KeyboardEvent): void => {
    const heading = event.target instanceof Element ? event.target.closest('[role=columnheader]')?.getAttribute('col-id') : null;
    const opens = (event.key === 'ArrowDown' && event.altKey) || (event.key === 'Enter' && heading);
    const field = heading ?? this.#wishes.field();
    if (!opens || !field || !this.#wishes.hasMenu(field) || !this.#wishes.isIdle(event)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#wishes.onColumnMenu(field, this.anchorOf(field));
  };
}
