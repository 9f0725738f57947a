/** What the grid and the phone's card show of one row. Immutable: rebuilt whenever anything in it changes. */
import type { Entry } from '../cells/entry.ts';
import type { CellProblem } from '../review/cell-input.ts';
import type { Results } from '../review/classify.ts';
import type { BesideKey, ResultKey } from '../review/by-standard.ts';
import { UNSETTLED } from '../review/formula-columns.ts';
import type { CellValue } from '../review/types.ts';

export type GridSheet = 'list01' | 'list02' | 'members';
export const GRID_SHEETS: readonly GridSheet[] = ['list01', 'list02', 'members'];

/** The column that shows headName. */
export const HEAD_NAME = 'headName';

export interface GridRow {
  readonly id: string;
  readonly sheet: GridSheet;
  /** STT: the position in the whole sheet, which searching and filtering do not change. */
  readonly number: number;
  readonly cells: Readonly<Record<string, CellValue>>;
  /** Formula columns; members have none. */
  readonly results: Results | null;
  readonly problems: Readonly<Record<string, CellProblem>>;
  /** Cells in conflict, with every live value. */
  readonly conflicts: Readonly<Record<string, readonly Entry[]>>;
  /** Formula columns that rest on a conflict. */
  readonly unsettled: ReadonlySet<ResultKey>;
  /** For members: the name of their household's head. */
  readonly headName: string;
}

/** A formula column's value as it may be shown: where its inputs are in conflict, nobody's side is taken. */
export function resultText(row: GridRow, key: ResultKey): string {
  if (row.unsettled.has(key)) return UNSETTLED;
  const value = row.results?.[key] ?? null;
  return value === null ? '' : String(value);
}

/** What is missing by any standard of the round, as the column lists it: 'Điểm B1; Nguyên nhân nghèo; '. */
export function missingOf({ results }: Pick<GridRow, 'results'>): string {
  if (!results) return '';
  const others = Object.keys(results).filter((key): key is BesideKey => key.startsWith('missing@'));
  return ['missing' as const, ...others].map((key) => String(results[key] ?? '')).join('');
}
