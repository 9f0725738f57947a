/** What the commune's acts about its villages need, and what they write into its records and the villages' lists. */
import {
  ASIDE_FIELD,
  HOUSEHOLD_PREFIX,
  isListed,
  listedRows,
  LOCKED_FIELD,
  ORDER_FIELD,
  readVillages,
  VILLAGE_PREFIX,
  villagesAside,
} from '../cells/review-rooms.ts';
import type { CellWrite, SharedList } from '../cells/shared-list.ts';
import { readTeam } from '../cells/team.ts';
import {
  allRows,
  broughtBy,
  carriesRows,
  codeOf,
  familyRows,
  figureWrites,
  movedAway,
  moveWrites,
  readMoves,
  undoneWrite,
  type Figures,
  type MoveKind,
  type VillageMove,
} from '../cells/village-moves.ts';
import { nameProblem, newVillage } from '../cells/village-rows.ts';
import { AREA_KEYS } from '../review/areas.ts';
import { columnsOf } from '../review/columns.ts';
import { tidy } from '../review/text.ts';
import type { CellValue } from '../review/types.ts';
import { SHAPE_FIELD } from '../shapes/shape.ts';
import { actsOf, readActs } from './act-rows.ts';
import type { Need, Place } from './need.ts';
import { closedVillages, liveActs } from './standing.ts';

export type WantedMove =
  | { kind: 'merge'; from: string; into: string }
  | { kind: 'split'; from: string; name: string; households: readonly string[] }
  | { kind: 'add'; name: string }
  /** @param was its name as the person was shown it. */
  | { kind: 'rename'; village: string; was: string; name: string }
  /** All villages, in their new order. */
  | { kind: 'order'; villages: readonly string[] }
  /** @param households how many the person was shown. */
  | { kind: 'aside'; village: string; households: number; text: string }
  | { kind: 'restore'; village: string; text: string }
  | { kind: 'back'; of: string; text: string };

/** Rows that go from one village's list into another's. */
export interface CarriedRows {
  from: string;
  into: string;
  rows: readonly string[];
}

export interface PlannedMove {
  /** Its row; of the move that is taken back. */
  id: string;
  /** null where no list changes. */
  carried: CarriedRows | null;
  households: number;
  /** Into the commune's own list. */
  writes: readonly CellWrite[];
}

export type MovePlan = { needs: readonly Need[] } | { needs: null; plan: PlannedMove };
type Refused = { needs: readonly Need[] };

const refused = (code: string, text: string, places?: readonly Place[]): Refused => ({ needs: [{ code, text, places }] });
const planned = (plan: Omit<PlannedMove, 'carried' | 'households'> & Partial<PlannedMove>): MovePlan => ({
  needs: null,
  plan: { carried: null, households: 0, ...plan },
});

const NO_VILLAGE = refused('no-village', 'Không còn thôn này trong đợt. Hãy mở lại trang.');
const CHANGED_SINCE = refused('changed-since', 'Sau việc này, chỗ ấy đã được sửa lần nữa: hãy sửa tiếp, không hoàn tác được.');

/** Columns of a village that are counts: those of two villages add up; nobody knows how those of one are divided. */
const FIGURES = columnsOf('villages').flatMap(({ key, type }) => (type === 'integer' ? [key] : []));

type Cells = Readonly<Record<string, CellValue>>;
const shapeOf = (cells: Cells): Cells => (cells[SHAPE_FIELD] ? { [SHAPE_FIELD]: cells[SHAPE_FIELD] } : {});
/** The outline of a village that gains or loses land is no longer true. */
const noShape = (cells: Cells): Cells => (cells[SHAPE_FIELD] ? { [SHAPE_FIELD]: null } : {});

/** The move that is to be taken back. */
export const takenBack = (commune: SharedList, wanted: WantedMove): VillageMove | undefined =>
  wanted.kind === 'back' ? readMoves(commune).find(({ id }) => id === wanted.of) : undefined;

/** From which village households go into which; the second is a new one where a village is split. null where none go. */
export function carriedBetween(commune: SharedList, wanted: WantedMove): { from: string; into: string } | null {
  if (wanted.kind === 'merge') return wanted;
  if (wanted.kind === 'split') return { from: wanted.from, into: newVillage(commune, wanted.name).id };
  const move = takenBack(commune, wanted);
  return move && carriesRows(move.kind) ? { from: move.into, into: move.from } : null;
}

