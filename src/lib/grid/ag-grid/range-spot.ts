/** What is under the pointer. Rows, cells and headings are identified by the ids that the grid gives its elements. */
import { STT } from '../grid-columns.ts';
import type { Corner } from '../range.ts';

export type Spot = ({ kind: 'cell' } & Corner) | { kind: 'row'; row: string } | { kind: 'column'; field: string };

const OWN_HANDS = 'button, input, select, textarea, a[href], [role="menu"], [role="menuitem"]';

export function spotOf(target: EventTarget | null): Spot | null {
  if (!(target instanceof Element) || target.closest(OWN_HANDS)) return null;
  const field = target.closest('[col-id]')?.getAttribute('col-id');
  if (field === null || field === undefined) return null;
  const row = target.closest('[row-id]')?.getAttribute('row-id');
  if (row !== null && row !== undefined) return field === STT ? { kind: 'row', row } : { kind: 'cell', row, field };
  // The line between two headings resizes the column.
  return target.closest('[role="columnheader"]') && !target.closest('[data-ref="eResize"]') ? { kind: 'column', field } : null;
}

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The visible area of the rows: below the headings, without the scroll bars. */
export function bodyOf(host: HTMLElement): Area | null {
  const view = host.querySelector('[role="grid"]');
  if (!view) return null;
  const { left, top } = view.getBoundingClientRect();
  const { width, height } = view.getBoundingClientRect();
  // Under zoom, the element's own pixels differ from those on the screen.
  const scale = view instanceof HTMLElement && view.offsetWidth > 0 ? width / view.offsetWidth : 1;
  const headings = [...view.querySelectorAll('[role="columnheader"]')].map((heading) => heading.getBoundingClientRect().bottom);
  return {
    left,
    top: Math.max(top, ...headings),
    right: left + view.clientWidth * scale,
    bottom: Math.min(top + height, top + view.clientHeight * scale),
  };
}

/** What is at a point; for a point outside, the nearest in sight. Looks through the handle and the outline, which lie above the cells. */
function near(body: Area, x: number, y: number): Spot | null {
  const within = (value: number, low: number, high: number): number => Math.max(low + 1, Math.min(high - 2, value));
  for (const element of document.elementsFromPoint(within(x, body.left, body.right), within(y, body.top, body.bottom))) {
    const spot = spotOf(element);
    if (spot) return spot;
  }
  return null;
}

/** The row at a height, found by its number at the left edge, which is always in sight; null below the last row. */
export function rowNear(body: Area, y: number): string | null {
  const spot = near(body, body.left, y);
  return spot && spot.kind !== 'column' ? spot.row : null;
}

/** The column at a position, found in the first row in sight: the first one over the row numbers, the last one to the right of all. */
export function fieldNear(body: Area, x: number, columns: readonly string[]): string | undefined {
  const spot = near(body, x, body.top);
  if (!spot) return columns.at(-1);
  return spot.kind === 'row' ? columns[0] : spot.field;
}
