/** What is done with villages, on lists alone: nothing that anybody wrote is lost, and it can be taken back. */
import fc from 'fast-check';
import * as Y from 'yjs';
import { expect, it } from 'vitest';
import { commentWrites } from '../cells/comments.ts';
import { HOUSEHOLD_PREFIX, listedRows, readHousehold, readOneVillage, readVillages, villagesAside } from '../cells/review-rooms.ts';
import { SharedList, type CellWrite } from '../cells/shared-list.ts';
import { DECIDED, DECIDED_WHY } from '../review/columns.ts';
import { readTeam, teamWrites } from '../cells/team.ts';
import { bring, follow, leave, movedAway, readMoves, removeStrays, straysIn, takeRows } from '../cells/village-moves.ts';
import type { Row } from '../review/types.ts';
import { actWrites } from './act-rows.ts';
import { MovedHomes } from './moved-homes.ts';
import { planMove, type WantedMove } from './village-moves.ts';

let seconds = 1_000;
const clock = (): number => Date.UTC(2026, 0, 1) + seconds++ * 1_000;

/** A commune as its machine has it. */
class Commune {
  readonly records = new SharedList(new Y.Doc(), 'Việt', clock);
  readonly lists = new Map<string, SharedList>();

  list = (village: string): SharedList => {
    const known = this.lists.get(village) ?? new SharedList(new Y.Doc(), 'Việt', clock);
    this.lists.set(village, known);
    return known;
  };

  village(id: string, cells: Record<string, string | number>): void {
    this.records.write(Object.entries(cells).map(([field, value]) => ({ row: `v:${id}`, field, value })));
  }

  /** @returns codes of what is missing. */
  move(wanted: WantedMove): string[] {
    const planned = planMove(this.records, wanted, this.list);
    if (planned.needs) return planned.needs.map(({ code }) => code);
    const { id, carried, writes } = planned.plan;
    if (carried) {
      const { from, into, rows } = carried;
      const taken = takeRows(this.list(from), rows);
      bring(this.list(into), taken, { move: id, from });
      leave(this.list(from), rows, { move: id, into });
    }
    this.records.write(writes);
    return [];
  }

  follow(): void {
    const since = new Map(readMoves(this.records).map((move) => [move.id, move.undone?.at ?? move.at]));
    for (let again = true; again;) {
      again = false;
      for (const list of this.lists.values())
        for (const stray of straysIn(list)) {
          follow(this.list(stray.village), [stray], since);
          removeStrays(list, [stray]);
          again = true;
        }
    }
  }

  /** Household -> village, also of villages put aside. */
  everywhere(): [household: string, village: string][] {
    return [...this.lists].flatMap(([id, list]) => listedRows(list, HOUSEHOLD_PREFIX).map((row): [string, string] => [row, id]));
  }

  /** Household -> village, of those on a list. */
  homes(): [household: string, village: string][] {
    return readVillages(this.records).flatMap(({ id }) =>
      listedRows(this.list(id), HOUSEHOLD_PREFIX).map((row): [string, string] => [row, id]),
    );
  }
}

const household = (n: number, more: Record<string, string | number> = {}): CellWrite[] =>
  Object.entries({ head: `Chủ hộ ${n}`, code: `0${n}`, sheet: 'list01', order: n, ...more }).map(([field, value]) => ({
    ...{ row: `h:${n}`, field, value },
  }));
const member = (n: number, of: number): CellWrite[] =>
  Object.entries({ name: `Người ${n}`, code: `0${of}`, order: n }).map(([field, value]) => ({ row: `m:${n}`, field, value }));

function kimSon(): Commune {
  const commune = new Commune();
  commune.village('a', { name: 'Thôn A', order: 0, households: 100, persons: 400 });
  commune.village('b', { name: 'Thôn B', order: 1, households: 50 });
  commune.list('a').write([...household(1, { lastYear: 'Hộ nghèo' }), ...household(2), ...household(3), ...member(1, 1), ...member(2, 2)]);
  commune.list('b').write([...household(7), ...member(7, 7)]);
  return commune;
}

