/**
 * What the commune's monthly decisions recognised in a village during the year, and what a yearly list that runs at the same time does not
 * know of it. Matching leaves no choice to chance: what may be a household of the list is a doubt, and a person decides.
 */
import { SHEET_FIELD } from '../cells/review-rooms.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { monthOf, type Month, type Round } from '../review/plans.ts';
import { isIdNumber } from '../review/identity.ts';
import { fold } from '../review/text.ts';
import type { ReviewData, Row } from '../review/types.ts';
import type { RoundList } from './known-households.ts';
import { KEPT } from './next-year.ts';
import { identitiesOf, latestOfEach, recognisedIn } from './recognised.ts';

export interface MonthResult {
  review: string;
  /** Name of the month's review. */
  from: string;
  month: Month;
  /** As the month's list had it; what it was before stands in `lastYear`. */
  household: Row;
  members: readonly Row[];
  /** 'Hộ nghèo', 'Hộ cận nghèo' or 'Không nghèo'; '' for a household that has left. */
  result: string;
  /** Of the decision. */
  day: string;
  number: string;
}

/**
 * The newest decision about each household counts, and only what a month decided within the round's year: an earlier list knew the rest.
 * @param lists of the village in all other rounds of the commune, oldest first.
 * @returns earliest first.
 */
export function monthResults({ plan, lastDay }: Pick<Round, 'plan' | 'lastDay'>, lists: readonly RoundList[]): MonthResult[] {
  const rounds = new Map(lists.map(({ review, classified }) => [review, classified.round.plan]));
  const recognised = lists.flatMap((list) => recognisedIn(list, list.classified, list.standing)).filter(({ day }) => day <= lastDay);
  return latestOfEach(recognised)
    .filter(({ day }) => day >= `${plan.year}-01-01`)
    .flatMap(({ review, household, members, result, day, number }): MonthResult[] => {
      const of = rounds.get(review);
      const month = of && monthOf(of.id);
      return month ? [{ review, from: of.name, month, household: known(household), members: members.map(known), result, day, number }] : [];
    })
    .reverse();
}

/** Who somebody is and what they were: no score of the month leaves it. */
const known = ({ id, sheet, cells }: Row): Row => ({
  id,
  sheet,
  cells: Object.fromEntries(Object.entries(cells).filter(([key]) => KEPT.has(key) || key === 'lastYear' || key === 'formerly')),
});

/** Something about a household of the list that a month decided. */
export interface Known {
  result: MonthResult;
  row: Row;
}

export interface MonthOffer {
  /** Recognised, and not on the list. */
  added: readonly MonthResult[];
  /** On the list as they were before the month: their last result becomes the month's. */
  changed: readonly Known[];
  /** On the list with something else, which stays: somebody wrote it. */
  differ: readonly Known[];
  /** Perhaps a household of the list. */
  doubts: readonly { result: MonthResult; candidates: readonly Row[] }[];
}

export const isListed = ({ result }: Pick<MonthResult, 'result'>): boolean => result === POOR || result === NEAR_POOR;
/** As Kết quả năm trước says it: '' for a household that was on no list. */
const listedAs = (value: unknown): string => (value === POOR || value === NEAR_POOR ? value : '');

/**
 * @param data the village's list now.
 * @param others doubts that a person has said to be other households, by `keyOf`.
 */
export function monthOffer(
  data: Pick<ReviewData, 'households'>,
  results: readonly MonthResult[],
  others: ReadonlySet<string> = new Set(),
): MonthOffer {
  const offer: { [K in keyof MonthOffer]: MonthOffer[K][number][] } = { added: [], changed: [], differ: [], doubts: [] };
  for (const result of results) {
    const row = sameAs(result, data.households);
    if (row) {
      const [now, before, after] = [listedAs(row.cells.lastYear), listedAs(result.household.cells.lastYear), listedAs(result.result)];
      if (now === after) continue;
      // Whoever has left stays on a list until somebody writes there that they have.
      const isOpen = result.result !== '' && now === before && !isDisputed(row) && (after !== '' || !isReviewed(row));
      offer[isOpen ? 'changed' : 'differ'].push({ result, row });
    } else if (isListed(result)) {
      const candidates = others.has(keyOf(result)) ? [] : data.households.filter((each) => mayBe(result.household, each));
      if (candidates.length > 0) offer.doubts.push({ result, candidates });
      else offer.added.push(result);
    }
  }
  return offer;
}

/** Of one decision about one household. */
export const keyOf = ({ review, household }: MonthResult): string => `${review} ${household.id}`;

/** The row that a household of a month has on a list where its own name is taken. */
export const otherRow = (row: Row, { review }: MonthResult): string => `${row.id}@${review}`;

function sameAs(result: MonthResult, households: readonly Row[]): Row | undefined {
  const { household } = result;
  const wanted = new Set(identitiesOf(household));
  const named = nameOf(household);
  return (
    households.find((row) => identitiesOf(row).some((identity) => wanted.has(identity))) ??
    // As this very household was brought in before, with another code where its own was taken.
    households.find(({ id }) => id === otherRow(household, result)) ??
    households.find((row) => row.id === household.id && nameOf(row) === named) ??
    onlyOne(households.filter((row) => nameOf(row) === named && isSame(row, household, 'birth')))
  );
}

const onlyOne = (rows: readonly Row[]): Row | undefined => (rows.length === 1 ? rows[0] : undefined);
const nameOf = ({ cells }: Row): string => fold(String(cells.head ?? ''));
const text = ({ cells }: Row, key: 'birth' | 'cccd'): string => String(cells[key] ?? '');
const isSame = (a: Row, b: Row, key: 'birth' | 'cccd'): boolean => text(a, key) !== '' && text(a, key) === text(b, key);
const isWhole = (row: Row, key: 'birth' | 'cccd'): boolean =>
  key === 'cccd' ? isIdNumber(row.cells.cccd ?? null) : /\d{4}$/.test(text(row, key));
/** Two CCCD, or two years of birth, are two people. */
const contradict = (a: Row, b: Row): boolean =>
  (isWhole(a, 'cccd') && isWhole(b, 'cccd') && !isSame(a, b, 'cccd')) ||
  (isWhole(a, 'birth') && isWhole(b, 'birth') && text(a, 'birth').slice(-4) !== text(b, 'birth').slice(-4));
const mayBe = (household: Row, row: Row): boolean => nameOf(row) === nameOf(household) && !contradict(row, household);

const isDisputed = ({ disputed = [] }: Row): boolean => disputed.some((field) => field === 'lastYear' || field === SHEET_FIELD);

/** Somebody has found something about it this year: it is reviewed to the end, whatever it was before. */
const isReviewed = ({ cells }: Row): boolean =>
  Object.entries(cells).some(
    ([key, value]) => value !== null && !KEPT.has(key) && !['village', 'lastYear', 'formerly', 'note'].includes(key),
  );
