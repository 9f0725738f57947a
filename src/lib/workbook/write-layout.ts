/** The place of everything in the workbook, known before any cell is written: formulas on one sheet refer to others. */
import { print, stored } from '../formula/print.ts';
import type { Sheets } from '../forms/live.ts';
import { derivedColumns } from '../forms/derived.ts';
import { depthOf, leavesOf, linesOf, sheetNameOf, type Of } from '../forms/official/description.ts';
import type { FilledForm } from '../forms/fill.ts';
import type { FilledList } from '../forms/fill-lists.ts';
import { besideKey, isByStandard, keyBy, marked, markedName } from '../review/by-standard.ts';
import { SHEETS, type Column } from '../review/columns.ts';
import { formulaTree, type Classified } from '../review/classify.ts';
import { formulaColumnsOf, namesOf, UNSETTLED, type FormulaColumn } from '../review/formula-columns.ts';
import { filledIn, roundColumns, surveyOf } from '../review/round-columns.ts';
import type { Standard } from '../review/standards.ts';
import type { CellValue, Row, SheetId } from '../review/types.ts';
import { letterOf } from './write-rows.ts';

export const sheetRef = (name: string): string => `'${name.replaceAll("'", "''")}'!`;

/** A calculated column, to the right of the input columns. */
export interface LiveColumn {
  key: string;
  label: string;
  width: number;
  /** Heading over it, for a round of several standards. */
  by?: string;
  /** @returns null if there is nothing to refer to, or if people disagree: then the value says so. */
  formula(row: Row): string | null;
  value(row: Row): CellValue;
}

export interface InputLayout {
  id: SheetId;
  name: string;
  inputs: readonly Column[];
  lives: readonly LiveColumn[];
  rows: readonly Row[];
  groupRow: number;
  headingRow: number;
  firstRow: number;
  /** At least the first row, so that a range over an empty list is still a range. */
  lastRow: number;
  /** Column number, by the key of an input or calculated column, or by heading. */
  column(key: string): number | undefined;
  byHeading(label: string): number | undefined;
}

export interface Layout extends Sheets {
  inputs: InputLayout[];
  input(id: SheetId): InputLayout | undefined;
}

/** @param members whether Thành viên is included: it is long, and few forms need it. */
export function layoutOf(classified: Classified, { members }: { members: boolean }): Layout {
  const { data } = classified;
  const on = (sheet: SheetId): Row[] => data.households.filter((row) => row.sheet === sheet);
  const list02 = on('list02');
  const rows: [SheetId, readonly Row[]][] = [
    ['villages', data.villages],
    ['list01', on('list01')],
    ...(list02.length ? [['list02', list02] as [SheetId, Row[]]] : []),
    ...(members ? [['members', data.members] as [SheetId, Row[]]] : []),
  ];
  const at = new Map<string, { layout: InputLayout; row: number }>();
  // Every cell of a row is referred to from somewhere, so the constant part of a column is built once.
  const columns = new Map<InputLayout, Map<string, string | undefined>>();
  const columnRef = (input: InputLayout, key: string): string | undefined => {
    const known = columns.get(input) ?? new Map<string, string | undefined>();
    columns.set(input, known);
    if (known.has(key)) return known.get(key);
    const column = input.column(key);
    const ref = column === undefined ? undefined : `${sheetRef(input.name)}$${letterOf(column)}$`;
    known.set(key, ref);
    return ref;
  };
  const layout: Layout = {
    inputs: [],
    input: (id) => layout.inputs.find((input) => input.id === id),
    range(sheet, key) {
      const input = layout.input(sheet);
      const column = input?.column(key);
      return input && column
        ? `${sheetRef(input.name)}$${letterOf(column)}$${input.firstRow}:$${letterOf(column)}$${input.lastRow}`
        : undefined;
    },
    cell(rowId, key) {
      const place = at.get(rowId);
      const ref = place && columnRef(place.layout, key);
      return place && ref ? `${ref}${place.row}` : undefined;
    },
  };
  layout.inputs = rows.map(([id, list]) => inputLayout(id, list, classified, layout));
  for (const input of layout.inputs) input.rows.forEach((row, index) => at.set(row.id, { layout: input, row: input.firstRow + index }));
  return layout;
}

/** The lists as the forms by a standard beside the main one see them: its results stand in columns of their own. */
export const seenBy = (sheets: Sheets, standard: Standard): Sheets => ({
  range: (sheet, key) => sheets.range(sheet, keyBy(key, standard)),
  cell: (rowId, key) => sheets.cell(rowId, keyBy(key, standard)),
});

