/** F6 goes from one part of the page to the next, as in Excel: toolbar, formula bar, rows, side panel, sheet tabs; messages, while there are any. */

/** Marks a part of the page. The part 'rows' places the focus itself. */
const PANE = '[data-pane]';
const TAKES_FOCUS = ':is(button, a[href], input, select, textarea, [tabindex="0"]):not(:disabled)';

const targetsIn = (pane: HTMLElement): HTMLElement[] =>
  [...pane.querySelectorAll<HTMLElement>(TAKES_FOCUS)].filter((element) => element.checkVisibility());

/** @param step 1 or -1. @returns the part to go to; null if there is none. */
export function nextPane(step: 1 | -1, from: Element | null = document.activeElement): HTMLElement | null {
  const panes = [...document.querySelectorAll<HTMLElement>(PANE)].filter((pane) => targetsIn(pane).length > 0);
  const here = panes.findIndex((pane) => pane.contains(from));
  if (panes.length === 0) return null;
  const start = here < 0 && step < 0 ? 0 : here;
  return panes[(start + step + panes.length) % panes.length] ?? null;
}

/** Focuses the selected element, or else the first one that can have the focus. */
export function enterPane(pane: HTMLElement): void {
  const inside = targetsIn(pane);
  (inside.find((element) => element.getAttribute('aria-selected') === 'true') ?? inside[0])?.focus();
}
