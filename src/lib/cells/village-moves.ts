/**
 * What the commune has done with its villages, each as one row of its room, which only the commune's machine writes (fields 'act.…').
 * Where villages are merged or split, households move into the room of another village with every live entry, its author and its time, so
 * that conflicts stay conflicts. The rows that they leave are emptied, and marked with where they went; what was written there before is in
 * that room's own log.
 */
import type { CellValue } from '../review/types.ts';
import { COMMENT_PREFIX } from './comments.ts';
import { SEEN_PREFIX } from './apart.ts';
import type { Entry } from './entry.ts';
import {
  HOUSEHOLD_PREFIX,
  isFilled,
  MEMBER_PREFIX,
  MOVE_MARKS,
  MOVED_FROM,
  MOVED_TO,
  ORDER_FIELD,
  rowsInOrder,
  VILLAGE_PREFIX,
} from './review-rooms.ts';
import { ACT_FIELD, firstPart, textParts, wholeText } from './server-fields.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

export const MOVE_PREFIX = 'move:';
type Field = 'kind' | 'village' | 'into' | 'households' | 'before' | 'after' | 'people' | 'reason' | 'undone';
const field = (name: Field): string => ACT_FIELD + name;

export const MOVE_LABELS: Readonly<Record<string, string>> = {
  [field('kind')]: 'Việc với thôn',
  [field('village')]: 'Thôn',
  [field('into')]: 'Vào thôn',
  [field('households')]: 'Số hộ chuyển',
  [field('before')]: 'Ô đã đổi, trước đó',
  [field('after')]: 'Ô đã đổi, sau đó',
  [field('people')]: 'Người được giao theo hộ',
  [field('reason')]: 'Lý do',
  [field('undone')]: 'Đã hoàn tác, lý do',
  [MOVED_FROM]: 'Chuyển đến từ thôn',
  [MOVED_TO]: 'Chuyển sang thôn',
};

export const MOVE_KINDS = {
  merge: 'Nhập thôn',
  split: 'Tách thôn',
  add: 'Thêm thôn',
  rename: 'Đổi tên thôn',
  order: 'Sắp thứ tự',
  aside: 'Để riêng thôn',
  restore: 'Lấy lại thôn',
} as const;
export type MoveKind = keyof typeof MOVE_KINDS;
const isKind = (text: unknown): text is MoveKind => typeof text === 'string' && Object.hasOwn(MOVE_KINDS, text);

/** Of these, households go from one village into another. */
export const carriesRows = (kind: MoveKind): kind is 'merge' | 'split' => kind === 'merge' || kind === 'split';

/** 'merge' -> 'Nhập thôn' */
export const moveValueText = (row: string, name: string, value: CellValue): CellValue =>
  !row.startsWith(MOVE_PREFIX)
    ? value
    : name === field('kind') && isKind(value)
      ? MOVE_KINDS[value]
      : firstPart(name) === field('people') && typeof value === 'string'
        ? `${peopleOf(value).length} người`
        : value;

/** Cells of the commune's rows, by row. */
export type Figures = Readonly<Record<string, Readonly<Record<string, CellValue>>>>;

export interface VillageMove {
  id: string;
  kind: MoveKind;
  /** Ids of villages: which one it is about, '' for all; and where its households went, '' where none did. */
  from: string;
  into: string;
  households: number;
  /** What it changed in the commune's rows, besides the names of villages that it made. */
  before: Figures;
  after: Figures;
  /** Accounts and invitations that were given the other village because of it. */
  people: readonly string[];
  /** Why, where something is taken away. */
  reason: string;
  by: string;
  /** Seconds since 2020. */
  at: number;
  undone: { by: string; at: number; reason: string } | null;
}