/** Whose lists it looks into or writes. */
export function listsOf(commune: SharedList, wanted: WantedMove): string[] {
  const between = carriedBetween(commune, wanted);
  if (between) return [...new Set([between.into, between.from])];
  if (wanted.kind === 'aside') return [wanted.village];
  const move = takenBack(commune, wanted);
  return move?.kind === 'add' ? [move.from] : [];
}

/**
 * @param list of a village, of those that `listsOf` names.
 * @param people accounts and invitations that have the village which households leave, and lack the other.
 */
export function planMove(
  commune: SharedList,
  wanted: WantedMove,
  list: (village: string) => SharedList,
  people: readonly string[] = [],
): MovePlan {
  switch (wanted.kind) {
    case 'merge':
      return planMerge(commune, wanted, list, people);
    case 'split':
      return planSplit(commune, wanted, list, people);
    case 'add':
      return planAdd(commune, wanted.name);
    case 'rename':
      return planRename(commune, wanted);
    case 'order':
      return planOrder(commune, wanted.villages);
    case 'aside':
      return planAside(commune, wanted, list);
    case 'restore':
      return planRestore(commune, wanted);
    case 'back':
      return planBack(commune, wanted, list);
  }
}

function planAdd(commune: SharedList, name: string): MovePlan {
  const problem = nameProblem(commune, name);
  if (problem !== '') return refused('name', problem);
  const made = newVillage(commune, name);
  const { id, writes } = moveWrites(commune, { kind: 'add', from: made.id, before: {}, after: {} });
  return planned({ id, writes: [...writes, ...made.writes] });
}

/** Lists and forms read the name from the village's row. */
function planRename(commune: SharedList, { village, was, name }: { village: string; was: string; name: string }): MovePlan {
  const here = readVillages(commune).find(({ id }) => id === village);
  if (!here) return NO_VILLAGE;
  if (was !== here.name) return refused('renamed', `${was} vừa được đổi tên thành ${here.name}. Hãy xem lại rồi đổi.`);
  const problem = tidy(name) === here.name ? `Thôn đang tên là ${here.name}.` : nameProblem(commune, name, village);
  if (problem !== '') return refused('name', problem);
  return changing(commune, 'rename', village, { [VILLAGE_PREFIX + village]: { name: tidy(name) } });
}

function planOrder(commune: SharedList, villages: readonly string[]): MovePlan {
  const now = readVillages(commune).map(({ id }) => id);
  if (now.length !== villages.length || new Set(villages).size !== now.length || now.some((id) => !villages.includes(id)))
    return refused('changed', 'Các thôn của xã vừa thay đổi. Hãy xem lại thứ tự.');
  if (now.every((id, at) => villages[at] === id)) return refused('same', 'Thứ tự vẫn như cũ.');
  return changing(commune, 'order', '', Object.fromEntries(villages.map((id, at) => [VILLAGE_PREFIX + id, { [ORDER_FIELD]: at }])));
}

/** Its list stays whole and is locked: what devices still send for it waits for the commune (decision 008). */
function planAside(
  commune: SharedList,
  { village, households, text }: { village: string; households: number; text: string },
  list: (village: string) => SharedList,
): MovePlan {
  if (!readVillages(commune).some(({ id }) => id === village)) return NO_VILLAGE;
  const acted = closedNeeds(commune, [village]) ?? actedNeeds(commune, village);
  if (acted) return acted;
  const now = householdsOf(list(village));
  if (now > households) return refused('more-work', `Vừa có thêm hộ trong thôn này: nay là ${now} hộ. Hãy xem lại rồi để riêng.`);
  return changing(commune, 'aside', village, { [VILLAGE_PREFIX + village]: PUT_ASIDE }, text);
}

const PUT_ASIDE = { [ASIDE_FIELD]: 'x', [LOCKED_FIELD]: 'x' };
const BROUGHT_BACK = { [ASIDE_FIELD]: null, [LOCKED_FIELD]: null };