/** Another device's copy, which writes without a network. */
function away(list: SharedList, author: string): { list: SharedList; arrive: () => void } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(list.doc));
  return { list: new SharedList(doc, author, clock), arrive: () => Y.applyUpdate(list.doc, Y.encodeStateAsUpdate(doc)) };
}
const readHouseholds = (list: SharedList): Row[] => listedRows(list, HOUSEHOLD_PREFIX).map((row) => readHousehold(list, row, null));
const values = (list: SharedList, row: string, field: string): unknown[] =>
  list.values(row, field).map(({ value, author }) => `${String(value)} ${author}`);

it('what a meeting decided about a household goes along, and back', () => {
  const commune = kimSon();
  const decided = (): [string, unknown[]][] =>
    ['a', 'b'].flatMap((village): [string, unknown[]][] =>
      readOneVillage(commune.records, commune.list(village), village)
        .households.filter(({ id }) => id === 'h:1')
        .map(({ cells }) => [village, [cells[DECIDED], cells[DECIDED_WHY]]]),
    );
  commune.list('a').write([
    { row: 'h:1', field: DECIDED, value: 'Hộ nghèo' },
    { row: 'h:1', field: DECIDED_WHY, value: 'Nhà mới cháy' },
  ]);
  expect(decided()).toEqual([['a', ['Hộ nghèo', 'Nhà mới cháy']]]);
  expect(commune.move({ kind: 'merge', from: 'a', into: 'b' })).toEqual([]);
  expect(decided()).toEqual([['b', ['Hộ nghèo', 'Nhà mới cháy']]]);
  expect(commune.move({ kind: 'back', of: readMoves(commune.records)[0]?.id ?? '', text: 'nhầm' })).toEqual([]);
  expect(decided()).toEqual([['a', ['Hộ nghèo', 'Nhà mới cháy']]]);
});

it('a merged village brings its households whole: conflicts, authors, members, comments and last year', () => {
  const commune = kimSon();
  const a = commune.list('a');
  const [lan, thanh] = [away(a, 'Lan'), away(a, 'Thành')];
  lan.list.set('h:1', 'b1', 130);
  thanh.list.set('h:1', 'b1', 150);
  lan.list.write(commentWrites('x', { row: 'h:1', text: 'xem lại' }));
  lan.arrive();
  thanh.arrive();
  const [before, authors] = [readOneVillage(commune.records, a, 'a'), values(a, 'h:1', 'b1')];
  expect(authors).toHaveLength(2);
  expect(commune.move({ kind: 'merge', from: 'a', into: 'b' })).toEqual([]);
  const b = commune.list('b');
  expect(commune.homes()).toEqual(['h:7', 'h:1', 'h:2', 'h:3'].map((row) => [row, 'b']));
  expect([values(b, 'h:1', 'b1'), b.get('h:1', 'lastYear'), b.get('c:x', 'text')]).toEqual([authors, 'Hộ nghèo', 'xem lại']);
  expect(b.entries('c:x', 'text')[0]?.author).toBe('Lan');
  // Known figures add up; where one is unknown, so is the sum.
  expect(readVillages(commune.records).map(({ id, row }) => [id, row.cells.households, row.cells.persons])).toEqual([
    ['b', 150, undefined],
  ]);
  expect(villagesAside(commune.records).map(({ id, lock }) => [id, lock !== null])).toEqual([['a', true]]);
  expect(readMoves(commune.records)).toMatchObject([{ kind: 'merge', from: 'a', into: 'b', households: 3, by: 'Việt', undone: null }]);

  // What is written afterwards goes back as well.
  b.set('h:2', 'note', 'ghi ở thôn B');
  b.write([...member(9, 1)]);
  const id = readMoves(commune.records)[0]?.id ?? '';
  expect(commune.move({ kind: 'back', of: id, text: 'nhầm' })).toEqual([]);
  const after = readOneVillage(commune.records, a, 'a');
  expect(after.households).toEqual(
    before.households.map((row) => (row.id === 'h:2' ? { ...row, cells: { ...row.cells, note: 'ghi ở thôn B' } } : row)),
  );
  expect(after.members.map((row) => row.id).sort()).toEqual(['m:1', 'm:2', 'm:9']);
  expect(commune.homes()).toEqual([
    ['h:1', 'a'],
    ['h:2', 'a'],
    ['h:3', 'a'],
    ['h:7', 'b'],
  ]);
  expect(readVillages(commune.records).map(({ row, lock }) => [row.cells.households, row.cells.persons, lock])).toEqual([
    [100, 400, null],
    [50, undefined, null],
  ]);
  expect(readMoves(commune.records)[0]?.undone).toMatchObject({ by: 'Việt', reason: 'nhầm' });
  expect(commune.move({ kind: 'back', of: id, text: 'lại' })).toEqual(['no-move']);
});

