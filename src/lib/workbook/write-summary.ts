/** A summary form (Mẫu 7.x): its description drawn as a sheet, every figure a formula over the lists. */
import { depthOf, leavesOf, LINE_NAMES, type Heading, type Leaf } from '../forms/description.ts';
import { TOTAL } from '../forms/fill.ts';
import { measureFormula, totalFormula, type Line } from '../forms/live.ts';
import { writeHeader, writeSignatures, type Frame } from './write-frame.ts';
import type { Layout, SummaryLayout } from './write-layout.ts';
import { widthOf } from './write-measure.ts';
import { letterOf, type Sheet } from './write-sheet.ts';
import { COUNT, HEADING, NUMBERING, RATE, type Look } from './write-styles.ts';

const BODY = 13;

export function writeSummary(sheet: Sheet, layout: SummaryLayout, lists: Layout, about: { unit: string; year: number }): void {
  const { filled, lead, lines, firstRow, totalRow, lastColumn } = layout;
  const { form, rows, total } = filled;
  const leaves = leavesOf(form.headings);
  const names = Math.max(20, Math.min(34, widthOf(rows.map(({ unit }) => unit), BODY) + 2));
  const widths = [5, names, ...(lead === 3 ? [13] : []), ...leaves.map(({ width }) => width ?? 10)];
  sheet.widths(widths);
  const frame: Frame = { ...about, id: form.id, title: form.title, reference: form.reference, titleRow: 4, firstColumn: 1, widths };
  writeHeader(sheet, frame);
  writeHeadings(sheet, layout);

  const figure = (measure: Leaf['measure']): Look => ({ size: BODY, align: 'center', border: true, format: measure.kind === 'rate' ? RATE : COUNT });
  rows.forEach((row, index) => {
    const top = firstRow + index * lines.length;
    const bottom = top + lines.length - 1;
    sheet.merge(top, 1, bottom, 1, index + 1, { size: BODY, align: 'center', border: true });
    sheet.merge(top, 2, bottom, 2, row.unit, { size: BODY, border: true, wrap: true, align: 'left', indent: true });
    lines.forEach((of, offset) => {
      const line: Line = { of, row: top + offset, name: { cell: `$B$${top}`, text: row.unit, village: row.village?.id ?? '' }, letter: layout.letter };
      if (lead === 3) sheet.put(line.row, 3, LINE_NAMES[of], { size: BODY, align: 'center', border: true });
      leaves.forEach(({ measure }, column) => sheet.live(line.row, lead + column + 1, measureFormula(measure, line, lists), row.lines[offset]?.[column] ?? 0, figure(measure)));
      sheet.fit(line.row, [{ text: row.unit, from: 2, size: BODY - 1 }], 19);
    });
  });

  const bold = { size: BODY, bold: true, border: true } as const;
  const bottom = totalRow + lines.length - 1;
  sheet.merge(totalRow, 1, bottom, 1, null, bold);
  sheet.merge(totalRow, 2, bottom, 2, TOTAL, { ...bold, align: 'center' });
  lines.forEach((of, offset) => {
    const line: Line = { of, row: totalRow + offset, name: { cell: `$B$${totalRow}`, text: TOTAL, village: '' }, letter: layout.letter };
    if (lead === 3) sheet.put(line.row, 3, LINE_NAMES[of], { ...bold, align: 'center' });
    leaves.forEach(({ measure }, column) => {
      const formula = totalFormula(form, measure, column + 1, line, { first: firstRow, last: totalRow - 1, splitLetter: letterOf(3) });
      sheet.live(line.row, lead + column + 1, formula, total.lines[offset]?.[column] ?? 0, { ...figure(measure), bold: true });
    });
    sheet.height(line.row, 19);
  });

  sheet.freeze(firstRow, lead + 1);
  const lastRow = writeSignatures(sheet, bottom + 2, frame);
  sheet.print({ orientation: form.orientation, titles: [layout.headingRow, layout.numberingRow], lastRow, lastColumn });
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
  for (let row = headingRow; row <= last; row++) sheet.fit(row, texts.filter((text) => text.row === row), depthOf(headings) > 1 ? 24 : 40);

  leavesOf(headings).forEach(({ number }, index) => sheet.put(numberingRow, lead + index + 1, number ?? index + 1, NUMBERING));
  sheet.fit(numberingRow, leavesOf(headings).map(({ number = '' }, index) => ({ text: number, from: lead + index + 1, size: 11 })), 18);
}