/** Earliest first. */
export function readMoves(commune: SharedList): VillageMove[] {
  return commune.rows(MOVE_PREFIX).flatMap((row): VillageMove[] => {
    const cells = commune.snapshotRow(row);
    const cell = (name: Field): string => String(wholeText(cells, field(name)) ?? '');
    const kind = cell('kind');
    const made = commune.entries(row, field('kind')).at(-1);
    if (!isKind(kind) || !made) return [];
    const undone = commune.entries(row, field('undone')).at(-1);
    return [
      {
        ...{ id: row, kind, from: cell('village'), into: cell('into'), households: Number(cell('households')) },
        ...{ before: figuresOf(cell('before')), after: figuresOf(cell('after')), people: peopleOf(cell('people')) },
        ...{ reason: cell('reason'), by: made.author, at: made.at },
        undone: undone && undone.value !== null ? { by: undone.author, at: undone.at, reason: String(undone.value) } : null,
      },
    ];
  });
}

const peopleOf = (cell: string): string[] => cell.split(' ').filter(Boolean);

/** Rows of before names and teams were kept here are named by their village alone. */
const figuresOf = (cell: string): Figures =>
  cell === ''
    ? {}
    : Object.fromEntries(
        Object.entries(JSON.parse(cell) as Figures).map(([row, cells]) => [row.includes(':') ? row : VILLAGE_PREFIX + row, cells]),
      );

/** Villages that are put aside because of a move: only taking it back brings them back. */
export function movedAway(moves: readonly VillageMove[]): Set<string> {
  const away = new Set<string>();
  for (const { kind, from, into, undone } of moves) {
    if (!carriesRows(kind)) continue;
    const village = kind === 'merge' ? from : into;
    if ((kind === 'merge') === (undone === null)) away.add(village);
    else away.delete(village);
  }
  return away;
}

/** The row of a new move. */
export function moveWrites(
  commune: SharedList,
  move: Pick<VillageMove, 'kind' | 'from' | 'before' | 'after'> & Partial<Pick<VillageMove, 'into' | 'households' | 'people' | 'reason'>>,
): {
  id: string;
  writes: CellWrite[];
} {
  const last = Number(commune.rows(MOVE_PREFIX).at(-1)?.slice(MOVE_PREFIX.length) ?? 0);
  const row = MOVE_PREFIX + String(last + 1).padStart(6, '0');
  const cells: Partial<Record<Field, CellValue>> = {
    ...{ kind: move.kind, village: move.from || null, into: move.into ?? null, households: move.households ?? null },
    ...{ before: JSON.stringify(move.before), after: JSON.stringify(move.after) },
    ...{ people: move.people?.length ? move.people.join(' ') : null, reason: move.reason ?? null },
  };
  return {
    id: row,
    writes: Object.entries(cells).flatMap(([name, value]) =>
      value === null ? [] : textParts(ACT_FIELD + name, value).map(([part, text]) => ({ row, field: part, value: text })),
    ),
  };
}

export const figureWrites = (figures: Figures): CellWrite[] =>
  Object.entries(figures).flatMap(([row, cells]) => Object.entries(cells).map(([name, value]) => ({ row, field: name, value })));

export const undoneWrite = (move: string, reason: string): CellWrite => ({ row: move, field: field('undone'), value: reason });

/** All that a village's list has: every row that something stands in. */
export const allRows = (list: SharedList): string[] => list.rows().filter((row) => isFilled(list, row));

/** Households with their members, what was said about them, and what was seen in them. */
export function familyRows(list: SharedList, households: ReadonlySet<string>): string[] {
  const codes = new Set([...households].map((row) => codeOf(list, row)).filter((code) => code !== ''));
  const members = list.rows(MEMBER_PREFIX).filter((row) => codes.has(codeOf(list, row)));
  const about = new Set([...households, ...members]);
  return allRows(list).filter(
    (row) =>
      about.has(row) ||
      (row.startsWith(COMMENT_PREFIX) && about.has(String(list.get(row, 'about') ?? ''))) ||
      (row.startsWith(SEEN_PREFIX) && about.has(row.slice(SEEN_PREFIX.length))),
  );
}

export const codeOf = (list: SharedList, row: string): string => String(list.get(row, 'code') ?? '').trim();

/** Households that a move brought here, as far as they are still here. */
export const broughtBy = (list: SharedList, move: string): Set<string> =>
  new Set(
    list.rows(HOUSEHOLD_PREFIX).filter((row) => isFilled(list, row) && String(list.get(row, MOVED_FROM) ?? '').startsWith(`${move} `)),
  );

