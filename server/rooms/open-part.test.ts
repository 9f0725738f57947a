/** A client with the open part of a list never receives personal data, and misses nothing else. On the real hub. */
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { afterEach, expect, it } from 'vitest';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { MESSAGE, SYNC } from '../../src/lib/sync/protocol.ts';
import { MemoryLog } from '../log/memory.ts';
import { FakeLink, HonestCopy } from './fuzz-copies.ts';
import { Hub } from './hub.ts';
import { openPart } from './open-part.ts';
import * as wire from './wire.ts';

const ROOM = 'r.thon-1';
/** Part of every personal value in this test: it must be in no byte sent to a reader. */
const SECRET = 'rieng';

/** A copy of the open part, which disconnects and reconnects with what it had. */
class Reader {
  readonly doc = new Y.Doc();
  readonly heard: Uint8Array[] = [];
  #link: FakeLink | null = null;
  readonly #hub: Hub;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  toggle(): void {
    if (this.#link) {
      this.#link.leave();
      this.#link = null;
    } else {
      this.#link = new FakeLink(this.#hub, ROOM, 'hieu', (bytes) => this.#hear(bytes), true);
      this.#link.send(wire.step1(Y.encodeStateVector(this.doc)));
    }
  }

  get isAway(): boolean {
    return this.#link === null;
  }

  #hear(bytes: Uint8Array): void {
    this.heard.push(bytes);
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync || decoding.readVarUint(decoder) === SYNC.step1) return;
    Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder));
  }
}

let hub: Hub | undefined;
afterEach(() => hub?.close());

const cell = fc.oneof(
  fc.record({ row: fc.constantFrom('h:1', 'h:2', 'm:1'), field: fc.constantFrom('cccd', 'birth', 'income'), personal: fc.constant(true) }),
  fc.record({ row: fc.constantFrom('h:1', 'h:2', 'm:1'), field: fc.constantFrom('head', 'b1', 'code'), personal: fc.constant(false) }),
);
const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('write' as const), who: fc.nat(2), cells: fc.array(cell, { minLength: 1, maxLength: 6 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('comment' as const), who: fc.nat(2), column: fc.constantFrom('cccd', 'b1', null) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('away' as const), who: fc.nat(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reader' as const), who: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lock' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('turn' as const), times: fc.nat(8) }) },
);

