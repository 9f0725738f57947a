/**
 * A household that was written by mistake is put aside by a cell of its row, which says why, and one of each of its members. It is an edit
 * like any other: it merges, can be undone, and no other cell changes.
 */
import { MISTAKEN_FIELD } from '../review/mistaken.ts';
import { Causes, type WriteId } from './causes.ts';
import type { Entry } from './entry.ts';
import { HOUSEHOLD_PREFIX, isFilled, isListed, MEMBER_PREFIX, MOVE_MARKS, ORDER_FIELD } from './review-rooms.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

/** @param reason null takes the household back. Of two values that people wrote differently, it chooses one. */
export function mistakenWrites(list: SharedList, household: string, reason: string | null): CellWrite[] {
  const own = list.rows(MEMBER_PREFIX).filter((row) => namesHousehold(list, row, household));
  const members = reason === null ? own : new Set([...own, ...membersOf(list, household)]);
  return [
    { row: household, field: MISTAKEN_FIELD, value: reason },
    ...[...members].map((row): CellWrite => ({ row, field: MISTAKEN_FIELD, value: reason === null ? null : household })),
  ];
}

/** What else follows when a value is chosen in a cell. */
export const choiceWrites = (list: SharedList, write: CellWrite): CellWrite[] =>
  write.field === MISTAKEN_FIELD && write.row.startsWith(HOUSEHOLD_PREFIX)
    ? mistakenWrites(list, write.row, write.value === null ? null : String(write.value))
    : [write];

const namesHousehold = (list: SharedList, member: string, household: string): boolean =>
  list.entries(member, MISTAKEN_FIELD).some(({ value }) => value === household);

/** Those with its Mã hộ. Of a household that was written twice under one code, the members stay with the other one. */
function membersOf(list: SharedList, household: string): string[] {
  const code = codeOf(list, household);
  const hasCode = (row: string): boolean => isFilled(list, row) && codeOf(list, row) === code;
  if (code === '' || list.rows(HOUSEHOLD_PREFIX).some((row) => row !== household && hasCode(row) && isListed(list, row))) return [];
  return list.rows(MEMBER_PREFIX).filter(hasCode);
}

const codeOf = (list: SharedList, row: string): string => String(list.get(row, 'code') ?? '').trim();

/** A cell that was written by somebody who did not know yet that the household is put aside. */
export interface LaterWrite {
  row: string;
  field: string;
  /** One for each value, the standing one last. */
  entries: readonly Entry[];
}

export interface MistakenHousehold {
  row: string;
  /** Why, with who and when: several where people wrote differently, the standing one last. */
  marks: readonly Entry[];
  /** Somebody wants it on the list, where it still stands. */
  disputed: boolean;
  /** Rows of the members that went with it. */
  members: readonly string[];
  later: readonly LaterWrite[];
  /** Rows of members with its Mã hộ that were written by somebody who did not know. */
  added: readonly string[];
}

/** By the time they were put aside, the last one first. */
export function mistakenHouseholds(list: SharedList): MistakenHousehold[] {
  const rows = list
    .rows(HOUSEHOLD_PREFIX)
    .filter((row) => isFilled(list, row) && list.values(row, MISTAKEN_FIELD).some(({ value }) => value !== null));
  if (rows.length === 0) return [];
  const causes = new Causes(list.doc);
  const found = rows.map((row): MistakenHousehold => {
    const members = list.rows(MEMBER_PREFIX).filter((member) => namesHousehold(list, member, row));
    return {
      row,
      marks: list.values(row, MISTAKEN_FIELD),
      disputed: isListed(list, row),
      members,
      later: [row, ...members].flatMap((each) => laterIn(list, each, causes)),
      added: membersOf(list, row).filter((member) => !members.includes(member)),
    };
  });
  return found.sort((a, b) => timeOf(b) - timeOf(a) || (a.row < b.row ? -1 : 1));
}

const timeOf = ({ marks }: MistakenHousehold): number => marks.at(-1)?.at ?? 0;

function laterIn(list: SharedList, row: string, causes: Causes): LaterWrite[] {
  const ids = list.idsOf(row);
  const idOf = (entry: Entry): (WriteId & { met?: string }) | undefined => {
    const id = ids.get(entry);
    return id && { ...id, ...(entry.met !== undefined && { met: entry.met }) };
  };
  const marks = list.entries(row, MISTAKEN_FIELD).flatMap((entry) => idOf(entry) ?? []);
  const isLater = (entry: Entry): boolean => {
    const id = idOf(entry);
    return id !== undefined && !marks.some((mark) => causes.saw(mark, id));
  };
  return list.fields(row).flatMap((field): LaterWrite[] => {
    if (NOT_WRITTEN.has(field)) return [];
    return list.entries(row, field).some(isLater) ? [{ row, field, entries: list.values(row, field) }] : [];
  });
}

/** Fields about the row that say nothing of the household. */
const NOT_WRITTEN: ReadonlySet<string> = new Set([MISTAKEN_FIELD, ORDER_FIELD, ...MOVE_MARKS]);
