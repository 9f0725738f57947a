/** Restoring a named version by writing the differences: what would be written, and what stays as it is, and why. */
import type { CellValue } from '../review/types.ts';
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX } from './review-rooms.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

/** A cell that is not what it was then. */
export interface Difference {
  row: string;
  field: string;
  /** What it held then and holds now, as the commune has it; more than one is a conflict. */
  from: readonly CellValue[];
  to: readonly CellValue[];
  /** Nothing had been written into the row then. */
  isNew: boolean;
}

export interface RestorePlan {
  writes: CellWrite[];
  /** Of those, cells with two values now: the version's settles them. */
  settles: Difference[];
  /** Two values then: which was meant nobody knows, so the cell stays. */
  disputedThen: Difference[];
  /** Rows that came later: they stay whole, as rows cannot be taken out. */
  later: string[];
}

export const isOfPeople = (row: string): boolean => row.startsWith(HOUSEHOLD_PREFIX) || row.startsWith(MEMBER_PREFIX);

export function restorePlan(list: SharedList, differences: readonly Difference[]): RestorePlan {
  const plan: RestorePlan = { writes: [], settles: [], disputedThen: [], later: [] };
  for (const difference of differences) {
    const { row, field, from, isNew } = difference;
    if (!isOfPeople(row)) continue;
    const value = from[0] ?? null;
    if (isNew) {
      if (!plan.later.includes(row)) plan.later.push(row);
    } else if (from.length > 1) plan.disputedThen.push(difference);
    else if (list.inConflict(row, field) || list.get(row, field) !== value) {
      plan.writes.push({ row, field, value });
      if (list.inConflict(row, field)) plan.settles.push(difference);
    }
  }
  return plan;
}
