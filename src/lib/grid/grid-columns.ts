/** The columns of a sheet as the grid shows them: the table of input columns with the formula columns set among them. */
import type { ColDef, ColGroupDef } from 'ag-grid-community';
import { displayCell } from '../review/cell-input.ts';
import { columnOf, type Column } from '../review/columns.ts';
import { citeOf, formulaColumnsOf, type FormulaColumn, type FormulaKey } from '../review/formula-columns.ts';
import { countedAs } from '../review/indicators.ts';
import { NOT_COUNTED_GROUP, roundColumns } from '../review/round-columns.ts';
import type { Standard } from '../review/standards.ts';
import type { CellValue } from '../review/types.ts';
import { formulaLook, headLook, inputLook, sameLook, type Look } from './cell-look.ts';
import { CellView } from './cell-view.ts';
import { ChoiceEditor } from './choice-editor.ts';
import type { GridContext } from './grid-context.ts';
import { HEAD_NAME, resultText, type GridRow, type GridSheet } from './grid-row.ts';
import { Heading } from './heading.ts';
import { WordEditor } from './word-editor.ts';

/** As cell-date.ts reads it. */
const TWO_DIGITS =
  'Ghi 5/9/2024, 9/2024 hoặc 2024. Năm hai chữ số: 5/9/24 là 05/09/2024; năm chưa tới thì thuộc thế kỷ trước, 5/9/58 là 05/09/1958.';

export const STT = 'stt';
const HEAD_LABEL = 'Chủ hộ';

/** The last indicator that the standard counts. */
const INDICATORS_END = 'indicators-end';

/** After which input column a formula column stands; the result belongs beside the marks it comes from. */
const AFTER: Partial<Record<FormulaKey, Record<'list01' | 'list02', string>>> = {
  list: { list01: 'formA', list02: 'formA' },
  b1Limit: { list01: 'b1', list02: 'b1' },
  b2: { list01: INDICATORS_END, list02: 'b1' },
  class: { list01: INDICATORS_END, list02: 'b1' },
  move: { list01: INDICATORS_END, list02: 'b1' },
  missing: { list01: INDICATORS_END, list02: 'income' },
  living: { list01: 'income', list02: 'income' },
};

/** Frozen at the left, so that one always sees whose row it is. */
const FROZEN: Record<GridSheet, string> = { list01: 'head', list02: 'head', members: 'name' };
/** What each list is made for. */
const RESULT: Partial<Record<GridSheet, FormulaKey>> = { list01: 'class', list02: 'living' };
const RESULT_WIDTH = 160;
/** A mark, under two short words. */
const MARK_WIDTH = 54;
const PIXELS_A_CHARACTER = 7.6;
/** Twelve digits, and a mark beside them. */
const CCCD_WIDTH = 146;
/** Of the frozen names: as the longest needs, within what leaves room for the rest. */
const NAME_WIDTH = { least: 176, most: 252, aCharacter: 8, around: 36 };

/** A column of the grid: what it is called, and whether people or a formula fill it. */
export type GridColumn =
  | {
      kind: 'input';
      column: Column;
      /** An indicator's place in the standard, and its hint where there is one. */
      counted?: { number: number; hint?: string };
    }
  | { kind: 'formula'; column: FormulaColumn; cite: string }
  | { kind: 'head' };
export type Definition = ColDef<GridRow> | ColGroupDef<GridRow>;

export interface ColumnChoices {
  /** Kept in sight at the right edge where there is room. */
  pinResult: boolean;
  /** Of the frozen names. */
  nameWidth: number;
  /** @param seen what stood in the cell when its editor was opened. */
  onEdited(row: string, field: string, text: string, seen: CellValue): void;
  /** Whether the cell must not be emptied to be written anew: something may be composed in it. */
  isHeld(row: string, field: string): boolean;
}

/** From this width of the grid on, in pixels, the result stays in sight at the right edge. */
export const ROOM_FOR_RESULT = 940;
export const resultColumn = (sheet: GridSheet): string | null => (RESULT[sheet] ? `=${RESULT[sheet]}` : null);

