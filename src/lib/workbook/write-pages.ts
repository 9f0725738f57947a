/**
 * Calculates where pages end. A sheet has no "keep with next", so a long list could leave its signatures alone on the
 * last page. Rows that belong together are marked, and the page breaks are calculated before writing.
 */
export interface Flow {
  /** Height of every row from the first, in points. */
  heights: readonly number[];
  /** Height of a page, and of the headings repeated on every page after the first. */
  page: number;
  repeated: number;
  /** Row numbers, from 1, that never begin a page: they stay with the row above. */
  glued: ReadonlySet<number>;
}

/** Programs round heights and scales differently, so a page is not filled to the last point. */
const FILLED = 0.97;
/** A sheet cannot have more manual breaks (Excel: 1,026); if there are more, the last ones count. */
const MOST = 1000;

/** @returns the rows, from 1, after which a page ends; empty if everything fits on one page. */
export function pageBreaks({ heights, page, repeated, glued }: Flow): number[] {
  const breaks: number[] = [];
  let start = 1;
  let used = 0;
  let room = page * FILLED;
  for (let row = 1; row <= heights.length; row++) {
    used += heights[row - 1] ?? 0;
    if (used <= room || row === start) continue;
    let first = row;
    while (first > start && glued.has(first)) first--;
    // The group is longer than a page: it is split where the page is full.
    if (first === start) first = row;
    breaks.push(first - 1);
    start = first;
    used = heights.slice(first - 1, row).reduce((sum, height) => sum + height, 0);
    room = (page - repeated) * FILLED;
  }
  return breaks.slice(-MOST);
}
