/** Writes what people type about the villages, and which villages exist, into the commune's own list. */
import { ASIDE_FIELD, ORDER_FIELD, readVillages, VILLAGE_PREFIX, villagesAside, type Village } from '$lib/cells/review-rooms.ts';
import type { CellWrite, SharedList } from '$lib/cells/shared-list.ts';
import { displayCell, readCell } from '$lib/review/cell-input.ts';
import type { Column } from '$lib/review/columns.ts';
import { tidy } from '$lib/review/text.ts';
import type { CellValue } from '$lib/review/types.ts';
import { villageId, villageSpelling } from '$lib/review/village.ts';

export interface TypedVillage {
  village: Pick<Village, 'id' | 'name'>;
  column: Column;
  text: string;
  /** The value of the cell when typing began; absent for pasted values. */
  seen?: CellValue;
}

export const rowOf = ({ id }: Pick<Village, 'id'>): string => VILLAGE_PREFIX + id;

/**
 * One write for everything; text that cannot be read is kept as typed.
 * @param writerIn names the author of a cell's value; asked before anything is written.
 * @returns messages for the person, each naming its place.
 */
export function typeVillages(
  list: SharedList,
  typed: readonly TypedVillage[],
  writerIn: (row: string, field: string) => Promise<string>,
): Promise<string>[] {
  const notices: Promise<string>[] = [];
  const writes = typed.map(({ village, column, text, seen }): CellWrite => {
    const { value, problem } = readCell(column, text);
    const [row, place] = [rowOf(village), `${village.name}, cột ${column.label}`];
    const now = list.get(row, column.key);
    if (problem) notices.push(Promise.resolve(`${place}: ${problem.text}.`));
    if (seen !== undefined && now !== seen && now !== value)
      notices.push(
        writerIn(row, column.key).then(
          (writer) =>
            `${place}: trong lúc bạn đang ghi, ${writer} đã ghi ${displayCell(column, now) || '(trống)'}. Ô này nay theo giá trị của bạn.`,
        ),
      );
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

/** Why a village cannot have this name; '' if it can. @param id of the village that gets the name. */
export function nameProblem(list: SharedList, name: string, id = ''): string {
  if (tidy(name) === '') return 'Hãy ghi tên thôn.';
  const same = (village: Village): boolean => village.id !== id && villageSpelling(village.name) === villageSpelling(name);
  if (readVillages(list).some(same)) return `Đã có ${tidy(name)}.`;
  return villagesAside(list).some(same) ? `${tidy(name)} đang được cất: hãy đưa trở lại.` : '';
}

/** Adds it after the others. @returns its id. */
export function addVillage(list: SharedList, name: string): string {
  const taken = new Set(list.rows(VILLAGE_PREFIX));
  const wished = villageId(name);
  let id = wished;
  for (let n = 2; taken.has(VILLAGE_PREFIX + id); n++) id = `${wished}-${n}`;
  const last = Math.max(
    -1,
    ...[...readVillages(list), ...villagesAside(list)].map((village) => Number(list.get(rowOf(village), ORDER_FIELD) ?? -1)),
  );
  list.write([
    { row: VILLAGE_PREFIX + id, field: 'name', value: tidy(name) },
    { row: VILLAGE_PREFIX + id, field: ORDER_FIELD, value: last + 1 },
  ]);
  return id;
}

/** Lists and forms read the name from here. */
export function renameVillage(list: SharedList, village: Pick<Village, 'id'>, name: string): void {
  list.set(VILLAGE_PREFIX + village.id, 'name', tidy(name));
}

/** Moves it one place up or down; if villages share an order, or have none, all are renumbered. */
export function moveVillage(list: SharedList, id: string, by: -1 | 1): void {
  const ids = readVillages(list).map((village) => village.id);
  const [at, to] = [ids.indexOf(id), ids.indexOf(id) + by];
  const other = ids[to];
  if (at < 0 || other === undefined) return;
  [ids[at], ids[to]] = [other, id];
  list.write(ids.map((each, order) => ({ row: VILLAGE_PREFIX + each, field: ORDER_FIELD, value: order })));
}

/** Overwrites nothing in the village: its list stays unchanged until it is brought back. */
export function setAside(list: SharedList, { id }: Pick<Village, 'id'>, aside: boolean): void {
  list.set(VILLAGE_PREFIX + id, ASIDE_FIELD, aside ? 'x' : null);
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