function planRestore(commune: SharedList, { village, text }: { village: string; text: string }): MovePlan {
  const here = villagesAside(commune).find(({ id }) => id === village);
  const moves = readMoves(commune);
  if (!here || movedAway(moves).has(village)) return NO_VILLAGE;
  const aside = moves.find((move) => move.kind === 'aside' && move.from === village && move.undone === null);
  if (aside) return planBackOf(commune, aside, text);
  const problem = nameProblem(commune, here.name, village);
  if (problem !== '') return refused('name', problem);
  return changing(commune, 'restore', village, { [VILLAGE_PREFIX + village]: BROUGHT_BACK }, text);
}

/** A move that only writes cells of the commune's rows. */
function changing(commune: SharedList, kind: MoveKind, from: string, after: Figures, reason?: string): MovePlan {
  const before = Object.fromEntries(
    Object.entries(after).map(([row, cells]) => [
      row,
      Object.fromEntries(Object.keys(cells).map((field) => [field, commune.get(row, field)])),
    ]),
  );
  const { id, writes } = moveWrites(commune, { kind, from, before, after, reason });
  return planned({ id, writes: [...writes, ...figureWrites(after)] });
}

function planMerge(
  commune: SharedList,
  { from, into }: { from: string; into: string },
  list: (village: string) => SharedList,
  people: readonly string[],
): MovePlan {
  const villages = new Map(readVillages(commune).map((village) => [village.id, village]));
  const [source, target] = [villages.get(from), villages.get(into)];
  if (!source || !target || from === into) return NO_VILLAGE;
  const closed = closedNeeds(commune, [source.id, target.id]);
  if (closed) return closed;
  if (AREA_KEYS.some((key) => (source.row.cells[key] ?? null) !== (target.row.cells[key] ?? null)))
    return refused(
      'areas',
      `${source.name} và ${target.name} ghi khu vực khác nhau. Hãy ghi khu vực cho đúng với thôn mới ở cả hai thôn, rồi nhập.`,
    );
  const rows = allRows(list(from));
  const twice = twiceNeeds(list(from), list(into), rows);
  if (twice) return twice;
  const [here, there] = [source.row.cells, target.row.cells];
  const team = teamFigures(commune, (villages) => (villages.includes(from) ? villages.map((id) => (id === from ? into : id)) : villages));
  const to = VILLAGE_PREFIX + into;
  const before = { ...team.before, [to]: { ...Object.fromEntries(FIGURES.map((key) => [key, there[key] ?? null])), ...shapeOf(there) } };
  const sum = (a: unknown, b: unknown): number | null => (typeof a === 'number' && typeof b === 'number' ? a + b : null);
  const after = {
    ...team.after,
    [to]: { ...Object.fromEntries(FIGURES.map((key) => [key, sum(here[key], there[key])])), ...noShape(there) },
  };
  const households = householdsIn(list(from), rows);
  const { id, writes } = moveWrites(commune, { kind: 'merge', from, into, households, before, after, people });
  const putAside = figureWrites({ [VILLAGE_PREFIX + from]: PUT_ASIDE });
  return planned({ id, carried: { from, into, rows }, households, writes: [...writes, ...figureWrites(after), ...putAside] });
}

