/**
 * A preview of taking back a large deed: which households go, which cells get their old value, and what stays because somebody has written
 * there since. A household that anybody has worked on stays whole.
 */
import type { CellValue } from '../review/types.ts';
import { HOUSEHOLD_PREFIX, isFilled, MEMBER_PREFIX } from './review-rooms.ts';
import type { SharedList } from './shared-list.ts';
import type { CellPlace, Step } from './undo-stack.ts';

export interface TakingBack {
  /** The steps that will be taken back. */
  steps: Step[];
  /** Rows of any kind that are removed with it. */
  goes: string[];
  /** Rows the deed made that stay, because they or their household have been written since. */
  stays: string[];
  /** Cells of older rows that others have written since. */
  left: CellPlace[];
}

const text = (value: CellValue): string => String(value ?? '');

/** @param added rows that the deed made. By default: rows that were empty before it. */
export function takingBack(list: SharedList, steps: readonly Step[], added: readonly string[] = madeBy(steps)): TakingBack {
  const standing = new Set(list.standing(steps));
  const mine = new Map<string, Set<string>>();
  for (const { row, field } of standing) mine.set(row, (mine.get(row) ?? new Set()).add(field));
  const untouched = (row: string): boolean =>
    list.fields(row).every((field) => list.get(row, field) === null || (mine.get(row)?.has(field) ?? false));
  const made = added.filter((row) => isFilled(list, row));
  const goes = new Set(made.filter(untouched));

  // A household and its members go or stay together, so that no half of a family is left.
  const codeOf = (row: string): string => text(list.get(row, 'code'));
  const heads = new Set(made.filter((row) => row.startsWith(HOUSEHOLD_PREFIX)).map(codeOf));
  const people = heads.size === 0 ? [] : [...list.rows(HOUSEHOLD_PREFIX), ...list.rows(MEMBER_PREFIX)];
  // A member moved by a split returns to the old household and does not keep the new one.
  const moved = new Map(steps.filter((step) => step.field === 'code' && standing.has(step)).map(({ row, before }) => [row, text(before)]));
  for (const row of made) moved.delete(row);
  const codeAfter = (row: string): string => moved.get(row) ?? codeOf(row);
  const staying = new Set(people.filter((row) => !goes.has(row) && heads.has(codeAfter(row)) && isFilled(list, row)).map(codeAfter));
  for (const row of people) if (staying.has(codeOf(row))) goes.delete(row);
  const stays = made.filter((row) => !goes.has(row));
  const kept = new Set(stays);
  return {
    steps: steps.filter((step) => standing.has(step) && !kept.has(step.row)),
    goes: [...goes],
    stays,
    left: steps.filter((step) => !standing.has(step) && !kept.has(step.row)).map(({ row, field }) => ({ row, field })),
  };
}

/** Rows whose cells were all empty before, and whose code was written: new households and members. */
function madeBy(steps: readonly Step[]): string[] {
  const rows = new Map<string, boolean>();
  for (const { row, before } of steps) rows.set(row, (rows.get(row) ?? true) && before === null);
  const first = new Set(steps.filter(({ field }) => field === 'code').map(({ row }) => row));
  return [...rows].flatMap(([row, empty]) => (empty && first.has(row) ? [row] : []));
}
