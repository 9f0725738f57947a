/** Measures as live Excel formulas over the list sheets, so that an inspector can trace every figure to its rows. */
import type { SheetId } from '../review/types.ts';
import { isUnknown, partsOf } from './blank.ts';
import type { Balance, Criterion, Measure, Of, Term } from './official/description.ts';
import type { Unit } from './units.ts';

/** Where the workbook has the lists. */
export interface Sheets {
  /** Absolute bounded range of an input or formula column; undefined if the workbook has no such sheet or column. */
  range(sheet: SheetId, key: string): string | undefined;
  /** Absolute address of one cell in a row of an input sheet. */
  cell(rowId: string, key: string): string | undefined;
}

/** A line of a summary form on its sheet. */
export interface Line {
  of: Of;
  /** Row on the form's sheet. */
  row: number;
  /** Address of the cell with the unit's name. */
  name: string;
  /** Column letter of the form's column with this official number. */
  letter(number: string): string;
  /** Address on another form: its column, on the line of the same unit. */
  other(form: string, column: string): string | undefined;
  /** Whether a column of this form, or of another, may be blank; figures made of it are then blank too. */
  mayBeBlank(column: string, form?: string): boolean;
}

export const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/**
 * COUNTIFS reads wildcards, comparisons, numbers, dates ('Mar 5') and TRUE in its criteria, and a village may have
 * such a name: then SUMPRODUCT compares. A text is safe if it begins with a letter and has a Vietnamese character.
 */
const PLAIN = /^(?=.*[^\0-\x7f])\p{L}[^*?~]{0,200}$/u;

const criterionText = (criterion: Criterion): string => {
  if (typeof criterion === 'string') return quote(criterion);
  if ('not' in criterion) return quote(`<>${criterion.not}`);
  return quote('below' in criterion ? `<${criterion.below}` : `>=${criterion.atLeast}`);
};

const testText = (range: string, criterion: Criterion, cell?: string): string => {
  if (typeof criterion === 'string') return `(${range}=${cell ?? quote(criterion)})`;
  if ('not' in criterion) return `(${range}<>${quote(criterion.not)})`;
  return 'below' in criterion ? `ISNUMBER(${range})*(${range}<${criterion.below})` : `ISNUMBER(${range})*(${range}>=${criterion.atLeast})`;
};

interface Test {
  range: string;
  criterion: Criterion;
  /** The cell that holds the text, so that the reader sees what is compared. */
  cell?: string;
}

/** One term over the rows that also meet `within`; undefined if the workbook lacks a column that it needs. */
export function termFormula(
  { sheet, where }: Term,
  of: Of,
  within: readonly { key: string; value: string; cell?: string }[],
  sheets: Sheets,
): string | undefined {
  const size = sheet === 'members' ? undefined : sheets.range(sheet, 'size');
  const tests: Test[] = [];
  for (const { key, value, cell } of within) {
    const range = sheets.range(sheet, key);
    if (!range) return undefined;
    tests.push({ range, criterion: value, ...(cell && { cell }) });
  }
  for (const [key, criterion] of Object.entries(where)) {
    const range = sheets.range(sheet, key);
    if (!range) return undefined;
    tests.push({ range, criterion });
  }
  const counts = of === 'households' || size === undefined;
  if (tests.length === 0) {
    const all = sheets.range(sheet, 'code');
    return all && (counts ? `COUNTA(${all})` : `SUM(${size})`);
  }
  // In COUNTIFS '01' also equals the number 1.
  if (
    within.some(({ value }) => !PLAIN.test(value)) ||
    Object.values(where).some((criterion) => typeof criterion === 'string' && /^\d/.test(criterion))
  ) {
    const product = tests.map(({ range, criterion, cell }) => testText(range, criterion, cell)).join('*');
    return counts ? `SUMPRODUCT(${product}*1)` : `SUMPRODUCT(${product}*1,${size})`;
  }
  const list = tests.map(({ range, criterion, cell }) => `${range},${cell ?? criterionText(criterion)}`).join(',');
  return counts ? `COUNTIFS(${list})` : `SUMIFS(${size},${list})`;
}

export function termsFormula(terms: readonly Term[], of: Of, within: Parameters<typeof termFormula>[2], sheets: Sheets): string {
  let formula = '';
  for (const term of terms) {
    const text = termFormula(term, of, within, sheets);
    if (text) formula += (term.minus ? '-' : formula ? '+' : '') + text;
  }
  return formula || '0';
}

