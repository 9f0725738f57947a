/** A summary form (Mẫu 7.x): draws its description as a sheet; every figure is a formula over the lists. */
import { depthOf, isRate, leavesOf, LINE_NAMES, notesOf, sheetNameOf, type Heading, type Measure } from '../forms/official/description.ts';
import type { FilledRow } from '../forms/fill.ts';
import { blankColumns, isUnknown } from '../forms/blank.ts';
import { commonOrBlank, derivedFormula, isDerived, quote, sumOrBlank, unitFormula, type Line, type Sheets } from '../forms/live.ts';
import type { CellValue } from '../review/types.ts';
import { writeHeader, writeSignatures, type Frame } from './write-frame.ts';
import { sheetRef, type SummaryLayout } from './write-layout.ts';
import { widthOf } from './write-measure.ts';
import { letterOf } from './write-rows.ts';
import type { Sheet } from './write-sheet.ts';
import { COUNT, HEADING, NUMBERING, RATE, type Look } from './write-styles.ts';

const BODY = 13;

/** The looks of a unit's lines, or of a sum's: of its name, of texts and of figures. */
type LineLooks = Record<'base' | 'centred' | 'count' | 'rate', Look>;
function lineLooks(look: Look): LineLooks {
  const base: Look = { size: BODY, border: true, ...look };
  const centred: Look = { ...base, align: 'center' };
  return { base, centred, count: { ...centred, format: COUNT }, rate: { ...centred, format: RATE } };
}
const [UNIT, SUM] = [lineLooks({}), lineLooks({ bold: true })];

export interface SummaryContext {
  unit: string;
  year: number;
  /** null if each unit's figures come from its own workbook. */
  lists: Sheets | null;
  /** Printed below the table. */
  note?: string;
  preliminary?: boolean;
  /** All summaries of the workbook: figures of one form may use another form's. */
  summaries: readonly SummaryLayout[];
}

