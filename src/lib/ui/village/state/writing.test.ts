/** Whatever a person writes goes through the village's one door: the right, the lock, the list's own refusals, and undo. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { CELL_LIMIT } from '$lib/cells/entry.ts';
import type { Lock } from '$lib/cells/review-rooms.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import { Classifier } from '$lib/review/classify.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { Writers } from '../../commune/writers.svelte.ts';
import { Presence } from './presence.svelte.ts';
import { VillageState } from './village.svelte.ts';
import { Views } from './views.svelte.ts';

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
});
afterEach(() => vi.unstubAllGlobals());

function scene({ mayWrite = true } = {}): { list: SharedList; village: VillageState; at: { lock: Lock | null }; said: string[] } {
  const list = new SharedList(new Y.Doc(), 'Lan');
  const said: string[] = [];
  const at: { lock: Lock | null } = { lock: null };
  const status = (): { unsent: number; connected: boolean } => ({ unsent: 0, connected: false });
  const stay = (): void => undefined;
  const awareness = { clientID: 1, getStates: () => new Map(), getLocalState: () => null, setLocalState: stay, on: stay, off: stay };
  const village = new VillageState({
    id: 'thon-1',
    name: 'Thôn 1',
    list,
    mayWrite,
    lock: () => at.lock,
    corrects: () => false,
    classifier: new Classifier(chooseRound({ year: 2023 }), []),
    presence: new Presence(awareness, { id: 'lan', name: 'Lan' }),
    views: new Views('lan', 'xa.thon-1'),
    me: 'Lan',
    writers: new Writers({ room: 'xa.thon-1', me: 'Lan', list: () => list, status }),
    people: () => [],
    status,
    lastVisit: null,
    say: (text) => void said.push(text),
  });
  return { list, village, at, said };
}

it('adds households and members, each with what is known of it', () => {
  const { village, list } = scene();
  village.writing.addHousehold('Nông Thị Hoa');
  expect(village.navigation.wanted).toMatchObject({ field: 'head', edit: false });
  const [household] = village.live.rows('list01');
  expect(household?.cells).toMatchObject({ code: 'H001', head: 'Nông Thị Hoa' });
  const member = village.writing.addNamedMember('H001', 'Nông Văn Bình');
  expect(village.live.membersOf('H001')).toMatchObject([{ id: member, cells: { name: 'Nông Văn Bình' } }]);
  expect(list.canUndo).toBe(true);
});

it('what a card says comes with the row that is added for it, and goes with it in one undo', () => {
  const { village, list } = scene();
  const said = { cccd: '084179007952', birth: '17/09/1979', sex: null };
  const household = village.writing.addHousehold('Ngô Ngọc Mỵ', said);
  expect(village.live.rows('list01')).toMatchObject([{ id: household, cells: { cccd: '084179007952', birth: '17/09/1979' } }]);
  village.writing.addNamedMember('H001', 'Ngô Văn An', { ...said, sex: 'Nam' });
  expect(village.live.membersOf('H001')).toMatchObject([{ cells: { name: 'Ngô Văn An', cccd: '084179007952', sex: 'Nam' } }]);
  village.writing.undo();
  expect(village.live.membersOf('H001')).toEqual([]);
  village.writing.undo();
  village.writing.undoNow();
  expect([village.live.rows('list01'), list.canUndo]).toEqual([[], false]);
});

it('adds nothing for who may only look, and nothing to a list locked meanwhile, and says why', () => {
  for (const { village, list, at, said } of [scene({ mayWrite: false }), scene()]) {
    if (village.mayEver) at.lock = { value: 'x', author: 'Cán bộ xã', at: 0 };
    village.writing.addHousehold();
    village.writing.addHousehold('Nông Thị Hoa');
    village.writing.addMember();
    expect(village.writing.addNamedMember('H001', 'Nông Văn Bình')).toBeNull();
    village.writing.resolve([{ id: '1' }]);
    expect([list.rows().length, village.navigation.wanted]).toEqual([0, null]);
    expect(new Set(said)).toEqual(
      new Set([village.mayEver ? 'Danh sách đã khóa, không ghi được.' : 'Bạn chỉ được xem danh sách này, không ghi được.']),
    );
  }
});

it('what the list refuses is said, and the page stands', () => {
  const { village, list, said } = scene();
  const name = 'a'.repeat(CELL_LIMIT + 1);
  village.writing.addHousehold(name);
  expect(village.writing.addNamedMember('H001', name)).toBeNull();
  expect([list.rows().length, village.navigation.wanted]).toEqual([0, null]);
  expect(said).toHaveLength(2);
  expect(new Set(said)).toEqual(new Set([expect.stringContaining('Nội dung ô dài')]));
});

const LOCK: Lock = { value: 'x', author: 'Cán bộ xã', at: 0 };
const PLACE = { row: 'h:1', field: 'b1' };

/** A household that has gone from the undo stack: the import's, as it were. */
function withHousehold(): ReturnType<typeof scene> {
  const made = scene();
  const elsewhere = new SharedList(new Y.Doc(), 'Việt');
  elsewhere.write(
    Object.entries({ sheet: 'list01', code: 'A-1', head: 'Hà Văn Dũng', b1: 100 }).map(([field, value]) => ({ row: 'h:1', field, value })),
  );
  take(made.list, elsewhere);
  return made;
}

