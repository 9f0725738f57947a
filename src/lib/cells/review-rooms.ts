/**
 * Converts a commune's review to rooms and back. The commune's own room holds the villages and the round; each village's room holds its
 * households and members. The prefix of a row id says what the row is: `v:` village, `h:` household, `m:` member, `round`.
 */
import { MISTAKEN_FIELD } from '../review/mistaken.ts';
import { roomName } from '../review/people.ts';
import type { CellValue, ReviewData, Row, SheetId } from '../review/types.ts';
import { villageSpelling, villageId, type VillageName } from '../review/village.ts';
import type { Entry } from './entry.ts';
import { ACT_FIELD } from './server-fields.ts';
import type { CellWrite, SharedList } from './shared-list.ts';
import type { CellPlace } from './undo-stack.ts';

export const ROUND_ROW = 'round';
export const VILLAGE_PREFIX = 'v:';
export const HOUSEHOLD_PREFIX = 'h:';
export const MEMBER_PREFIX = 'm:';
/** Score tables that the commune has loaded (score-records.ts). */
export const SCORES_PREFIX = 'scores:';
/** The list that the household was entered on: 'list01' or 'list02'. */
export const SHEET_FIELD = 'sheet';
/** The row's position in the imported list. Rows added later have none and come after, ordered by id. */
export const ORDER_FIELD = 'order';
/** On a village's row, written by the commune: 'x' while the village's list takes no more edits. */
export const LOCKED_FIELD = 'locked';

/**
 * On a village's row, written by the commune: 'x' while the village is put aside. It keeps its list and can be brought back. On the row of a
 * household or member: 'x' while its request is withdrawn; its cells stay.
 */
export const ASIDE_FIELD = 'aside';

/** On a row of a village's list that has moved to another village (village-moves.ts): which move, and where it is. */
export const MOVED_TO = `${ACT_FIELD}to`;
/** On a row that came from another village: which move brought it from where, and behind it the moves that had brought it there. */
export const MOVED_FROM = `${ACT_FIELD}from`;
export const MOVE_MARKS: ReadonlySet<string> = new Set([MOVED_TO, MOVED_FROM]);

/** Of the round's row: ids of the standards beside the main one, divided by spaces. */
export const BESIDE_FIELD = 'beside';
export const besideCell = (standards: readonly string[]): string | null => (standards.length > 0 ? standards.join(' ') : null);
export const besideOf = (cell: CellValue | undefined): string[] => text(cell).split(' ').filter(Boolean);

/** The village for rows whose list names none. People move them by hand. */
const UNKNOWN_VILLAGE = 'Chưa rõ thôn';

/** Gives each village name a unique id, in order: the second 'Thôn 1' becomes 'thon-1-2'. */
class Villages {
  readonly rows = new Map<string, Row>();
  readonly #byKey = new Map<string, string>();

