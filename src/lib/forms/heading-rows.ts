/** A form's headings as table rows, for a page to draw. */
import { depthOf, numbersOf, type EthnicGroups, type Heading, type Leaf } from './official/description.ts';

export interface HeadingCell {
  text: string;
  across: number;
  down: number;
}

export interface DrawnColumn {
  text: string;
  /** The number and the text of the numbering row; empty if the lists decide how many columns there are. */
  number: string;
  printed: string;
  column: Leaf | EthnicGroups;
}

const EACH = 'Mỗi dân tộc có trong danh sách một cột, rồi “Khác”';

const columnsIn = (headings: readonly Heading[]): (Leaf | EthnicGroups)[] =>
  headings.flatMap((heading) => ('over' in heading ? columnsIn(heading.over) : [heading]));

export function headingRows(headings: readonly Heading[]): HeadingCell[][] {
  const rows: HeadingCell[][] = Array.from({ length: depthOf(headings) }, () => []);
  const draw = (list: readonly Heading[], level: number): void => {
    for (const heading of list) {
      if ('over' in heading) {
        rows[level]?.push({ text: heading.text, across: columnsIn(heading.over).length, down: 1 });
        draw(heading.over, level + 1);
      } else rows[level]?.push({ text: 'each' in heading ? EACH : heading.text, across: 1, down: rows.length - level });
    }
  };
  draw(headings, 0);
  return rows;
}

export function drawnColumns(headings: readonly Heading[]): DrawnColumn[] {
  const numbers = numbersOf(headings);
  let leaf = 0;
  return columnsIn(headings).map((column) => {
    if ('each' in column) return { text: EACH, number: '', printed: `${column.of}.1 …`, column };
    const number = numbers[leaf++] ?? '';
    return { text: column.text, number, printed: column.number ?? number, column };
  });
}
