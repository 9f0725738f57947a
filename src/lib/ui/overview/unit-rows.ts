/** The communes of a unit, or the units between, with what each waits for: what needs attention comes first. */
import type { OverviewRow, SummaryVersion } from '$lib/api/summaries.ts';
import { waitsForText } from '../steps/standings.svelte.ts';
import { numberText } from '../parts/number-text.ts';
import { byRank, URGENT_WORDS } from './village-rows.ts';

/** What a person above the communes looks at first, in this order. */
const URGENT = ['late', 'opinion', 'remark', 'unsettled', 'task'] as const;
export type UnitUrgent = (typeof URGENT)[number];
export const UNIT_URGENT_WORDS: Readonly<Record<UnitUrgent, string>> = { ...URGENT_WORDS, opinion: 'chờ ý kiến cấp trên' };

export interface UnitRow extends OverviewRow {
  urgent: readonly UnitUrgent[];
  /** Whose households are counted as reviewed: of the most villages, best of the lists as they are; null where none may be seen. */
  counted: SummaryVersion | null;
  /** Households still to review in it. */
  left: number;
}

const ORDER = ['live', 'official', 'sent'] as const satisfies SummaryVersion[];

export function unitRow(row: OverviewRow): UnitRow {
  const { work, live } = row;
  const seen = ORDER.filter((version) => row[version].overview);
  const most = Math.max(...seen.map((version) => row[version].villages));
  const counted = seen.find((version) => row[version].villages === most) ?? null;
  const overview = counted && row[counted].overview;
  const found: Readonly<Record<UnitUrgent, boolean>> = {
    late: (work?.late ?? 0) > 0,
    opinion: work?.waits.some(({ waits }) => waits === 'sent') ?? false,
    remark: (work?.remarks.open ?? 0) > 0,
    unsettled: (live.overview?.conflicts ?? 0) > 0,
    task: (live.overview?.tasks ?? 0) > 0,
  };
  return {
    ...row,
    urgent: URGENT.filter((kind) => found[kind]),
    counted,
    left: overview ? overview.toReview - overview.classified : 0,
  };
}

const collator = new Intl.Collator('vi', { numeric: true });

/**
 * Units with something urgent first, in the order of what it is and then of how much; then those with more households to review. Those that
 * are still being counted stand last. Otherwise by name.
 */
export const byUnitAttention = (rows: readonly UnitRow[]): UnitRow[] =>
  byRank(
    rows,
    ({ waiting, villages, urgent, work, live, left }) => [
      waiting > 0 && villages === 0 ? 0 : 1,
      ...URGENT.map((kind) => (urgent.includes(kind) ? 1 : 0)),
      work?.late ?? 0,
      live.overview?.conflicts ?? 0,
      left,
    ],
    (a, b) => collator.compare(a.name, b.name),
  );

/** '5 thôn đang rà soát', '3 thôn đang niêm yết' */
export const waitsTexts = ({ work }: Pick<OverviewRow, 'work'>): string[] =>
  (work?.waits ?? []).map(({ waits, villages }) => `${numberText(villages)} thôn ${waitsForText(waits)}`);

/** '1 chưa trả lời, 2 đã trả lời' */
export const remarksText = ({ open, answered }: { open: number; answered: number }): string =>
  [open > 0 ? `${numberText(open)} chưa trả lời` : '', answered > 0 ? `${numberText(answered)} đã trả lời` : ''].filter(Boolean).join(', ');