/** @param room of the whole grid, in pixels. */
export function nameWidth(sheet: GridSheet, rows: readonly GridRow[], room: number): number {
  const longest = rows.reduce((most, { cells }) => Math.max(most, String(cells[FROZEN[sheet]] ?? '').length), 0);
  const { least, most, aCharacter, around } = NAME_WIDTH;
  return Math.round(Math.min(Math.max(least, longest * aCharacter + around), most, Math.max(least, room * 0.24)));
}

/** Never hidden and never moved: whose row it is must stay in sight. */
export const frozenColumns = (sheet: GridSheet): string[] => [STT, FROZEN[sheet]];

/**
 * Input and formula columns of a sheet in the order of the grid.
 * @param isFilled whether something is written in a column that this standard does not ask.
 */
export function gridColumns(sheet: GridSheet, standard: Standard, isFilled?: (key: string) => boolean): GridColumn[] {
  const formulas = formulaColumnsOf(sheet);
  const formula = (column: FormulaColumn): GridColumn => ({ kind: 'formula', column, cite: citeOf(column, standard) });
  const placed = (key: string): GridColumn[] => {
    if (sheet === 'members') return [];
    const after = key === standard.indicators.at(-1) ? INDICATORS_END : key;
    return formulas.filter((column) => AFTER[column.key]?.[sheet] === after).map(formula);
  };
  const inputs = roundColumns(sheet, standard, isFilled).filter((column) => column.key !== 'village');
  const frozen = inputs.filter((column) => column.key === FROZEN[sheet]);
  const rest = inputs.filter((column) => column.key !== FROZEN[sheet]);
  const last: GridColumn[] = formulas.filter((column) => !AFTER[column.key]).map(formula);
  const input = (column: Column): GridColumn => {
    const counted = countedAs(standard, column.key);
    return { kind: 'input', column, ...(counted && { counted }) };
  };
  const body = [...frozen, ...rest].flatMap((column): GridColumn[] => [
    input(column),
    ...(sheet === 'members' && column.key === 'code' ? [{ kind: 'head' } as const] : []),
    ...placed(column.key),
  ]);
  return [...body, ...last];
}

/** A grid column's id: the input's key, or the formula's with '=' before it. */
export const columnId = (column: GridColumn): string =>
  column.kind === 'head' ? HEAD_NAME : column.kind === 'input' ? column.column.key : `=${column.column.key}`;

export const columnLabel = (column: GridColumn): string => (column.kind === 'head' ? HEAD_LABEL : column.column.label);

export const columnById = (columns: readonly GridColumn[], id: string): GridColumn | undefined =>
  columns.find((column) => columnId(column) === id);

/** What stands in a cell, as text. */
export function cellText(row: GridRow, column: GridColumn): string {
  if (column.kind === 'head') return row.headName;
  if (column.kind === 'formula') return resultText(row, column.column.key);
  return displayCell(column.column, row.cells[column.column.key] ?? null);
}

/** A cell's value: a formula's too, as text where its inputs are disputed. */
export function cellValue(row: GridRow, column: GridColumn): CellValue {
  if (column.kind === 'input') return row.cells[column.column.key] ?? null;
  const number = column.kind === 'formula' && !row.unsettled.has(column.column.key) ? row.results?.[column.column.key] : undefined;
  return typeof number === 'number' ? number : cellText(row, column);
}

export function labelOf(columns: readonly GridColumn[], id: string): string {
  const column = columnById(columns, id);
  return column === undefined ? id : columnLabel(column);
}

