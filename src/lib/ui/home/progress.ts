/** The progress of one village's review: what its line on the home page shows, and what comes next. */
import { HOUSEHOLD_PREFIX, readHousehold, rowsInOrder } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { b1TableOf } from '$lib/review/b1-tables.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { LEAVING, NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { UNSETTLED } from '$lib/review/formula-columns.ts';
import type { Row } from '$lib/review/types.ts';

export interface Progress {
  households: number;
  /** Households to score this round: those of Danh sách 01 that have not left. */
  toReview: number;
  classified: number;
  /** Households whose result depends on a cell that two people wrote differently: in neither `classified` nor `withoutB1`. */
  unsettled: number;
  /** Households still to classify that have no Điểm B1. */
  withoutB1: number;
  /** Households with missing information, classified or not. */
  missing: number;
  /** Cells that two people wrote differently. */
  conflicts: number;
  poor: number;
  near: number;
}

export const NOTHING: Progress = {
  households: 0,
  toReview: 0,
  classified: 0,
  unsettled: 0,
  withoutB1: 0,
  missing: 0,
  conflicts: 0,
  poor: 0,
  near: 0,
};

export function progressOf(list: SharedList, village: string, classifier: Classifier | null): Progress {
  const progress = { ...NOTHING, conflicts: list.conflicts().length };
  for (const id of rowsInOrder(list, HOUSEHOLD_PREFIX)) {
    progress.households += 1;
    if (classifier) count(progress, readHousehold(list, id, village), classifier);
  }
  return progress;
}

function count(progress: Progress, row: Row, classifier: Classifier): void {
  const results = classifier.results(row);
  if (results.missing) progress.missing += 1;
  if (results.class === POOR) progress.poor += 1;
  if (results.class === NEAR_POOR) progress.near += 1;
  if (results.list !== '01' || LEAVING.some((change) => change === row.cells.change)) return;
  progress.toReview += 1;
  if (results.class === UNSETTLED) progress.unsettled += 1;
  else if (results.class) progress.classified += 1;
  else if (lacksB1(row, classifier)) progress.withoutB1 += 1;
}

function lacksB1({ cells }: Row, { round: { standard } }: Classifier): boolean {
  const table = b1TableOf(standard);
  return table !== undefined && typeof cells[table.key] !== 'number';
}

export function sum(all: readonly Progress[]): Progress {
  const total = { ...NOTHING };
  for (const one of all) for (const key of Object.keys(total) as (keyof Progress)[]) total[key] += one[key];
  return total;
}

/** What is left to do, largest consequence first; empty if nothing is. */
export function stepsOf({ toReview, classified, unsettled, withoutB1, missing, conflicts }: Progress): string[] {
  const otherwise = toReview - classified - unsettled - withoutB1;
  return [
    conflicts > 0 && `${conflicts} ô hai người ghi khác nhau${unsettled > 0 ? `, ${unsettled} hộ chưa thống nhất` : ''}`,
    withoutB1 > 0 && `${withoutB1} hộ chưa có Điểm B1`,
    otherwise > 0 && `${otherwise} hộ chưa phân loại được`,
    missing > 0 && `${missing} hộ thiếu thông tin`,
  ].filter((step) => step !== false);
}
