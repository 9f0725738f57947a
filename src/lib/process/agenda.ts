/**
 * What a village meeting talks about first: households that are new, that leave, whose class changes, that are in conflict, or that a small
 * difference would move. Made from the results alone, so it names nothing that may not be read out (no CCCD, birth, income or phone).
 */
import { keyBy } from '../review/by-standard.ts';
import { b1TableOf } from '../review/b1-tables.ts';
import { Classifier, type Classified } from '../review/classify.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { move, NOT_POOR, UNSETTLED, type MoveCode } from '../review/formula-columns.ts';
import { standardsOf } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';

/** Why a household is talked about, in the order of the agenda. */
export const REASONS = {
  new: 'Mới vào danh sách',
  leaving: 'Ra khỏi danh sách',
  changed: 'Đổi kết quả',
  unsettled: 'Chưa thống nhất',
  near: 'Sát mức',
  raised: 'Có ý kiến tại cuộc họp',
} as const;
export type Reason = keyof typeof REASONS;

export interface AgendaItem {
  household: Row;
  reason: Reason;
}

const MOVES: Partial<Record<MoveCode, Reason>> = {
  'poor-new': 'new',
  'near-new': 'new',
  'poor-again': 'new',
  'near-again': 'new',
  'poor-other-in': 'new',
  'near-other-in': 'new',
  'poor-escapes': 'leaving',
  'near-escapes': 'leaving',
  'poor-other-out': 'leaving',
  'near-other-out': 'leaving',
  'poor-to-near': 'changed',
  'near-to-poor': 'changed',
};
const BY_MOVE = new Map(Object.entries(MOVES).map(([code, reason]) => [move(code as MoveCode), reason]));

/** Points of Điểm B1 within which a small difference counts. Ours: no text gives a number. */
const CLOSE = 5;

const ORDER = Object.keys(REASONS) as Reason[];

/** @param about only these households, when the meeting is held again about some; null for all. */
export function agendaOf({ data, results, round, withoutPersonal }: Classified, about: ReadonlySet<string> | null = null): AgendaItem[] {
  const classifier = new Classifier({ ...round, beside: [] }, data.villages, withoutPersonal);
  const items = data.households.flatMap((household): AgendaItem[] => {
    if (about && !about.has(household.id)) return [];
    const result = results.get(household.id);
    if (!result) return [];
    if (result.class === UNSETTLED) return [{ household, reason: 'unsettled' }];
    const reason = BY_MOVE.get(String(result.move)) ?? (result.class && isClose(household, classifier) ? 'near' : undefined);
    return reason ? [{ household, reason }] : about ? [{ household, reason: 'changed' }] : [];
  });
  // Stable: within a reason the order of the list stays.
  return items.sort((a, b) => ORDER.indexOf(a.reason) - ORDER.indexOf(b.reason));
}

/** With the households that the meeting itself speaks of, after those that need it; one that was decided on may have no other reason left. */
export function withRaised(agenda: readonly AgendaItem[], households: readonly Row[], raised: ReadonlySet<string>): AgendaItem[] {
  const known = new Set(agenda.map(({ household }) => household.id));
  return [
    ...agenda,
    ...households.flatMap((household): AgendaItem[] =>
      raised.has(household.id) && !known.has(household.id) ? [{ household, reason: 'raised' }] : [],
    ),
  ];
}

/** Households that a few points of Điểm B1, or one indicator, would give another class. */
export function nearLimit({ data, results, round, withoutPersonal }: Classified): Set<string> {
  const classifier = new Classifier({ ...round, beside: [] }, data.villages, withoutPersonal);
  return new Set(
    data.households.filter((household) => results.get(household.id)?.class && isClose(household, classifier)).map(({ id }) => id),
  );
}

/** Whether a few points of Điểm B1, or one indicator, would give another class. Asked of the rule itself, whatever its kind. */
function isClose(household: Row, classifier: Classifier): boolean {
  const { standard } = classifier.round;
  const now = classifier.results(household).class;
  const differs = (change: Record<string, CellValue>): boolean => {
    const other = classifier.results({ ...household, cells: { ...household.cells, ...change } }).class;
    return other !== now;
  };
  const b1 = b1TableOf(standard)?.key;
  const points = b1 && household.cells[b1];
  if (b1 && typeof points === 'number' && (differs({ [b1]: points - CLOSE }) || differs({ [b1]: points + CLOSE }))) return true;
  const one = (deprived: boolean): string | undefined => standard.indicators.find((key) => (household.cells[key] === 'x') === deprived);
  const [less, more] = [one(true), one(false)];
  return (less !== undefined && differs({ [less]: null })) || (more !== undefined && differs({ [more]: 'x' }));
}

/** Each result of a household, by its standard, the main one first. */
export const classesOf = (household: Row, { results, round }: Classified): { short: string; label: string }[] =>
  standardsOf(round).map((standard, index) => ({
    short: standard.short,
    label: String(results.get(household.id)?.[index === 0 ? 'class' : keyBy('class', standard)] || 'Chưa phân loại'),
  }));

export const RESULT_LABELS = { poor: POOR, near: NEAR_POOR, none: NOT_POOR } as const;
