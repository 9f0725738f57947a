/** Columns that the person assigns differently than we recognised them, or to nothing. */
import { columnOf, columnsOf, type Column } from '../review/columns.ts';
import type { SheetId } from '../review/types.ts';
import type { Headings } from './headings.ts';
import type { HeadingColumn } from './heading-targets.ts';
import { columnLetter } from './read-grid.ts';

/** Id of a column -> key of ours; '' for none. */
export type ColumnWishes = Readonly<Record<string, string>>;

/** 'Danh sách 01!D7': the row where its heading ends distinguishes two tables of one sheet. */
export const columnId = (sheet: string, column: string, bottom: number): string => `${sheet}!${column}${bottom}`;

/** What a column of such a table can be assigned to. */
export function columnChoices(sheet: SheetId, family: boolean): readonly Column[] {
  return family ? [...columnsOf(sheet), ...columnsOf('members').filter(({ key }) => !columnOf(sheet, key))] : columnsOf(sheet);
}

const unmapped = ({ index, heading }: HeadingColumn): HeadingColumn => ({ index, heading, column: null, formula: null, counter: false });

/** The headings as the person wants them; each column of ours is taken from one place only. */
export function withWishes(name: string, headings: Headings, wishes: ColumnWishes): Headings {
  const wished = new Map(
    headings.columns.flatMap(({ index }) => {
      const id = columnId(name, columnLetter(index), headings.bottom + 1);
      return Object.hasOwn(wishes, id) ? [[index, wishes[id] ?? '']] : [];
    }),
  );
  if (wished.size === 0) return headings;
  const taken = new Set([...wished.values()].filter((key) => key !== ''));
  // If one part of a joined column is reassigned, the other parts mean nothing.
  const broken = new Set(
    headings.columns
      .filter(({ index, column, part }) => part && (wished.has(index) || (column && taken.has(column.key))))
      .map(({ part }) => part?.of),
  );
  const choices = columnChoices(headings.sheet, headings.family === true);
  const columns = headings.columns.map((found): HeadingColumn => {
    const key = wished.get(found.index);
    if (key !== undefined) return { ...unmapped(found), column: choices.find((column) => column.key === key) ?? null };
    return (found.part && broken.has(found.part.of)) || (found.column && taken.has(found.column.key)) ? unmapped(found) : found;
  });
  return { ...headings, columns };
}
