/**
 * Where pages end. A sheet has no "keep with next", so that a list long enough may leave its signatures alone on the
 * last page: rows that belong together are marked, and the pages are worked out beforehand.
 */
export interface Flow {
  /** Points of every row, from the first. */
  heights: readonly number[];
  /** Of a page, and of the headings that every page after the first repeats. */
  page: number;
  repeated: number;
  /** Row numbers, from 1, that never begin a page: they stay with the row above. */
  glued: ReadonlySet<number>;
}

/** Programs round heights and scales each in their own way: a page is not filled to the last point. */
const FILLED = 0.97;
/** More manual breaks a sheet cannot have (Excel: 1,026); beyond, the last ones count. */
const MOST = 1000;

/** @returns the rows, from 1, after which a page ends; none where everything is on one page. */
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
    // Together they are longer than a page: they are parted where it is full.
    if (first === start) first = row;
    breaks.push(first - 1);
    start = first;
    used = heights.slice(first - 1, row).reduce((sum, height) => sum + height, 0);
    room = (page - repeated) * FILLED;
  }
  return breaks.slice(-MOST);
}