export function definitions(sheet: GridSheet, columns: readonly GridColumn[], choices: ColumnChoices): Definition[] {
  const groups = new Map<string, ColGroupDef<GridRow>>();
  const result: Definition[] = [stt()];
  for (const column of columns) {
    const definition =
      column.kind === 'input' ? input(sheet, column, choices) : column.kind === 'formula' ? formula(sheet, column, choices) : head(choices);
    const group = column.kind === 'input' ? column.column.group : undefined;
    if (group === undefined) {
      result.push(definition);
      continue;
    }
    const known = groups.get(group);
    if (known) known.children.push(definition);
    else {
      const made: ColGroupDef<GridRow> = { headerName: group, children: [definition] };
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
  headerComponentParams: { bare: true },
  valueGetter: (params) => params.data?.number,
  // The row's heading: a click chooses the row, no one stands in it.
  suppressNavigable: true,
  pinned: 'left',
  width: 48,
  cellClass: 'cell-number cell-stt',
});

/** What a column's cells show: the cell's value, as the grid has it, is its look, so that only a cell that looks otherwise is drawn again. */
const shows = (field: string, lookOf: (row: GridRow, context: GridContext) => Look, { isHeld }: ColumnChoices): ColDef<GridRow, Look> => ({
  colId: field,
  valueGetter: ({ data, context }) => (data ? lookOf(data, context as GridContext) : ''),
  equals: sameLook,
  valueFormatter: ({ value }) => (typeof value === 'string' ? value : ''),
  tooltipValueGetter: ({ value }) => (typeof value === 'object' ? value?.tip : null),
  cellRendererSelector: ({ value, data }) =>
    typeof value === 'string' && !isHeld(data?.id ?? '', field) ? undefined : { component: CellView },
});

const head = (choices: ColumnChoices): ColDef<GridRow> => ({
  ...shows(HEAD_NAME, headLook, choices),
  headerName: HEAD_LABEL,
  headerComponent: Heading,
  headerComponentParams: { shaded: true },
  width: 190,
  cellClass: 'cell-formula',
});

function tooltipOf({ column: { label, group, type }, counted }: GridColumn & { kind: 'input' }): string {
  if (type === 'date') return `${label}. ${TWO_DIGITS}`;
  if (!counted) return group === NOT_COUNTED_GROUP ? `${label}: đợt này không tính, giá trị đã ghi vẫn được giữ` : label;
  return counted.hint === undefined ? label : `${counted.number}. ${label}: ${counted.hint}`;
}

function input(sheet: GridSheet, shown: GridColumn & { kind: 'input' }, choices: ColumnChoices): ColDef<GridRow> {
  const { column, counted } = shown;
  const isMark = column.type === 'yes';
  const isFrozen = column.key === FROZEN[sheet];
  const isCode = sheet === 'members' && column.key === 'code';
  const listed = column.choices !== undefined || isCode;
  return {
    ...shows(column.key, (row, context) => inputLook(row, column, context), choices),
    headerName: column.label,
    headerTooltip: tooltipOf(shown),
    headerComponent: Heading,
    headerComponentParams: { short: isMark ? (column.short ?? column.label) : undefined, number: counted?.number },
    width: isFrozen
      ? choices.nameWidth
      : isMark
        ? MARK_WIDTH
        : column.type === 'cccd'
          ? CCCD_WIDTH
          : Math.max(60, Math.round(column.width * PIXELS_A_CHARACTER) + 12),
    pinned: isFrozen ? 'left' : undefined,
    editable: (params) => (params.context as GridContext).mayWrite,
    cellEditor: listed ? ChoiceEditor : WordEditor,
    cellEditorParams: ({ data, context }: { data: GridRow; context: GridContext }) => ({
      input: column,
      choices: isCode ? context.households() : (column.choices ?? []).map((value) => ({ value })),
      seen: data.cells[column.key] ?? null,
      onEdited: (text: string, seen: CellValue) => choices.onEdited(data.id, column.key, text, seen),
    }),
    cellClass: isNumber(column) ? 'cell-number' : isMark ? 'cell-yes' : '',
  };
}

function formula(sheet: GridSheet, { column, cite }: GridColumn & { kind: 'formula' }, choices: ColumnChoices): ColDef<GridRow> {
  const isResult = column.key === RESULT[sheet];
  return {
    ...shows(`=${column.key}`, (row, context) => formulaLook(row, column, isResult, context), choices),
    headerName: column.label,
    headerTooltip: `${column.label}: cột công thức, không ghi tay. ${cite}`,
    headerComponent: Heading,
    headerComponentParams: { shaded: true },
    width: Math.max(isResult ? RESULT_WIDTH : 60, Math.round(column.width * PIXELS_A_CHARACTER) + 12),
    pinned: isResult && choices.pinResult ? 'right' : undefined,
    cellClass:
      column.key === 'b2' || column.key === 'b1Limit'
        ? 'cell-formula cell-number'
        : column.key === 'minority' || column.key === 'list'
          ? 'cell-formula cell-yes'
          : 'cell-formula',
  };
}

const isNumber = (column: Column): boolean => column.type === 'integer' || column.type === 'money';

/** The input column of a grid column id; undefined for STT and formulas. */
export const inputOf = (sheet: GridSheet, id: string): Column | undefined => columnOf(sheet, id);
