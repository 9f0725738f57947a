import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { removeCopies } from './device-copies.ts';
import { IndexedDbCopy } from './indexeddb-copy.ts';
import { copyName } from './local-copy.ts';
import { ACKED, readRescue, readUnsent, unsentEdits, writeRescue } from './rescue.ts';

const ROOM = 'xa-a-2026.thon-1';
const write = (doc: Y.Doc, value: string): void => doc.getArray('h:1').push([['b1', value, 'lan', 1]]);

async function copyWith(person: string, acked: string[], unsent: string[]): Promise<void> {
  const doc = new Y.Doc();
  const copy = new IndexedDbCopy(copyName(person, ROOM), doc);
  await copy.whenLoaded;
  for (const value of acked) write(doc, value);
  const vector = Y.encodeStateVector(doc);
  for (const value of unsent) write(doc, value);
  await copy.flush();
  await copy.setMeta(ACKED, vector);
  await copy.close();
}

describe('a rescue file', () => {
  it('holds exactly what the commune lacks, read from a copy that no page has open', async () => {
    await copyWith('lan', ['đã gửi'], ['a', 'b']);
    const edits = await readUnsent('lan', ROOM);
    expect(edits.count).toBe(2);
    expect((await readUnsent('lan', ROOM)).count).toBe(2);

    const commune = new Y.Doc();
    const file = readRescue(writeRescue('lan', new Map([[ROOM, edits]]), new Date(0)));
    expect([file?.person, file?.rooms.get(ROOM)?.count]).toEqual(['lan', 2]);
    // Without the edits it depends on, it waits; with them, applying it twice changes nothing.
    const whole = new Y.Doc();
    write(whole, 'đã gửi');
    for (let i = 0; i < 2; i++) Y.applyUpdate(commune, file!.rooms.get(ROOM)!.update);
    expect(commune.getArray('h:1').length).toBe(0);
  });

  it('applied twice to a copy that has the rest adds each edit once', () => {
    const doc = new Y.Doc();
    write(doc, 'đã gửi');
    const commune = new Y.Doc();
    Y.applyUpdate(commune, Y.encodeStateAsUpdate(doc));
    const acked = Y.encodeStateVector(doc);
    write(doc, 'a');
    const file = readRescue(writeRescue('lan', new Map([[ROOM, unsentEdits(doc, acked)]]), new Date(0)))!;
    for (let i = 0; i < 2; i++) Y.applyUpdate(commune, file.rooms.get(ROOM)!.update);
    expect(commune.getArray<unknown[]>('h:1').map(([, value]) => value)).toEqual(['đã gửi', 'a']);
  });

  it('refuses what is no rescue file, and one with a damaged room', () => {
    const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
    const good = JSON.parse(
      new TextDecoder().decode(writeRescue('lan', new Map([[ROOM, unsentEdits(new Y.Doc(), undefined)]]), new Date(0))),
    ) as { rooms: object[] };
    expect(readRescue(bytes(good))?.rooms.size).toBe(1);
    for (const broken of [
      '',
      '{',
      'null',
      { ...good, kind: 'x' },
      { ...good, rooms: [...good.rooms, { room: ROOM, edits: 1, update: 'AQID' }] },
      { ...good, rooms: [{ room: ROOM, edits: 1, update: '%%' }] },
    ])
      expect(readRescue(bytes(broken))).toBeNull();
  });
});

describe('removing a person’s copies', () => {
  it('removes all of theirs and nothing of anybody else’s', async () => {
    await copyWith('thanh', ['x'], []);
    await copyWith('thanh-khac', ['y'], []);
    expect(await removeCopies('thanh', ['xa-a-2026.chua-mo'])).toBe(true);
    const left = (await indexedDB.databases()).map(({ name }) => name);
    expect(left).not.toContain(copyName('thanh', ROOM));
    expect(left).toContain(copyName('thanh-khac', ROOM));
  });
});
