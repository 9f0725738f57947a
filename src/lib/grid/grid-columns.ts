/** The columns of a sheet as shown: the table of input columns, with the formula columns placed among them. */
import { isB1 } from '../review/b1-tables.ts';
import { besideKey, isByStandard, marked, type ResultKey } from '../review/by-standard.ts';
import { displayCell } from '../review/cell-input.ts';
import { columnOf, type Column } from '../review/columns.ts';
import { citeOf, formulaColumnsOf, type FormulaColumn, type FormulaKey } from '../review/formula-columns.ts';
import { countedBy } from '../review/indicators.ts';
import { roundColumns, surveyOf, type Survey } from '../review/round-columns.ts';
import type { Standard } from '../review/standards.ts';
import type { CellValue } from '../review/types.ts';
import { HEAD_NAME, resultText, type GridRow, type GridSheet } from './grid-row.ts';

export const STT = 'stt';
export const HEAD_LABEL = 'Chủ hộ';

/** Stands for the last indicator that the standard counts, for the last Điểm B1, and for the last income. */
const INDICATORS_END = 'indicators-end';
const B1_END = 'b1-end';
const INCOME_END = 'income-end';

/** The input column after which a formula column stands: a result belongs next to the marks it comes from. */
const AFTER: Partial<Record<FormulaKey, Record<'list01' | 'list02', string>>> = {
  list: { list01: 'formA', list02: 'formA' },
  b1Limit: { list01: B1_END, list02: B1_END },
  b2: { list01: INDICATORS_END, list02: B1_END },
  computed: { list01: INDICATORS_END, list02: B1_END },
  class: { list01: INDICATORS_END, list02: B1_END },
  move: { list01: INDICATORS_END, list02: B1_END },
  missing: { list01: INDICATORS_END, list02: INCOME_END },
  living: { list01: INCOME_END, list02: INCOME_END },
};

/** The result that each list is made for. */
export const RESULT_OF: Partial<Record<GridSheet, FormulaKey>> = { list01: 'class', list02: 'living' };

/** The field with a row's name. It is frozen at the left, so that the name is always in sight, and has the marks of the whole row. */
export const NAME_FIELD: Record<GridSheet, string> = { list01: 'head', list02: 'head', members: 'name' };
/** A column of the grid: its label, and whether people or a formula fill it. */
export type GridColumn =
  | {
      kind: 'input';
      column: Column;
      /** The indicator's number in the standard, and its hint if any. */
      counted?: { number: number; hint?: string };
    }
  | { kind: 'formula'; column: ShownFormula; cite: string; /** Only where it is by a standard beside the main one. */ by?: Standard }
  /** Written by the commune's machine when a step is recorded. */
  | { kind: 'recorded'; column: Column }
  | { kind: 'head' };
/** A formula column by whichever standard of the round; by one beside the main one its label says so. */
export type ShownFormula = Omit<FormulaColumn, 'key'> & { key: ResultKey };

/** Never hidden and never moved: they show whose row it is. */
export const frozenColumns = (sheet: GridSheet): string[] => [STT, NAME_FIELD[sheet]];

/**
 * Input and formula columns of a sheet, in the order of the grid.
 * @param isFilled whether a column that this standard does not count has any value.
 * @param beside further standards of the round: their results follow the main ones, after all indicators.
 */
