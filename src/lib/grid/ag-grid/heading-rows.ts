/**
 * AG Grid draws only the headings in sight. A row of group headings without any is no row for a screen reader, which would otherwise
 * announce one that has nothing in it.
 */
const GROUPS = '.ag-header-row-group';

export class HeadingRows {
  readonly #observer: MutationObserver;

  constructor(host: HTMLElement) {
    const mend = (): void => {
      for (const row of host.querySelectorAll(GROUPS)) {
        const isEmpty = row.querySelector('[role=columnheader]') === null;
        if (isEmpty === row.hasAttribute('aria-hidden')) continue;
        // What is hidden must not be a Tab stop, as the grid makes each row of headings.
        if (isEmpty) {
          row.setAttribute('aria-hidden', 'true');
          row.removeAttribute('tabindex');
        } else {
          row.removeAttribute('aria-hidden');
          row.setAttribute('tabindex', '0');
        }
      }
    };
    this.#observer = new MutationObserver(mend);
    const header = host.querySelector('.ag-header');
    if (header) this.#observer.observe(header, { childList: true, subtree: true });
    mend();
  }

  destroy(): void {
    this.#observer.disconnect();
  }
}