/** Column 1 is STT, the running number. */
function inputLayout(id: SheetId, rows: readonly Row[], classified: Classified, sheets: Sheets): InputLayout {
  const { round, beside = [] } = classified;
  const survey = surveyOf(round);
  const inputs = roundColumns(id, survey, filledIn(rows));
  const column = (label: string): number | undefined => byLabel.get(label);
  const formulas = (of: Classified, isBeside: boolean): LiveColumn[] => {
    if (id !== 'list01' && id !== 'list02') return [];
    const { standard } = of.round;
    const labels = new Set<string>(formulaColumnsOf(id, standard).flatMap(({ key, label }) => (isByStandard(key) ? [label] : [])));
    const names = namesOf(of.round);
    return formulaColumnsOf(id, standard)
      .filter(({ key }) => !isBeside || isByStandard(key))
      .map((formula) => ({
        ...ofFormula(id, formula, of, sheets, {
          asked: beside.length > 0 ? survey.indicators : undefined,
          column: isBeside ? (label) => column(labels.has(label) ? marked(label, standard) : label) : column,
          name: isBeside ? (name) => (name in names ? markedName(name, standard) : name) : undefined,
        }),
        ...(beside.length > 0 && { by: standard.short }),
        ...(isBeside && { key: besideKey(formula.key, standard), label: marked(formula.label, standard) }),
      }));
  };
  const derived = (of: Classified, seen: Sheets): LiveColumn[] =>
    derivedColumns(id, of).map((each) => ({ ...each, formula: (row) => each.formula(row, seen) }));
  const derivedBeside = beside.flatMap((other) => {
    const { standard } = other.round;
    return derived(other, seenBy(sheets, standard))
      .filter(({ key }) => isByStandard(key))
      .map((each) => ({ ...each, key: keyBy(each.key, standard), label: marked(each.label, standard) }));
  });
  const lives = [
    ...formulas(classified, false),
    ...beside.flatMap((other) => formulas(other, true)),
    ...derived(classified, sheets),
    ...derivedBeside,
  ];
  const all = [...inputs, ...lives];
  const byKey = new Map(all.map(({ key }, index) => [key, index + 2]));
  const byLabel = new Map<string, number>(all.map(({ label }, index) => [label, index + 2]));
  return {
    id,
    name: SHEETS[id].name,
    inputs,
    lives,
    rows,
    groupRow: 2,
    headingRow: 3,
    firstRow: 4,
    lastRow: 3 + Math.max(rows.length, 1),
    column: (key) => byKey.get(key),
    byHeading: (label) => byLabel.get(label),
  };
}

/** Occurs in no formula text. */
const GAP = '\u0000';

/** How a formula's text finds its columns and constants on the sheet. */
interface Naming {
  /** Indicators in the order of the columns, where others than the standard's are among them. */
  asked: readonly string[] | undefined;
  column(label: string): number | undefined;
  name: ((name: string) => string) | undefined;
}

/** A formula column of the app: its one text, over the cells of the row. */
function ofFormula(
  id: SheetId,
  { key, label, width }: FormulaColumn,
  classified: Classified,
  sheets: Sheets,
  { asked, column: columnOfLabel, name }: Naming,
): LiveColumn {
  // Printed once, with a gap for each row number: a list has thousands of rows.
  let parts: readonly string[] | undefined;
  const printed = (): readonly string[] => {
    const tree = formulaTree(id, key, classified.round.standard, asked);
    const style = stored((heading) => {
      const column = columnOfLabel(heading);
      return column ? `${letterOf(column)}${GAP}` : undefined;
    });
    const text = tree && print(tree, { ...style, ...(name && { name }) });
    return text?.split(GAP) ?? [];
  };
  return {
    key,
    label,
    width,
    formula(row) {
      if (classified.results.get(row.id)?.[key] === UNSETTLED) return null;
      const rowNumber = sheets.cell(row.id, 'code')?.split('$').at(-1);
      parts ??= printed();
      return rowNumber && parts.length > 0 ? parts.join(rowNumber) : null;
    },
    value: (row) => classified.results.get(row.id)?.[key] ?? null,
  };
}

/** A summary form: state header, title, reference, headings, numbering row, lines of the units by block, the total. */
export interface SummaryLayout {
  filled: FilledForm;
  headingRow: number;
  numberingRow: number;
  firstRow: number;
  /** First line of each unit, of each block's sum, and of the total. */
  unitRow(index: number): number;
  blockRow(index: number): number;
  totalRow: number;
  /** Number of columns before the first figure: STT, unit, and Phân tổ if the form has it. */
  lead: number;
  /** By official number. */
  letter(number: string): string;
  lines: readonly Of[];
  lastColumn: number;
}

export function summaryLayout(filled: FilledForm): SummaryLayout {
  const { form, rows, blocks, numbers } = filled;
  const lines = linesOf(form);
  const lead = form.split ? 3 : 2;
  const headingRow = 7;
  const numberingRow = headingRow + depthOf(form.headings);
  const firstRow = numberingRow + 1;
  // A block's sum is above its units.
  const above = (index: number): number => blocks.filter(({ from }) => from <= index).length;
  return {
    filled,
    headingRow,
    numberingRow,
    firstRow,
    unitRow: (index) => firstRow + (index + above(index)) * lines.length,
    blockRow: (index) => firstRow + ((blocks[index]?.from ?? 0) + index) * lines.length,
    totalRow: firstRow + (rows.length + blocks.length) * lines.length,
    lead,
    letter: (number) => letterOf(lead + 1 + numbers.indexOf(number)),
    lines,
    lastColumn: lead + leavesOf(form.headings).length,
  };
}

/** A list form: the rows of each section's lines, section after section. */
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
  const count = sections.reduce((sum, { heading, lines }) => sum + (heading === undefined ? 0 : 1) + Math.max(lines.length, 1), 0);
  const lastRow = form.firstRow + count - 1;
  return {
    filled,
    headingRow: form.firstRow - 2,
    lastRow,
    lastColumn: form.firstColumn + form.columns.length - 1,
    range(key) {
      const index = form.columns.findIndex(({ source }) => source.from === 'live' && source.key === key);
      const letter = letterOf(form.firstColumn + index);
      return `${sheetRef(sheetNameOf(form))}$${letter}$${form.firstRow}:$${letter}$${lastRow}`;
    },
  };
}
