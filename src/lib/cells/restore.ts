/** Restoring a named version by writing the differences: what would be written, what stays as it is, and why. */
import type { CellValue } from '../review/types.ts';
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX } from './review-rooms.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

/** A cell that differs from the named version. */
export interface Difference {
  row: string;
  field: string;
  /** Its values in the version and now, as the commune has them. More than one is a conflict. */
  from: readonly CellValue[];
  to: readonly CellValue[];
  /** The row did not exist in the version. */
  isNew: boolean;
}

export interface RestorePlan {
  writes: CellWrite[];
  /** The writes of cells that are in conflict now: the version's value settles them. */
  settles: Difference[];
  /** Cells that were in conflict in the version. Nobody knows which value was meant, so they stay as they are. */
  disputedThen: Difference[];
  /** Rows added after the version. They stay whole, because rows cannot be removed. */
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
