/**
 * Causality between writes, read from the document itself: had the writer of b seen a?
 *
 * Each write is pushed to the end of its row, and Yjs stores its origin: the last item the writer had in that row. So the writer of b had
 * seen b's origin, and everything which that document (client) had written before the origin, because the writes of one client always
 * arrive in order; and, following the origins of those, everything that they had seen. Origins survive when a value is overwritten.
 *
 * Origins are incomplete in one case: when concurrent writes are merged in a row, the next write names only the last item of the row as its
 * origin. So an entry itself lists the other live writes of the row that its writer had seen (`met`). Few entries need it.
 */
import * as Y from 'yjs';

/** Identifies a write: the Yjs client (one opening of the page) and its clock there. */
export interface WriteId {
  readonly client: number;
  readonly clock: number;
}

/** A write at `clock` was made after seeing the write `of` another client. */
interface Sight {
  clock: number;
  of: WriteId;
}
type Sights = ReadonlyMap<number, readonly Sight[]>;
/** For each client, the highest clock that is known to have been seen. */
type Known = Map<number, number>;

export const idText = ({ client, clock }: WriteId): string => `${client}.${clock}`;

export function readIds(text: string): WriteId[] {
  return text.split(' ').flatMap((part) => {
    const [client, clock] = part.split('.').map(Number);
    return client !== undefined && clock !== undefined && Number.isInteger(client) && Number.isInteger(clock) ? [{ client, clock }] : [];
  });
}

const has = (known: Known, { client, clock }: WriteId): boolean => (known.get(client) ?? -1) >= clock;

function follow(sights: Sights, from: readonly WriteId[]): Known {
  const known: Known = new Map();
  /** For each client, how many of its sights have been followed. */
  const done = new Map<number, number>();
  const open: number[] = [];
  const learn = (id: WriteId): void => {
    if (has(known, id)) return;
    known.set(id.client, id.clock);
    open.push(id.client);
  };
  from.forEach(learn);
  for (let client = open.pop(); client !== undefined; client = open.pop()) {
    const own = sights.get(client) ?? [];
    let next = done.get(client) ?? 0;
    for (let sight = own[next]; sight && sight.clock <= (known.get(client) ?? -1); sight = own[++next]) learn(sight.of);
    done.set(client, next);
  }
  return known;
}

export class Causes {
  readonly #sights = new Map<number, Sight[]>();
  readonly #known = new Map<string, Known>();

  constructor(doc: Y.Doc) {
    for (const [client, structs] of doc.store.clients) {
      const sights: Sight[] = [];
      // Rows are never deleted, so Yjs collects none of their items as garbage and all keep their origins.
      for (const struct of structs)
        if (struct instanceof Y.Item && struct.origin && struct.origin.client !== client)
          sights.push({ clock: struct.id.clock, of: struct.origin });
      if (sights.length > 0) this.#sights.set(client, sights);
    }
  }

  /** @param later with `met` of its entry, where it has one. */
  saw(later: WriteId & { met?: string }, earlier: WriteId): boolean {
    const key = idText(later);
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, (known = follow(this.#sights, [later])));
    return has(known, earlier) || readIds(later.met ?? '').some(({ client, clock }) => client === earlier.client && clock >= earlier.clock);
  }
}

/** A season's live writes in one row are far fewer. Writes beyond the limit look unseen: they are asked about again, never lost. */
const MOST = 100;

/**
 * The `met` part of a new write at the end of a row: the live writes that its origin does not lead to.
 * @param me client id of the writer.
 * @param replaced whether this write replaces the given raw entry.
 * @returns '' nearly always; a text only where concurrent writes have been merged in the row.
 */
export function unsaid(array: Y.Array<unknown>, me: number, replaced: (raw: unknown) => boolean): string {
  const sights = new Map<number, Sight[]>();
  const live = new Map<number, number>();
  let last: WriteId | null = null;
  let alone = true;
  for (let item = array._start; item; item = item.right) {
    const { client, clock } = item.id;
    last = item.lastId;
    if (client !== me) alone = false;
    if (item.origin && item.origin.client !== client) {
      const own = sights.get(client);
      if (own) own.push({ clock, of: item.origin });
      else sights.set(client, [{ clock, of: item.origin }]);
    }
    if (item.deleted || client === me || !(item.content instanceof Y.ContentAny)) continue;
    const arr = item.content.arr as unknown[];
    for (let at = arr.length - 1; at >= 0; at--) {
      if (replaced(arr[at])) continue;
      live.set(client, Math.max(live.get(client) ?? -1, clock + at));
      break;
    }
  }
  if (alone || !last || live.size === 0) return '';
  // In a row, the items of one client are not always in clock order.
  for (const own of sights.values()) own.sort((a, b) => a.clock - b.clock);
  const known = follow(sights, [last, { client: me, clock: Infinity }]);
  return [...live]
    .flatMap(([client, clock]) => (has(known, { client, clock }) ? [] : idText({ client, clock })))
    .slice(0, MOST)
    .join(' ');
}
