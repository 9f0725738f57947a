/** The columns of a sheet as the grid shows them: the table of input columns with the formula columns set among them. */
import type { ColDef, ColGroupDef, ITooltipParams, ValueGetterParams } from 'ag-grid-community';
import { displayCell } from '../review/cell-input.ts';
import { columnOf, columnsOf, INDICATORS, NEAR_POOR, POOR, type Column } from '../review/columns.ts';
import { formulaColumnsOf, type FormulaColumn, type FormulaKey } from '../review/formula-columns.ts';
import { CellView } from './cell-view.ts';
import { ChoiceEditor } from './choice-editor.ts';
import { conflictText, type GridContext } from './grid-context.ts';
import { resultText, type GridRow, type GridSheet } from './grid-row.ts';
import { Heading } from './heading.ts';
import { WordEditor } from './word-editor.ts';

export const STT = 'stt';
export const HEAD_NAME = 'headName';

/** After which input column a formula column stands; the result belongs beside the marks it comes from. */
const AFTER: Partial<Record<FormulaKey, Record<'list01' | 'list02', string>>> = {
  list: { list01: 'formA', list02: 'formA' },
  b1Limit: { list01: 'b1', list02: 'b1' },
  b2: { list01: 'i12', list02: 'b1' },
  class: { list01: 'i12', list02: 'b1' },
  move: { list01: 'i12', list02: 'b1' },
  missing: { list01: 'i12', list02: 'income' },
  living: { list01: 'income', list02: 'income' },
};

/** Frozen at the left, so that one always sees whose row it is. */
const FROZEN: Record<GridSheet, string> = { list01: 'head', list02: 'head', members: 'name' };
/** Narrow columns under a heading that stands upright. */
/** What each list is made for. */
const RESULT: Partial<Record<GridSheet, FormulaKey>> = { list01: 'class', list02: 'living' };
const RESULT_WIDTH = 152;
const UPRIGHT = 46;
const PIXELS_A_CHARACTER = 7.6;

/** A column of the grid: what it is called, and whether people or a formula fill it. */
export type GridColumn = { kind: 'input'; column: Column } | { kind: 'formula'; column: FormulaColumn } | { kind: 'head' };
export type Definition = ColDef<GridRow> | ColGroupDef<GridRow>;

export interface ColumnChoices {
  /** Kept in sight at the right edge where there is room. */
  pinResult: boolean;
}

/** Input and formula columns of a sheet in the order of the grid. */
export function gridColumns(sheet: GridSheet): GridColumn[] {
  const formulas = formulaColumnsOf(sheet);
  const placed = (after: string): GridColumn[] =>
    sheet === 'members' ? [] : formulas.filter((column) => AFTER[column.key]?.[sheet] === after).map((column) => ({ kind: 'formula', column }));
  const inputs = columnsOf(sheet).filter((column) => column.key !== 'village');
  const frozen = inputs.filter((column) => column.key === FROZEN[sheet]);
  const rest = inputs.filter((column) => column.key !== FROZEN[sheet]);
  const last: GridColumn[] = formulas.filter((column) => !AFTER[column.key]).map((column) => ({ kind: 'formula', column }));
  const body = [...frozen, ...rest].flatMap((column): GridColumn[] => [
    { kind: 'input', column },
    ...(sheet === 'members' && column.key === 'code' ? [{ kind: 'head' } as const] : []),
    ...placed(column.key),
  ]);
  return [...body, ...last];
}

/** A grid column's id: the input's key, or the formula's with '=' before it. */
export const columnId = (column: GridColumn): string => (column.kind === 'head' ? HEAD_NAME : column.kind === 'input' ? column.column.key : `=${column.column.key}`);

export function columnById(sheet: GridSheet, id: string): GridColumn | undefined {
  return gridColumns(sheet).find((column) => columnId(column) === id);
}

/** What stands in a cell, as text. */
export function cellText(row: GridRow, column: GridColumn): string {
  if (column.kind === 'head') return row.headName;
  if (column.kind === 'formula') return resultText(row, column.column.key);
  return displayCell(column.column, row.cells[column.column.key] ?? null);
}

export function definitions(sheet: GridSheet, choices: ColumnChoices): Definition[] {
  const groups = new Map<string, ColGroupDef<GridRow>>();
  const result: Definition[] = [stt()];
  for (const column of gridColumns(sheet)) {
    const definition = column.kind === 'input' ? input(sheet, column.column) : column.kind === 'formula' ? formula(sheet, column.column, choices) : head();
    const group = column.kind === 'input' ? column.column.group : undefined;
    if (group === undefined) {
      result.push(definition);
      continue;
    }
    const known = groups.get(group);
    if (known) known.children.push(definition);
    else {
      const made: ColGroupDef<GridRow> = { headerName: group, marryChildren: true, children: [definition] };
      groups.set(group, made);
      result.push(made);
    }
  }
  return result;
}

