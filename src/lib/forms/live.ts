/** Measures as live Excel formulas over the list sheets, so that an inspector can follow every figure to its rows. */
import { LINE_NAMES, linesOf, type Measure, type Of, type SummaryForm, type Term } from './description.ts';
import { termsOf } from './fill.ts';
import type { SheetId } from '../review/types.ts';

/** Where the workbook keeps the lists. */
export interface Sheets {
  /** Absolute bounded range of a column, input or formula; undefined where the workbook has no such sheet or column. */
  range(sheet: SheetId, key: string): string | undefined;
  /** Absolute address of one cell of a row of an input sheet. */
  cell(rowId: string, key: string): string | undefined;
}

/** A line of a summary form as it stands on its sheet. */
export interface Line {
  of: Of;
  /** Row on the form's sheet. */
  row: number;
  /** Address of the cell with the unit's name; row id of its village. */
  name: { cell: string; text: string; village: string };
  /** Column letter of the form's column with this official number. */
  letter(number: number): string;
}

export const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * COUNTIFS reads wildcards, comparisons, numbers, dates ('Mar 5') and TRUE into its criteria, and a village may be
 * called so all the same: then SUMPRODUCT compares. No such word begins with a letter and has a Vietnamese one.
 */
const PLAIN = /^(?=.*[^\0-\x7f])\p{L}[^*?~]{0,200}$/u;

function termFormula(term: Term, of: Of, line: Line, sheets: Sheets): string | undefined {
  const village = sheets.range(term.sheet, 'village');
  const size = sheets.range(term.sheet, 'size');
  if (!village || !size) return undefined;
  const criteria = Object.entries(term.where).map(([key, value]) => ({ range: sheets.range(term.sheet, key), value }));
  if (criteria.some(({ range }) => !range)) return undefined;
  if (!PLAIN.test(line.name.text)) {
    const tests = [`(${village}=${line.name.cell})`, ...criteria.map(({ range, value }) => `(${range}=${quote(value)})`)].join('*');
    return of === 'households' ? `SUMPRODUCT(${tests}*1)` : `SUMPRODUCT(${tests}*1,${size})`;
  }
  const tests = [village, line.name.cell, ...criteria.flatMap(({ range, value }) => [range, quote(value)])].join(',');
  return of === 'households' ? `COUNTIFS(${tests})` : `SUMIFS(${size},${tests})`;
}

function termsFormula(terms: readonly Term[], of: Of, line: Line, sheets: Sheets): string {
  let formula = '';
  for (const term of terms) {
    const text = termFormula(term, of, line, sheets);
    if (text) formula += (term.minus ? '-' : formula ? '+' : '') + text;
  }
  return formula || '0';
}

export function measureFormula(measure: Measure, line: Line, sheets: Sheets): string {
  const at = (number: number): string => `${line.letter(number)}${line.row}`;
  switch (measure.kind) {
    case 'count':
      return termsFormula(termsOf(measure), measure.of ?? line.of, line, sheets);
    case 'given': {
      const given = sheets.cell(line.name.village, measure.village);
      const counted = termsFormula(measure.otherwise, measure.of, line, sheets);
      return given ? `IF(ISNUMBER(${given}),${given},${counted})` : counted;
    }
    case 'sum':
      return `${measure.plus.map(at).join('+')}${measure.minus.map((number) => `-${at(number)}`).join('')}`;
    case 'rate':
      return `IF(${at(measure.whole)}=0,0,ROUND(${at(measure.part)}/${at(measure.whole)}*100,2))`;
  }
}

/** The row Tổng cộng: sums of the units' lines of the same kind; rates and balances are worked out anew. */
export function totalFormula(form: SummaryForm, measure: Measure, number: number, line: Line, rows: { first: number; last: number; splitLetter: string }): string {
  if (measure.kind === 'sum' || measure.kind === 'rate') return measureFormula(measure, line, { range: () => undefined, cell: () => undefined });
  if (rows.last < rows.first) return '0';
  const letter = line.letter(number);
  if (linesOf(form).length === 1) return `SUM(${letter}${rows.first}:${letter}${rows.last})`;
  const split = `$${rows.splitLetter}$${rows.first}:$${rows.splitLetter}$${rows.last}`;
  return `SUMIF(${split},${quote(LINE_NAMES[line.of])},${letter}${rows.first}:${letter}${rows.last})`;
}
