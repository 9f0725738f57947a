import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { LOCKED_FIELD, VILLAGE_PREFIX } from '../../src/lib/cells/review-rooms.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import type { LogRow } from '../log/log.ts';
import { MemoryLog } from '../log/memory.ts';
import { RelayStore } from '../log/relay-store.ts';
import { Hub } from '../rooms/hub.ts';
import { readRoom } from '../rooms/reader.ts';
import { Relay } from './relay.ts';
import { rowsAfter } from './rows-after.ts';
import { takeRows } from './take-rows.ts';
import { Away, type Upstream } from './upstream.ts';

const COMMUNE = 'nong-thuong-2026.xa';
const LISTS = ['nong-thuong-2026.thon-1', 'nong-thuong-2026.thon-2'] as const;
const ROOMS = [COMMUNE, ...LISTS];
const PEOPLE = ['lan', 'thanh', 'viet'] as const;
const NOT_HERE = 'Tài khoản này đang bị khóa ở xã.';

const fail = (text: string, error: unknown): void => expect.fail(`${text}: ${String(error)}`);

/** One machine: its log, and the devices that write there. */
class Machine {
  readonly log = new MemoryLog();
  hub = new Hub({ log: this.log, report: fail });
  readonly #devices = new Map<string, Y.Doc>();
  #client: number;

  constructor(client: number) {
    this.#client = client;
  }

  async restart(): Promise<void> {
    await this.hub.close();
    this.hub = new Hub({ log: this.log, report: fail });
  }

  /** @param reads whether the device has first received what the machine has. */
  async write(room: string, person: string, reads: boolean, fill: (list: SharedList) => void): Promise<Uint8Array> {
    const key = `${room} ${person}`;
    const doc = this.#devices.get(key) ?? new Y.Doc();
    if (!this.#devices.has(key)) doc.clientID = this.#client++;
    this.#devices.set(key, doc);
    if (reads) for (const { update } of await this.log.history(room)) Y.applyUpdate(doc, update);
    let made = new Uint8Array();
    doc.once('update', (update: Uint8Array) => (made = new Uint8Array(update)));
    const list = new SharedList(doc, person, () => 1);
    fill(list);
    list.destroy();
    if (made.length === 0) return made;
    const outcome = await this.hub.relay(room, [{ update: made, person, device: 'điện thoại', claims: [doc.clientID] }]);
    expect(outcome.kind).toBe('taken');
    return made;
  }
}

/** Each piece of a client's writes with its author, and whether any piece is in two rows. */
function pieces(rows: readonly LogRow[]): { authors: Map<string, string>; twice: string[] } {
  const authors = new Map<string, string>();
  const twice: string[] = [];
  for (const { update, person } of rows) {
    const { from, to } = Y.parseUpdateMeta(update);
    for (const [client, end] of to)
      for (let clock = from.get(client) ?? 0; clock < end; clock++) {
        const piece = `${client}:${clock}`;
        if (authors.has(piece)) twice.push(piece);
        authors.set(piece, person);
      }
  }
  return { authors, twice };
}

const cellsOf = (log: MemoryLog, room: string): Promise<Record<string, Record<string, CellValue[]>>> =>
  readRoom(log, room, (list) =>
    Object.fromEntries(
      list
        .rows()
        .sort()
        .map((row) => [
          row,
          Object.fromEntries([...list.fields(row)].sort().map((field) => [field, list.entries(row, field).map(({ value }) => value)])),
        ]),
    ),
  );

class Line implements Upstream {
  readonly #machine: Machine;
  readonly locked: Set<string>;
  /** Rows that went over the line, and the calls until it is cut. */
  sent = 0;
  callsLeft = Infinity;
  /** Whether the call at which it is cut has its effect there before the answer is lost. */
  answerLost = false;

  constructor(machine: Machine, locked: Set<string>) {
    this.#machine = machine;
    this.locked = locked;
  }

  async rows(room: string, after: number, known: ReadonlyMap<number, number>): ReturnType<Upstream['rows']> {
    const page = await this.#call(() => rowsAfter(this.#machine.log, room, after, new Map(known)));
    this.sent += page.rows.length;
    return { ...page, names: [] };
  }

  take(...[room, rows]: Parameters<Upstream['take']>): ReturnType<Upstream['take']> {
    this.sent += rows.length;
    const origin = { name: 'Máy họp', trusted: true, by: '' };
    return this.#call(() => takeRows(this.#machine.hub, room, rows, origin, (person) => (this.locked.has(person) ? NOT_HERE : null)));
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.callsLeft-- > 0) return work();
    if (this.answerLost) await work();
    throw new Away('cut');
  }
}

type Deed =
  | { kind: 'write'; at: 0 | 1; room: 0 | 1; who: number; field: string; value: number; reads: boolean }
  | { kind: 'exchange'; calls: number; answerLost: boolean }
  | { kind: 'restart'; at: 0 | 1 }
  /** The hub is killed after upstream has answered, or its notes of the exchange are lost. */
  | { kind: 'forget'; how: 'late' | 'all' }
  | { kind: 'person'; who: number; locked: boolean }
  | { kind: 'list'; room: 0 | 1; locked: boolean };