it('is refused with the reason, and then nothing is changed', () => {
  const commune = kimSon();
  const merge = { kind: 'merge', from: 'a', into: 'b' } as const;
  const split = (name: string, ...households: string[]): string[] => commune.move({ kind: 'split', from: 'a', name, households });
  expect(commune.move({ ...merge, into: 'a' })).toEqual(['no-village']);
  expect([split('thôn b', 'h:1'), split('Thôn C'), split('Thôn C', 'h:9'), split('Thôn C', 'h:1', 'h:2', 'h:3')]).toEqual([
    ['name'],
    ['households'],
    ['households'],
    ['all'],
  ]);
  commune.records.set('v:b', 'locked', 'x');
  expect(commune.move(merge)).toEqual(['locked']);
  commune.records.set('v:b', 'locked', null);
  commune.records.set('v:b', 'area', 'Thành thị');
  expect(commune.move(merge)).toEqual(['areas']);
  commune.records.set('v:b', 'area', null);
  commune.list('b').set('h:7', 'code', '01');
  expect(commune.move(merge)).toEqual(['code-twice']);
  expect([readMoves(commune.records), straysIn(commune.list('a'))]).toEqual([[], []]);
  expect(commune.homes()).toHaveLength(4);
});

it('a part of a village becomes a new one; what a device still writes into the old list follows', () => {
  const commune = kimSon();
  const lan = away(commune.list('a'), 'Lan');
  expect(commune.move({ kind: 'split', from: 'a', name: 'Thôn C', households: ['h:1', 'h:2'] })).toEqual([]);
  const c = commune.list('thon-c');
  expect(commune.homes()).toEqual([
    ['h:3', 'a'],
    ['h:7', 'b'],
    ['h:1', 'thon-c'],
    ['h:2', 'thon-c'],
  ]);
  c.set('h:2', 'b1', 99);
  lan.list.write([
    { row: 'h:1', field: 'b1', value: 130 },
    { row: 'h:2', field: 'b1', value: 120 },
    { row: 'h:3', field: 'b1', value: 110 },
  ]);
  lan.arrive();
  expect(straysIn(commune.list('a')).map(({ row, village }) => [row, village])).toEqual([
    ['h:1', 'thon-c'],
    ['h:2', 'thon-c'],
  ]);
  // In no list until it has followed.
  expect(commune.homes()).toHaveLength(4);
  commune.follow();
  expect([values(c, 'h:1', 'b1'), values(c, 'h:2', 'b1').sort(), commune.list('a').get('h:3', 'b1')]).toEqual([
    ['130 Lan'],
    ['120 Lan', '99 Việt'],
    110,
  ]);
  expect(straysIn(commune.list('a'))).toEqual([]);
});

const names = (commune: Commune): string[] => readVillages(commune.records).map(({ id, name }) => `${id} ${name}`);
const lastMove = (commune: Commune): string => readMoves(commune.records).at(-1)?.id ?? '';

