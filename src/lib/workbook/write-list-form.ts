/** A list form (Mẫu 6.x): a line a member; what the lists know of the household is a live reference to them. */
import { ageFormula } from '../forms/age.ts';
import type { ListColumn, Place } from '../forms/description.ts';
import { causesOf, personCell, type ListLine } from '../forms/fill-lists.ts';
import type { Classified } from '../review/classify.ts';
import type { CellValue, Row } from '../review/types.ts';
import { writeHeader, writeSignatures, type Frame } from './write-frame.ts';
import type { Layout, ListLayout } from './write-layout.ts';
import { widthOf } from './write-measure.ts';
import type { Sheet } from './write-sheet.ts';
import { HEADING, NUMBERING, TEXT, type Look } from './write-styles.ts';

const BODY = 11;

export interface ListFormContext {
  unit: string;
  year: number;
  place(household: Row): Place;
  classified: Classified;
  lists: Layout;
  ageOf(birth: CellValue): CellValue;
}

export function writeListForm(sheet: Sheet, layout: ListLayout, context: ListFormContext): void {
  const { form, sections } = layout.filled;
  const { headingRow, lastColumn } = layout;
  const widths = widthsOf(layout.filled, context);
  sheet.widths(widths);
  const frame: Frame = { unit: context.unit, year: context.year, id: form.id, title: form.title, reference: form.reference, titleRow: form.titleRow, firstColumn: form.firstColumn, widths };
  writeHeader(sheet, frame);
  form.columns.forEach(({ text }, index) => {
    sheet.put(headingRow, form.firstColumn + index, text, { ...HEADING, size: BODY });
    sheet.put(headingRow + 1, form.firstColumn + index, index + 1, { ...NUMBERING, size: 9 });
  });
  sheet.fit(headingRow, form.columns.map(({ text }, index) => ({ text, from: form.firstColumn + index, size: 11.5 })), 40);

  let row = form.firstRow;
  let line = 0;
  for (const { heading, lines } of sections) {
    let household = 0;
    if (heading) {
      // The first column stays free: there a number starts a household.
      sheet.put(row, form.firstColumn, null, { border: true });
      sheet.merge(row, form.firstColumn + 1, row, lastColumn, heading, { size: 12, bold: true, border: true });
      sheet.height(row++, 20);
    }
    if (lines.length === 0) form.columns.forEach((_, index) => sheet.put(row, form.firstColumn + index, null, { size: BODY, border: true }));
    if (lines.length === 0) row++;
    for (const entry of lines) {
      line++;
      if (entry.isHead) household++;
      form.columns.forEach((column, index) => writeCell(sheet, row, form.firstColumn + index, column, entry, { line, household }, context));
      sheet.fit(row++, form.columns.map((column, index) => ({ text: shown(column, entry, context), from: form.firstColumn + index, size: BODY })), 17);
    }
  }

  sheet.freeze(form.firstRow, form.firstColumn + 4);
  const last = writeSignatures(sheet, layout.lastRow + 2, frame);
  sheet.print({ orientation: 'landscape', titles: [headingRow, headingRow + 1], lastRow: last, lastColumn });
}

/** What a cell will show, as far as it is text: for widths and heights. */
function shown({ source }: ListColumn, { household, isHead, ...entry }: ListLine, { place, classified }: ListFormContext): string {
  switch (source.from) {
    case 'member':
      return String(personCell({ household, isHead, ...entry }, source.key) ?? '');
    case 'text':
      return source.headOnly && !isHead ? '' : String(household.cells[source.key] ?? '');
    case 'place':
      return place(household)[source.key] ?? '';
    case 'causes':
      return isHead ? causesOf(household) : '';
    case 'live':
      return isHead ? String(liveValue(classified, household, source.key) ?? '') : '';
    default:
      return '';
  }
}

function liveValue(classified: Classified, household: Row, key: string): CellValue {
  const results = classified.results.get(household.id) as Record<string, CellValue> | undefined;
  return results?.[key] ?? household.cells[key] ?? null;
}

/** As wide as its texts and its heading's longest word need, up to what the form allows. */
function widthsOf({ form, sections }: ListLayout['filled'], context: ListFormContext): number[] {
  const columns = form.columns.map((column) => {
    const texts = new Set<string>();
    for (const { lines } of sections) for (const line of lines) texts.add(shown(column, line, context));
    return Math.min(column.width, Math.max(4, widthOf(column.text.split(' '), BODY * 1.1), widthOf([...texts], BODY)));
  });
  return [...Array.from({ length: form.firstColumn - 1 }, () => 2), ...columns];
}

/** By what a column aligns, and as text. */
const look = (align: ListColumn['align'], format?: string): Look => ({ size: BODY, border: true, wrap: true, ...(align && { align }), ...(format && { format }) });
const LOOKS = new Map([undefined, 'left' as const, 'center' as const].map((align) => [align, { plain: look(align), text: look(align, TEXT) }]));

function writeCell(sheet: Sheet, row: number, column: number, { source, align }: ListColumn, entry: ListLine, numbers: { line: number; household: number }, context: ListFormContext): void {
  const { plain, text } = LOOKS.get(align) ?? { plain: look(align), text: look(align, TEXT) };
  const { household, person, isHead } = entry;
  const put = (value: CellValue, look = plain): void => sheet.put(row, column, value, look);
  switch (source.from) {
    case 'line':
      return put(numbers.line);
    case 'household':
      return put(isHead ? numbers.household : null);
    case 'member': {
      const value = personCell(entry, source.key);
      return put(value === null ? null : String(value), text);
    }
    case 'text':
      return put(source.headOnly && !isHead ? null : (household.cells[source.key] ?? null));
    case 'causes':
      return put(isHead ? causesOf(household) : null);
    case 'place':
      return put(context.place(household)[source.key] ?? null, text);
    case 'nothing':
      return put(null);
    case 'age': {
      const address = context.lists.cell(person.id, 'birth');
      return address ? sheet.live(row, column, ageFormula(address), context.ageOf(person.cells.birth ?? null), plain) : put(null);
    }
    case 'live': {
      const address = context.lists.cell(household.id, source.key);
      if (!isHead || !address) return put(null);
      // A reference to an empty cell would show 0.
      return sheet.live(row, column, `IF(${address}="","",${address})`, liveValue(context.classified, household, source.key) ?? '', plain);
    }
  }
}