function planSplit(
  commune: SharedList,
  { from, name, households: chosen }: { from: string; name: string; households: readonly string[] },
  list: (village: string) => SharedList,
  people: readonly string[],
): MovePlan {
  const source = readVillages(commune).find(({ id }) => id === from);
  if (!source) return NO_VILLAGE;
  const problem = nameProblem(commune, name);
  if (problem !== '') return refused('name', problem);
  const closed = closedNeeds(commune, [from]);
  if (closed) return closed;
  const rows = list(from);
  const known = rows.rows(HOUSEHOLD_PREFIX).filter((row) => isListed(rows, row));
  const leaving = new Set(chosen.filter((row) => known.includes(row)));
  if (leaving.size === 0 || leaving.size !== chosen.length)
    return refused('households', 'Danh sách thôn vừa thay đổi, hoặc chưa chọn hộ nào. Hãy chọn lại các hộ tách ra.');
  if (leaving.size === known.length) return refused('all', 'Phải còn ít nhất một hộ ở lại. Nếu cả thôn đổi tên, hãy đổi tên thôn.');
  const shared = [...leaving].filter(
    (row) => codeOf(rows, row) !== '' && known.some((other) => !leaving.has(other) && codeOf(rows, other) === codeOf(rows, row)),
  );
  if (shared.length > 0)
    return refused(
      'code-twice',
      'Hộ tách ra và hộ ở lại trùng mã hộ, nên không biết thành viên nào theo hộ nào. Hãy sửa mã hộ trước.',
      places(rows, shared),
    );
  const { id: into, writes: made } = newVillage(commune, name);
  const team = teamFigures(commune, (villages) => (villages.includes(from) ? [...villages, into] : villages));
  const of = VILLAGE_PREFIX + from;
  const { cells } = source.row;
  const before = { ...team.before, [of]: { ...Object.fromEntries(FIGURES.map((key) => [key, cells[key] ?? null])), ...shapeOf(cells) } };
  const after = { ...team.after, [of]: { ...Object.fromEntries(FIGURES.map((key) => [key, null])), ...noShape(cells) } };
  const moved = familyRows(rows, leaving);
  const { id, writes } = moveWrites(commune, { kind: 'split', from, into, households: leaving.size, before, after, people });
  const area = AREA_KEYS.flatMap((key): CellWrite[] => {
    const value = cells[key] ?? null;
    return value === null ? [] : [{ row: VILLAGE_PREFIX + into, field: key, value }];
  });
  return planned({
    ...{ id, carried: { from, into, rows: moved }, households: leaving.size },
    writes: [...writes, ...made, ...area, ...figureWrites(after)],
  });
}

function planBack(commune: SharedList, { of, text }: { of: string; text: string }, list: (village: string) => SharedList): MovePlan {
  const moves = readMoves(commune).filter(({ undone }) => undone === null);
  const move = moves.find(({ id }) => id === of);
  if (!move) return refused('no-move', 'Việc này không còn, hoặc đã hoàn tác rồi.');
  if (move.kind === 'restore') return refused('no-back', 'Muốn bỏ, hãy để riêng thôn lần nữa.');
  if (move.kind === 'rename' || move.kind === 'order' || move.kind === 'aside') return planBackOf(commune, move, text);
  const touched = [move.from, move.into].filter((village) => village !== '');
  const touches = ({ kind, from, into }: VillageMove): boolean =>
    (carriesRows(kind) || kind === 'aside') && [from, into].some((village) => touched.includes(village));
  if (moves.some((later) => later.id > move.id && touches(later)))
    return refused('not-last', 'Sau đó thôn này còn được nhập, tách hoặc để riêng: hãy hoàn tác lần sau trước.');
  return move.kind === 'add' ? planAddBack(commune, move, text, list) : planCarriedBack(commune, move, text, list);
}

/** Of a move that only wrote cells: back to what stood there, unless somebody has written there since. */
function planBackOf(commune: SharedList, move: VillageMove, text: string): MovePlan {
  const isAsLeft = Object.entries(move.after).every(([row, cells]) =>
    Object.entries(cells).every(([field, value]) => commune.get(row, field) === value),
  );
  if (!isAsLeft) return CHANGED_SINCE;
  const name = move.kind === 'rename' ? move.before[VILLAGE_PREFIX + move.from]?.name : commune.get(VILLAGE_PREFIX + move.from, 'name');
  const problem = move.from === '' ? '' : nameProblem(commune, String(name ?? ''), move.from);
  if (problem !== '') return refused('name', problem);
  return planned({ id: move.id, writes: [undoneWrite(move.id, text), ...figureWrites(move.before)] });
}

/** It is put aside, not emptied: its log stays, and it can be taken back. */
function planAddBack(commune: SharedList, { id, from }: VillageMove, text: string, list: (village: string) => SharedList): MovePlan {
  const acted = closedNeeds(commune, [from]) ?? actedNeeds(commune, from);
  if (acted) return acted;
  const households = householdsOf(list(from));
  if (households > 0) return refused('not-empty', `Thôn đã có ${households} hộ. Nếu vẫn muốn bỏ, hãy để riêng thôn và ghi lý do.`);
  return planned({ id, writes: [undoneWrite(id, text), ...figureWrites({ [VILLAGE_PREFIX + from]: PUT_ASIDE })] });
}