it('a village that is added, renamed, ordered or put aside keeps its list and figures, and each act is taken back', () => {
  const commune = kimSon();
  expect(commune.move({ kind: 'add', name: 'thôn  a' })).toEqual(['name']);
  expect(commune.move({ kind: 'add', name: 'Thôn C' })).toEqual([]);
  expect(commune.move({ kind: 'rename', village: 'b', was: 'Thôn B', name: 'Thôn A' })).toEqual(['name']);
  expect(commune.move({ kind: 'rename', village: 'a', was: 'Thôn A', name: 'Bản Mới' })).toEqual([]);
  // Somebody who was still shown the old name.
  expect(commune.move({ kind: 'rename', village: 'a', was: 'Thôn A', name: 'Bản Khác' })).toEqual(['renamed']);
  expect(commune.move({ kind: 'rename', village: 'a', was: 'Bản Mới', name: 'Tổng cộng' })).toEqual(['name']);
  expect(commune.move({ kind: 'order', villages: ['b', 'a'] })).toEqual(['changed']);
  expect(commune.move({ kind: 'order', villages: ['b', 'a', 'thon-c'] })).toEqual([]);
  expect(names(commune)).toEqual(['b Thôn B', 'a Bản Mới', 'thon-c Thôn C']);
  const [, renamed] = readVillages(commune.records);
  expect([renamed?.row.cells.households, renamed?.row.cells.persons]).toEqual([100, 400]);
  const data = readOneVillage(commune.records, commune.list('a'), 'a');
  expect(data.households.map(({ cells }) => [cells.village, cells.lastYear ?? null])).toEqual([
    ['Bản Mới', 'Hộ nghèo'],
    ['Bản Mới', null],
    ['Bản Mới', null],
  ]);

  // Put aside: asked with the number of households, and with a reason.
  expect(commune.move({ kind: 'aside', village: 'a', households: 2, text: 'lập nhầm' })).toEqual(['more-work']);
  expect(commune.move({ kind: 'aside', village: 'a', households: 3, text: 'lập nhầm' })).toEqual([]);
  expect([names(commune), villagesAside(commune.records).map(({ id, lock }) => [id, lock !== null])]).toEqual([
    ['b Thôn B', 'thon-c Thôn C'],
    [['a', true]],
  ]);
  expect(readMoves(commune.records).at(-1)).toMatchObject({ kind: 'aside', from: 'a', by: 'Việt', reason: 'lập nhầm' });
  expect(commune.move({ kind: 'merge', from: 'a', into: 'b' })).toEqual(['no-village']);
  expect(commune.move({ kind: 'restore', village: 'a', text: 'thôn có thật' })).toEqual([]);
  expect(readMoves(commune.records).at(-1)?.undone).toMatchObject({ reason: 'thôn có thật' });
  expect(readOneVillage(commune.records, commune.list('a'), 'a')).toEqual(data);
  expect(readVillages(commune.records).every(({ lock }) => lock === null)).toBe(true);

  // Each is taken back by itself; not where somebody has gone on since.
  const [added = '', named = '', ordered = ''] = readMoves(commune.records).map(({ id }) => id);
  expect(commune.move({ kind: 'rename', village: 'a', was: 'Bản Mới', name: 'Bản Mới Hơn' })).toEqual([]);
  expect(commune.move({ kind: 'back', of: named, text: 'nhầm' })).toEqual(['changed-since']);
  expect(commune.move({ kind: 'back', of: lastMove(commune), text: 'nhầm' })).toEqual([]);
  for (const of of [named, ordered]) expect(commune.move({ kind: 'back', of, text: 'nhầm' })).toEqual([]);
  commune.list('thon-c').write(household(9));
  expect(commune.move({ kind: 'back', of: added, text: 'nhầm' })).toEqual(['not-empty']);
  commune.list('thon-c').write(Object.keys(commune.list('thon-c').snapshotRow('h:9')).map((field) => ({ row: 'h:9', field, value: null })));
  expect(commune.move({ kind: 'back', of: added, text: 'nhầm' })).toEqual([]);
  expect(names(commune)).toEqual(['a Thôn A', 'b Thôn B']);
  // A commune of many villages: an act may be longer than a cell.
  for (let n = 10; n < 130; n++) expect(commune.move({ kind: 'add', name: `Thôn số ${n}` })).toEqual([]);
  const many = readVillages(commune.records).map(({ id }) => id);
  expect(commune.move({ kind: 'order', villages: [...many].reverse() })).toEqual([]);
  expect(commune.move({ kind: 'back', of: lastMove(commune), text: 'nhầm' })).toEqual([]);
  expect(readVillages(commune.records).map(({ id }) => id)).toEqual(many);
  // It can be had again, and not made a second time.
  expect(commune.move({ kind: 'add', name: 'Thôn C' })).toEqual(['name']);
  expect(commune.move({ kind: 'restore', village: 'thon-c', text: 'cần lại' })).toEqual([]);
  expect(names(commune)).toContain('thon-c Thôn C');
});

