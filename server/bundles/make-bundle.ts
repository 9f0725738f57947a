/** Rows of this server's log as a bundle. Works while people write: it holds the rows up to one position of each list. */
import { docName, parseDoc, roomName } from '../../src/lib/review/people.ts';
import { readVillages, villagesAside } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import { BundleError } from '../../src/lib/sync/bundle/bundle-error.ts';
import { writeBundle, type BundleContent, type BundleList, type BundleRow } from '../../src/lib/sync/bundle/bundle-file.ts';
import type { NamesOf } from '../http/names.ts';
import { historyPages } from '../log/history-pages.ts';
import type { UpdateLog } from '../log/log.ts';
import { clientsIn } from '../rooms/clients.ts';
import { readRoom } from '../rooms/reader.ts';
import type { OwnKey } from './own-key.ts';

/** From where on a list's rows are wanted: a position in the log, or a time. */
export type After = { position: number } | { time: number };

export interface Wanted {
  /** Documents of one round. */
  rooms: readonly string[];
  /** Of each room; without it, all rows. */
  after?: (room: string) => After | undefined;
  by: BundleContent['by'];
}

export interface Maker {
  log: UpdateLog;
  namesOf: NamesOf;
  key: OwnKey;
  /** This server's name, for people to read. */
  server: string;
}

export interface CommuneWords {
  unit: string;
  year: number | null;
  /** Names of the villages by their ids, those put aside too. */
  villages: ReadonlyMap<string, string>;
}

/** As the commune's own records have them; empty for a round that this server does not have. */
export const communeWords = (log: UpdateLog, review: string): Promise<CommuneWords> =>
  readRoom(log, roomName(review, null), (list) => {
    const { unit, year } = readRound(list);
    return { unit, year, villages: new Map([...readVillages(list), ...villagesAside(list)].map(({ id, name }) => [id, name])) };
  });

/** @throws BundleError when a list is of another round, or unknown here. */
export async function makeBundle(
  { log, namesOf, key, server }: Maker,
  { rooms, after, by }: Wanted,
): Promise<{ content: BundleContent; bytes: Uint8Array }> {
  const review = parseDoc(rooms[0] ?? '')?.review ?? '';
  const { unit, year, villages } = await communeWords(log, review);
  const lists: BundleList[] = [];
  for (const room of rooms) {
    const doc = parseDoc(room);
    const village = doc?.village ? villages.get(doc.village) : undefined;
    if (!doc?.village || doc.part === 'open' || doc.review !== review || village === undefined)
      throw new BundleError(
        'other-village',
        `Không có danh sách ${room} ở đây, hoặc nó thuộc đợt khác. Một gói chỉ có danh sách các thôn của một đợt.`,
      );
    lists.push({ room, village, ...(await rowsAfter(log, room, after?.(room))) });
  }
  const nameOf = await namesOf(lists.flatMap(({ rows }) => rows.map(({ person }) => person)));
  const content: BundleContent = { unit, year, lists, part: after ? 'newer' : 'whole', by, server, at: Date.now(), nameOf };
  return { content, bytes: writeBundle(content, (over) => key.sign(over)) };
}

async function rowsAfter(log: UpdateLog, room: string, after: After | undefined): Promise<Pick<BundleList, 'after' | 'upTo' | 'rows'>> {
  const { writers } = await log.load(room);
  const told = new Set<number>();
  const rows: BundleRow[] = [];
  const [from, since] = after && 'position' in after ? [after.position, -Infinity] : [0, after?.time ?? -Infinity];
  let [start, upTo] = [from, from];
  for await (const page of historyPages(log, room, { after: from })) {
    for (const { position, update, person, device, at } of page) {
      upTo = position;
      if (at < since) {
        start = position;
        continue;
      }
      const clients = clientsIn(update).filter((client) => !told.has(client) && writers.get(client) === person);
      for (const client of clients) told.add(client);
      rows.push({ update, person, device, at, clients });
    }
  }
  return { after: start, upTo, rows };
}

/** With the notes of each village's meeting, where there are any. */
export async function withNotes(log: UpdateLog, rooms: readonly string[]): Promise<string[]> {
  const known = new Set(await log.rooms());
  return rooms.flatMap((room) => {
    const doc = parseDoc(room);
    const notes = doc?.village && doc.part === undefined ? docName({ ...doc, part: 'meeting' }) : '';
    return known.has(notes) && !rooms.includes(notes) ? [room, notes] : [room];
  });
}