function planCarriedBack(commune: SharedList, move: VillageMove, text: string, list: (village: string) => SharedList): MovePlan {
  const isMerge = move.kind === 'merge';
  const closed = closedNeeds(commune, isMerge ? [move.into] : [move.into, move.from]);
  if (closed) return closed;
  const there = list(move.into);
  // A village that was split off goes back whole, with what was added there since.
  const rows = isMerge ? familyRows(there, broughtBy(there, move.id)) : allRows(there);
  const twice = twiceNeeds(there, list(move.from), rows);
  if (twice) return twice;
  const figures = Object.entries(move.before).flatMap(([row, cells]) =>
    Object.entries(cells).flatMap(([field, value]): CellWrite[] =>
      // What somebody has written since stays.
      commune.get(row, field) === (move.after[row]?.[field] ?? null) ? [{ row, field, value }] : [],
    ),
  );
  const shown = isMerge ? { [VILLAGE_PREFIX + move.from]: BROUGHT_BACK } : { [VILLAGE_PREFIX + move.into]: PUT_ASIDE };
  return planned({
    ...{ id: move.id, carried: { from: move.into, into: move.from, rows }, households: householdsIn(there, rows) },
    writes: [undoneWrite(move.id, text), ...figures, ...figureWrites(shown)],
  });
}

/** The reviewers of a village on the round's team follow its households. */
function teamFigures(
  commune: SharedList,
  follow: (villages: readonly string[]) => readonly string[],
): Record<'before' | 'after', Record<string, Record<string, CellValue>>> {
  const figures = { before: {} as Record<string, Record<string, CellValue>>, after: {} as Record<string, Record<string, CellValue>> };
  for (const { id, role, villages } of readTeam(commune)) {
    const next = [...new Set(follow(villages))];
    if (role !== 'reviewer' || (next.length === villages.length && next.every((village) => villages.includes(village)))) continue;
    figures.before[id] = { villages: villages.join(' ') };
    figures.after[id] = { villages: next.join(' ') };
  }
  return figures;
}

const householdsOf = (list: SharedList): number => listedRows(list, HOUSEHOLD_PREFIX).length;

const householdsIn = (list: SharedList, rows: readonly string[]): number =>
  rows.filter((row) => row.startsWith(HOUSEHOLD_PREFIX) && isListed(list, row)).length;

const places = (list: SharedList, rows: readonly string[]): Place[] =>
  rows.map((row) => ({ text: `${String(list.get(row, 'head') ?? '')} (${codeOf(list, row)})`, household: row }));

function closedNeeds(commune: SharedList, villages: readonly string[]): Refused | null {
  const closed = closedVillages(readActs(commune));
  const names = readVillages(commune).flatMap(({ id, name, lock }) => (villages.includes(id) && (lock || closed.has(id)) ? [name] : []));
  return names.length > 0
    ? refused(
        'locked',
        `Danh sách ${names.join(', ')} đã khóa, đã chốt hoặc đã công nhận, nên không nhập, tách, để riêng hay hoàn tác được. Hãy mở khóa, hoặc làm ở đợt sau.`,
      )
    : null;
}

/** What the steps have recorded about a village is taken back there first. */
function actedNeeds(commune: SharedList, village: string): Refused | null {
  return liveActs(actsOf(commune, village)).length > 0
    ? refused('acts', 'Thôn này đã có việc ghi ở trang Các bước. Hãy hủy việc ấy trước.')
    : null;
}

/** Members are joined to their household by its code, and a row has its name once. */
function twiceNeeds(from: SharedList, into: SharedList, rows: readonly string[]): Refused | null {
  const there = into.rows(HOUSEHOLD_PREFIX).filter((row) => isListed(into, row));
  const codes = new Set(there.map((row) => codeOf(into, row)).filter((code) => code !== ''));
  const filled = new Set(allRows(into));
  const twice = rows.filter(
    (row) => filled.has(row) || (row.startsWith(HOUSEHOLD_PREFIX) && isListed(from, row) && codes.has(codeOf(from, row))),
  );
  return twice.length > 0
    ? refused(
        'code-twice',
        'Hai thôn có hộ trùng mã hộ, nên thành viên của hai hộ sẽ lẫn vào nhau. Hãy sửa mã hộ trước.',
        places(from, twice),
      )
    : null;
}