export function writeSummary(
  sheet: Sheet,
  layout: SummaryLayout,
  { unit, year, lists, note, preliminary, summaries }: SummaryContext,
): void {
  const { filled, lead, lines, firstRow, totalRow, lastColumn } = layout;
  const { form, rows, blocks, total } = filled;
  const leaves = leavesOf(form.headings);
  const names = Math.max(
    20,
    Math.min(
      34,
      widthOf(
        [...rows, ...blocks.map(({ sum }) => sum)].map(({ name }) => name),
        BODY * 1.1,
      ) + 2,
    ),
  );
  const widths = [5, names, ...(lead === 3 ? [13] : []), ...leaves.map(({ width }) => width ?? 10)];
  sheet.widths(widths);
  const frame: Frame = {
    unit,
    year,
    id: form.id,
    title: form.title,
    reference: form.reference,
    titleRow: 4,
    firstColumn: 1,
    widths,
    ...(form.number && { number: form.number }),
    ...(preliminary && { preliminary }),
  };
  writeHeader(sheet, frame);
  writeHeadings(sheet, layout);

  const blanksOf = (id: string, above: readonly string[] = []): ReadonlySet<string> => {
    const other = summaries.find(({ filled: { form: known } }) => known.id === id);
    return other && !above.includes(id) ? blankColumns(other.filled.form, (further) => blanksOf(further, [...above, id])) : new Set();
  };
  const blanks = blankColumns(form, (id) => blanksOf(id, [form.id]));
  const others = new Map<string, ReadonlySet<string>>();
  const blanksOfOther = (id: string): ReadonlySet<string> => {
    const found = others.get(id) ?? blanksOf(id);
    others.set(id, found);
    return found;
  };

  /** Draws the lines of a unit or of a sum, each figure with the formula of its measure. */
  const draw = (
    row: FilledRow,
    top: number,
    lead1: CellValue,
    { base, centred, count, rate }: LineLooks,
    rowIn: (other: SummaryLayout) => number,
    formulaOf: (measure: Measure, number: string, line: Line) => string | null,
  ): void => {
    const bottom = top + lines.length - 1;
    sheet.keepWithAbove(top + 1, bottom);
    sheet.merge(top, 1, bottom, 1, lead1, centred);
    sheet.merge(top, 2, bottom, 2, row.name, {
      ...base,
      wrap: true,
      ...(row.unit ? { align: 'left' as const, indent: true as const } : row === total && { align: 'center' as const }),
    });
    lines.forEach((of, offset) => {
      const line: Line = {
        of,
        row: top + offset,
        name: `$B$${top}`,
        letter: layout.letter,
        other(id, column) {
          const other = summaries.find(({ filled: { form: known } }) => known.id === id);
          return other && `${sheetRef(sheetNameOf(other.filled.form))}${other.letter(column)}${rowIn(other) + offset}`;
        },
        mayBeBlank: (column, id) => (id === undefined ? blanks : blanksOfOther(id)).has(column),
      };
      if (lead === 3) sheet.put(line.row, 3, LINE_NAMES[of], centred);
      leaves.forEach(({ measure }, column) => {
        const cell = isRate(measure) ? rate : count;
        const formula = formulaOf(measure, filled.numbers[column] ?? '', line);
        const value = row.lines[offset]?.[column] ?? null;
        if (formula === null) sheet.put(line.row, lead + column + 1, value, cell);
        else sheet.live(line.row, lead + column + 1, formula, value, cell);
      });
      sheet.fit(line.row, [{ text: row.name, from: 2, size: BODY - 1 }], 19);
    });
  };

  rows.forEach((row, index) => {
    const { unit: own } = row;
    if (own)
      draw(
        row,
        layout.unitRow(index),
        index + 1,
        UNIT,
        (other) => other.unitRow(index),
        (measure, _number, line) => (isDerived(measure) ? derivedFormula(measure, line) : lists && unitFormula(measure, own, line, lists)),
      );
  });
  // Sums add up lines of the same kind above or below; rates and balances are calculated again.
  const sumOver =
    (from: number, to: number) =>
    (measure: Measure, number: string, line: Line): string => {
      if (isDerived(measure)) return derivedFormula(measure, line);
      if (to < from) return measure.kind === 'target' ? '""' : '0';
      const range = `${layout.letter(number)}${from}:${layout.letter(number)}${to}`;
      if (measure.kind === 'target') return commonOrBlank(range, `ROWS(${range})`);
      const [names, name] = [`$C$${from}:$C$${to}`, quote(LINE_NAMES[line.of])];
      const sum = lines.length === 1 ? `SUM(${range})` : `SUMIF(${names},${name},${range})`;
      if (!isUnknown(measure)) return sum;
      const blanks = lines.length === 1 ? `ROWS(${range})-COUNT(${range})` : `SUMPRODUCT((${names}=${name})*NOT(ISNUMBER(${range})))`;
      return `IF(${blanks}=0,${sum},"")`;
    };
  blocks.forEach(({ from, to, sum }, index) =>
    draw(
      sum,
      layout.blockRow(index),
      null,
      SUM,
      (other) => other.blockRow(index),
      sumOver(layout.unitRow(from), layout.unitRow(to - 1) + lines.length - 1),
    ),
  );
  draw(
    total,
    totalRow,
    null,
    SUM,
    (other) => other.totalRow,
    blocks.length > 0
      ? (measure, number, line) => {
          if (isDerived(measure)) return derivedFormula(measure, line);
          const cells = blocks.map((_, index) => `${layout.letter(number)}${layout.blockRow(index) + line.row - totalRow}`);
          if (measure.kind === 'target') return commonOrBlank(cells.join(','), String(cells.length));
          return isUnknown(measure) ? sumOrBlank(cells) : cells.join('+');
        }
      : sumOver(firstRow, totalRow - 1),
  );

  sheet.freeze(firstRow, lead + 1);
  let last = totalRow + lines.length;
  for (const text of [...notesOf(form), ...(note ? [note] : [])]) {
    sheet.merge(last, 1, last, lastColumn, text, { size: 11, italic: true, wrap: true });
    sheet.fit(last, [{ text, from: 1, to: lastColumn, size: 11 }]);
    last++;
  }
  const lastRow = writeSignatures(sheet, last + 1, frame);
  blocks.forEach((_, index) => sheet.keepWithAbove(layout.blockRow(index) + lines.length));
  // The sum and the signatures stay with the last units.
  sheet.keepWithAbove(Math.max(firstRow, totalRow - lines.length), lastRow);
  const { orientation, paper } = form;
  sheet.print({ orientation, paper, titles: [layout.headingRow, layout.numberingRow], lastRow, lastColumn, paged: true });
}

function writeHeadings(sheet: Sheet, { filled, headingRow, numberingRow, lead }: SummaryLayout): void {
  const { headings } = filled.form;
  const last = numberingRow - 1;
  const leads = ['STT', 'Đơn vị', ...(lead === 3 ? ['Phân tổ'] : [])];
  leads.forEach((text, index) => {
    sheet.merge(headingRow, index + 1, last, index + 1, text, HEADING);
    sheet.put(numberingRow, index + 1, letterOf(index + 1), NUMBERING);
  });

  const texts: { text: string; from: number; to: number; size: number; row: number }[] = [];
  const draw = (list: readonly Heading[], row: number, from: number): number => {
    let column = from;
    for (const heading of list) {
      // Expanded into columns before drawing.
      if ('each' in heading) continue;
      const inner = 'over' in heading ? heading.over : null;
      const width = inner ? leavesOf(inner).length : 1;
      sheet.merge(row, column, inner ? row : last, column + width - 1, heading.text, HEADING);
      texts.push({ text: heading.text, from: column, to: column + width - 1, size: 12, row: inner ? row : last });
      if (inner) draw(inner, row + 1, column);
      column += width;
    }
    return column;
  };
  draw(headings, headingRow, lead + 1);
  for (let row = headingRow; row <= last; row++)
    sheet.fit(
      row,
      texts.filter((text) => text.row === row),
      depthOf(headings) > 1 ? 24 : 40,
    );

  leavesOf(headings).forEach(({ number }, index) => sheet.put(numberingRow, lead + index + 1, number ?? index + 1, NUMBERING));
  sheet.fit(
    numberingRow,
    leavesOf(headings).map(({ number = '' }, index) => ({ text: number, from: lead + index + 1, size: 11 })),
    18,
  );
}