it('a village about which steps are recorded is not put aside, and a merge is not taken back over one that is', () => {
  const commune = kimSon();
  const request = {
    day: '2026-03-12',
    ask: 'enter',
    from: 'Hoa',
    head: 'Hộ mới',
    text: 'Ốm',
    why: '',
    household: '',
    listed: 'yes',
  } as const;
  const proof = { hash: '', role: 'commune' } as const;
  commune.records.write(actWrites(commune.records, 'b', { kind: 'requested', data: request }, proof));
  expect(commune.move({ kind: 'aside', village: 'b', households: 9, text: 'lập nhầm' })).toEqual(['acts']);
  expect(commune.move({ kind: 'split', from: 'a', name: 'Thôn C', households: ['h:1'] })).toEqual([]);
  const split = lastMove(commune);
  expect(commune.move({ kind: 'aside', village: 'thon-c', households: 1, text: 'lập nhầm' })).toEqual([]);
  expect(commune.move({ kind: 'back', of: split, text: 'nhầm' })).toEqual(['not-last']);
});

it('the reviewers on the team follow the households, and go back', () => {
  const commune = kimSon();
  const team = (): [string, readonly string[]][] => readTeam(commune.records).map(({ name, villages }) => [name, villages]);
  const people = [
    { name: 'Lan', role: 'reviewer', villages: ['a'] },
    { name: 'Thành', role: 'reviewer', villages: ['a', 'b'] },
    { name: 'Hiếu', role: 'head', villages: ['a'] },
  ] as const;
  for (const each of people)
    commune.records.write(teamWrites({ ...each, id: `team:${each.name}`, position: '', ofCommune: false, account: '' }));
  const before = team();
  expect(commune.move({ kind: 'split', from: 'a', name: 'Thôn C', households: ['h:1'] })).toEqual([]);
  expect(new Map(team())).toEqual(
    new Map([
      ['Lan', ['a', 'thon-c']],
      ['Thành', ['a', 'b', 'thon-c']],
      ['Hiếu', ['a']],
    ]),
  );
  expect(commune.move({ kind: 'back', of: lastMove(commune), text: 'nhầm' })).toEqual([]);
  expect(commune.move({ kind: 'merge', from: 'a', into: 'b' })).toEqual([]);
  expect(new Map(team())).toEqual(
    new Map([
      ['Lan', ['b']],
      ['Thành', ['b']],
      ['Hiếu', ['a']],
    ]),
  );
  expect(commune.move({ kind: 'back', of: lastMove(commune), text: 'nhầm' })).toEqual([]);
  expect(team()).toEqual(before);
});

