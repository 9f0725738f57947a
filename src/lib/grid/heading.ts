/** A column's heading: words across, or upright over a narrow column; nothing to sort or filter in it. */
import type { IHeaderComp, IHeaderParams } from 'ag-grid-community';

interface HeadingParams extends IHeaderParams {
  upright?: boolean;
  /** The indicator's number in the decree. */
  number?: number;
  /** A formula column. */
  shaded?: boolean;
}

export class Heading implements IHeaderComp {
  #element = document.createElement('div');

  init({ displayName, upright, number, shaded }: HeadingParams): void {
    this.#element.className = `heading${upright ? ' heading-upright' : ''}${shaded ? ' heading-formula' : ''}`;
    const words = document.createElement('span');
    words.className = 'heading-words';
    words.textContent = displayName;
    this.#element.append(words);
    if (number === undefined) return;
    const place = document.createElement('span');
    place.className = 'heading-place';
    place.textContent = String(number);
    this.#element.append(place);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh(): boolean {
    return false;
  }
}
