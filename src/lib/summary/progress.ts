/** The progress of a village's review, counted household by household. */
import { HOUSEHOLD_PREFIX, listedRows, openCells, readHousehold } from '../cells/review-rooms.ts';
import type { SharedList } from '../cells/shared-list.ts';
import { b1TableOf } from '../review/b1-tables.ts';
import { keyBy } from '../review/by-standard.ts';
import type { Classifier, Results } from '../review/classify.ts';
import { LEAVING, NEAR_POOR, POOR } from '../review/columns.ts';
import { UNSETTLED, type FormulaKey } from '../review/formula-columns.ts';
import { UNSEEN } from '../review/personal.ts';
import { standardsOf, type Round } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';

/** Households of these classes by one standard. */
export interface Classes {
  poor: number;
  near: number;
  /** Households whose class this person cannot know, because it rests on an income: the other two numbers are then unknown as well. */
  unseen: number;
}

/** The classes are those by the main standard of the round. */
export interface Progress extends Classes {
  households: number;
  /** Households to score this round: those of Danh sách 01 that have not left. */
  toReview: number;
  /** By every standard that they are reviewed by. */
  classified: number;
  /** Households whose result depends on a cell that two people wrote differently: in neither `classified` nor `withoutB1`. */
  unsettled: number;
  /** Households of which this person cannot know whether they are classified: in none of the other numbers. */
  open: number;
  /** Households still to classify that have no Điểm B1. */
  withoutB1: number;
  /** Households with missing information, classified or not. */
  missing: number;
  /** Cells that two people wrote differently. */
  conflicts: number;
  /** By each standard beside the main one, in the round's order. */
  beside: readonly Classes[];
}

export const NOTHING: Progress = {
  households: 0,
  toReview: 0,
  classified: 0,
  unsettled: 0,
  open: 0,
  withoutB1: 0,
  missing: 0,
  conflicts: 0,
  poor: 0,
  near: 0,
  unseen: 0,
  beside: [],
};

export function progressOf(list: SharedList, village: string, classifier: Classifier | null): Progress {
  const progress = { ...nothingIn(classifier?.round), conflicts: openCells(list).length };
  for (const id of listedRows(list, HOUSEHOLD_PREFIX)) {
    if (!classifier) progress.households += 1;
    else {
      const row = readHousehold(list, id, village);
      count(progress, row, classifier.results(row), classifier.round);
    }
  }
  return progress;
}

export const nothingIn = (round: Pick<Round, 'beside'> | undefined): Progress => ({
  ...NOTHING,
  beside: (round?.beside ?? []).map(() => ({ poor: 0, near: 0, unseen: 0 })),
});

/**
 * How far one household's review is; null for one that is not to review.
 * @param results by all standards of the round.
 */
export function reviewOf(row: Row, results: Results, round: Round): 'unsettled' | 'open' | 'classified' | 'waiting' | null {
  if (results.list !== '01' || LEAVING.some((change) => change === row.cells.change)) return null;
  const [, ...others] = standardsOf(round);
  // By its own limit of Phiếu A another standard may leave the household on Danh sách 02.
  const classes = [
    results.class,
    ...others.flatMap((other) => (results[keyBy('list', other)] === '01' ? [results[keyBy('class', other)]] : [])),
  ];
  if (classes.includes(UNSETTLED)) return 'unsettled';
  if (classes.includes(UNSEEN)) return 'open';
  return classes.every(Boolean) ? 'classified' : 'waiting';
}

/** Adds one household to the progress. @param results by all standards of the round. */
export function count(progress: Progress, row: Row, results: Results, round: Round): void {
  const [, ...others] = standardsOf(round);
  const by = (key: FormulaKey): CellValue[] => [results[key], ...others.map((other) => results[keyBy(key, other)] ?? null)];
  const classes = by('class');
  progress.households += 1;
  if (by('missing').some(Boolean)) progress.missing += 1;
  [progress, ...progress.beside].forEach((counted, index) => {
    if (classes[index] === POOR) counted.poor += 1;
    if (classes[index] === NEAR_POOR) counted.near += 1;
    if (classes[index] === UNSEEN) counted.unseen += 1;
  });
  const review = reviewOf(row, results, round);
  if (review === null) return;
  progress.toReview += 1;
  if (review !== 'waiting') progress[review] += 1;
  else if (lacksB1(row, round)) progress.withoutB1 += 1;
}

/** By any standard of the round. */
const lacksB1 = ({ cells }: Row, round: Round): boolean =>
  standardsOf(round).some((standard) => {
    const table = b1TableOf(standard);
    return table !== undefined && typeof cells[table.key] !== 'number';
  });

export function sum(all: readonly Progress[]): Progress {
  const total = { ...NOTHING };
  const beside: Classes[] = [];
  for (const { beside: others, ...numbers } of all) {
    for (const key of Object.keys(numbers) as (keyof typeof numbers)[]) total[key] += numbers[key];
    // A village that is still being opened has none.
    others.forEach(({ poor, near, unseen }, index) => {
      const by = (beside[index] ??= { poor: 0, near: 0, unseen: 0 });
      by.poor += poor;
      by.near += near;
      by.unseen += unseen;
    });
  }
  return { ...total, beside };
}
