/** What every log must do. The test of each implementation calls this. */
import { describe, expect, it } from 'vitest';
import type { LogRow, UpdateLog } from './log.ts';

const row = (room: string, byte: number): LogRow => ({
  room,
  update: new Uint8Array([byte]),
  person: 'lan',
  device: 'may-1',
  at: 1_000 + byte,
});
const bytes = (updates: Uint8Array[]): (number | undefined)[] => updates.map((update) => update[0]);

/** @param reopen opens the same store again without closing it; null when the store cannot be reopened. */
export function logContract(name: string, open: () => Promise<UpdateLog>, reopen: ((log: UpdateLog) => Promise<UpdateLog>) | null): void {
  describe(`log: ${name}`, () => {
    it('is empty for a room that nobody has written', async () => {
      const log = await open();
      expect(await log.load('a.b')).toEqual({ updates: [], upTo: 0, tail: 0, writers: new Map() });
      expect(await log.rooms()).toEqual([]);
      await log.close();
    });

    it('returns rows by room, in order, with growing positions', async () => {
      const log = await open();
      const first = await log.append([row('a.b', 1), row('a.c', 2), row('a.b', 3)]);
      const second = await log.append([row('a.b', 4)]);
      expect(second).toBeGreaterThan(first);
      const { updates, upTo, tail } = await log.load('a.b');
      expect([bytes(updates), upTo, tail]).toEqual([[1, 3, 4], second, 3]);
      expect(await log.rooms()).toEqual(['a.b', 'a.c']);
      await log.close();
    });

    it('knows the last row of each room', async () => {
      const log = await open();
      await log.append([row('a.b', 1), row('a.c', 2)]);
      const last = await log.append([row('a.b', 3)]);
      const [, second] = await log.history('a.b');
      expect(second?.position).toBe(last);
      expect(await log.ends(['a.b', 'a.c', 'a.d'])).toEqual(
        new Map([
          ['a.b', last],
          ['a.c', (await log.history('a.c'))[0]?.position],
        ]),
      );
      expect((await log.shared?.changed((await log.history('a.c'))[0]?.position ?? 0))?.rooms ?? ['a.b']).toEqual(['a.b']);
      await log.close();
    });

    it('numbers the rows of all rooms in one order, so that a row of one room dates another', async () => {
      const log = await open();
      await log.append([row('a.b', 1), row('a.c', 2)]);
      await log.append([row('a.b', 3), row('a.c', 4), row('a.b', 5)]);
      const all = await Promise.all(['a.b', 'a.c'].map((room) => log.history(room)));
      const ordered = all.flat().sort((a, b) => a.position - b.position);
      expect(bytes(ordered.map(({ update }) => update))).toEqual([1, 2, 3, 4, 5]);
      await log.close();
    });

    it("stores a copy of the bytes, not the caller's buffer", async () => {
      const log = await open();
      const given = row('a.b', 7);
      await log.append([given]);
      given.update[0] = 9;
      expect(bytes((await log.load('a.b')).updates)).toEqual([7]);
      await log.close();
    });

    it('appends all rows or none', async () => {
      const log = await open();
      await log.append([row('a.b', 1)]);
      const broken = {
        ...row('a.b', 3),
        get update(): Uint8Array {
          throw new Error('unreadable');
        },
      };
      await expect(log.append([row('a.b', 2), broken])).rejects.toThrow('unreadable');
      expect(bytes((await log.load('a.b')).updates)).toEqual([1]);
      await log.close();
    });

    it('loads from the latest snapshot and keeps every row for the history', async () => {
      const log = await open();
      const upTo = await log.append([row('a.b', 1), row('a.b', 2)]);
      await log.compact('a.b', new Uint8Array([100]), upTo);
      await log.append([row('a.b', 3)]);
      // A late snapshot must not set the room back.
      await log.compact('a.b', new Uint8Array([50]), upTo - 1);
      const { updates, tail } = await log.load('a.b');
      expect([bytes(updates), tail]).toEqual([[100, 3], 1]);
      expect((await log.history('a.b')).map((r) => [r.update[0], r.person, r.device, r.at])).toEqual(
        [1, 2, 3].map((b) => [b, 'lan', 'may-1', 1_000 + b]),
      );
      await log.close();
    });

    it('says what each person last sent from each device, after a position', async () => {
      const log = await open();
      const by = (person: string, device: string, at: number): LogRow => ({ ...row('a.b', 1), person, device, at });
      const first = await log.append([by('lan', 'may-1', 10), by('lan', 'may-2', 20), { ...by('lan', 'may-1', 30), room: 'a.c' }]);
      const upTo = await log.append([by('lan', 'may-1', 40), by('thanh', 'may-2', 50)]);
      const sorted = async (after: number): Promise<unknown[]> =>
        (await log.lastSent('a.b', after)).sort((a, b) => a.position - b.position).map(({ person, device, at }) => [person, device, at]);
      expect(await sorted(0)).toEqual([
        ['lan', 'may-2', 20],
        ['lan', 'may-1', 40],
        ['thanh', 'may-2', 50],
      ]);
      expect(await sorted(first)).toEqual([
        ['lan', 'may-1', 40],
        ['thanh', 'may-2', 50],
      ]);
      expect(await log.lastSent('a.b', upTo)).toEqual([]);
      await log.close();
    });

    it('says when the last row of each room was received', async () => {
      const log = await open();
      await log.append([row('a.b', 5), row('a.b', 7), row('a.c', 9)]);
      await log.compact('a.c', new Uint8Array([100]), await log.append([row('a.d', 1)]));
      expect(await log.lastReceived(['a.b', 'a.c', 'a.nobody'])).toEqual(
        new Map([
          ['a.b', 1_007],
          ['a.c', 1_009],
        ]),
      );
      await log.close();
    });

    it('replaces a snapshot of the same position, because the first may have been damaged', async () => {
      const log = await open();
      const upTo = await log.append([row('a.b', 1)]);
      for (const byte of [100, 101]) await log.compact('a.b', new Uint8Array([byte]), upTo);
      expect(bytes((await log.load('a.b')).updates)).toEqual([101]);
      await log.close();
    });

    it('never lets a receive time go back, whatever the clock does', async () => {
      const log = await open();
      await log.append([
        { ...row('a.b', 1), at: 5_000 },
        { ...row('a.c', 2), at: 4_000 },
      ]);
      await log.append([
        { ...row('a.b', 3), at: 100 },
        { ...row('a.b', 4), at: 6_000 },
      ]);
      expect([...(await log.history('a.b')), ...(await log.history('a.c'))].map(({ at }) => at)).toEqual([5_000, 5_000, 6_000, 5_000]);
      expect(log.latest).toBe(6_000);
      await log.keepLate([
        { ...row('a.b', 5), at: 7_000 },
        { ...row('a.b', 6), at: 200 },
      ]);
      await log.append([{ ...row('a.b', 7), at: 300 }]);
      await log.keepLate([{ ...row('a.b', 8), at: 400 }]);
      expect((await log.late('a.b')).map(({ at }) => at)).toEqual([7_000, 7_000, 7_000]);
      expect([(await log.history('a.b')).at(-1)?.at, log.latest]).toEqual([7_000, 7_000]);
      await log.close();
    });

    it('reads a long history in parts', async () => {
      const log = await open();
      await log.append([1, 2, 3, 4, 5].map((byte) => row('a.b', byte)));
      const first = await log.history('a.b', 0, 2);
      const second = await log.history('a.b', first.at(-1)?.position, 2);
      expect(bytes([...first, ...second].map(({ update }) => update))).toEqual([1, 2, 3, 4]);
      await log.close();
    });

    it('gives a client id to the person who first wrote under it, by room', async () => {
      const log = await open();
      await log.append([
        { ...row('a.b', 1), clients: [7, 8] },
        { ...row('a.b', 2), person: 'thanh', clients: [8, 4_294_967_295] },
        { ...row('a.c', 3), person: 'viet', clients: [7] },
      ]);
      expect((await log.load('a.b')).writers).toEqual(
        new Map([
          [7, 'lan'],
          [8, 'lan'],
          [4_294_967_295, 'thanh'],
        ]),
      );
      expect((await log.load('a.c')).writers).toEqual(new Map([[7, 'viet']]));
      await log.close();
    });

    it('keeps late edits outside the rooms, with their state', async () => {
      const log = await open();
      const ids = await log.keepLate([row('a.b', 1), row('a.c', 2), row('a.b', 3)]);
      expect(await log.rooms()).toEqual([]);
      await log.markLate([ids[2] ?? 0], 'entered');
      expect((await log.late('a.b')).map(({ id, update, person, state }) => [id, update[0], person, state])).toEqual([
        [ids[0], 1, 'lan', 'waiting'],
        [ids[2], 3, 'lan', 'entered'],
      ]);
      await log.close();
    });

    it('stores decisions about late edits with the rows that carry them out, and keeps the first decision of each', async () => {
      const log = await open();
      const decided = {
        room: 'a.b',
        client: 4_294_967_295,
        clock: 0,
        row: 'h:1',
        field: 'b1',
        value: 150,
        person: 'lan',
        verdict: 'declined' as const,
        reason: 'đã họp',
        by: 'viet',
        at: 5,
      };
      const broken = {
        ...row('a.b', 3),
        get update(): Uint8Array {
          throw new Error('unreadable');
        },
      };
      await expect(log.append([broken], [decided])).rejects.toThrow('unreadable');
      expect(await log.decisions({ room: 'a.b' })).toEqual([]);
      await log.append([row('a.b', 1)], [decided, { ...decided, clock: 1, value: null, person: 'thanh', verdict: 'accepted', reason: '' }]);
      await log.append([], [{ ...decided, verdict: 'accepted' }]);
      expect(await log.decisions({ person: 'lan' })).toEqual([decided]);
      expect((await log.decisions({ room: 'a.b' })).map(({ value, verdict }) => [value, verdict])).toEqual([
        [150, 'declined'],
        [null, 'accepted'],
      ]);
      expect(await log.decisions({ room: 'a.c' })).toEqual([]);
      await log.close();
    });

    it('names versions of a room, and lists rooms with waiting late edits', async () => {
      const log = await open();
      const empty = await log.nameVersion({ room: 'a.b', at: 1, name: 'lúc đầu', kind: 'other', person: 'lan' });
      const upTo = await log.append([row('a.b', 1)]);
      await log.append([row('a.c', 2)]);
      const later = await log.nameVersion({ room: 'a.b', at: 2, name: 'trước họp dân', kind: 'meeting', person: 'viet' });
      expect([empty.position, later.position]).toEqual([0, upTo]);
      expect(await log.versions('a.b')).toEqual([empty, later]);
      expect(await log.versions('a.c')).toEqual([]);
      const ids = await log.keepLate([row('a.c', 3), row('a.b', 4)]);
      expect(await log.lateRooms()).toEqual(['a.b', 'a.c']);
      await log.markLate([ids[0] ?? 0], 'entered');
      expect(await log.lateRooms()).toEqual(['a.b']);
      await log.close();
    });

    it.runIf(reopen)('shows another opener what it acknowledged, without having been closed', async () => {
      if (!reopen) return;
      const log = await open();
      const upTo = await log.append([row('a.b', 1), row('a.b', 2)]);
      await log.compact('a.b', new Uint8Array([100]), upTo);
      await log.append([{ ...row('a.b', 3), clients: [9] }]);
      await log.keepLate([row('a.b', 4)]);
      const again = await reopen(log);
      expect(bytes((await again.load('a.b')).updates)).toEqual([100, 3]);
      expect((await again.load('a.b')).writers).toEqual(new Map([[9, 'lan']]));
      expect((await again.late('a.b')).map(({ update }) => update[0])).toEqual([4]);
      expect(again.latest).toBe(log.latest);
      await again.close();
      await log.close();
    });
  });
}
