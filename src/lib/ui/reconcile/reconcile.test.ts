/** What is open in a commune's villages, how it is chosen and settled, and how that is taken back. */
import { afterEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { commentWrites } from '$lib/cells/comments.ts';
import type { Lock } from '$lib/cells/review-rooms.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { RURAL } from '$lib/review/columns.ts';
import { chooseRound } from '$lib/review/plans.ts';
import { Writers } from '../commune/writers.svelte.ts';
import { Choosing } from './choosing.svelte.ts';
import { Reconcile, type ReconcileRooms } from './reconcile.svelte.ts';
import type { OpenVillage } from './village-reading.svelte.ts';

const ME = 'Việt';
const HOMES = {
  'h:1': { code: '01', head: 'Hà Văn Dũng', lastYear: 'Hộ nghèo', b1: 150, i1: 'x', i2: 'x' },
  'h:2': { code: '02', head: 'Lê Thị Lụa', lastYear: 'Hộ nghèo', b1: 100 },
  'h:3': { code: '03', head: 'Ma Thị Sen', lastYear: 'Hộ nghèo', b1: 100, ethnic: 'Tày' },
};

/** Copies of one village's list, each of its own person; ours is the one that the page reads. */
class Copies {
  readonly ours: SharedList;
  readonly #lists = new Map<string, SharedList>();

  constructor() {
    const first = new SharedList(new Y.Doc(), 'nhập');
    for (const [row, cells] of Object.entries(HOMES)) first.write(Object.entries(cells).map(([field, value]) => ({ row, field, value })));
    for (const person of [ME, 'Lan', 'Thành']) {
      const doc = new Y.Doc();
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(first.doc));
      this.#lists.set(person, new SharedList(doc, person));
    }
    this.ours = this.of(ME);
  }

  of(person: string): SharedList {
    return this.#lists.get(person)!;
  }

  /** Each writes without having seen the others; then all meet. */
  differ(row: string, field: string, values: Record<string, CellValue>): void {
    for (const [person, value] of Object.entries(values)) this.of(person).set(row, field, value);
    this.meet();
  }

  meet(): void {
    const lists = [...this.#lists.values()];
    for (const from of lists) for (const to of lists) if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc));
  }
}

function scene() {
  const copies = { 'thon-1': new Copies(), 'thon-2': new Copies() };
  const state = { locked: new Set<string>(), away: new Set<string>(), connected: false, released: [] as string[] };
  const lock: Lock = { value: 'x', author: 'Cán bộ xã', at: 0 };
  const nameOf = (id: string): string => id.replace('thon-', 'Thôn ');
  const rowOf = (id: string): Row => ({ id: `v:${id}`, sheet: 'villages', cells: { name: nameOf(id), area: RURAL } });
  const ids = Object.keys(copies) as (keyof typeof copies)[];
  const open = (id: string): OpenVillage => {
    const list = copies[id as keyof typeof copies].ours;
    const status = (): { unsent: number; connected: boolean } => ({ unsent: 0, connected: state.connected });
    return {
      list,
      version: 0,
      mayWrite: true,
      get here() {
        return !state.away.has(id);
      },
      get status() {
        return status();
      },
      writers: new Writers({ room: `xa.${id}`, me: ME, list: () => list, status }),
    };
  };
  const rooms: ReconcileRooms = {
    review: 'xa',
    person: { name: ME },
    round: chooseRound({ year: 2023 }),
    get villages() {
      return ids.map((id) => ({ id, name: nameOf(id), row: rowOf(id), lock: state.locked.has(id) ? lock : null }));
    },
    withoutPersonal: () => false,
    may: () => true,
    nameOf,
    open,
    release: (id) => void state.released.push(id),
  };
  const said: string[] = [];
  const reconcile = new Reconcile({ rooms, own: () => [], say: (text, kind = 'done') => void said.push(`${kind}: ${text}`) });
  reconcile.follow(rooms.villages);
  const titles = (): string[] =>
    reconcile.items.map((item) =>
      item.kind === 'conflict'
        ? `${item.level} ${item.household.villageName} ${item.household.name}: ${item.cells.map(({ field }) => field).join()}`
        : `apart ${item.question.household.name}`,
    );
  return {
    reconcile,
    choosing: new Choosing(reconcile, () => true),
    village: copies['thon-1'],
    other: copies['thon-2'],
    state,
    said,
    titles,
  };
}
afterEach(() => vi.unstubAllGlobals());

