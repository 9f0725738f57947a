/** What every local copy must do. The test of each implementation calls this. */
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { LocalCopy } from './local-copy.ts';

/** One device: a copy opened by the same name finds what earlier ones stored. */
export interface TestDevice {
  open(name: string, doc: Y.Doc): LocalCopy;
}

const push = (doc: Y.Doc, value: unknown): void => doc.getArray('h:1').push([value]);
const read = (doc: Y.Doc): unknown[] => doc.getArray('h:1').toArray();

export function localCopyContract(kind: string, device: () => TestDevice): void {
  describe(`local copy: ${kind}`, () => {
    it('returns what was written, also what was written before it had loaded', async () => {
      const { open } = device();
      const doc = new Y.Doc();
      const copy = open('lan/a', doc);
      push(doc, 1);
      await copy.whenLoaded;
      push(doc, 2);
      await copy.flush();
      await copy.close();
      const again = new Y.Doc();
      const reopened = open('lan/a', again);
      await reopened.whenLoaded;
      expect(read(again)).toEqual([1, 2]);
      expect(reopened.failed).toBeNull();
      await reopened.close();
    });

    it('is durable after flush, without being closed', async () => {
      const { open } = device();
      const doc = new Y.Doc();
      const copy = open('lan/a', doc);
      for (let i = 0; i < 5; i++) push(doc, i);
      await copy.flush();
      const again = new Y.Doc();
      const reopened = open('lan/a', again);
      await reopened.whenLoaded;
      expect(read(again)).toEqual([0, 1, 2, 3, 4]);
      await reopened.close();
      await copy.close();
    });

    it('keeps names apart: another person on the device sees nothing', async () => {
      const { open } = device();
      const doc = new Y.Doc();
      const copy = open('lan/a', doc);
      push(doc, 1);
      await copy.setMeta('acked', new Uint8Array([1]));
      await copy.flush();
      const other = new Y.Doc();
      const theirs = open('thanh/a', other);
      await theirs.whenLoaded;
      expect(read(other)).toEqual([]);
      expect(await theirs.getMeta('acked')).toBeUndefined();
      await theirs.close();
      await copy.close();
    });

    it('returns metadata as stored', async () => {
      const { open } = device();
      const copy = open('lan/a', new Y.Doc());
      const given = new Uint8Array([1, 2]);
      await copy.setMeta('acked', given);
      given[0] = 9;
      await copy.setMeta('other', new Uint8Array([3]));
      await copy.close();
      const reopened = open('lan/a', new Y.Doc());
      expect(await reopened.getMeta('acked')).toEqual(new Uint8Array([1, 2]));
      expect(await reopened.getMeta('none')).toBeUndefined();
      await reopened.close();
    });

    it('loses nothing over many openings and many edits', async () => {
      const { open } = device();
      const wanted: number[] = [];
      for (let opening = 0; opening < 6; opening++) {
        const doc = new Y.Doc();
        const copy = open('lan/a', doc);
        await copy.whenLoaded;
        expect(read(doc)).toEqual(wanted);
        for (let i = 0; i < 150; i++) {
          wanted.push(wanted.length);
          push(doc, wanted.at(-1));
          if (i % 40 === 0) await copy.flush();
        }
        await copy.close();
      }
    });

    it('reports the clocks of what is stored before reading it, or null', async () => {
      const { open } = device();
      const docs = [new Y.Doc(), new Y.Doc()];
      const tabs = docs.map((doc) => open('lan/a', doc));
      await Promise.all(tabs.map((tab) => tab.whenLoaded));
      for (let i = 0; i < 700; i++) {
        for (const doc of docs) push(doc, i);
        if (i % 90 === 0) await Promise.all(tabs.map((tab) => tab.flush()));
      }
      await Promise.all(tabs.map((tab) => tab.close()));
      const again = new Y.Doc();
      const reopened = open('lan/a', again);
      const counted = await reopened.whenCounted;
      await reopened.whenLoaded;
      const read = Y.decodeStateVector(Y.encodeStateVector(again));
      expect(read.size).toBe(2);
      if (counted) expect(new Map(counted)).toEqual(read);
      await reopened.close();
    });

    it('stores the edits of two tabs', async () => {
      const { open } = device();
      const [a, b] = [new Y.Doc(), new Y.Doc()];
      const [one, two] = [open('lan/a', a), open('lan/a', b)];
      await Promise.all([one.whenLoaded, two.whenLoaded]);
      for (let i = 0; i < 300; i++) {
        push(a, `a${i}`);
        push(b, `b${i}`);
      }
      await Promise.all([one.flush(), two.flush()]);
      await Promise.all([one.close(), two.close()]);
      const again = new Y.Doc();
      const reopened = open('lan/a', again);
      await reopened.whenLoaded;
      expect(read(again)).toHaveLength(600);
      await reopened.close();
    });

    it('stores nothing after it is closed', async () => {
      const { open } = device();
      const doc = new Y.Doc();
      const copy = open('lan/a', doc);
      await copy.close();
      push(doc, 1);
      const again = new Y.Doc();
      const reopened = open('lan/a', again);
      await reopened.whenLoaded;
      expect(read(again)).toEqual([]);
      await reopened.close();
    });
  });
}
