/** What one row of a file changes in the list: which cells are written, and which of the list's stay. */
import { columnsOf, SHEETS } from '../review/columns.ts';
import { isItemField, itemLabel } from '../review/item-field.ts';
import { fold, isUnmarked } from '../review/text.ts';
import type { CellValue, Row, SheetId } from '../review/types.ts';

export interface Tally {
  new: number;
  changed: number;
  unchanged: number;
}

export const tally = (): Tally => ({ new: 0, changed: 0, unchanged: 0 });

export interface CellChange {
  row: string;
  sheet: SheetId;
  village: string;
  /** Mã hộ; '' for a village. */
  household: string;
  name: string;
  key: string;
  label: string;
  before: CellValue;
  after: CellValue;
}

/** The columns of this round that a list of an earlier year gives. */
const OF_EARLIER = new Set(['lastYear', 'formerly']);
/** '1977' or '06/1977' does not contradict '22/06/1977'. */
const lessPrecise = (after: CellValue, before: CellValue): boolean =>
  typeof after === 'string' &&
  typeof before === 'string' &&
  after.length < before.length &&
  /^(\d\d\/)?\d{4}$/.test(after) &&
  before.endsWith(`/${after}`);

const NAMES = new Set(['head', 'name']);
/** 'HA VAN DUNG' does not contradict 'Hà Văn Dũng'. */
const unmarked = (after: CellValue, before: CellValue): boolean =>
  typeof after === 'string' && typeof before === 'string' && isUnmarked(after) && !isUnmarked(before) && fold(after) === fold(before);

/** An earlier year fills empty cells; what people wrote this year stays. */
export const written = (before: Row | undefined): Set<string> =>
  new Set(
    Object.entries(before?.cells ?? {}).flatMap(([key, value]) => (value === null || value === '' || OF_EARLIER.has(key) ? [] : [key])),
  );

interface Identity {
  village: string;
  household: string;
  name: string;
}

export class Collector {
  readonly changes: CellChange[] = [];
  readonly writes: Row[] = [];
  keptWhereBlank = 0;
  keptMorePrecise = 0;
  keptMarked = 0;
  /** Cells of columns that only the commune's machine writes, where the file says something else. */
  notTaken = 0;

  /** Compares one row; returns the tally it belongs to. */
  add(before: Row | undefined, after: Row, id: string, identity: Identity, skip: ReadonlySet<string> = new Set()): keyof Tally {
    // A household of list 01 that is also on list 02 stays on list 01, which has more columns.
    const sheet = before?.sheet === 'list01' && after.sheet === 'list02' ? 'list01' : after.sheet;
    const write: Row = { id, sheet, cells: {}, ...(after.source ? { source: after.source } : {}) };
    const moved = before !== undefined && before.sheet !== sheet;
    if (before && moved)
      this.changes.push({
        row: id,
        sheet,
        ...identity,
        key: 'sheet',
        label: 'Danh sách',
        before: SHEETS[before.sheet].name,
        after: SHEETS[sheet].name,
      });
    for (const { key, label, type, recorded } of columnsOf(sheet)) {
      const [old, value] = [before?.cells[key] ?? null, after.cells[key] ?? null];
      if (recorded) {
        if (value !== null && value !== old) this.notTaken++;
        continue;
      }
      if (skip.has(key) || value === old) continue;
      if (value === null) this.keptWhereBlank++;
      else if (type === 'date' && lessPrecise(value, old)) this.keptMorePrecise++;
      else if (NAMES.has(key) && unmarked(value, old)) this.keptMarked++;
      else {
        write.cells[key] = value;
        if (before) this.changes.push({ row: id, sheet, ...identity, key, label, before: old, after: value });
      }
    }
    // A file without the sheet of answers empties none.
    if (Object.keys(after.cells).some(isItemField))
      for (const [key, old] of Object.entries(before?.cells ?? {}))
        if (isItemField(key) && old !== null && (after.cells[key] ?? null) === null) this.keptWhereBlank++;
    for (const [key, value] of Object.entries(after.cells)) {
      const old = before?.cells[key] ?? null;
      if (!isItemField(key) || value === null || value === old) continue;
      write.cells[key] = value;
      if (before) this.changes.push({ row: id, sheet, ...identity, key, label: itemLabel(key), before: old, after: value });
    }
    if (before && !moved && Object.keys(write.cells).length === 0) return 'unchanged';
    this.writes.push(write);
    return before ? 'changed' : 'new';
  }
}