const NOTE = { Lan: 'nhà xa', Thành: 'nhà gần' };
const POINTS = { Lan: 120, Thành: 160 };
const values = (list: SharedList, row: string, field: string): CellValue[] => list.values(row, field).map(({ value }) => value);

it('shows every open household of all villages, what changes a class first, then a form, then the rest', () => {
  const { village, other, titles, reconcile } = scene();
  village.differ('h:1', 'note', NOTE);
  village.differ('h:3', 'ethnic', { Lan: 'Nùng', Thành: 'Dao' });
  other.differ('h:2', 'b1', POINTS);
  other.differ('h:2', 'note', NOTE);
  expect(titles()).toEqual(['class Thôn 2 Lê Thị Lụa: b1,note', 'form Thôn 1 Ma Thị Sen: ethnic', 'rest Thôn 1 Hà Văn Dũng: note']);
  expect(reconcile.columns.map(({ label }) => label)).toEqual(['Dân tộc', 'Điểm B1', 'Ghi chú']);
  expect(reconcile.authors.map(({ name }) => name).sort()).toEqual(['Lan', 'Thành']);
});

it('filters by village, person, column and level, and by several at once; nothing else is left of a household', () => {
  const { village, other, titles, reconcile } = scene();
  village.differ('h:1', 'note', { Lan: 'a', [ME]: 'b' });
  other.differ('h:2', 'b1', POINTS);
  other.differ('h:2', 'note', NOTE);
  const shown = (filter: Partial<Record<'village' | 'author' | 'column' | 'level', string>>): string[] => {
    reconcile.clearFilters();
    Object.assign(reconcile, filter);
    return titles();
  };
  const note = reconcile.columns.find(({ label }) => label === 'Ghi chú')?.id ?? '';
  expect(shown({ village: 'thon-1' })).toEqual(['rest Thôn 1 Hà Văn Dũng: note']);
  expect(shown({ author: 'Thành' })).toEqual(['class Thôn 2 Lê Thị Lụa: b1,note']);
  expect(shown({ column: note })).toEqual(['rest Thôn 2 Lê Thị Lụa: note', 'rest Thôn 1 Hà Văn Dũng: note']);
  expect(shown({ level: 'class' })).toEqual(['class Thôn 2 Lê Thị Lụa: b1']);
  expect([shown({ level: 'class', village: 'thon-1' }), reconcile.filtered]).toEqual([[], true]);
  expect([shown({}).length, reconcile.filtered]).toEqual([2, false]);
});

it('names villages whose list is not here, and shows nothing of them', () => {
  const { village, other, titles, reconcile, state } = scene();
  village.differ('h:1', 'note', NOTE);
  other.differ('h:1', 'note', NOTE);
  state.away.add('thon-2');
  expect([reconcile.away, titles()]).toEqual([['Thôn 2'], ['rest Thôn 1 Hà Văn Dũng: note']]);
  reconcile.close();
  expect(state.released).toEqual(['thon-1', 'thon-2']);
});

it('chooses by number, goes on to the next open cell, and writes all choices of a household in one go', () => {
  const { village, choosing, reconcile, said, titles } = scene();
  village.differ('h:2', 'b1', POINTS);
  village.differ('h:2', 'note', NOTE);
  const [points, note] = choosing.current?.kind === 'conflict' ? choosing.current.cells : [];
  expect([choosing.isHere(points!), choosing.isHere(note!)]).toEqual([true, false]);
  choosing.pick(7);
  expect(choosing.count).toBe(0);
  const first = points!.entries[0]!.value;
  choosing.pick(0);
  expect([choosing.isHere(note!), choosing.picked(points!)]).toEqual([true, { value: first }]);
  choosing.pick(1);
  expect(values(village.ours, 'h:2', 'b1')).toHaveLength(2);
  choosing.write();
  expect([values(village.ours, 'h:2', 'b1'), values(village.ours, 'h:2', 'note')]).toEqual([[first], [note!.entries[1]!.value]]);
  expect([titles(), said]).toEqual([[], ['done: Đã chọn 2 ô, hộ Lê Thị Lụa.']]);
  choosing.undo();
  expect(choosing.current?.key).toBe('thon-1 h:2');
  expect([titles(), reconcile.settling.canUndo]).toEqual([['class Thôn 1 Lê Thị Lụa: b1,note'], false]);
});