const take = (list: SharedList, other: SharedList): void => Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(other.doc));
const fork = (list: SharedList): SharedList => {
  const other = new SharedList(new Y.Doc(), 'Việt');
  take(other, list);
  return other;
};
const told = (said: readonly string[]): Promise<void> => vi.waitFor(() => expect(said).not.toEqual([]));

it('what was being typed when the list was locked is written, and said to be kept apart; nothing is begun after it', () => {
  const { village, list, at, said } = withHousehold();
  at.lock = LOCK;
  village.writing.type([{ ...PLACE, text: '73', seen: 100 }]);
  expect(list.get('h:1', 'b1')).toBe(73);
  expect(said).toEqual(['Danh sách vừa khóa: 73 ở Hộ Hà Văn Dũng, cột Điểm B1, được giữ riêng, chưa vào danh sách.']);
  village.writing.type([{ ...PLACE, text: '80' }]);
  village.writing.set('h:1', 'b1', 81);
  village.writing.undo();
  village.writing.undoNow();
  expect(list.get('h:1', 'b1')).toBe(73);
});

it('what came in while one typed is told, as it has been overwritten unseen', async () => {
  const { village, list, said } = withHousehold();
  const other = fork(list);
  other.set('h:1', 'b1', 153);
  take(list, other);
  village.writing.type([{ ...PLACE, text: '153', seen: 100 }]);
  village.writing.type([{ ...PLACE, text: '74', seen: 153 }]);
  await Promise.resolve();
  expect(said).toEqual([]);
  village.writing.type([{ ...PLACE, text: '73', seen: 100 }]);
  await told(said);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^Hộ Hà Văn Dũng, cột Điểm B1: trong lúc bạn đang ghi, .+ đã ghi 74\./);
  expect(list.get('h:1', 'b1')).toBe(73);
});

it('keeps what cannot be read, and says so', () => {
  const { village, list, said } = withHousehold();
  village.writing.type([{ ...PLACE, text: 'abc', seen: 100 }]);
  expect(list.get('h:1', 'b1')).toBe('abc');
  expect(said).toEqual([expect.stringContaining("Hộ Hà Văn Dũng, cột Điểm B1: 'abc' không phải là số")]);
});

it('asks before an undo takes a household away, and leads to what an undo gives back', () => {
  const { village, list } = withHousehold();
  village.writing.set('h:1', 'b1', 73);
  village.writing.addHousehold('Nông Thị Hoa');
  village.writing.undo();
  expect(village.writing.undoAsked).toEqual({ goes: ['Hộ Nông Thị Hoa'], cells: 3, others: 0 });
  expect(village.live.count('list01')).toBe(2);
  village.writing.undoNow();
  expect([village.writing.undoAsked, village.live.count('list01')]).toEqual([null, 1]);
  village.navigation.sheet = 'members';
  village.writing.undo();
  expect(list.get('h:1', 'b1')).toBe(100);
  expect(village.navigation).toMatchObject({ sheet: 'list01', wanted: { ...PLACE, edit: false } });
  village.writing.redo();
  expect(list.get('h:1', 'b1')).toBe(73);
});

it('an undo leaves alone what somebody else has written since, and says where', () => {
  const { village, list, said } = withHousehold();
  village.writing.set('h:1', 'b1', 73);
  const other = fork(list);
  other.set('h:1', 'b1', 153);
  take(list, other);
  village.writing.undo();
  expect(list.get('h:1', 'b1')).toBe(153);
  expect(said).toEqual(['Không hoàn tác được Hộ Hà Văn Dũng, cột Điểm B1: người khác đã ghi ô này sau bạn.']);
});

it('an empty row one has come to and left goes again; with a word in it, it stays', () => {
  const { village } = scene();
  village.writing.addHousehold();
  const row = village.navigation.wanted?.row ?? '';
  village.navigation.focus(null);
  expect(village.live.count('list01')).toBe(1);
  village.navigation.focus({ row, field: 'head' });
  village.navigation.focus(null);
  expect(village.live.count('list01')).toBe(0);

  village.writing.addHousehold();
  const kept = village.navigation.wanted?.row ?? '';
  village.navigation.focus({ row: kept, field: 'head' });
  village.writing.type([{ row: kept, field: 'head', text: 'Nông Thị Hoa', seen: null }]);
  village.navigation.focus(null);
  expect(village.live.rows('list01').map(({ cells }) => cells.head)).toEqual(['Nông Thị Hoa']);
});
