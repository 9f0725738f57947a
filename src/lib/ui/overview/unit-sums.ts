/** The sums of a unit as the server answers them, read as filled forms; and what was sent up beside what is recognised. */
import type { SUMMARIES, SummaryVersion } from '$lib/api/summaries.ts';
import type { AnswerOf } from '$lib/api/route.ts';
import { rateOf, TOTAL, type FilledForm, type FilledRow } from '$lib/forms/fill.ts';
import { dayText } from '$lib/review/iso-day.ts';
import { FormFigures, type FilledForms } from '../pictures/form-figures.ts';
import { POOR_NEAR } from '../pictures/rates.ts';
import { numberText } from '../parts/number-text.ts';

export type UnitOverview = AnswerOf<typeof SUMMARIES.overview>;
export type UnitSums = AnswerOf<typeof SUMMARIES.sums>;

export const VERSION_NAMES: Readonly<Record<SummaryVersion, string>> = {
  sent: 'Sơ bộ: danh sách xã đã gửi lên',
  official: 'Chính thức: danh sách đã được công nhận',
  live: 'Đang rà soát: danh sách của xã chia sẻ số đang ghi',
};
/** Beside a name: 'năm 2026 (sơ bộ)'. */
export const VERSION_WORDS: Readonly<Record<SummaryVersion, string>> = { sent: 'sơ bộ', official: 'chính thức', live: 'đang rà soát' };

/** The latest version that all lists have; otherwise what was sent, and if nothing was, whatever there is. */
export function firstVersion({ total }: Pick<UnitOverview, 'total'>): SummaryVersion {
  if (total.official.villages > 0 && total.official.villages === total.villages) return 'official';
  return (['sent', 'official', 'live'] as const).find((version) => total[version].villages > 0) ?? 'sent';
}

export const filledOf = ({ forms }: Pick<UnitSums, 'forms'>): FilledForm[] =>
  forms.map(({ form, numbers, rows, blocks, total }) => {
    const row = (name: string, lines: UnitSums['forms'][number]['total']): FilledRow => ({
      name,
      unit: null,
      lines: lines.map((line) => [...line]),
    });
    return {
      form,
      numbers,
      rows: rows.map(({ name, lines }) => row(name, lines)),
      blocks: blocks.map(({ from, to, name, lines }) => ({ from, to, sum: row(name, lines) })),
      total: row(TOTAL, total),
    };
  });

/** For pictures of a province with districts: those are its units, and not all of their communes. */
export const byDistrict = (forms: readonly FilledForm[]): FilledForm[] =>
  forms.map((form) =>
    form.blocks.length > 0
      ? { ...form, rows: form.blocks.map(({ sum }) => ({ ...sum, name: sum.name.replace(/^[IVXLC]+\. /, '') })), blocks: [] }
      : form,
  );

/** What the figures are of: 'danh sách của 2/3 xã (12/36 thôn), gửi đến ngày 20/10/2026'. */
export function ofWords({ version, of, without }: Pick<UnitSums, 'version' | 'of' | 'without'>, day: string | null): string {
  const sum = (part: 'villages' | 'all'): number => of.reduce((all, one) => all + one[part], 0);
  const communes = `${numberText(of.length)}/${numberText(of.length + without.length)} xã`;
  const until = day === null ? '' : version === 'sent' ? `, gửi đến ngày ${dayText(day)}` : `, công nhận đến ngày ${dayText(day)}`;
  return `danh sách của ${communes} (${numberText(sum('villages'))}/${numberText(sum('all'))} thôn của các xã ấy)${until}`;
}

export const isComplete = ({ of, without }: Pick<UnitSums, 'of' | 'without'>): boolean =>
  without.length === 0 && of.every(({ villages, all }) => villages === all);

interface Result {
  households: number;
  poor: number;
  near: number;
}

export interface Compared {
  id: string;
  name: string;
  sent: Result;
  official: Result;
}

export interface Comparison {
  /** Communes whose lists were all sent and are all recognised; those that differ most first. */
  rows: Compared[];
  /** null where there are none. */
  total: Compared | null;
  /** Why the others cannot be compared: two sums of different villages would look like a change. */
  others: { name: string; sent: string; official: string }[];
}

/** @param sent and official: Mẫu 7.1 of the same units and year. */
export function compare(sent: UnitSums, official: UnitSums): Comparison {
  const names = new Map<string, string>();
  for (const { of } of [sent, official]) for (const { id, name } of of) names.set(id, name);
  const done = ({ of }: UnitSums, id: string) => of.find((one) => one.id === id);
  const results = [sent, official].map(resultsOf);
  const rows: Compared[] = [];
  const others: Comparison['others'] = [];
  for (const [id, name] of names) {
    const [a, b] = [done(sent, id), done(official, id)];
    const [before, after] = results.map((of) => of.get(id));
    if (a && b && before && after && [a, b].every(({ villages, all }) => villages === all))
      rows.push({ id, name, sent: before, official: after });
    else others.push({ name, sent: partText(a), official: partText(b) });
  }
  const differs = ({ sent: x, official: y }: Compared): number => Math.abs(x.poor - y.poor) + Math.abs(x.near - y.near);
  rows.sort((x, y) => differs(y) - differs(x));
  const sum = (of: 'sent' | 'official'): Result => rows.reduce((all, row) => added(all, row[of]), NONE);
  return { rows, total: rows.length > 0 ? { id: '', name: TOTAL, sent: sum('sent'), official: sum('official') } : null, others };
}

const partText = (of: UnitSums['of'][number] | undefined): string =>
  of ? `${numberText(of.villages)}/${numberText(of.all)} thôn` : 'chưa có';

const NONE: Result = { households: 0, poor: 0, near: 0 };
const added = (a: Result, b: Result): Result => ({
  households: a.households + b.households,
  poor: a.poor + b.poor,
  near: a.near + b.near,
});

/** By commune: one that is urban and rural has two rows. */
function resultsOf(sums: UnitSums): Map<string, Result> {
  const [given] = sums.forms;
  const all = new Map<string, Result>();
  if (!given) return all;
  const figures = new FormFigures({ forms: filledOf(sums) } satisfies FilledForms, given.form.id);
  figures.units.forEach((row, index) => {
    const id = given.rows[index]?.id ?? '';
    const at = (column: keyof typeof POOR_NEAR): number => figures.at(row, POOR_NEAR[column]) ?? 0;
    all.set(id, added(all.get(id) ?? NONE, { households: at('households'), poor: at('poor'), near: at('near') }));
  });
  return all;
}

export const rateIn = (result: Result, of: 'poor' | 'near'): number => rateOf(result[of], result.households);