it('keeps its place when a household is settled, and forgets choices not written when another is opened', () => {
  const { village, choosing } = scene();
  for (const row of ['h:1', 'h:2', 'h:3']) village.differ(row, 'note', NOTE);
  expect(choosing.current?.key).toBe('thon-1 h:1');
  choosing.step(1);
  choosing.pick(0);
  choosing.step(-1);
  choosing.step(-1);
  choosing.step(1);
  expect([choosing.current?.key, choosing.count]).toEqual(['thon-1 h:2', 0]);
  choosing.pick(0);
  choosing.write();
  expect(choosing.current?.key).toBe('thon-1 h:3');
});

it('a cell that somebody settles meanwhile is not written again; one with another value meanwhile keeps the choice', () => {
  const { village, choosing } = scene();
  village.differ('h:2', 'b1', POINTS);
  village.differ('h:2', 'note', NOTE);
  choosing.pick(0);
  choosing.pick(0);
  const [points] = choosing.current?.kind === 'conflict' ? choosing.current.cells : [];
  const chosen = points!.entries[0]!.value;
  village.of('Lan').set('h:2', 'note', 'đã đến xem');
  village.differ('h:2', 'b1', { Lan: 174, Thành: 175 });
  expect(choosing.count).toBe(1);
  choosing.write();
  village.meet();
  expect(values(village.of('Lan'), 'h:2', 'b1')).toEqual([chosen]);
  expect(values(village.of('Lan'), 'h:2', 'note')).toEqual(['đã đến xem']);
});

it('chooses all values of one person in what is shown, in all villages but a locked one, and takes it back as one', () => {
  const { village, other, reconcile, state, titles, said } = scene();
  village.differ('h:1', 'note', NOTE);
  village.differ('h:2', 'b1', POINTS);
  other.differ('h:1', 'note', NOTE);
  expect(reconcile.cellsOf('Lan').map(({ village: id, write }) => [id, write.field, write.value])).toEqual([
    ['thon-1', 'b1', 120],
    ['thon-1', 'note', 'nhà xa'],
    ['thon-2', 'note', 'nhà xa'],
  ]);
  state.locked.add('thon-2');
  const cells = reconcile.cellsOf('Lan');
  expect([cells.length, reconcile.mayWrite('thon-2')]).toEqual([2, false]);
  reconcile.settling.settle('Đã chọn 2 ô của Lan', [
    ...cells,
    { village: 'thon-2', write: { row: 'h:1', field: 'note', value: 'nhà xa' } },
  ]);
  expect(titles()).toEqual(['rest Thôn 2 Hà Văn Dũng: note']);
  expect([village.ours.get('h:1', 'note'), village.ours.get('h:2', 'b1')]).toEqual(['nhà xa', 120]);
  // One of them is written anew before it is taken back: that stays.
  village.meet();
  village.of('Thành').set('h:2', 'b1', 99);
  village.meet();
  expect(reconcile.settling.undo()).toBe('');
  expect(said.at(-1)).toBe('warning: Đã hoàn tác: Đã chọn 2 ô của Lan. 1 ô người khác đã ghi sau đó nên để nguyên.');
  expect([values(village.ours, 'h:1', 'note').sort(), values(village.ours, 'h:2', 'b1')]).toEqual([['nhà gần', 'nhà xa'], [99]]);
});

