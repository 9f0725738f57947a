/** A pasted or filled block as writes of the shared list, and the messages about it. */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { CellWrite } from '$lib/cells/shared-list.ts';
import type { WrittenBlock } from '$lib/grid/placing.ts';
import type { GridSheet } from '$lib/grid/grid-row.ts';
import { CellReader } from '$lib/review/cell-reader.ts';
import { columnsOf } from '$lib/review/columns.ts';
import { formatNumber } from '$lib/review/cell-number.ts';
import type { CellValue } from '$lib/review/types.ts';
import { newIds } from '$lib/cells/new-ids.ts';
import { codesAfter } from '$lib/review/next-code.ts';

export interface BlockScene {
  sheet: GridSheet;
  /** The codes already in use. */
  codes(): readonly CellValue[];
  /** Members without a code of their own get this one. */
  household: CellValue;
}

export interface BlockWrites {
  writes: CellWrite[];
  /** The new rows, in the block's order. */
  added: string[];
  /** Cells with a value. */
  cells: number;
  /** Cells kept as typed, or read with some doubt. */
  doubts: number;
}

export function blockWrites(block: WrittenBlock, scene: BlockScene): BlockWrites {
  const { sheet } = scene;
  const result: BlockWrites = { writes: [], added: [], cells: 0, doubts: 0 };
  const reader = new CellReader();
  const columns = new Map(columnsOf(sheet).map((column) => [column.key, column]));
  const write = (row: string, field: string, text: string): CellValue => {
    const column = columns.get(field);
    if (!column) return null;
    const { value, problem } = reader.read(column, text);
    result.writes.push({ row, field, value });
    result.cells++;
    if (problem) result.doubts++;
    return value;
  };
  for (const { row, field } of block.emptied) result.writes.push({ row, field, value: null });
  for (const { row, field, text } of block.cells) write(row, field, text);
  if (block.added.length === 0) return result;
  const isMember = sheet === 'members';
  const nextCode = isMember ? () => scene.household ?? '' : codesAfter([...scene.codes(), ...block.added.map(({ code }) => code ?? null)]);
  const ids = newIds(isMember ? MEMBER_PREFIX : HOUSEHOLD_PREFIX, block.added.length);
  block.added.forEach((words, index) => {
    const row = ids[index] ?? '';
    result.added.push(row);
    if (!isMember) result.writes.push({ row, field: SHEET_FIELD, value: sheet });
    let code: CellValue = null;
    for (const [field, text] of Object.entries(words)) {
      if (text === '') continue;
      const value = write(row, field, text);
      if (field === 'code') code = value;
    }
    if (code === null) result.writes.push({ row, field: 'code', value: nextCode() });
  });
  return result;
}

const DONE: Record<Exclude<WrittenBlock['deed'], 'clear'>, string> = { paste: 'Đã dán', move: 'Đã chuyển', fill: 'Đã điền' };

/** null for emptying, which is visible anyway. */
export function blockNotice(
  deed: WrittenBlock['deed'],
  { cells, added, doubts }: BlockWrites,
  sheet: GridSheet,
): { text: string; kind: 'done' | 'warning' } | null {
  if (deed === 'clear') return null;
  const more = added.length > 0 ? `, thêm ${formatNumber(added.length)} ${sheet === 'members' ? 'thành viên' : 'hộ'}` : '';
  const doubt = doubts > 0 ? `, ${formatNumber(doubts)} ô cần xem lại` : '';
  return { text: `${DONE[deed]} ${formatNumber(cells)} ô${more}${doubt}.`, kind: doubts > 0 ? 'warning' : 'done' };
}

const NAMED = 3;
/** Characters of a long text that are shown. */
const SHOWN = 30;

function places<T>(all: readonly T[], place: (each: T) => string): string {
  const more = all.length > NAMED ? `; và ${formatNumber(all.length - NAMED)} ô nữa` : '';
  return all.slice(0, NAMED).map(place).join('; ') + more;
}

/** What could not be written, and where. */
export function refusals(block: WrittenBlock, nameOf: (row: string) => string, labelOf: (field: string) => string): string[] {
  const said: string[] = [];
  const { refused, outside } = block;
  const rowName = (row: string): string => (row === '' ? 'dòng mới' : nameOf(row));
  if (refused.length > 0) {
    said.push(
      `${formatNumber(refused.length)} ô công thức không ghi được: ${places(refused, ({ row, field }) => `${rowName(row)}, cột ${labelOf(field)}`)}.`,
    );
  }
  if (outside.length > 0)
    said.push(
      `${formatNumber(outside.length)} ô nằm bên phải cột cuối, không ghi được: ${places(outside, ({ row, text }) => `${rowName(row)}, "${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`)}.`,
    );
  return said;
}
