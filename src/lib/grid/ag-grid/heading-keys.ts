/** Keys and clicks that open a column's menu, and the way from the headings into the rows. */
import { COLUMN_MENU, MENU_BUTTON } from './heading.ts';

export interface HeadingWishes {
  /** The column of the active cell. */
  field(): string | undefined;
  /** Whether the column has a menu. */
  hasMenu(field: string): boolean;
  /** Whether the key belongs to the grid, not to an editor. */
  isIdle(event: Event): boolean;
  /** @returns whether there is a cell to focus. */
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

  /** The element that a column's menu opens next to: the button in its heading, where it is in sight. */
  anchorOf(field: string): Element {
    return [...this.#host.querySelectorAll<HTMLElement>(`.${MENU_BUTTON}`)].find(({ dataset }) => dataset.field === field) ?? this.#host;
  }

  readonly #onColumnMenu = ({ target }: Event): void => {
    if (target instanceof HTMLElement && target.dataset.field !== undefined) this.#wishes.onColumnMenu(target.dataset.field, target);
  };

  /** Tab on a heading enters the rows. Handled before the grid gets the key, because the grid would return the focus to the heading. */
  readonly #onTab = (event: KeyboardEvent): void => {
    const isHeading = event.target instanceof Element && event.target.closest('[role=columnheader]') !== null;
    if (event.key !== 'Tab' || event.shiftKey || !isHeading || !this.#wishes.enterRows()) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Alt+Down anywhere in a column, Enter on its heading. Handled before the grid takes the key as a move. */
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
