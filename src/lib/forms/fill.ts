/** The one engine that fills any summary form from the classified lists. */
import { roundHalfUp } from '../formula/values.ts';
import type { Classified } from '../review/classify.ts';
import type { Plan } from '../review/plans.ts';
import { isUnknown, type FigureValue } from './blank.ts';
import { leavesOf, linesOf, numbersOf, type Balance, type Measure, type Of, type SummaryForm, type Term } from './official/description.ts';
import { ethnicGroups, expand } from './expand.ts';
import { numberOr, residentsOf, type Residents } from './residents.ts';
import { sumOf, tally, type Tally } from './tally.ts';
import { blocksOf, type Unit } from './units.ts';

export const TOTAL = 'Tổng cộng';

/** A unit's figures in the form's order: one line, or Hộ and Nhân khẩu. */
export interface FilledRow {
  name: string;
  /** null for sums. */
  unit: Unit | null;
  lines: FigureValue[][];
}

/** The urban or the rural units if a form has both, or the units of a district. */
export interface FilledBlock {
  /** Index into the form's rows. */
  from: number;
  to: number;
  sum: FilledRow;
}

export interface FilledForm {
  /** With the columns that depend on the lists. */
  form: SummaryForm;
  /** Official numbers of the columns. */
  numbers: readonly string[];
  rows: FilledRow[];
  /** Empty if all units are urban, all rural, or in one district. */
  blocks: FilledBlock[];
  total: FilledRow;
}

/** A unit's figure that is counted, not calculated from other figures of its line. */
export type Counted = (measure: Measure, of: Of, index: number, form: SummaryForm) => FigureValue;

export const termsOf = (measure: Measure): readonly Term[] => (measure.kind === 'count' ? measure.terms : []);

/** @param extra more terms to count in the same pass, for the identities. */
export function fillSummaries(
  classified: Classified,
  forms: readonly SummaryForm[],
  extra: readonly Term[] = [],
): { forms: FilledForm[]; tally: Tally } {
  const expanded = forms.map((form) => expand(form, ethnicGroups(form, classified)));
  const terms = expanded.flatMap((form) => leavesOf(form.headings).flatMap(({ measure }) => termsOf(measure)));
  const counted = tally(classified, [...terms, ...extra]);
  return { forms: fillForms(counted.units, expanded, countedIn(counted, residentsOf(classified), classified.round.plan)), tally: counted };
}

const countedIn =
  (counted: Tally, residents: Residents, { targets }: Plan): Counted =>
  (measure, of, index) => {
    const villages = counted.units[index]?.villages ?? [];
    switch (measure.kind) {
      case 'count': {
        const sum = sumOf(measure.terms, measure.of ?? of, index, counted);
        return Number.isNaN(sum) ? null : sum;
      }
      case 'residents':
        return villages.reduce((sum, village) => sum + residents(village, measure.of), 0);
      case 'village':
        // A commune's sum over only some of its villages would be made up too.
        if (isUnknown(measure) && villages.some(({ cells }) => typeof cells[measure.key] !== 'number')) return null;
        return villages.reduce((sum, { cells }) => sum + numberOr(cells[measure.key], 0), 0);
      case 'target':
        return targets?.[measure.service] ?? null;
      default:
        return 0;
    }
  };

/** @param forms after their columns were found. */
export function fillForms(units: readonly Unit[], forms: readonly SummaryForm[], counted: Counted): FilledForm[] {
  const filler = new Filler(units, counted);
  return forms.map((form) => filler.fill(form));
}

class Filler {
  readonly #units: readonly Unit[];
  readonly #counted: Counted;
  readonly #filled = new Map<string, FilledForm>();

  constructor(units: readonly Unit[], counted: Counted) {
    this.#units = units;
    this.#counted = counted;
  }

