/** A column's heading: its name, shortened over a narrow column, and the button that opens the column's menu. */
import type { IHeaderComp, IHeaderParams } from 'ag-grid-community';
import type { GridContext } from '../grid-context.ts';

interface HeadingParams extends IHeaderParams {
  /** Shown instead of the name; a screen reader still reads the name. */
  short?: string;
  /** The indicator's number in the decree. */
  number?: number;
  /** A formula column. */
  shaded?: boolean;
  /** Without a menu. */
  bare?: boolean;
}

/** Event of a heading's button; it bubbles. */
export const COLUMN_MENU = 'column-menu';
export const MENU_BUTTON = 'heading-menu';

export class Heading implements IHeaderComp {
  #element = document.createElement('div');
  #button = document.createElement('button');

  init(params: HeadingParams): void {
    const { displayName, short, number, shaded, bare, column } = params;
    this.#element.className = `heading${short === undefined ? '' : ' heading-short'}${shaded ? ' heading-formula' : ''}`;
    const words = document.createElement('span');
    words.className = 'heading-words';
    words.textContent = short ?? displayName;
    this.#element.append(words);
    if (short !== undefined) {
      words.setAttribute('aria-hidden', 'true');
      const whole = document.createElement('span');
      whole.className = 'visually-hidden';
      whole.textContent = displayName;
      this.#element.append(whole);
    }
    const foot = document.createElement('span');
    foot.className = 'heading-foot';
    this.#element.append(foot);
    if (number !== undefined) {
      const place = document.createElement('span');
      place.className = 'heading-place';
      place.textContent = String(number);
      foot.append(place);
    }
    if (bare) return;
    this.#button.type = 'button';
    this.#button.className = MENU_BUTTON;
    this.#button.dataset.field = column.getColId();
    // Not a tab stop: reached by Alt+Down from any cell of the column, or by Enter on the heading.
    this.#button.tabIndex = -1;
    // The rest of the heading is for selecting and dragging the column.
    for (const type of ['mousedown', 'pointerdown', 'touchstart'])
      this.#button.addEventListener(type, (event) => event.stopPropagation(), { passive: true });
    this.#button.addEventListener('click', (event) => {
      event.stopPropagation();
      this.#button.dispatchEvent(new CustomEvent(COLUMN_MENU, { bubbles: true }));
    });
    foot.append(this.#button);
    this.#mark(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(params: HeadingParams): boolean {
    this.#mark(params);
    return true;
  }

  #mark({ context, column, displayName, bare }: HeadingParams): void {
    if (bare) return;
    const { filtered, sort } = (context as GridContext).heading(column.getColId());
    const arrow = sort ? `${sort.descending ? '↓' : '↑'}${sort.level || ''}` : '';
    this.#button.textContent = `${filtered ? '▼' : ''}${arrow}` || '▾';
    this.#button.classList.toggle('is-on', filtered || sort !== null);
    const said = [
      sort ? `sắp xếp ${sort.descending ? 'giảm dần' : 'tăng dần'}${sort.level ? `, bậc ${sort.level}` : ''}` : '',
      filtered ? 'đang lọc' : '',
    ].filter(Boolean);
    this.#button.setAttribute('aria-label', [`Bảng chọn của cột ${displayName}`, ...said].join(', '));
    this.#button.title = 'Sắp xếp, lọc (Alt+↓)';
  }
}