const side = fc.constantFrom<0 | 1>(0, 1);
const write = fc.record({
  kind: fc.constant('write' as const),
  at: side,
  room: side,
  who: fc.nat(2),
  field: fc.constantFrom('b1', 'size', 'note'),
  value: fc.nat(9),
  reads: fc.boolean(),
});
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: write },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('exchange' as const), calls: fc.oneof(fc.nat(9), fc.constant(99)), answerLost: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), at: side }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), how: fc.constantFrom('late' as const, 'all' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('person' as const), who: fc.nat(2), locked: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('list' as const), room: side, locked: fc.boolean() }) },
);

class Meeting {
  readonly machines = [new Machine(1_000), new Machine(2_000)] as const;
  readonly line: Line;
  readonly truth = new Map<string, string>();
  store = RelayStore.inMemory();
  relay: Relay;

  constructor() {
    this.line = new Line(this.machines[1], new Set());
    this.relay = this.#begun();
  }

  #begun(): Relay {
    const [{ log }] = this.machines;
    const relayed = (): Hub => this.machines[0].hub;
    // The hub's documents change when it is restarted.
    const hub = { relay: (...args: Parameters<Hub['relay']>) => relayed().relay(...args) } as Hub;
    return new Relay({
      hub,
      log,
      store: this.store,
      upstream: this.line,
      upstreamName: () => 'Máy xã',
      rememberNames: () => Promise.resolve(),
      report: fail,
    });
  }

  async do(deed: Deed): Promise<void> {
    if (deed.kind === 'write') {
      const room = LISTS[deed.room];
      const person = PEOPLE[deed.who]!;
      const made = await this.machines[deed.at].write(room, person, deed.reads, (list) => list.set('h:1', deed.field, deed.value));
      if (made.length > 0)
        for (const [piece, by] of pieces([{ room, update: made, person, device: '', at: 1 }]).authors)
          this.truth.set(`${room} ${piece}`, by);
    } else if (deed.kind === 'exchange') {
      this.line.callsLeft = deed.calls;
      this.line.answerLost = deed.answerLost;
      await this.relay.exchange(ROOMS, true).catch((error: unknown) => expect(error).toBeInstanceOf(Away));
      this.line.callsLeft = Infinity;
    } else if (deed.kind === 'restart') {
      await this.machines[deed.at].restart();
      if (deed.at === 0) this.relay = this.#begun();
    } else if (deed.kind === 'forget') {
      if (deed.how === 'all') this.store = RelayStore.inMemory();
      else
        for (const room of ROOMS) {
          const { pushed, pulled, ...at } = this.store.exchanged(room);
          this.store.save(room, { ...at, pushed: 0, pulled, clocks: new Map() });
          void pushed;
        }
      this.relay = this.#begun();
    } else if (deed.kind === 'person') {
      const person = PEOPLE[deed.who]!;
      if (deed.locked) this.line.locked.add(person);
      else this.line.locked.delete(person);
    } else await this.lock(deed.room, deed.locked);
  }

  lock(room: 0 | 1, locked: boolean): Promise<unknown> {
    return this.machines[1].write(COMMUNE, 'xa', true, (list) =>
      list.set(`${VILLAGE_PREFIX}thon-${room + 1}`, LOCKED_FIELD, locked ? 'x' : null),
    );
  }

  /** Everybody may write again, and the line holds. */
  async settle(): Promise<void> {
    this.line.locked.clear();
    for (const room of [0, 1] as const) await this.lock(room, false);
    for (let i = 0; i < 3; i++) {
      await this.relay.exchange(ROOMS, true);
      // Late edits enter an unlocked list when it is opened.
      for (const { hub } of this.machines) for (const room of LISTS) await hub.relay(room, []);
    }
  }

  async close(): Promise<void> {
    for (const { hub } of this.machines) await hub.close();
    this.store.close();
  }
}

describe('a meeting hub and the commune', () => {
  it('have the same lists in the end, each edit once and in the name of its author, whatever was cut, killed or locked between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 30 }), async (deeds) => {
        const meeting = new Meeting();
        for (const each of deeds) await meeting.do(each);
        await meeting.settle();
        const [here, there] = meeting.machines;
        expect([...meeting.relay.troubles]).toEqual([]);
        expect(meeting.store.held()).toEqual([]);
        expect(await meeting.relay.waiting(ROOMS)).toBe(0);
        for (const room of ROOMS) expect(await cellsOf(here.log, room)).toEqual(await cellsOf(there.log, room));
        for (const { log } of [here, there])
          for (const room of LISTS) {
            const { authors, twice } = pieces(await log.history(room));
            expect(twice).toEqual([]);
            expect(new Map([...authors].map(([piece, by]) => [`${room} ${piece}`, by]))).toEqual(
              new Map([...meeting.truth].filter(([piece]) => piece.startsWith(room))),
            );
            // A client id is nobody else's. (Those of late edits stay unclaimed, as always.)
            for (const [client, person] of (await log.load(room)).writers) expect(authors.get(`${client}:0`)).toBe(person);
          }
        // Nothing is sent again.
        const { sent } = meeting.line;
        await meeting.relay.exchange(ROOMS, true);
        expect(meeting.line.sent).toBe(sent);
        await meeting.close();
      }),
      { numRuns: Number(process.env.RUNS ?? 80) },
    );
  }, 120_000);
});
