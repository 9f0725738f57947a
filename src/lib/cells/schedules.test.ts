/**
 * Random schedules against a reference model of what must be live: all that was written, minus what was overwritten by
 * somebody who had seen it. A failure names its seed. `npm run test:schedules` runs more.
 */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../review/types.ts';
import { dateOf } from './entry.ts';
import { SharedList, type CellWrite } from './shared-list.ts';
import type { UndoStack } from './undo-stack.ts';

const SCHEDULES = Number(process.env.SCHEDULES ?? 500);
const ROWS = ['h:1', 'h:2', 'm:1'];
const FIELDS = ['a', 'b', 'c'];
const VALUES: CellValue[] = [null, 0, 1, '1', 'x', 'Nghèo'];
const CELLS = ROWS.flatMap((row) => FIELDS.map((field) => ({ row, field })));

type Random = (below: number) => number;
const randomOf = (seed: number): Random => {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
};
const pick = <T>(random: Random, items: readonly T[]): T => items[random(items.length)]!;

/** One write of one cell in the model. `id` is its second, unique within a schedule. */
interface Written {
  id: number;
  cell: string;
  value: CellValue;
}
interface ModelStep {
  row: string;
  field: string;
  before: CellValue;
  after: CellValue;
}

/** What one copy knows: the writes it has seen, and which of them were overwritten by a writer who had seen them. */
class Model {
  written = new Map<string, Written>();
  overwritten = new Set<string>();
  mine = new Set<string>();
  undo: ModelStep[][] = [];
  redo: ModelStep[][] = [];

  live(cell: string): Written[] {
    return [...this.written.values()].filter((w) => w.cell === cell && !this.overwritten.has(key(w)));
  }

  learn(other: Model): void {
    for (const [k, w] of other.written) this.written.set(k, w);
    for (const k of other.overwritten) this.overwritten.add(k);
  }

  put(write: Written, seen: Written[] = this.live(write.cell)): void {
    for (const old of seen) this.overwritten.add(key(old));
    this.written.set(key(write), write);
    this.mine.add(key(write));
  }
}

/** Calling expect() for every cell of every step would take most of the time. */
const same = (actual: unknown, wanted: unknown): void => {
  if (JSON.stringify(actual) !== JSON.stringify(wanted)) expect(actual).toEqual(wanted);
};

const key = (w: Written): string => `${w.cell}@${w.id}`;
const name = (row: string, field: string): string => `${row}|${field}`;

class Replica {
  model = new Model();
  list: SharedList;
  readonly tick: () => number;

  constructor(tick: () => number) {
    this.tick = tick;
    this.list = this.open(new Y.Doc());
  }

  open(doc: Y.Doc): SharedList {
    return new SharedList(doc, 'p', () => dateOf(this.tick()).getTime());
  }

  reload(): void {
    const doc = new Y.Doc();
    const update = Y.encodeStateAsUpdate(this.list.doc);
    const before = this.list.undoStack.deeds;
    this.list = this.open(doc);
    Y.applyUpdate(doc, update);
    const { done, undone } = JSON.parse(JSON.stringify(before)) as UndoStack['deeds'];
    this.list.undoStack.restore(done, undone);
  }

  check(): void {
    const open: { row: string; field: string }[] = [];
    for (const { row, field } of CELLS) {
      const live = this.model.live(name(row, field));
      const entries = this.list.entries(row, field);
      same(entries.map((e) => `${e.at} ${String(e.value)}`).sort(), live.map((w) => `${w.id} ${String(w.value)}`).sort());
      same(this.list.get(row, field), entries.at(-1)?.value ?? null);
      if (new Set(live.map((w) => w.value)).size > 1) open.push({ row, field });
    }
    same(this.list.conflicts(), open);
    same(
      this.list.rows(),
      ROWS.filter((row) => this.list.fields(row).length > 0),
    );
  }
}

/** The replicas of a schedule share a clock, so that each write has its own second. */
function world(random: Random): Replica[] {
  let second = 0;
  return Array.from({ length: 3 + random(2) }, () => new Replica(() => ++second));
}

const randomWrites = (random: Random): CellWrite[] =>
  Array.from({ length: random(4) === 0 ? 1 + random(6) : 1 }, () => ({ ...pick(random, CELLS), value: pick(random, VALUES) }));

function write(replica: Replica, random: Random): void {
  const { model, list } = replica;
  const writes = randomWrites(random);
  const settle = writes.length === 1 && random(3) === 0;
  const last = new Map(writes.map((w) => [name(w.row, w.field), w]));
  const before = new Map(writes.map((w) => [name(w.row, w.field), list.get(w.row, w.field)]));
  const lives = new Map([...last.keys()].map((cell) => [cell, model.live(cell)]));
  if (settle) list.settle(writes[0]!.row, writes[0]!.field, writes[0]!.value);
  else list.write(writes);
  const steps: ModelStep[] = [];
  for (const [cell, { row, field, value }] of last) {
    const live = lives.get(cell)!;
    const stands = live.length === 0 ? value === null : live.every((w) => w.value === value);
    if (stands && !(settle && live.length > 1)) continue;
    const at = list.entries(row, field).at(-1)!.at;
    model.put({ id: at, cell, value }, live);
    if (before.get(cell) !== value || new Set(live.map((w) => w.value)).size > 1)
      steps.push({ row, field, before: before.get(cell) ?? null, after: value });
  }
  if (steps.length > 0) {
    model.undo.push(steps);
    model.redo = [];
  }
}

