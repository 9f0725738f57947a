/** The progress of one village's review: what its line on the home page shows, and what comes next. */
import { HOUSEHOLD_PREFIX, readHousehold, rowsInOrder } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { b1TableOf } from '$lib/review/b1-tables.ts';
import { keyBy } from '$lib/review/by-standard.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { LEAVING, NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { UNSETTLED, type FormulaKey } from '$lib/review/formula-columns.ts';
import { UNSEEN } from '$lib/review/personal.ts';
import { standardsOf } from '$lib/review/plans.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { numberText } from '../parts/number-text.ts';

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
  const beside = (classifier?.round.beside ?? []).map((): Classes => ({ poor: 0, near: 0, unseen: 0 }));
  const progress = { ...NOTHING, conflicts: list.conflicts().length, beside };
  for (const id of rowsInOrder(list, HOUSEHOLD_PREFIX)) {
    progress.households += 1;
    if (classifier) count(progress, readHousehold(list, id, village), classifier);
  }
  return progress;
}

function count(progress: Progress, row: Row, classifier: Classifier): void {
  const results = classifier.results(row);
  const [, ...others] = standardsOf(classifier.round);
  const by = (key: FormulaKey): CellValue[] => [results[key], ...others.map((other) => results[keyBy(key, other)] ?? null)];
  const classes = by('class');
  if (by('missing').some(Boolean)) progress.missing += 1;
  [progress, ...progress.beside].forEach((counted, index) => {
    if (classes[index] === POOR) counted.poor += 1;
    if (classes[index] === NEAR_POOR) counted.near += 1;
    if (classes[index] === UNSEEN) counted.unseen += 1;
  });
  if (results.list !== '01' || LEAVING.some((change) => change === row.cells.change)) return;
  // By its own limit of Phiếu A another standard may leave the household on Danh sách 02.
  const asked = classes.filter((_, index) => by('list')[index] === '01');
  progress.toReview += 1;
  if (asked.includes(UNSETTLED)) progress.unsettled += 1;
  else if (asked.includes(UNSEEN)) progress.open += 1;
  else if (asked.every(Boolean)) progress.classified += 1;
  else if (lacksB1(row, classifier)) progress.withoutB1 += 1;
}

/** By any standard of the round. */
const lacksB1 = ({ cells }: Row, { round }: Classifier): boolean =>
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

/** A number of households of one class, as a page shows it: unknown is never 0. */
export const classText = (counted: Classes | undefined, key: 'poor' | 'near'): string =>
  counted && counted.unseen > 0 ? UNSEEN : numberText(counted?.[key] ?? 0);

/** What is left to do, largest consequence first; empty if nothing is. */
export function stepsOf({ toReview, classified, unsettled, open, withoutB1, missing, conflicts }: Progress): string[] {
  const otherwise = toReview - classified - unsettled - open - withoutB1;
  return [
    conflicts > 0 && `${conflicts} ô hai người ghi khác nhau${unsettled > 0 ? `, ${unsettled} hộ chưa thống nhất` : ''}`,
    withoutB1 > 0 && `${withoutB1} hộ chưa có Điểm B1`,
    otherwise > 0 && `${otherwise} hộ chưa phân loại được`,
    missing > 0 && `${missing} hộ thiếu thông tin`,
  ].filter((step) => step !== false);
}
