/** Where everything stands in the workbook, known before a cell is written: formulas on one sheet point into others. */
import type { Sheets } from '../forms/live.ts';
import { depthOf, leavesOf, linesOf, type Of } from '../forms/description.ts';
import type { FilledForm } from '../forms/fill.ts';
import type { FilledList } from '../forms/fill-lists.ts';
import { columnsOf, SHEETS, type Column } from '../review/columns.ts';
import { formulaColumnsOf, type FormulaColumn } from '../review/formula-columns.ts';
import type { ReviewData, Row, SheetId } from '../review/types.ts';
import { letterOf } from './write-sheet.ts';

export const sheetRef = (name: string): string => `'${name.replaceAll("'", "''")}'!`;

export interface InputLayout {
  id: SheetId;
  name: string;
  inputs: readonly Column[];
  formulas: readonly FormulaColumn[];
  rows: readonly Row[];
  groupRow: number;
  headingRow: number;
  firstRow: number;
  /** At least the first row, so that a range over an empty list is a range. */
  lastRow: number;
  /** Column number by key of an input or formula column, and by heading. */
  column(key: string): number | undefined;
  byHeading(label: string): number | undefined;
}

/** Column 1 is STT, the running number. */
function inputLayout(id: SheetId, rows: readonly Row[]): InputLayout {
  const inputs = columnsOf(id);
  const formulas = id === 'list01' || id === 'list02' ? formulaColumnsOf(id) : [];
  const all = [...inputs, ...formulas];
  const byKey = new Map(all.map(({ key }, index) => [key, index + 2]));
  const byLabel = new Map(all.map(({ label }, index) => [label, index + 2]));
  return {
    id,
    name: SHEETS[id].name,
    inputs,
    formulas,
    rows,
    groupRow: 2,
    headingRow: 3,
    firstRow: 4,
    lastRow: 3 + Math.max(rows.length, 1),
    column: (key) => byKey.get(key),
    byHeading: (label) => byLabel.get(label),
  };
}

export interface Layout extends Sheets {
  inputs: InputLayout[];
  input(id: SheetId): InputLayout | undefined;
}

export function layoutOf(data: ReviewData): Layout {
  const on = (sheet: SheetId): Row[] => data.households.filter((row) => row.sheet === sheet);
  const list02 = on('list02');
  const inputs = [
    inputLayout('villages', data.villages),
    inputLayout('list01', on('list01')),
    ...(list02.length ? [inputLayout('list02', list02)] : []),
    inputLayout('members', data.members),
  ];
  const at = new Map<string, { layout: InputLayout; row: number }>();
  for (const layout of inputs) layout.rows.forEach((row, index) => at.set(row.id, { layout, row: layout.firstRow + index }));
  return {
    inputs,
    input: (id) => inputs.find((layout) => layout.id === id),
    range(sheet, key) {
      const layout = inputs.find(({ id }) => id === sheet);
      const column = layout?.column(key);
      return layout && column ? `${sheetRef(layout.name)}$${letterOf(column)}$${layout.firstRow}:$${letterOf(column)}$${layout.lastRow}` : undefined;
    },
    cell(rowId, key) {
      const place = at.get(rowId);
      const column = place?.layout.column(key);
      return place && column ? `${sheetRef(place.layout.name)}$${letterOf(column)}$${place.row}` : undefined;
    },
  };
}

/** A summary form: state header, title, reference, headings, numbering row, the units' lines, the total. */
export interface SummaryLayout {
  filled: FilledForm;
  headingRow: number;
  numberingRow: number;
  firstRow: number;
  totalRow: number;
  /** Columns before the first figure: STT, unit, and Phân tổ where the form has it. */
  lead: number;
  letter(number: number): string;
  lines: readonly Of[];
  lastColumn: number;
}

export function summaryLayout(filled: FilledForm): SummaryLayout {
  const { form, rows } = filled;
  const lines = linesOf(form);
  const lead = form.split ? 3 : 2;
  const headingRow = 7;
  const numberingRow = headingRow + depthOf(form.headings);
  return {
    filled,
    headingRow,
    numberingRow,
    firstRow: numberingRow + 1,
    totalRow: numberingRow + 1 + rows.length * lines.length,
    lead,
    letter: (number) => letterOf(lead + number),
    lines,
    lastColumn: lead + leavesOf(form.headings).length,
  };
}

/** A list form: the rows of each section's lines, one after another. */
export interface ListLayout {
  filled: FilledList;
  headingRow: number;
  lastRow: number;
  lastColumn: number;
  /** Range of the column with this live key, over all sections. */
  range(key: string): string;
}

export function listLayout(filled: FilledList): ListLayout {
  const { form, sections } = filled;
  const count = sections.reduce((sum, { heading, lines }) => sum + (heading ? 1 : 0) + Math.max(lines.length, 1), 0);
  const lastRow = form.firstRow + count - 1;
  return {
    filled,
    headingRow: form.firstRow - 2,
    lastRow,
    lastColumn: form.firstColumn + form.columns.length - 1,
    range(key) {
      const index = form.columns.findIndex(({ source }) => source.from === 'live' && source.key === key);
      const letter = letterOf(form.firstColumn + index);
      return `${sheetRef(form.id)}$${letter}$${form.firstRow}:$${letter}$${lastRow}`;
    },
  };
}
