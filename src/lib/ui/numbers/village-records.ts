/** Writes what people type about the villages into the commune's own list. */
import { VILLAGE_PREFIX, type Village } from '$lib/cells/review-rooms.ts';
import type { CellWrite, SharedList } from '$lib/cells/shared-list.ts';
import { displayCell, readCell } from '$lib/review/cell-input.ts';
import type { Column } from '$lib/review/columns.ts';
import type { CellValue } from '$lib/review/types.ts';

export interface TypedVillage {
  village: Pick<Village, 'id' | 'name'>;
  column: Column;
  text: string;
  /** The value of the cell when typing began; absent for pasted values. */
  seen?: CellValue;
}

/** What a person is told about a cell that was written, as long as it holds what was written. */
export interface CellNotice {
  words: Promise<string>;
  holds: () => boolean;
}

export const rowOf = ({ id }: Pick<Village, 'id'>): string => VILLAGE_PREFIX + id;

/**
 * One write for everything; text that cannot be read is kept as typed.
 * @param writerIn names the author of a cell's value; asked before anything is written.
 * @returns notices for the person, each naming its place.
 */
export function typeVillages(
  list: SharedList,
  typed: readonly TypedVillage[],
  writerIn: (row: string, field: string) => Promise<string>,
): CellNotice[] {
  const notices: CellNotice[] = [];
  const writes = typed.map(({ village, column, text, seen }): CellWrite => {
    const { value, problem } = readCell(column, text);
    const [row, place] = [rowOf(village), `${village.name}, cột ${column.label}`];
    const now = list.get(row, column.key);
    const holds = (): boolean => list.get(row, column.key) === value;
    if (problem) notices.push({ words: Promise.resolve(`${place}: ${problem.text}.`), holds });
    if (seen !== undefined && now !== seen && now !== value)
      notices.push({
        words: writerIn(row, column.key).then(
          (writer) =>
            `${place}: trong lúc bạn đang ghi, ${writer} đã ghi ${displayCell(column, now) || '(trống)'}. Ô này nay theo giá trị của bạn.`,
        ),
        holds,
      });
    return { row, field: column.key, value };
  });
  list.write(writes);
  return notices;
}

/** Writes a block from a worksheet, from one cell right and down; cells beyond the table are left out. */
export function spread(
  block: readonly (readonly string[])[],
  villages: readonly Village[],
  columns: readonly Column[],
  at: { village: number; column: number },
): TypedVillage[] {
  return block.flatMap((line, down) =>
    line.flatMap((text, right) => {
      const [village, column] = [villages[at.village + down], columns[at.column + right]];
      return village && column ? [{ village, column, text }] : [];
    }),
  );
}

/** The authors that the entries of a village's list name, with the number of cells that stand, most first. */
export function authorsOf(list: SharedList): { author: string; cells: number }[] {
  const cells = new Map<string, number>();
  for (const row of list.rows()) {
    for (const field of list.fields(row)) {
      const entry = list.entries(row, field).at(-1);
      if (entry && entry.value !== null) cells.set(entry.author, (cells.get(entry.author) ?? 0) + 1);
    }
  }
  return [...cells].map(([author, count]) => ({ author, cells: count })).sort((a, b) => b.cells - a.cells);
}