it('whatever is written, by anybody, in whatever order people come and go', async () => {
  let [withSecrets, withComments] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 40 }), async (acts) => {
      const log = new MemoryLog();
      const reports: string[] = [];
      const own = (hub = new Hub({ log, report: (text) => reports.push(text), compactAfter: 6 }));
      const writers = ['lan', 'thanh', 'viet'].map((person) => new HonestCopy(own, ROOM, person));
      const office = new HonestCopy(own, 'r.xa', 'viet');
      const readers = [new Reader(own), new Reader(own)];
      const quiet = async (): Promise<void> => {
        for (let i = 0; i < 400 && (i < 12 || ![...writers, office].every((copy) => copy.isAcknowledged)); i++) await turn();
      };
      let count = 0;
      let locked = false;
      for (const one of acts) {
        count++;
        if (one.kind === 'turn') for (let i = 0; i < one.times; i++) await turn();
        else if (one.kind === 'reader') readers[one.who]!.toggle();
        else if (one.kind === 'lock') office.write('v:thon-1', 'locked', (locked = !locked) ? 'x' : '');
        else {
          const writer = writers[one.who]!;
          if (one.kind === 'away') {
            if (writer.link) writer.leave();
            else writer.connect();
          } else if (one.kind === 'comment') {
            const row = `c:${count}`;
            const text =
              one.column === 'cccd'
                ? `${SECRET} ${count}`
                : one.column === null
                  ? `CCCD của bà là 006 056 ${String(100_000 + count)}`
                  : `ý kiến ${count}`;
            writer.list.write([
              { row, field: 'about', value: 'h:1' },
              { row, field: 'column', value: one.column },
              { row, field: 'text', value: text },
            ]);
          } else
            writer.list.write(
              one.cells.map(({ row, field, personal }, at) => ({
                row,
                field,
                value: personal ? `${SECRET} ${count} ${at}` : `${one.who} ${count} ${at}`,
              })),
            );
        }
      }
      if (locked) office.write('v:thon-1', 'locked', '');
      for (const copy of writers) if (!copy.link) copy.connect();
      await quiet();
      for (const reader of readers) if (reader.isAway) reader.toggle();
      await quiet();

      const [whole] = writers.map(({ doc }) => doc);
      for (const reader of readers) {
        const bytes = Buffer.concat(reader.heard).toString('latin1');
        expect(bytes).not.toContain(SECRET);
        expect(bytes).not.toMatch(/006 056/);
        expect(Y.encodeStateVector(reader.doc)).toEqual(Y.encodeStateVector(whole!));
        expect([reader.doc.store.pendingStructs, reader.doc.store.pendingDs]).toEqual([null, null]);
        for (const row of whole!.share.keys()) {
          const kept = whole!
            .getArray<unknown[]>(row)
            .toArray()
            .filter(([, value]) => !/^rieng|006 056/.test(String(value)));
          expect([row, reader.doc.getArray(row).toArray()]).toEqual([row, kept]);
        }
        // People with the right to personal data miss nothing that was written.
        for (const writer of writers)
          for (const row of whole!.share.keys()) expect(writer.doc.getArray(row).toArray()).toEqual(whole!.getArray(row).toArray());
      }
      const all = JSON.stringify([...whole!.share.keys()].map((row) => whole!.getArray(row).toArray()));
      if (all.includes(SECRET)) withSecrets++;
      if (all.includes('006 056')) withComments++;
      expect(reports).toEqual([]);
      await own.close();
    }),
    { numRuns: Number(process.env.RASOAT_OPEN_PART ?? 60) },
  );
  // The test is only meaningful when there was something to hide.
  expect([withSecrets > 10, withComments > 5]).toEqual([true, true]);
}, 600_000);

it('splits one write, and keeps what is on either side in its place', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const list = new SharedList(doc, 'Lan');
  list.write(['cccd', 'head', 'birth', 'income', 'b1', 'cccd2'].map((field) => ({ row: 'h:1', field, value: `${field}-value` })));
  const other = new Y.Doc();
  for (const update of updates) Y.applyUpdate(other, openPart(doc, update));
  expect(new SharedList(other, '').snapshotRow('h:1')).toEqual({ head: 'head-value', b1: 'b1-value', cccd2: 'cccd2-value' });
  // An entry of a newer version's format is judged by its column; anything else is not sent.
  doc.getArray('h:1').push([['income', { đồng: 7 } as unknown as number, 'Lan', 1], ['b9', 1, 'Lan'], 'chữ lạ']);
  for (const update of updates.slice(1)) Y.applyUpdate(other, openPart(doc, update));
  expect(other.getArray<unknown[]>('h:1').toArray().at(-1)).toEqual(['b9', 1, 'Lan']);
  expect(other.getArray('h:1').length).toBe(4);
});

it('is the same for a list loaded from its log as for one followed from the start', () => {
  const doc = new Y.Doc();
  const list = new SharedList(doc, 'Lan');
  for (let n = 0; n < 50; n++)
    list.write([
      { row: `h:${n % 7}`, field: 'income', value: n },
      { row: `h:${n % 7}`, field: 'head', value: `Bàn ${n}` },
    ]);
  const whole = Y.encodeStateAsUpdate(doc);
  const open = openPart(doc, whole);
  expect(open.length).toBeLessThan(whole.length);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, open);
  // Applying it twice is the same as once.
  Y.applyUpdate(copy, open);
  const read = new SharedList(copy, '');
  expect(read.rows().map((row) => read.snapshotRow(row))).toEqual(list.rows().map((row) => ({ head: list.get(row, 'head') })));
});