export function gridColumns(
  sheet: GridSheet,
  standard: Standard,
  isFilled?: (key: string) => boolean,
  beside: readonly Standard[] = [],
): GridColumn[] {
  const survey = surveyOf({ standard, beside });
  const formulas = sheet === 'members' ? [] : formulaColumnsOf(sheet, standard);
  const formula = (column: FormulaColumn) => ({ kind: 'formula' as const, column, cite: citeOf(column, standard) });
  const others = beside.flatMap((by) =>
    (sheet === 'members' ? [] : formulaColumnsOf(sheet, by))
      .filter(({ key }) => isByStandard(key))
      .map((column) => ({
        kind: 'formula' as const,
        column: { ...column, key: besideKey(column.key, by), label: marked(column.label, by) },
        cite: citeOf(column, by),
        by,
      })),
  );
  const inputs = roundColumns(sheet, survey, isFilled).filter((column) => column.key !== 'village');
  const ends = endsOf(inputs, survey);
  const placed = (key: string): GridColumn[] => {
    if (sheet === 'members') return [];
    const after = ends.get(key) ?? key;
    const own = formulas.filter((column) => AFTER[column.key]?.[sheet] === after).map(formula);
    return own.some(({ column }) => column.key === RESULT_OF[sheet]) ? [...own, ...others] : own;
  };
  const frozen = inputs.filter((column) => column.key === NAME_FIELD[sheet]);
  const rest = inputs.filter((column) => column.key !== NAME_FIELD[sheet]);
  // A standard may ask neither a score nor an income: what would stand after it comes at the end.
  const placedAfter = new Set([...inputs.map(({ key }) => key), ...ends.values()]);
  const last: GridColumn[] = formulas.filter(({ key }) => sheet === 'members' || !placedAfter.has(AFTER[key]?.[sheet] ?? '')).map(formula);
  const input = (column: Column): GridColumn => {
    if (column.recorded) return { kind: 'recorded', column };
    const counted = countedBy([standard, ...beside], column.key);
    return { kind: 'input', column, ...(counted && { counted }) };
  };
  const body = [...frozen, ...rest].flatMap((column): GridColumn[] => [
    input(column),
    ...(sheet === 'members' && column.key === 'code' ? [{ kind: 'head' } as const] : []),
    ...placed(column.key),
  ]);
  return [...body, ...last];
}

/** The columns after which results stand. */
function endsOf(inputs: readonly Column[], { indicators, asks }: Survey): ReadonlyMap<string, string> {
  const lastOf = (keys: readonly string[]): string | undefined => inputs.findLast(({ key }) => keys.includes(key))?.key;
  const ends = [
    [lastOf(indicators.slice(-1)), INDICATORS_END],
    [lastOf(asks.filter(isB1)), B1_END],
    [lastOf(asks.filter((key) => !isB1(key))), INCOME_END],
  ] as const;
  return new Map(ends.flatMap(([key, end]) => (key === undefined ? [] : [[key, end]])));
}

/** A grid column's id: the input's key, or '=' and the formula's key. */
export const columnId = (column: GridColumn): string =>
  column.kind === 'head' ? HEAD_NAME : column.kind === 'formula' ? `=${column.column.key}` : column.column.key;

export const columnLabel = (column: GridColumn): string => (column.kind === 'head' ? HEAD_LABEL : column.column.label);

export const columnById = (columns: readonly GridColumn[], id: string): GridColumn | undefined =>
  columns.find((column) => columnId(column) === id);

/** A cell's text as shown. */
export function cellText(row: GridRow, column: GridColumn): string {
  if (column.kind === 'head') return row.headName;
  if (column.kind === 'formula') return resultText(row, column.column.key);
  return displayCell(column.column, row.cells[column.column.key] ?? null);
}

/** A cell's value. A formula's value is its text when its inputs are in conflict. */
export function cellValue(row: GridRow, column: GridColumn): CellValue {
  if (column.kind === 'input' || column.kind === 'recorded') return row.cells[column.column.key] ?? null;
  const number = column.kind === 'formula' && !row.unsettled.has(column.column.key) ? row.results?.[column.column.key] : undefined;
  return typeof number === 'number' ? number : cellText(row, column);
}

export function labelOf(columns: readonly GridColumn[], id: string): string {
  const column = columnById(columns, id);
  return column === undefined ? id : columnLabel(column);
}

/** The input column of a grid column id; undefined for STT, formulas and what only a step records. */
export function inputOf(sheet: GridSheet, id: string): Column | undefined {
  const column = columnOf(sheet, id);
  return column?.recorded ? undefined : column;
}
