import fc from 'fast-check';
import { gzipSync } from 'fflate';
import * as encoding from 'lib0/encoding';
import { digest } from 'lib0/hash/sha256';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { BundleError } from './bundle-error.ts';
import { readBundle, writeBundle, type BundleContent, type BundleRow } from './bundle-file.ts';
import { BUNDLE_LIMIT } from './bundle-limits.ts';
import { bundleFileName } from './bundle-name.ts';

const ROOM = 'nong-thuong-2026.thon-3';
const AT = Date.UTC(2026, 10, 29, 3);

const updateOf = (change: (doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
};
const written = (value: string): Uint8Array => updateOf((doc) => doc.getArray('h:1').push([['b1', value, 'Lan', 1]]));
const rowOf = (update: Uint8Array, more: Partial<BundleRow> = {}): BundleRow => ({
  update,
  person: 'lan',
  device: 'điện thoại 1',
  at: AT,
  clients: [1, 2 ** 40],
  ...more,
});

const contentOf = (rows: readonly BundleRow[], room = ROOM): BundleContent => ({
  unit: 'Xã Nông Thượng',
  year: 2026,
  lists: [{ room, village: 'Thôn 3', after: 0, upTo: 7, rows }],
  part: 'whole',
  by: { id: 'viet', name: 'Trần Quốc Việt' },
  server: null,
  at: AT,
  nameOf: (person) => person.toUpperCase(),
});

const codeOf = (bytes: Uint8Array): string => {
  try {
    readBundle(bytes);
    return 'read';
  } catch (error) {
    return error instanceof BundleError ? error.code : String(error);
  }
};

/** A file around any content, sealed as ours are. */
function sealed(packed: Uint8Array, version = 1): Uint8Array {
  const rest = encoding.createEncoder();
  encoding.writeVarUint8Array(rest, new Uint8Array());
  encoding.writeVarUint8Array(rest, new Uint8Array());
  encoding.writeUint8Array(rest, packed);
  const file = encoding.createEncoder();
  encoding.writeUint8Array(file, new TextEncoder().encode('GOIRASOAT'));
  encoding.writeVarUint(file, version);
  encoding.writeUint8Array(file, digest(encoding.toUint8Array(rest)));
  encoding.writeUint8Array(file, encoding.toUint8Array(rest));
  return encoding.toUint8Array(file);
}

describe('a bundle', () => {
  it('holds rows with their authors, devices and times, and the same rows give the same file', () => {
    const rows = [rowOf(written('a')), rowOf(written('b'), { person: 'thanh', device: '', at: AT + 1, clients: [] })];
    const bytes = writeBundle(contentOf(rows));
    const read = readBundle(bytes);
    expect(read.lists[0]).toEqual({ room: ROOM, village: 'Thôn 3', after: 0, upTo: 7, rows });
    expect(read).toMatchObject({
      unit: 'Xã Nông Thượng',
      year: 2026,
      part: 'whole',
      at: AT,
      signed: null,
      people: [
        { id: 'lan', name: 'LAN' },
        { id: 'thanh', name: 'THANH' },
      ],
    });
    expect(writeBundle(contentOf(rows))).toEqual(bytes);
    expect(bundleFileName(contentOf(rows))).toBe('thon-3-nong-thuong-2026-29-11-2026.goi-ra-soat');
  });

  it('damaged in any byte, cut short or continued, is refused', () => {
    const bytes = writeBundle(contentOf([rowOf(written('a'))]), () => ({ key: new Uint8Array(32), signature: new Uint8Array(64) }));
    expect(codeOf(bytes)).toBe('read');
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      expect([at, codeOf(damaged)]).not.toEqual([at, 'read']);
      expect([at, codeOf(bytes.slice(0, at))]).not.toEqual([at, 'read']);
    }
    expect(codeOf(new Uint8Array([...bytes, 0]))).toBe('damaged');
  });

  it('of anything else than ours says what is wrong, whatever the bytes', () => {
    const content = (head: unknown): Uint8Array => {
      const encoder = encoding.createEncoder();
      encoding.writeVarString(encoder, JSON.stringify(head));
      return encoding.toUint8Array(encoder);
    };
    expect(codeOf(new Uint8Array())).toBe('no-bundle');
    expect(codeOf(new TextEncoder().encode('{"kind":"so-ra-soat-cuu-ho"}'))).toBe('no-bundle');
    expect(codeOf(new Uint8Array(BUNDLE_LIMIT + 1))).toBe('too-large');
    expect(codeOf(sealed(new Uint8Array([1, 2, 3]), 2))).toBe('newer');
    expect(codeOf(sealed(new Uint8Array([1, 2, 3])))).toBe('damaged');
    expect(codeOf(sealed(gzipSync(content({ unit: 'Xã A' }))))).toBe('damaged');
    // A few kilobytes that would fill the memory.
    expect(codeOf(sealed(gzipSync(new Uint8Array(20 * 1024 * 1024))))).toBe('too-large');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (any) => {
        expect(codeOf(sealed(gzipSync(any)))).not.toBe('read');
        expect(codeOf(sealed(any))).not.toBe('read');
      }),
      { numRuns: 300 },
    );
  });

  it('with what is no edit, or of what is no village’s list, is refused', () => {
    const bad = (update: Uint8Array, room?: string): string => codeOf(writeBundle(contentOf([rowOf(update)], room)));
    expect(bad(written('a'))).toBe('read');
    expect(bad(new Uint8Array([1, 2, 3]))).toBe('damaged');
    expect(bad(updateOf((doc) => doc.getMap('h:1').set('b1', 'x')))).toBe('hostile');
    expect(bad(updateOf((doc) => doc.getArray('h:1').push([['b1', 'x'.repeat(5_000), 'Lan', 1]])))).toBe('hostile');
    expect(bad(written('a'), 'nong-thuong-2026.thon-3.hop')).toBe('read');
    for (const room of ['nong-thuong-2026.xa', 'nong-thuong-2026.thon-3.chung', '../x', ''])
      expect([room, bad(written('a'), room)]).toEqual([room, 'hostile']);
    const two = contentOf([rowOf(written('a'))]);
    const listOf = (room: string) => ({ ...two.lists[0]!, room });
    expect(codeOf(writeBundle({ ...two, lists: [listOf(ROOM), listOf('nong-thuong-2025.thon-3')] }))).toBe('hostile');
    expect(codeOf(writeBundle({ ...two, lists: [listOf(ROOM), listOf(ROOM)] }))).toBe('damaged');
  });
});