it('writes nothing, says nothing and has nothing to undo where nothing may be written', () => {
  const { village, reconcile, state, said } = scene();
  village.differ('h:1', 'note', NOTE);
  state.locked.add('thon-1');
  reconcile.settling.settle('Đã chọn', [{ village: 'thon-1', write: { row: 'h:1', field: 'note', value: 'nhà xa' } }]);
  reconcile.settling.assign('thon-1', { row: 'h:1', text: 'Xem lại' });
  expect([values(village.ours, 'h:1', 'note').length, village.ours.rows().length, said]).toEqual([2, 3, []]);
  expect([reconcile.settling.canUndo, reconcile.settling.undo()]).toEqual([false, '']);
});

it('a check asked of a village is resolved with its cell, and is open again when that is taken back', () => {
  const { village, reconcile, said } = scene();
  village.differ('h:1', 'note', NOTE);
  reconcile.settling.assign('thon-1', { row: 'h:1', field: 'note', text: 'Nhà ở đâu?' }, 'thon-1 h:1');
  reconcile.settling.assign('thon-1', { row: 'h:1', text: 'Xem cả hộ' });
  village.ours.write(commentWrites('k', { row: 'h:1', text: 'không phải việc' }));
  expect(said).toEqual(['done: Đã giao Thôn 1 kiểm tra.', 'done: Đã giao Thôn 1 kiểm tra.']);
  const open = (): string[] =>
    reconcile
      .tasksOf('thon-1', 'h:1')
      .map(({ text }) => text)
      .sort();
  expect(open()).toEqual(['Nhà ở đâu?', 'Xem cả hộ']);
  reconcile.settling.settle('Đã chọn', [{ village: 'thon-1', write: { row: 'h:1', field: 'note', value: 'nhà xa' } }], 'thon-1 h:1');
  expect(open()).toEqual(['Xem cả hộ']);
  expect(reconcile.settling.undo()).toBe('thon-1 h:1');
  expect(open()).toEqual(['Nhà ở đâu?', 'Xem cả hộ']);
});

it('asks about a household that two wrote in different cells once the log says what stood before, and may keep both', async () => {
  const { village, reconcile, state, titles, said } = scene();
  village.of('Lan').set('h:1', 'b1', 130);
  village.of('Thành').set('h:1', 'i3', 'x');
  village.meet();
  expect([reconcile.unknown, titles(), reconcile.logAway('thon-1')]).toEqual([1, [], true]);
  const cells = [
    { row: 'h:1', field: 'b1', before: 150, brought: [{ value: 130, author: 'Lan', name: 'Hà Thị Lan', device: 'máy bàn', at: 1 }] },
    { row: 'h:1', field: 'i3', before: null, brought: [] },
  ];
  // Of the routes that are asked only this one answers.
  const asked = vi.fn((address: string) =>
    Promise.resolve(address.includes('open=1') ? new Response(JSON.stringify({ cells })) : new Response('{}', { status: 503 })),
  );
  const timesAsked = (): number => asked.mock.calls.filter(([address]) => address.includes('open=1')).length;
  vi.stubGlobal('fetch', asked);
  reconcile.learn();
  expect(asked).not.toHaveBeenCalled();
  state.connected = true;
  reconcile.learn();
  await vi.waitFor(() => expect(titles()).toEqual(['apart Hà Văn Dũng']));
  reconcile.learn();
  expect([timesAsked(), reconcile.unknown, reconcile.logAway('thon-1')]).toEqual([1, 0, false]);
  expect(reconcile.known('thon-1', 'h:1', 'b1')?.brought[0]?.device).toBe('máy bàn');
  const [item] = reconcile.items;
  expect(
    item &&
      reconcile
        .peopleOf(item)
        .map(({ name }) => name)
        .sort(),
  ).toEqual(['Lan', 'Thành']);
  reconcile.level = 'form';
  expect(titles()).toEqual([]);
  reconcile.clearFilters();
  if (item?.kind === 'apart') reconcile.settling.keepBoth(item.question);
  expect([titles(), said]).toEqual([[], ['done: Đã xem, giữ cả hai: hộ Hà Văn Dũng.']]);
  expect(reconcile.settling.undo()).toBe(item?.key);
  expect(titles()).toEqual(['apart Hà Văn Dũng']);
});