/** Keys of the formula columns on the sheet Thôn with the number of residents. */
export const RESIDENTS_KEY: Record<Of, string> = { households: 'residentHouseholds', persons: 'residentPersons' };

/** A unit's figure, from the lists; null for a number of the plan, which stands there as it is. */
export function unitFormula(measure: Measure, unit: Unit, line: Line, sheets: Sheets): string | null {
  // If the criterion is the unit's own name, the formula refers to the name cell of the line.
  const within = Object.entries(unit.where).map(([key, value]) => ({ key, value, ...(value === unit.name && { cell: line.name }) }));
  switch (measure.kind) {
    case 'count':
      return termsFormula(measure.terms, measure.of ?? line.of, within, sheets);
    case 'residents':
      return ofVillages(RESIDENTS_KEY[measure.of], unit, within, sheets);
    case 'village':
      return isUnknown(measure) ? ofVillagesOrBlank(measure.key, unit, within, sheets) : ofVillages(measure.key, unit, within, sheets);
    case 'target':
      return null;
    default:
      return derivedFormula(measure, line);
  }
}

function ofVillages(key: string, { where, villages }: Unit, within: Parameters<typeof termFormula>[2], sheets: Sheets): string {
  const [village] = villages;
  if ('village' in where) {
    const cell = village && sheets.cell(village.id, key);
    return cell ? `N(${cell})` : '0';
  }
  const sum = sheets.range('villages', key);
  const tests = within.map(({ key: column, value, cell }) => `${sheets.range('villages', column)},${cell ?? quote(value)}`).join(',');
  return sum ? `SUMIFS(${sum},${tests})` : '0';
}

/** Blank unless every village of the unit has the number. */
function ofVillagesOrBlank(key: string, unit: Unit, within: Parameters<typeof termFormula>[2], sheets: Sheets): string {
  const range = sheets.range('villages', key);
  // Nobody typed a number: the workbook has no such column.
  if (!range) return '""';
  const [village] = unit.villages;
  if ('village' in unit.where) {
    const cell = village && sheets.cell(village.id, key);
    return cell ? `IF(ISNUMBER(${cell}),${cell},"")` : '""';
  }
  const tests = within.map(({ key: column, value, cell }) => `(${sheets.range('villages', column)}=${cell ?? quote(value)})`).join('*');
  return `IF(SUMPRODUCT(${tests}*NOT(ISNUMBER(${range})))=0,${ofVillages(key, unit, within, sheets)},"")`;
}

/** The sum of some cells; blank if one of them is. */
export const sumOrBlank = (cells: readonly string[]): string => `IF(COUNT(${cells.join(',')})=${cells.length},${cells.join('+')},"")`;

/** What cells that each have a target have in common; blank where one has none, or another one. */
export const commonOrBlank = (cells: string, count: string): string =>
  `IF(COUNT(${cells})=${count},IF(MAX(${cells})=MIN(${cells}),MAX(${cells}),""),"")`;

type Derived = Measure & { kind: 'sum' | 'rate' };
export const isDerived = (measure: Measure): measure is Derived => measure.kind === 'sum' || measure.kind === 'rate';

/** Calculated from other columns: the same on a unit's line and on a sum's line. */
export function derivedFormula(measure: Derived, line: Line): string {
  const formula = knownFormula(measure, line);
  const blanks = partsOf(measure)
    .filter((number) => line.mayBeBlank(number))
    .map((number) => `${line.letter(number)}${line.row}`);
  const from = measure.kind === 'rate' && typeof measure.part === 'object' && 'form' in measure.part ? measure.part : undefined;
  const elsewhere = from && line.mayBeBlank(from.column, from.form) ? (line.other(from.form, from.column) ?? []) : [];
  const cells = [...new Set([...blanks, elsewhere].flat())];
  return cells.length > 0 ? `IF(COUNT(${cells.join(',')})=${cells.length},${formula},"")` : formula;
}

function knownFormula(measure: Derived, line: Line): string {
  const at = (number: string): string => `${line.letter(number)}${line.row}`;
  const balance = ({ plus, minus }: Balance): string => `${plus.map(at).join('+')}${minus.map((number) => `-${at(number)}`).join('')}`;
  if (measure.kind === 'sum') return measure.decimals ? `ROUND(${balance(measure)},${measure.decimals})` : balance(measure);
  const { part, whole } = measure;
  const top = typeof part === 'string' ? at(part) : 'form' in part ? (line.other(part.form, part.column) ?? '0') : `(${balance(part)})`;
  return `IF(${at(whole)}=0,${measure.orBlank ? '""' : '0'},ROUND(${top}/${at(whole)}*100,2))`;
}
