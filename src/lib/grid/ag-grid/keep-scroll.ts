/** Rows that others add or remove above must not move the rows in sight. */
import type { GridApi } from 'ag-grid-community';
import type { GridRow } from '../grid-row.ts';

/** @param change replaces rows of the grid, synchronously. */
export function keepScroll(api: GridApi<GridRow>, host: HTMLElement, change: () => void): void {
  const scroller = scrollerOf(host);
  const anchor = scroller && firstInSight(api, scroller.scrollTop);
  change();
  if (!scroller || !anchor) return;
  const now = api.getRowNode(anchor.id)?.rowTop;
  if (typeof now === 'number' && now !== anchor.top) scroller.scrollTop += now - anchor.top;
}

function firstInSight(api: GridApi<GridRow>, from: number): { id: string; top: number } | null {
  let first: { id: string; top: number } | null = null;
  for (const { id, rowTop, rowHeight } of api.getRenderedNodes()) {
    if (id === undefined || typeof rowTop !== 'number' || rowTop + (rowHeight ?? 0) <= from) continue;
    if (first === null || rowTop < first.top) first = { id, top: rowTop };
  }
  return first;
}

/** The element that scrolls the rows vertically. The grid does not expose it, and its class names change. */
function scrollerOf(host: HTMLElement): Element | null {
  for (let part: Element | null = host.querySelector('[row-id]'); part && part !== host; part = part.parentElement)
    if (part.scrollHeight > part.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(part).overflowY)) return part;
  return null;
}