  add(row: Row): void {
    const name = text(row.cells.name) || UNKNOWN_VILLAGE;
    const wished = villageId(name);
    let id = wished;
    for (let n = 2; this.rows.has(id); n++) id = `${wished}-${n}`;
    this.rows.set(id, { ...row, cells: { ...row.cells, name } });
    const key = villageSpelling(name);
    if (!this.#byKey.has(key)) this.#byKey.set(key, id);
  }

  /**
   * Ignores differences of spelling that `villageSpelling` folds. A village that nobody declared is added, so that no household is left
   * out.
   */
  idOf(cell: CellValue | undefined): string {
    const name = text(cell) || UNKNOWN_VILLAGE;
    const known = this.#byKey.get(villageSpelling(name));
    if (known) return known;
    this.add({ id: '', sheet: 'villages', cells: { name } });
    return this.idOf(name);
  }
}

const text = (value: CellValue | undefined): string =>
  String(value ?? '')
    .normalize('NFC')
    .trim();

/** @param round fields of the round's row: unit, year, plan, standard, area. */
export function roomWrites(reviewId: string, data: ReviewData, round: Record<string, CellValue> = {}): Map<string, CellWrite[]> {
  const villages = new Villages();
  for (const row of data.villages) villages.add(row);
  const rooms = new Map<string, CellWrite[]>();
  const write = (village: string | null, row: string, cells: Record<string, CellValue>): void => {
    const name = roomName(reviewId, village);
    const writes = rooms.get(name) ?? [];
    rooms.set(name, writes);
    for (const [field, value] of Object.entries(cells)) if (value !== null && value !== undefined) writes.push({ row, field, value });
  };

  const villageOfCode = new Map<string, string>();
  data.households.forEach(({ id, sheet, cells: { village: name, ...cells } }, order) => {
    const village = villages.idOf(name);
    const code = text(cells.code);
    if (code && !villageOfCode.has(code)) villageOfCode.set(code, village);
    write(village, prefixed(HOUSEHOLD_PREFIX, id), { ...cells, [SHEET_FIELD]: sheet, [ORDER_FIELD]: order });
  });
  data.members.forEach(({ id, cells }, order) => {
    const village = villageOfCode.get(text(cells.code)) ?? villages.idOf(null);
    write(village, prefixed(MEMBER_PREFIX, id), { ...cells, [ORDER_FIELD]: order });
  });

  write(null, ROUND_ROW, { unit: data.unit, ...round });
  let order = 0;
  for (const [id, { cells }] of villages.rows) {
    write(null, VILLAGE_PREFIX + id, { ...cells, [ORDER_FIELD]: order++ });
    if (!rooms.has(roomName(reviewId, id))) rooms.set(roomName(reviewId, id), []);
  }
  return rooms;
}

const prefixed = (prefix: string, id: string): string => (id.startsWith(prefix) ? id : prefix + id);

/** Rows of one kind in the order of the imported list, then rows added later. */
export function rowsInOrder(list: SharedList, prefix: string): string[] {
  const place = (row: string): number => placeOf(list, row);
  const rows = list.rows(prefix);
  // rows() is sorted by id and sort() is stable, so equal positions stay ordered by id. Compared, not subtracted: Infinity - Infinity is
  // NaN.
  return rows.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

/** One row's cells, whether the whole list is held as one or its rows are read one by one (doc-rows.ts). */
export type RowCells = Pick<SharedList, 'standingEntries' | 'get' | 'values' | 'conflictsIn'>;

/** A row whose cells are all empty, such as an undone household or village, counts as missing; so does one that has moved away. */
export const isFilled = (list: RowCells, row: string): boolean =>
  list.get(row, MOVED_TO) === null && list.standingEntries(row).some(([field, value]) => value !== null && !MOVE_MARKS.has(field));

const filledRows = (list: SharedList, prefix: string): string[] => rowsInOrder(list, prefix).filter((row) => isFilled(list, row));

/**
 * Whether a household was written by mistake, or a member belongs to one that was. Where somebody else took it back at the same time, it
 * stays on the list until one of the two is chosen.
 */
export const isMistaken = (list: RowCells, row: string): boolean =>
  list.get(row, MISTAKEN_FIELD) !== null && list.values(row, MISTAKEN_FIELD).every(({ value }) => value !== null);

/** Whether a household or member stands on the list: filled, and not put aside. */
export const isListed = (list: RowCells, row: string): boolean => isFilled(list, row) && !isAside(list, row) && !isMistaken(list, row);

export const listedRows = (list: SharedList, prefix: string): string[] => rowsInOrder(list, prefix).filter((row) => isListed(list, row));

/** Fields about the row itself, in no column of its sheet. */
const ABOUT: ReadonlySet<string> = new Set([SHEET_FIELD, ORDER_FIELD, LOCKED_FIELD, ASIDE_FIELD, MISTAKEN_FIELD, ...MOVE_MARKS]);

/** Of these, a household's are chosen by people like a cell; its members' follow it. */
const ASKED_ABOUT: ReadonlySet<string> = new Set([SHEET_FIELD, MISTAKEN_FIELD]);

/** Fields of a row that two people wrote differently and somebody must choose in; none where the row is on no list. */
export function openConflicts(list: RowCells, row: string): string[] {
  const conflicts = list.conflictsIn(row);
  if (conflicts.length === 0) return conflicts;
  const isMember = row.startsWith(MEMBER_PREFIX);
  if (!isMember && !row.startsWith(HOUSEHOLD_PREFIX)) return conflicts;
  return isListed(list, row) ? conflicts.filter((field) => !(isMember && field === MISTAKEN_FIELD)) : [];
}

/** The same of all rows. */
export const openCells = (list: SharedList): CellPlace[] =>
  list.conflicts().filter(({ row, field }) => openConflicts(list, row).includes(field));

export function readRow(list: RowCells, id: string, sheet: SheetId): Row {
  const cells = list.standingEntries(id).filter(([field, value]) => value !== null && !ABOUT.has(field));
  // Field names come from other people's documents: fromEntries keeps even `__proto__` a plain key.
  return { id, sheet, cells: Object.fromEntries(cells) as Row['cells'] };
}

/**
 * The same for thousands of rows that are kept: rows with the same keys share what the engine notes about them, which takes more room than
 * the cells otherwise. @param blank every column of the sheet, with null; those where nothing is written stay in the row.
 */
export function readWholeRow(list: RowCells, id: string, blank: Row['cells']): Row['cells'] {
  const cells = { ...blank };
  for (const [field, value] of list.standingEntries(id)) {
    if (value === null || ABOUT.has(field)) continue;
    if (Object.hasOwn(cells, field)) cells[field] = value;
    else Object.defineProperty(cells, field, { value, writable: true, enumerable: true, configurable: true });
  }
  return cells;
}

/** With the fields that are in conflict, so that the classification takes nobody's side. */
function readDisputed(list: RowCells, id: string, sheet: SheetId): Row {
  const row = readRow(list, id, sheet);
  const disputed = openConflicts(list, id).filter((field) => ASKED_ABOUT.has(field) || !ABOUT.has(field));
  return disputed.length > 0 ? { ...row, disputed } : row;
}

/** A household as all counts read it. @param village the village's name on the sheet Thôn. */
export function readHousehold(list: RowCells, id: string, village: CellValue): Row {
  const household = readDisputed(list, id, list.get(id, SHEET_FIELD) === 'list02' ? 'list02' : 'list01');
  household.cells.village = village;
  return household;
}

/** A member as all counts read it. */
export const readMember = (list: RowCells, id: string): Row => readDisputed(list, id, 'members');

/** The row's position in the imported list; Infinity for one that was added later. */
export function placeOf(list: RowCells, row: string): number {
  const order = list.get(row, ORDER_FIELD);
  return typeof order === 'number' ? order : Infinity;
}

/** A village of the commune. `id` names its room and its page (/thon/ID). */
export interface Village extends VillageName {
  row: Row;
  /** null while its list takes edits. */
  lock: Lock | null;
}

/** Who locked the list, as the entry claims, and when. */
export type Lock = Entry;

/** Reads a lock as the server does: the later entry stands. */
function readLock(commune: SharedList, row: string): Lock | null {
  const entry = commune.entries(row, LOCKED_FIELD).at(-1);
  return entry?.value === 'x' ? entry : null;
}

const isAside = (list: RowCells, row: string): boolean => list.get(row, ASIDE_FIELD) === 'x';

/** From the commune's own room, in the order of the sheet Thôn, without villages put aside. */
export const readVillages = (commune: SharedList): Village[] => villagesWhere(commune, (row) => !isAside(commune, row));

/** Villages from a wrong file or made by mistake: kept whole, but in no list or form. */
export const villagesAside = (commune: SharedList): Village[] => villagesWhere(commune, (row) => isAside(commune, row));

const villagesWhere = (commune: SharedList, shows: (row: string) => boolean): Village[] =>
  filledRows(commune, VILLAGE_PREFIX)
    .filter(shows)
    .map((id) => {
      const row = readRow(commune, id, 'villages');
      const village = id.slice(VILLAGE_PREFIX.length);
      return { id: village, name: String(row.cells.name ?? village), row, lock: readLock(commune, id) };
    });

/** The commune's review as plain data, from its own room and those village rooms that the reader has. */
export function readReview(commune: SharedList, villageLists: ReadonlyMap<string, SharedList>): ReviewData {
  const data: ReviewData = { unit: text(commune.get(ROUND_ROW, 'unit')), villages: [], households: [], members: [] };
  for (const id of filledRows(commune, VILLAGE_PREFIX)) {
    if (isAside(commune, id)) continue;
    const village = readRow(commune, id, 'villages');
    data.villages.push(village);
    const of = id.slice(VILLAGE_PREFIX.length);
    const list = villageLists.get(of);
    if (!list) continue;
    for (const row of listedRows(list, HOUSEHOLD_PREFIX))
      data.households.push({ ...readHousehold(list, row, village.cells.name ?? null), list: of });
    for (const row of listedRows(list, MEMBER_PREFIX)) data.members.push({ ...readMember(list, row), list: of });
  }
  return data;
}

/** The same of one village alone, with no other village's row. */
export function readOneVillage(commune: SharedList, list: SharedList, village: string): ReviewData {
  const data = readReview(commune, new Map([[village, list]]));
  return { ...data, villages: data.villages.filter(({ id }) => id === VILLAGE_PREFIX + village) };
}
