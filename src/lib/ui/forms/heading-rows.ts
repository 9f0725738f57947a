/** A form's tree of headings as the rows of a table head. */
import { depthOf, leavesOf, type Heading } from '$lib/forms/official/description.ts';

export interface HeadingCell {
  text: string;
  columns: number;
  rows: number;
  /** Column width in Excel characters; undefined if it spans several columns. */
  width?: number;
}

export function headingRows(headings: readonly Heading[]): HeadingCell[][] {
  const rows: HeadingCell[][] = Array.from({ length: depthOf(headings) }, () => []);
  const place = (list: readonly Heading[], depth: number): void => {
    for (const heading of list) {
      // Expanded into columns before drawing.
      if ('each' in heading) continue;
      if ('over' in heading) {
        rows[depth]?.push({ text: heading.text, columns: leavesOf(heading.over).length, rows: 1 });
        place(heading.over, depth + 1);
      } else rows[depth]?.push({ text: heading.text, columns: 1, rows: rows.length - depth, width: heading.width ?? 10 });
    }
  };
  place(headings, 0);
  return rows;
}

/** For each column the headings above it, from the outermost: 'Hộ nghèo', 'Hộ DTTS'. */
export const pathsOf = (headings: readonly Heading[]): string[][] =>
  headings.flatMap((heading): string[][] =>
    'over' in heading ? pathsOf(heading.over).map((path) => [heading.text, ...path]) : 'each' in heading ? [] : [[heading.text]],
  );