const act = fc.oneof(
  fc.record({ kind: fc.constant('add' as const) }),
  fc.record({ kind: fc.constant('rename' as const), village: fc.nat(4) }),
  fc.record({ kind: fc.constant('order' as const), by: fc.nat(3) }),
  fc.record({ kind: fc.constant('aside' as const), village: fc.nat(4) }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

let made = 0;
/** Under names that nothing else has. @returns codes of what is missing. */
function doAct(commune: Commune, wanted: Act): string[] {
  const villages = readVillages(commune.records);
  const ids = villages.map(({ id }) => id);
  if (wanted.kind === 'add') return commune.move({ kind: 'add', name: `Thôn thêm ${++made}` });
  if (wanted.kind === 'order') return commune.move({ kind: 'order', villages: [...ids.slice(wanted.by), ...ids.slice(0, wanted.by)] });
  const { id: village = '', name: was = '' } = villages[wanted.village] ?? {};
  return commune.move(
    wanted.kind === 'rename'
      ? { kind: 'rename', village, was, name: `Thôn tên ${++made}` }
      : { kind: 'aside', village, households: Number.MAX_SAFE_INTEGER, text: 'lập nhầm' },
  );
}

it('whatever is added, renamed, ordered and put aside: taken back from the last to the first, all is as it was', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      const commune = new Commune();
      for (const [order, id] of ['a', 'b', 'c'].entries()) commune.village(id, { name: `Thôn ${id}`, order });
      const states = [names(commune)];
      for (const wanted of acts) if (doAct(commune, wanted).length === 0) states.push(names(commune));
      for (const { id } of readMoves(commune.records).reverse()) {
        expect(names(commune)).toEqual(states.pop());
        expect(commune.move({ kind: 'back', of: id, text: 'nhầm' })).toEqual([]);
      }
      expect(names(commune)).toEqual(states.pop());
      expect(states).toEqual([]);
    }),
    { numRuns: Number(process.env.SCHEDULES ?? 300) },
  );
});

const deed = fc.oneof(
  act,
  fc.record({ kind: fc.constant('write' as const), who: fc.nat(2), row: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('arrive' as const), who: fc.nat(2) }),
  fc.record({ kind: fc.constant('merge' as const), from: fc.nat(3), into: fc.nat(3) }),
  fc.record({ kind: fc.constant('split' as const), from: fc.nat(3), which: fc.integer({ min: 1, max: 63 }) }),
  fc.record({ kind: fc.constant('back' as const), which: fc.nat(9) }),
);