function move(replica: Replica, direction: 'undo' | 'redo'): void {
  const { model, list } = replica;
  const steps = model[direction].pop() ?? [];
  const stands = steps.filter(({ row, field, after }) => {
    const live = model.live(name(row, field));
    return live.length === 1 && live[0]!.value === after && model.mine.has(key(live[0]!));
  });
  const result = list[direction]();
  const place = ({ row, field }: { row: string; field: string }): string => name(row, field);
  const changing = stands.filter(({ before, after }) => before !== after);
  expect(result.done.map(place).sort()).toEqual(changing.map(place).sort());
  expect(result.skipped.map(place).sort()).toEqual(
    steps
      .filter((step) => !stands.includes(step))
      .map(place)
      .sort(),
  );
  for (const { row, field, before } of changing) model.put({ id: list.entries(row, field)[0]!.at, cell: name(row, field), value: before });
  const other = direction === 'undo' ? 'redo' : 'undo';
  if (changing.length > 0) model[other].push(changing.map((step) => ({ ...step, before: step.after, after: step.before })));
}

function pull(from: Replica, to: Replica): void {
  Y.applyUpdate(to.list.doc, Y.encodeStateAsUpdate(from.list.doc, Y.encodeStateVector(to.list.doc)));
  to.model.learn(from.model);
}

const syncAll = (replicas: Replica[]): void => {
  for (let round = 0; round < 2; round++) for (const from of replicas) for (const to of replicas) if (from !== to) pull(from, to);
};

/** After a full sync every copy shows the same values in the same order. Then any copy settles each conflict once. */
function converge(replicas: Replica[], random: Random): void {
  syncAll(replicas);
  const [first, ...others] = replicas as [Replica, ...Replica[]];
  const shown = (replica: Replica): unknown => CELLS.map(({ row, field }) => replica.list.entries(row, field));
  for (const other of others) expect(shown(other)).toEqual(shown(first));
  for (const replica of replicas) replica.check();
  const chosen = first.list.conflicts().map((place) => {
    const { value } = pick(random, first.list.values(place.row, place.field));
    pick(random, replicas).list.settle(place.row, place.field, value);
    return { ...place, value };
  });
  for (let round = 0; round < 2; round++)
    for (const from of replicas) for (const to of replicas) Y.applyUpdate(to.list.doc, Y.encodeStateAsUpdate(from.list.doc));
  for (const { list } of replicas) {
    expect(list.conflicts()).toEqual([]);
    for (const { row, field, value } of chosen) expect(list.values(row, field).map((entry) => entry.value)).toEqual([value]);
  }
}

function schedule(seed: number): void {
  const random = randomOf(seed);
  const replicas = world(random);
  for (let step = 0; step < 25; step++) {
    const replica = pick(random, replicas);
    const dice = random(20);
    if (dice < 10) write(replica, random);
    else if (dice < 12) move(replica, 'undo');
    else if (dice < 13) move(replica, 'redo');
    else if (dice < 14) replica.reload();
    else {
      const to = pick(random, replicas);
      pull(replica, to);
      // An update may be received twice.
      if (random(3) === 0) pull(replica, to);
      to.check();
    }
    replica.check();
  }
  converge(replicas, random);
}

/** Delivers single updates in any order, twice or never, as a broken network does. A writer has seen exactly what its copy shows. */
function disorder(seed: number): void {
  const random = randomOf(seed);
  const replicas = world(random);
  const all = new Model();
  const updates: Uint8Array[] = [];
  for (const { list } of replicas)
    list.doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) updates.push(update);
    });
  for (let step = 0; step < 25; step++) {
    const { list } = pick(random, replicas);
    if (random(2) === 0 && updates.length > 0) {
      Y.applyUpdate(list.doc, pick(random, updates));
      continue;
    }
    const { row, field } = pick(random, CELLS);
    const seen = list.entries(row, field).map((e) => ({ id: e.at, cell: name(row, field), value: e.value }));
    const value = pick(random, VALUES);
    list.settle(row, field, value);
    const entries = list.entries(row, field);
    const at = entries.at(-1)?.at;
    if (at !== undefined && (entries.length !== seen.length || at !== seen.at(-1)?.id))
      all.put({ id: at, cell: name(row, field), value }, seen);
  }
  for (const replica of replicas) replica.model = all;
  converge(replicas, random);
}

const run = (count: number, one: (seed: number) => void): void => {
  for (let seed = 1; seed <= count; seed++) {
    try {
      one(seed);
    } catch (error) {
      throw new Error(`Schedule ${seed} fails`, { cause: error });
    }
  }
};

describe('random schedules', () => {
  it(`${SCHEDULES} of partial syncs, undo and reload agree with the model at every step`, { timeout: 300_000 }, () =>
    run(SCHEDULES, schedule),
  );
  it(`${SCHEDULES} of lost, repeated and disordered updates lose no concurrent value`, { timeout: 300_000 }, () =>
    run(SCHEDULES, disorder),
  );
});