  /** Forms that others take figures from are filled first. */
  fill(form: SummaryForm): FilledForm {
    const lines = linesOf(form);
    const measures = leavesOf(form.headings).map(({ measure }) => measure);
    const numbers = numbersOf(form.headings);
    const units = this.#units;
    const parts = blocksOf(units);
    const order = parts.length > 0 ? parts.flatMap(({ members }) => members) : units.map((_, index) => index);

    const others =
      (row: (filled: FilledForm) => FilledRow | undefined, line: number) =>
      (name: string, column: string): FigureValue => {
        const filled = this.#filled.get(name);
        const value = filled && row(filled)?.lines[line]?.[filled.numbers.indexOf(column)];
        return value === undefined ? 0 : value;
      };
    const rows = order.map((index, at): FilledRow => {
      const unit = units[index] as Unit;
      return {
        name: unit.name,
        unit,
        lines: lines.map((of, line) =>
          figures(
            measures,
            numbers,
            (measure) => this.#counted(measure, of, index, form),
            others((filled) => filled.rows[at], line),
          ),
        ),
      };
    });
    const sum = (name: string, from: number, to: number, same: (filled: FilledForm) => FilledRow | undefined): FilledRow => ({
      name,
      unit: null,
      lines: lines.map((_, line) =>
        figures(
          measures,
          numbers,
          (measure, column) => {
            const values = rows.slice(from, to).map((row) => row.lines[line]?.[column] ?? null);
            return measure.kind === 'target' ? common(values) : added(values);
          },
          others(same, line),
        ),
      ),
    });
    let from = 0;
    const blocks = parts.map(({ name, members }, index): FilledBlock => {
      const to = from + members.length;
      const block = { from, to, sum: sum(name, from, to, (filled) => filled.blocks[index]?.sum) };
      from = to;
      return block;
    });
    const filled = { form, numbers, rows, blocks, total: sum(TOTAL, 0, rows.length, (other) => other.total) };
    this.#filled.set(form.id, filled);
    return filled;
  }
}

/** Whether a figure could not be counted because it depends on hidden personal data. */
export const hasUnseen = ({ form, rows }: FilledForm): boolean =>
  leavesOf(form.headings).some(
    ({ measure }, column) => measure.kind === 'count' && rows.some(({ lines }) => lines.some((line) => line[column] === null)),
  );

/** The figures of one line; a column may be calculated from columns to its left or right. */
function figures(
  measures: readonly Measure[],
  numbers: readonly string[],
  counted: (measure: Measure, column: number) => FigureValue,
  other: (form: string, column: string) => FigureValue,
): FigureValue[] {
  const known = new Map<number, FigureValue>();
  const figure = (column: number): FigureValue => {
    const measure = measures[column];
    const before = known.get(column);
    if (before !== undefined) return before;
    if (!measure) return 0;
    // A column that depends on itself counts as 0; loaded forms are checked for this.
    known.set(column, 0);
    const value =
      measure.kind === 'sum'
        ? balanceOf(measure, measure.decimals)
        : measure.kind === 'rate'
          ? shareOf(partOf(measure.part), at(measure.whole), measure.orBlank)
          : counted(measure, column);
    known.set(column, value);
    return value;
  };
  const at = (number: string): FigureValue => figure(numbers.indexOf(number));
  const balanceOf = ({ plus, minus }: Balance, decimals?: number): FigureValue => {
    const [more, less] = [added(plus.map(at)), added(minus.map(at))];
    if (more === null || less === null) return null;
    const left = more - less;
    return decimals ? roundHalfUp(left, decimals) : left;
  };
  const shareOf = (part: FigureValue, whole: FigureValue, orBlank?: true): FigureValue =>
    part === null || whole === null || (whole === 0 && orBlank) ? null : rateOf(part, whole);
  const partOf = (part: (Measure & { kind: 'rate' })['part']): FigureValue =>
    typeof part === 'string' ? at(part) : 'form' in part ? other(part.form, part.column) : balanceOf(part);
  return measures.map((_, column) => figure(column));
}

/** Unknown if one of them is. */
const added = (values: readonly FigureValue[]): FigureValue =>
  values.reduce<FigureValue>((sum, value) => (sum === null || value === null ? null : sum + value), 0);

/** Of several units with a target each, none unless it is the same. */
export const common = ([first = null, ...others]: readonly FigureValue[]): FigureValue =>
  others.every((value) => value === first) ? first : null;

export const rateOf = (part: number, whole: number): number => (whole === 0 ? 0 : roundHalfUp((part / whole) * 100, 2));
