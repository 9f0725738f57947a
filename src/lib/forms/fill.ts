/** The one engine that fills any summary form from the classified lists. */
import { roundHalfUp } from '../formula/values.ts';
import type { Classified } from '../review/classify.ts';
import { leavesOf, linesOf, type Measure, type Of, type SummaryForm, type Term } from './description.ts';
import { SUMMARIES } from './summaries-7.ts';
import { tally, type Tally, type Unit } from './tally.ts';

export const TOTAL = 'Tổng cộng';

/** A unit's figures in the form's order: one line, or Hộ and Nhân khẩu. */
export interface FilledRow {
  unit: string;
  /** null on the row Tổng cộng. */
  village: Unit['village'] | null;
  lines: number[][];
}

export interface FilledForm {
  form: SummaryForm;
  rows: FilledRow[];
  total: FilledRow;
}

export const termsOf = (measure: Measure): readonly Term[] => (measure.kind === 'count' ? measure.terms : measure.kind === 'given' ? measure.otherwise : []);

/** @param extra further terms to count in the same pass, for the identities. */
export function fillSummaries(classified: Classified, forms: readonly SummaryForm[] = SUMMARIES, extra: readonly Term[] = []): { forms: FilledForm[]; tally: Tally } {
  const terms = forms.flatMap((form) => leavesOf(form.headings).flatMap(({ measure }) => termsOf(measure)));
  const counted = tally(classified, [...terms, ...extra]);
  return { forms: forms.map((form) => fill(form, counted)), tally: counted };
}

function fill(form: SummaryForm, counted: Tally): FilledForm {
  const measures = leavesOf(form.headings).map(({ measure }) => measure);
  const lines = linesOf(form);
  const rows = counted.units.map(
    (unit, index): FilledRow => ({
      unit: unit.name,
      village: unit.village,
      lines: lines.map((line) => figures(measures, (measure) => base(measure, line, unit, index, counted))),
    }),
  );
  const total: FilledRow = {
    unit: TOTAL,
    village: null,
    lines: lines.map((_, line) => figures(measures, (_measure, column) => rows.reduce((sum, row) => sum + (row.lines[line]?.[column] ?? 0), 0))),
  };
  return { form, rows, total };
}

/** A line's figures: the counted columns first, then those that are made of them. */
function figures(measures: readonly Measure[], counted: (measure: Measure, column: number) => number): number[] {
  const line = measures.map((measure, column) => (measure.kind === 'count' || measure.kind === 'given' ? counted(measure, column) : 0));
  const at = (number: number): number => line[number - 1] ?? 0;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + at(number), 0);
  measures.forEach((measure, column) => {
    if (measure.kind === 'sum') line[column] = sum(measure.plus) - sum(measure.minus);
    if (measure.kind === 'rate') line[column] = rateOf(at(measure.part), at(measure.whole));
  });
  return line;
}

export const rateOf = (part: number, whole: number): number => (whole === 0 ? 0 : roundHalfUp((part / whole) * 100, 2));

function base(measure: Measure, line: Of, unit: Unit, index: number, counted: Tally): number {
  if (measure.kind === 'given') {
    const given = unit.village.cells[measure.village];
    if (typeof given === 'number') return given;
  }
  if (measure.kind !== 'count' && measure.kind !== 'given') return 0;
  return sumOf(termsOf(measure), measure.of ?? line, index, counted);
}

/** The figure of some terms for one unit, or for the whole commune at `units.length`. */
export const sumOf = (terms: readonly Term[], of: Of, index: number, counted: Tally): number =>
  terms.reduce((sum, term) => sum + (term.minus ? -1 : 1) * (counted.counts(term)[of][index] ?? 0), 0);