/** A row with all that stands in it, to be written elsewhere. */
export interface TakenRow {
  row: string;
  /** The moves that brought it, the last first: 'move:000002 thon-2 move:000001 thon-1'; '' for none. */
  cameBy: string;
  entries: [field: string, entry: Entry][];
}

/** In the order of the list. */
export function takeRows(list: SharedList, rows: readonly string[]): TakenRow[] {
  const wanted = new Set(rows);
  const ordered = [HOUSEHOLD_PREFIX, MEMBER_PREFIX].flatMap((prefix) => rowsInOrder(list, prefix).filter((row) => wanted.has(row)));
  return [...new Set([...ordered, ...rows])].map((row) => ({
    row,
    cameBy: String(list.get(row, MOVED_FROM) ?? ''),
    entries: liveEntries(list, row).filter(([name]) => name !== ORDER_FIELD),
  }));
}

/**
 * Writes rows after those that are there. What was written meanwhile into one that comes back stays beside it, as a conflict.
 * @param from the village that they come from.
 */
export function bring(list: SharedList, taken: readonly TakenRow[], { move, from }: { move: string; from: string }): void {
  const next = new Map(
    [HOUSEHOLD_PREFIX, MEMBER_PREFIX].map((prefix) => [
      prefix,
      list.rows(prefix).reduce((most, row) => Math.max(most, Number(list.get(row, ORDER_FIELD) ?? -1)), -1) + 1,
    ]),
  );
  const marks: CellWrite[] = [];
  for (const { row, cameBy, entries } of taken) {
    list.place(row, entries, new Set([MOVED_TO, ORDER_FIELD]));
    // Taken back, it has come by what brought it before: that can be taken back as well.
    const before = cameBy.startsWith(`${move} `) ? cameBy.split(' ').slice(2).join(' ') : `${move} ${from} ${cameBy}`.trim();
    marks.push({ row, field: MOVED_FROM, value: before || null });
    const prefix = row.slice(0, row.indexOf(':') + 1);
    const order = next.get(prefix);
    if (order === undefined) continue;
    next.set(prefix, order + 1);
    marks.push({ row, field: ORDER_FIELD, value: order });
  }
  list.write(marks);
}

/** Empties rows where they were. @param into the village where they are now. */
export function leave(list: SharedList, rows: readonly string[], { move, into }: { move: string; into: string }): void {
  for (const row of rows) list.place(row, [], new Set(list.fields(row)));
  list.write(rows.map((row) => ({ row, field: MOVED_TO, value: `${move} ${into}` })));
}

const liveEntries = (list: SharedList, row: string): [field: string, entry: Entry][] =>
  list
    .fields(row)
    .filter((name) => !MOVE_MARKS.has(name))
    .flatMap((name) => list.entries(row, name).map((entry): [string, Entry] => [name, entry]));

/** What a device wrote into a row after it had moved away, because it did not know yet. */
export interface Stray extends Omit<TakenRow, 'cameBy'> {
  /** The move, and the village where the row is now. */
  move: string;
  village: string;
}

export function straysIn(list: SharedList): Stray[] {
  return list.rows().flatMap((row): Stray[] => {
    const [move = '', village] = String(list.get(row, MOVED_TO) ?? '').split(' ');
    if (!village) return [];
    const entries = liveEntries(list, row).filter(([, { value }]) => value !== null);
    return entries.length > 0 ? [{ row, move, village, entries }] : [];
  });
}

/**
 * Writes strays where their rows are now: over what stood there when the row moved, and beside what others have written there since.
 * @param since second of each move.
 */
export function follow(list: SharedList, strays: readonly Stray[], since: ReadonlyMap<string, number>): void {
  for (const { row, move, entries } of strays) {
    const fields = [...new Set(entries.map(([name]) => name))];
    const moved = since.get(move) ?? 0;
    list.place(row, entries, new Set(fields.filter((name) => list.entries(row, name).every(({ at }) => at <= moved))));
  }
}

export function removeStrays(list: SharedList, strays: readonly Stray[]): void {
  for (const { row, entries } of strays) list.place(row, [], new Set(entries.map(([name]) => name)));
}