it('whatever is done with villages while devices are away: each household is once on a list, every value of them arrives, and what a month decided finds it', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 25 }), (deeds) => {
      const commune = new Commune();
      for (const [at, id] of ['a', 'b', 'c'].entries()) {
        commune.village(id, { name: `Thôn ${id}`, order: at });
        commune.list(id).write([...household(2 * at + 1), ...household(2 * at + 2), ...member(2 * at + 1, 2 * at + 1)]);
      }
      /** As a month's list has them, from before all that. */
      const months = ['a', 'b', 'c'].map((id) => [id, readOneVillage(commune.records, commune.list(id), id).households] as const);
      const people = ['a', 'b', 'c'].map((village, n) => ({ village, ...away(commune.list(village), `Người ${n}`) }));
      const written = new Map<string, string>();
      let count = 0;
      const villages = (): string[] => readVillages(commune.records).map(({ id }) => id);
      for (const each of deeds) {
        if (each.kind === 'write') {
          const { list, village } = people[each.who]!;
          const row = `h:${each.row}`;
          // A device writes what it has: the households of its village as it knew them.
          if (!list.has(row) || list.get(row, 'code') === null) continue;
          list.set(row, 'note', `giá trị ${++count}`);
          written.set(`${each.who} ${village} ${row}`, `giá trị ${count}`);
        } else if (each.kind === 'arrive') people[each.who]!.arrive();
        else if (each.kind === 'merge')
          commune.move({ kind: 'merge', from: villages()[each.from] ?? '', into: villages()[each.into] ?? '' });
        else if (each.kind === 'split') {
          const from = villages()[each.from] ?? '';
          const households = listedRows(commune.list(from), HOUSEHOLD_PREFIX).filter((_, n) => each.which & (1 << n));
          commune.move({ kind: 'split', from, name: `Thôn mới ${++count}`, households });
        } else if (each.kind !== 'back') doAct(commune, each);
        else {
          const moves = readMoves(commune.records).filter(({ undone }) => undone === null);
          commune.move({ kind: 'back', of: moves[each.which]?.id ?? '', text: 'nhầm' });
        }
        expect(
          commune
            .everywhere()
            .map(([row]) => row)
            .sort(),
        ).toEqual(['h:1', 'h:2', 'h:3', 'h:4', 'h:5', 'h:6']);
      }
      for (const { arrive } of people) arrive();
      commune.follow();
      const home = new Map(commune.everywhere());
      expect(home.size).toBe(6);
      const standing = readMoves(commune.records).filter(({ undone }) => undone === null);
      const touched = new Set(standing.flatMap(({ from, into }) => [from, into]).filter((id) => commune.lists.has(id)));
      const listed = [...touched].map((id) => [id, readHouseholds(commune.list(id))] as const);
      const [known, unknown] = [new MovedHomes(standing, listed), new MovedHomes(standing, [])];
      for (const [village, households] of months)
        for (const row of households) {
          const where = home.get(row.id) ?? '';
          expect(known.homeOf(row, village)).toBe(where);
          expect(known.sourcesOf(where)).toContain(village);
          // One that is on no list belongs to a village that has not been merged into another.
          expect(movedAway(standing).has(unknown.homeOf(row, village))).toBe(false);
        }
      for (const [key, value] of written) {
        const row = key.split(' ')[2]!;
        expect(
          commune
            .list(home.get(row)!)
            .values(row, 'note')
            .map((entry) => entry.value),
        ).toContain(value);
      }
      for (const n of [1, 3, 5]) expect(commune.list(home.get(`h:${n}`)!).get(`m:${n}`, 'name')).toBe(`Người ${n}`);
      // Taken back from the last to the first, everything is where it was.
      for (const { id, kind } of standing.reverse())
        if (kind !== 'restore') expect(commune.move({ kind: 'back', of: id, text: 'nhầm' })).toEqual([]);
      expect(new Map(commune.everywhere())).toEqual(new Map(months.flatMap(([id, rows]) => rows.map((row) => [row.id, id] as const))));
      expect(names(commune)).toEqual(['a Thôn a', 'b Thôn b', 'c Thôn c']);
    }),
    { numRuns: Number(process.env.SCHEDULES ?? 300) },
  );
});

it('shows no outline that is no longer true: of a village that others come into, or a part leaves', () => {
  const [one, two] = ['10580000,2210000 50,0 0,50', '10590000,2210000 50,0 0,50'];
  const commune = new Commune();
  commune.village('thon-1', { name: 'Thôn 1', shape: one });
  commune.village('thon-2', { name: 'Thôn 2', shape: two });
  for (const n of [1, 2]) commune.list('thon-1').write([{ row: `h:${n}`, field: 'head', value: `Hộ ${n}` }]);
  const shapes = () => readVillages(commune.records).map(({ name, row }) => [name, row.cells.shape ?? null]);
  const back = () => commune.move({ kind: 'back', of: readMoves(commune.records).at(-1)!.id, text: 'nhầm' });

  expect(commune.move({ kind: 'rename', village: 'thon-1', was: 'Thôn 1', name: 'Bản Một' })).toEqual([]);
  expect(shapes()).toContainEqual(['Bản Một', one]);
  expect(commune.move({ kind: 'split', from: 'thon-1', name: 'Thôn 3', households: ['h:2'] })).toEqual([]);
  expect(shapes()).toEqual(
    expect.arrayContaining([
      ['Bản Một', null],
      ['Thôn 3', null],
      ['Thôn 2', two],
    ]),
  );
  expect(back()).toEqual([]);
  expect(shapes()).toContainEqual(['Bản Một', one]);
  expect(commune.move({ kind: 'merge', from: 'thon-1', into: 'thon-2' })).toEqual([]);
  expect(shapes()).toEqual([['Thôn 2', null]]);
  expect(back()).toEqual([]);
  expect(shapes()).toEqual(
    expect.arrayContaining([
      ['Bản Một', one],
      ['Thôn 2', two],
    ]),
  );
});
