/**
 * What the next round starts with: the households of this one with their members, codes and results. Who they are is kept; what was found
 * about them this year is written anew.
 */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, ORDER_FIELD, SHEET_FIELD } from '../cells/review-rooms.ts';
import type { CellWrite } from '../cells/shared-list.ts';
import type { Classified, Results } from '../review/classify.ts';
import { DECIDED, DECIDED_WHY, LEAVING, NEAR_POOR, POOR } from '../review/columns.ts';
import { UNSETTLED } from '../review/formula-columns.ts';
import type { CellValue, Row } from '../review/types.ts';
import { identitiesOf, membersOf, type RecognisedResult } from './recognised.ts';

/** Columns that say who somebody is. A new column is in one of the two sets; the test asks. */
export const KEPT: ReadonlySet<string> = new Set([
  'code',
  'head',
  'name',
  'relation',
  'cccd',
  'birth',
  'sex',
  'ethnic',
  'spouseEthnic',
  'size',
  'noLabour',
  'merit',
  'farming',
]);

/** What one year found: results, scores, causes, and who reviewed it when; a formula or a later round gives the new ones. */
export const ANEW: ReadonlySet<string> = new Set([
  'village',
  DECIDED,
  DECIDED_WHY,
  'lastYear',
  'formerly',
  'change',
  'request',
  'formA',
  'formAWhy',
  'income',
  'incomeYear',
  'reviewer',
  'reviewedOn',
  'note',
  'noInsurance',
  'malnourished',
  'notInSchool',
  'houseArea',
  'schooling',
  'allowance',
]);

/** What a village's row says about the years before and after its round. */
const OF_YEARS = ['householdsLastYear', 'poorTarget', 'poorTargetNext'] as const;

/**
 * What the numbers of a village mean in another round of the commune: in the next year's, what was set for that year is its target and this
 * year's total is last year's; in another round of the same year they mean the same; in a later one they mean nothing.
 */
export function villageNumbersIn(cells: Row['cells'], from: number, to: number): Record<string, CellValue> {
  if (to === from) return Object.fromEntries(OF_YEARS.map((key) => [key, cells[key] ?? null]));
  return to === from + 1 ? { householdsLastYear: cells.households ?? null, poorTarget: cells.poorTargetNext ?? null } : {};
}

export interface NextYear {
  writes: CellWrite[];
  households: number;
  /** Households whose result is open: they are not carried, and somebody must say what they are. */
  open: Row[];
}

/**
 * @param withAll also those that are neither poor nor near poor, for a plan that reviews every household (Danh sách 02).
 * @param since what later decisions recognised in the village, such as those of monthly reviews: one for each household. It counts instead
 * of this round's result, and adds the households that this round does not have.
 * @returns writes into the list of the same village in the next round.
 */
export function nextYear({ data, results }: Classified, withAll: boolean, since: readonly RecognisedResult[] = []): NextYear {
  const open: Row[] = [];
  const later = new Map(since.flatMap((one) => identitiesOf(one.household).map((identity) => [identity, one] as const)));
  const used = new Set<RecognisedResult>();
  const laterOf = (row: Row): RecognisedResult | undefined => {
    const one = identitiesOf(row).flatMap((identity) => later.get(identity) ?? [])[0];
    if (one) used.add(one);
    return one;
  };
  const isKept = (result: string): boolean => result !== '' && (withAll || result === POOR || result === NEAR_POOR);
  const ofLater = ({ household, members, result }: RecognisedResult): Kept[] =>
    isKept(result) ? [{ row: household, members, result }] : [];
  const kept = data.households.flatMap((row): Kept[] => {
    const newer = laterOf(row);
    if (newer) return ofLater(newer);
    if (LEAVING.some((change) => change === row.cells.change)) return [];
    const result = String(results.get(row.id)?.class ?? '');
    if (isOpen(results.get(row.id))) {
      open.push(row);
      return [];
    }
    return withAll || isKept(result) ? [{ row, members: membersOf(row, data.members), result }] : [];
  });
  kept.push(...since.filter((one) => !used.has(one)).flatMap(ofLater));
  return {
    households: kept.length,
    open,
    writes: [
      ...kept.flatMap(({ row, result }, order) => householdWrites(row, result, order)),
      ...[...new Set(kept.flatMap(({ members }) => members))].flatMap((row, order) => rowWrites(MEMBER_PREFIX, row, order, {})),
    ],
  };
}

/** Nobody can say yet what a household of a list is. */
export const isOpen = (result: Pick<Results, 'class' | 'list'> | undefined): boolean =>
  result?.class === UNSETTLED || (!result?.class && result?.list === '01');

interface Kept {
  row: Row;
  members: readonly Row[];
  result: string;
}

/** A household as another round begins with it: who it is and what its last result was. */
export const householdWrites = (row: Row, result: string, order: number | null): CellWrite[] =>
  rowWrites(HOUSEHOLD_PREFIX, row, order, historyOf(row, result));

/** Of a household that was on a list and is on none now, its last diện is remembered: only so a later return is a return. */
export function historyOf({ cells }: Row, result: string): Record<string, CellValue> {
  const isListed = result === POOR || result === NEAR_POOR;
  const before = cells.lastYear === POOR || cells.lastYear === NEAR_POOR ? cells.lastYear : (cells.formerly ?? null);
  return { [SHEET_FIELD]: isListed ? 'list01' : 'list02', lastYear: isListed ? result : null, formerly: before };
}

export const rowWrites = (prefix: string, { id, cells }: Row, order: number | null, more: Record<string, CellValue>): CellWrite[] =>
  Object.entries({ ...Object.fromEntries(Object.entries(cells).filter(([key]) => KEPT.has(key))), ...more, [ORDER_FIELD]: order }).flatMap(
    ([field, value]) => (value === null ? [] : [{ row: id.startsWith(prefix) ? id : prefix + id, field, value }]),
  );
