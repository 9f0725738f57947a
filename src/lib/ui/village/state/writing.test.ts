/** Whatever a person adds goes through the village's one door: the right, the lock, and the list's own refusals. */
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
  village.addHousehold('Nông Thị Hoa');
  expect(village.wanted).toMatchObject({ field: 'head', edit: false });
  const [household] = village.rows('list01');
  expect(household?.cells).toMatchObject({ code: 'H001', head: 'Nông Thị Hoa' });
  const member = village.addNamedMember('H001', 'Nông Văn Bình');
  expect(village.membersOf('H001')).toMatchObject([{ id: member, cells: { name: 'Nông Văn Bình' } }]);
  expect(list.canUndo).toBe(true);
});

it('adds nothing for who may only look, and nothing to a list locked meanwhile, and says why', () => {
  for (const { village, list, at, said } of [scene({ mayWrite: false }), scene()]) {
    if (village.mayEver) at.lock = { value: 'x', author: 'Cán bộ xã', at: 0 };
    village.addHousehold();
    village.addHousehold('Nông Thị Hoa');
    village.addMember();
    expect(village.addNamedMember('H001', 'Nông Văn Bình')).toBeNull();
    village.resolve([{ id: '1' }]);
    expect([list.rows().length, village.wanted]).toEqual([0, null]);
    expect(new Set(said)).toEqual(
      new Set([village.mayEver ? 'Danh sách đã khóa, không ghi được.' : 'Bạn chỉ được xem danh sách này, không ghi được.']),
    );
  }
});

it('what the list refuses is said, and the page stands', () => {
  const { village, list, said } = scene();
  const name = 'a'.repeat(CELL_LIMIT + 1);
  village.addHousehold(name);
  expect(village.addNamedMember('H001', name)).toBeNull();
  expect([list.rows().length, village.wanted]).toEqual([0, null]);
  expect(said).toHaveLength(2);
  expect(new Set(said)).toEqual(new Set([expect.stringContaining('Nội dung ô dài')]));
});
