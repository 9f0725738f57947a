/** The columns of a sheet as AG Grid's column definitions: widths, headings, looks, editors. */
import type { ColDef, ColGroupDef } from 'ag-grid-community';
import type { Column } from '../../review/columns.ts';
import { formulaKeyOf, unmarked } from '../../review/by-standard.ts';
import { NOT_COUNTED_GROUP } from '../../review/round-columns.ts';
import type { CellValue } from '../../review/types.ts';
import { formulaLook, headLook, inputLook, sameLook, type Look } from '../cell-look.ts';
import { CellView } from './cell-view.ts';
import { ChoiceEditor } from './choice-editor.ts';
import { NAME_FIELD, HEAD_LABEL, RESULT_OF, STT, type GridColumn } from '../grid-columns.ts';
import type { GridContext } from '../grid-context.ts';
import { HEAD_NAME, type GridRow, type GridSheet } from '../grid-row.ts';
import { Heading } from './heading.ts';
import { WordEditor } from './word-editor.ts';

/** The rule of cell-date.ts. */
const TWO_DIGITS =
  'Ghi 5/9/2024, 9/2024 hoặc 2024. Năm hai chữ số: 5/9/24 là 05/09/2024; năm chưa tới thì thuộc thế kỷ trước, 5/9/58 là 05/09/1958.';

const RESULT_WIDTH = 160;
/** Room for a mark under a heading of two short words. */
const MARK_WIDTH = 54;
const PIXELS_A_CHARACTER = 7.6;
/** Room for twelve digits and a mark beside them. */
const CCCD_WIDTH = 146;
/** Width of the frozen names: as the longest name needs, within limits that leave room for the rest. */
const NAME_WIDTH = { least: 176, most: 252, aCharacter: 8, around: 36 };

export type Definition = ColDef<GridRow> | ColGroupDef<GridRow>;

export interface ColumnChoices {
  /** Keep the result in sight at the right edge. */
  pinResult: boolean;
  /** Width of the frozen names, in pixels. */
  nameWidth: number;
  /** @param seen the cell's value when its editor was opened. */
  onEdited(row: string, field: string, text: string, seen: CellValue): void;
  /** Whether the cell must not be emptied and redrawn, because something may be composed in it. */
  isHeld(row: string, field: string): boolean;
}

/** From this width of the grid, in pixels, the result column is pinned to the right edge. */
export const ROOM_FOR_RESULT = 940;
export const resultColumn = (sheet: GridSheet): string | null => (RESULT_OF[sheet] ? `=${RESULT_OF[sheet]}` : null);

/** @param room width of the whole grid, in pixels. */
export function nameWidth(sheet: GridSheet, rows: readonly GridRow[], room: number): number {
  const longest = rows.reduce((most, { cells }) => Math.max(most, String(cells[NAME_FIELD[sheet]] ?? '').length), 0);
  const { least, most, aCharacter, around } = NAME_WIDTH;
  return Math.round(Math.min(Math.max(least, longest * aCharacter + around), most, Math.max(least, room * 0.24)));
}

export function definitions(sheet: GridSheet, columns: readonly GridColumn[], choices: ColumnChoices): Definition[] {
  const result: Definition[] = [stt()];
  for (const column of columns) {
    const definition =
      column.kind === 'input'
        ? input(sheet, column, choices)
        : column.kind === 'formula'
          ? formula(sheet, column, choices)
          : column.kind === 'recorded'
            ? recorded(column.column, choices)
            : head(choices);
    const group = column.kind === 'input' ? column.column.group : column.kind === 'formula' ? column.by?.short : undefined;
    if (group === undefined) {
      result.push(definition);
      continue;
    }
    // Only neighbours stand under one heading: the order of the columns is that of the list.
    const before = result.at(-1);
    if (before && 'children' in before && before.headerName === group) before.children.push(definition);
    else result.push({ headerName: group, headerTooltip: group, children: [definition] });
  }
  return result;
}

const stt = (): ColDef<GridRow> => ({
  colId: STT,
  headerName: 'STT',
  headerComponent: Heading,
  headerComponentParams: { bare: true },
  valueGetter: (params) => params.data?.number,
  // The row's heading: a click selects the row; it is never the active cell.
  suppressNavigable: true,
  pinned: 'left',
  width: 48,
  cellClass: 'cell-number cell-stt',
});

/** The grid's value of a cell is its look, so that only a cell whose look changes is redrawn. */
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

/** What a meeting decided: shown like a formula, because nobody types it. */
const recorded = (column: Column, choices: ColumnChoices): ColDef<GridRow> => ({
  ...shows(column.key, (row, context) => inputLook(row, column, context), choices),
  headerName: column.label,
  headerTooltip: `${column.label}: ghi khi ghi kết quả họp, không ghi tay.`,
  headerComponent: Heading,
  headerComponentParams: { shaded: true },
  width: Math.round(column.width * PIXELS_A_CHARACTER) + 12,
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
  const isFrozen = column.key === NAME_FIELD[sheet];
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

function formula(sheet: GridSheet, { column, cite, by }: GridColumn & { kind: 'formula' }, choices: ColumnChoices): ColDef<GridRow> {
  const isResult = column.key === RESULT_OF[sheet];
  const key = formulaKeyOf(column.key);
  return {
    ...shows(`=${column.key}`, (row, context) => formulaLook(row, column, isResult, context), choices),
    // The heading above says which standard.
    headerName: by ? unmarked(column.label, by) : column.label,
    headerTooltip: `${column.label}: cột công thức, không ghi tay. ${cite}`,
    headerComponent: Heading,
    headerComponentParams: { shaded: true },
    width: Math.max(isResult ? RESULT_WIDTH : 60, Math.round(column.width * PIXELS_A_CHARACTER) + 12),
    pinned: isResult && choices.pinResult ? 'right' : undefined,
    cellClass:
      key === 'b2' || key === 'b1Limit'
        ? 'cell-formula cell-number'
        : key === 'minority' || key === 'list'
          ? 'cell-formula cell-yes'
          : 'cell-formula',
  };
}

const isNumber = (column: Column): boolean => column.type === 'integer' || column.type === 'money';