const stt = (): ColDef<GridRow> => ({
  colId: STT,
  headerName: 'STT',
  headerComponent: Heading,
  valueGetter: (params) => params.data?.number,
  pinned: 'left',
  lockPinned: true,
  width: 52,
  cellClass: 'cell-number cell-stt',
});

const head = (): ColDef<GridRow> => ({
  colId: HEAD_NAME,
  headerName: 'Chủ hộ',
  headerComponent: Heading,
  headerComponentParams: { shaded: true },
  valueGetter: (params) => params.data?.headName,
  width: 190,
  cellClass: 'cell-formula',
});

function input(sheet: GridSheet, column: Column): ColDef<GridRow> {
  const number = INDICATORS.findIndex(([key]) => key === column.key) + 1;
  const hint = INDICATORS[number - 1]?.[3];
  const upright = column.type === 'yes';
  const isFrozen = column.key === FROZEN[sheet];
  const isCode = sheet === 'members' && column.key === 'code';
  const listed = column.choices !== undefined || isCode;
  return {
    colId: column.key,
    headerName: column.label,
    headerTooltip: hint === undefined ? column.label : `${number}. ${column.label}: ${hint}`,
    headerComponent: Heading,
    headerComponentParams: { upright, number: number > 0 ? number : undefined },
    valueGetter: (params: ValueGetterParams<GridRow>) => params.data?.cells[column.key] ?? null,
    width: isFrozen ? 190 : upright ? UPRIGHT : Math.max(60, Math.round(column.width * PIXELS_A_CHARACTER) + 12),
    pinned: isFrozen ? 'left' : undefined,
    lockPinned: isFrozen,
    editable: (params) => (params.context as GridContext).mayWrite,
    cellEditor: listed ? ChoiceEditor : WordEditor,
    cellEditorParams: (params: { context: GridContext }) => ({
      input: column,
      choices: isCode ? params.context.households() : (column.choices ?? []).map((value) => ({ value })),
    }),
    cellRenderer: CellView,
    cellRendererParams: { input: column },
    cellClass: isNumber(column) ? 'cell-number' : upright ? 'cell-yes' : '',
    cellClassRules: {
      'cell-invalid': ({ data }) => data?.problems[column.key]?.severity === 'error',
      'cell-doubtful': ({ data }) => data?.problems[column.key]?.severity === 'warning',
      'cell-conflict': ({ data }) => data?.conflicts[column.key] !== undefined,
      'cell-changed': ({ data, context }) => data !== undefined && (context as GridContext).changeIn(data.id, column.key) !== undefined,
      'cell-colleague': ({ data, context }) => data !== undefined && (context as GridContext).colleagueIn(data.id, column.key) !== undefined,
    },
    tooltipValueGetter: ({ data, context }: ITooltipParams<GridRow>) => {
      if (!data) return null;
      const conflict = data.conflicts[column.key];
      if (conflict) return conflictText(column, conflict, (id) => (context as GridContext).authorName(id));
      return data.problems[column.key]?.text ?? (context as GridContext).changeIn(data.id, column.key) ?? null;
    },
  };
}

function formula(sheet: GridSheet, column: FormulaColumn, { pinResult }: ColumnChoices): ColDef<GridRow> {
  const isResult = column.key === RESULT[sheet];
  return {
    colId: `=${column.key}`,
    headerName: column.label,
    headerTooltip: `${column.label}: cột công thức, không ghi tay. ${column.cite}`,
    headerComponent: Heading,
    headerComponentParams: { shaded: true },
    valueGetter: (params) => (params.data ? resultText(params.data, column.key) : ''),
    width: Math.max(isResult ? RESULT_WIDTH : 60, Math.round(column.width * PIXELS_A_CHARACTER) + 12),
    pinned: isResult && pinResult ? 'right' : undefined,
    cellClass: column.key === 'b2' || column.key === 'b1Limit' ? 'cell-formula cell-number' : column.key === 'minority' || column.key === 'list' ? 'cell-formula cell-yes' : 'cell-formula',
    cellClassRules: {
      'cell-unsettled': ({ data }) => data?.unsettled.has(column.key) ?? false,
      'cell-result-poor': ({ data }) => isResult && data?.results?.[column.key] === POOR,
      'cell-result-near': ({ data }) => isResult && data?.results?.[column.key] === NEAR_POOR,
    },
    tooltipValueGetter: ({ data }) => (data && (data.unsettled.has(column.key) || column.key === 'missing' || column.key === 'move') ? tip(data, column) : null),
  };
}

const tip = (row: GridRow, column: FormulaColumn): string | null =>
  row.unsettled.has(column.key) ? 'Có ô hai người ghi khác nhau: chọn xong mới có kết quả.' : resultText(row, column.key) || null;

const isNumber = (column: Column): boolean => column.type === 'integer' || column.type === 'money';

/** The input column of a grid column id; undefined for STT and formulas. */
export const inputOf = (sheet: GridSheet, id: string): Column | undefined => columnOf(sheet, id);
