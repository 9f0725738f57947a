/**
 * Undo that survives a reload, stored beside the document in its local copy: one entry for each deed, since an import may be large, and one
 * that lists them. The places of deeds are reused, so that the store does not grow without bound.
 */
import type { CellValue } from '../review/types.ts';
import type { Deed, Step, UndoStack } from '../cells/undo-stack.ts';
import type { LocalCopy } from './local-copy.ts';
import type { UndoShelf } from './undo-shelf.ts';

type StoredStep = [row: string, field: string, before: CellValue, after: CellValue, at: number, rivals?: readonly CellValue[]];
type StoredDeed = { id: string; steps: StoredStep[] };
/** Place and id of each deed. When another window has reused the place, the id differs and the deed is left out. */
type Listed = [place: number, id: string];
type StoredList = { done: Listed[]; undone: Listed[] };

const storedStep = ({ row, field, before, after, at, rivals }: Step): StoredStep =>
  rivals ? [row, field, before, after, at, rivals] : [row, field, before, after, at];
const stepOf = ([row, field, before, after, at, rivals]: StoredStep): Step => ({
  row,
  field,
  before,
  after,
  at,
  ...(rivals && { rivals }),
});

export interface UndoMemory {
  /** Resolves when earlier deeds have been restored. */
  readonly whenRestored: Promise<void>;
  /** Stores what is left and releases the shelf. */
  close(): Promise<void>;
}

export function keepUndo(stack: UndoStack, copy: LocalCopy, take: () => Promise<UndoShelf>): UndoMemory {
  const places = new Map<string, number>();
  let stored = new Set<Deed>();
  let shelf: UndoShelf | null = null;
  let dirty = false;
  let writing: Promise<void> | null = null;
  let closed = false;

  const key = (...rest: number[]): string => ['undo', shelf?.number ?? 0, ...rest].join('/');
  const put = (at: string, value: unknown): Promise<void> => copy.setMeta(at, new TextEncoder().encode(JSON.stringify(value)));
  const get = async (at: string): Promise<unknown> => {
    const bytes = await copy.getMeta(at);
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  };

  async function read(list: Listed[]): Promise<Deed[]> {
    const deeds: Deed[] = [];
    for (const [place, id] of list) {
      const kept = (await get(key(place))) as StoredDeed | undefined;
      if (kept?.id !== id) continue;
      const deed = { id, steps: kept.steps.map(stepOf) };
      places.set(id, place);
      stored.add(deed);
      deeds.push(deed);
    }
    return deeds;
  }

  async function restore(): Promise<void> {
    shelf = await take();
    try {
      const list = (await get(key())) as StoredList | undefined;
      if (list) stack.restore(await read(list.done), await read(list.undone));
    } catch (error) {
      // The copy itself reports a store that cannot be read; without this memory only undo is poorer.
      console.warn('undo not restored', error);
    }
    if (!closed) stack.onChange(later);
    // Deeds done while it was being read.
    if (stack.deeds.done.some((deed) => !stored.has(deed))) later();
  }

  function later(): void {
    dirty = true;
    writing ??= write().finally(() => {
      writing = null;
    });
  }

  function placeFor(id: string, taken: ReadonlySet<number>): number {
    const known = places.get(id);
    if (known !== undefined) return known;
    let place = 0;
    while (taken.has(place)) place++;
    places.set(id, place);
    return place;
  }

  /** Deeds done meanwhile are stored in the next round. */
  async function write(): Promise<void> {
    while (dirty) {
      dirty = false;
      const { done, undone } = stack.deeds;
      const deeds = [...done, ...undone];
      const ids = new Set(deeds.map(({ id }) => id));
      for (const id of places.keys()) if (!ids.has(id)) places.delete(id);
      const taken = new Set(places.values());
      const listed = ({ id }: Deed): Listed => {
        const place = placeFor(id, taken);
        taken.add(place);
        return [place, id];
      };
      const list: StoredList = { done: done.map(listed), undone: undone.map(listed) };
      const now = new Set(deeds);
      try {
        // All at once: the page may be gone the next moment. A listed deed whose entry is missing is left out when read.
        const news = deeds.filter((deed) => !stored.has(deed));
        await Promise.all([
          ...news.map((deed) =>
            put(key(places.get(deed.id) ?? 0), { id: deed.id, steps: deed.steps.map(storedStep) } satisfies StoredDeed),
          ),
          put(key(), list),
        ]);
        stored = now;
      } catch (error) {
        // As above: the copy's own failure tells the user.
        console.warn('undo not stored', error);
        return;
      }
    }
  }

  const whenRestored = restore();
  return {
    whenRestored,
    close: async () => {
      closed = true;
      await whenRestored;
      await writing;
      shelf?.release();
    },
  };
}
