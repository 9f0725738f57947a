/**
 * Which writes their writer had seen another before: read from the document itself.
 *
 * A write is pushed to the end of its row, and Yjs keeps with it what stood there: its origin, the last thing the writer
 * had in that row. Whoever wrote b after a had a; had all that a's document had written before a (a document's own
 * writes only ever come in order); and had what those were written after, and so on. Origins outlive what is
 * overwritten. They are not the whole truth: of two writes that met in one row, the next names only the last in the
 * row's order. So an entry says itself which of the row's live ones its writer had besides (`met`): few ever do.
 */
import * as Y from 'yjs';

/** Which write: the document (one opening of the page) and its place among that document's writes. */
export interface WriteId {
  readonly client: number;
  readonly clock: number;
}

/** A write of a document at `clock` was made after seeing another's. */
interface Sight {
  clock: number;
  of: WriteId;
}
type Sights = ReadonlyMap<number, readonly Sight[]>;
/** The highest clock of each document that somebody had for certain. */
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
  /** How many of a document's sights have been followed. */
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
      // Rows are never deleted: none of their items is collected as garbage, and all keep their origins.
      for (const struct of structs)
        if (struct instanceof Y.Item && struct.origin && struct.origin.client !== client)
          sights.push({ clock: struct.id.clock, of: struct.origin });
      if (sights.length > 0) this.#sights.set(client, sights);
    }
  }

  /** @param met of the later one's entry. */
  saw(later: WriteId & { met?: string }, earlier: WriteId): boolean {
    const key = idText(later);
    let known = this.#known.get(key);
    if (!known) this.#known.set(key, (known = follow(this.#sights, [later])));
    return has(known, earlier) || readIds(later.met ?? '').some(({ client, clock }) => client === earlier.client && clock >= earlier.clock);
  }
}

/** Somebody's whole season in one row is far below; what is left out is asked about once more, never lost. */
const MOST = 100;

/**
 * What a write at the end of a row must say besides: live writes that its origin does not lead to.
 * @param replaced whether what this raw entry holds goes with the write.
 * @returns '' nearly always: only where writes made apart have met.
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
  // In a row's order a document's items need not stand by their clocks.
  for (const own of sights.values()) own.sort((a, b) => a.clock - b.clock);
  const known = follow(sights, [last, { client: me, clock: Infinity }]);
  return [...live]
    .flatMap(([client, clock]) => (has(known, { client, clock }) ? [] : idText({ client, clock })))
    .slice(0, MOST)
    .join(' ');
}
