/** Columns that may be blank: numbers missing on the sheet Thôn or in the plan (0 would be made up), rates of nothing, and columns calculated from them. */
import { leavesOf, numbersOf, type Measure, type SummaryForm } from './official/description.ts';

/** null means unknown. */
export type FigureValue = number | null;

export const isUnknown = (measure: Measure): boolean =>
  measure.kind === 'target' || (measure.kind === 'village' && measure.orBlank === true);

const mayBeBlank = (measure: Measure): boolean => isUnknown(measure) || (measure.kind === 'rate' && measure.orBlank === true);

/** Numbers of the columns that a column is calculated from, on the same form. */
export function partsOf(measure: Measure): string[] {
  if (measure.kind === 'sum') return [...measure.plus, ...measure.minus];
  if (measure.kind !== 'rate') return [];
  const { part, whole } = measure;
  return [...(typeof part === 'string' ? [part] : 'form' in part ? [] : [...part.plus, ...part.minus]), whole];
}

/**
 * Official numbers of a form's columns that may be blank.
 * @param other the same for another form, from which a rate may take its part.
 */
export function blankColumns({ headings }: SummaryForm, other: (form: string) => ReadonlySet<string>): ReadonlySet<string> {
  const measures = leavesOf(headings).map(({ measure }) => measure);
  const numbers = numbersOf(headings);
  const blank = new Set(numbers.filter((_, index) => mayBeBlank(measures[index] as Measure)));
  const takesBlank = (measure: Measure): boolean =>
    partsOf(measure).some((number) => blank.has(number)) ||
    (measure.kind === 'rate' &&
      typeof measure.part === 'object' &&
      'form' in measure.part &&
      other(measure.part.form).has(measure.part.column));
  for (let before = -1; before < blank.size;) {
    before = blank.size;
    measures.forEach((measure, index) => takesBlank(measure) && blank.add(numbers[index] ?? ''));
  }
  return blank;
}
