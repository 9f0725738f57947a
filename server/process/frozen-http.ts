/** Opens a village's list as it was at an act, or all lists of a commune as they were at one of its papers, for those who may. */
import type { PROCESS } from '../../src/lib/api/process.ts';
import type { GivenAnswer } from '../../src/lib/api/route.ts';
import { readOneVillage, readReview, ROUND_ROW } from '../../src/lib/cells/review-rooms.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import { actsOf } from '../../src/lib/process/act-rows.ts';
import { isOfUpper, type Act } from '../../src/lib/process/acts.ts';
import { liveActs } from '../../src/lib/process/standing.ts';
import { may, parseRoom, roomName, type Person, type RoomPlace } from '../../src/lib/review/people.ts';
import { isPersonalCell } from '../../src/lib/review/personal.ts';
import type { CellValue, ReviewData, Row } from '../../src/lib/review/types.ts';
import { noRight } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { listBefore } from '../rooms/earlier.ts';
import { frozenList, placeOfAct } from './frozen-list.ts';
import { communeHash, hashOf, readListLines } from './list-hash.ts';

interface Frozen {
  data: ReviewData;
  round: Record<string, CellValue>;
}

/** How many lists stay in memory, the last used ones: they never change. */
const KEPT = 6;

export class FrozenLists {
  readonly #log: UpdateLog;
  readonly #kept = new Map<string, Frozen>();
  /** One at a time: reading a whole log competes with people who are editing. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(log: UpdateLog) {
    this.#log = log;
  }

  /** @throws HttpError when the person may not open it, or there is no such act. */
  async open(person: Person, room: string, id: string): Promise<GivenAnswer<typeof PROCESS.frozen>> {
    const { review, village } = parseRoom(room) ?? {};
    if (!review || village === undefined) throw noSuchAct();
    const place: RoomPlace = { review, village };
    const acts = await readRoom(this.#log, roomName(review, null), (records) => actsOf(records, village ?? ''));
    // For the level above, what was sent by mistake and taken back was never sent.
    const act = may(person, 'readFrozen', place)
      ? acts.find((each) => each.id === id)
      : liveActs(acts).find((each) => each.id === id && isOfUpper(each.kind));
    if (!act) throw may(person, 'readFrozen', place) ? noSuchAct() : noRight('Cấp trên chỉ mở được danh sách mà xã đã gửi lên.');
    const frozen = await this.#read(room, place, act);
    if (!frozen) return { kind: 'lost' };
    const isOpen = may(person, 'readPersonal', place);
    return { kind: 'list', round: frozen.round, data: isOpen ? frozen.data : withoutPersonal(frozen.data) };
  }

  #read(room: string, place: RoomPlace, act: Act): Promise<Frozen | null> {
    const mine = this.#last.then(async () => {
      const name = `${room} ${act.id}`;
      const found = this.#kept.get(name) ?? (await (place.village === null ? buildCommune : build)(this.#log, place, act));
      if (!found) return null;
      this.#kept.delete(name);
      this.#kept.set(name, found);
      for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
      return found;
    });
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

async function build(log: UpdateLog, { review, village }: RoomPlace, { id, hash }: Act): Promise<Frozen | null> {
  const commune = roomName(review, null);
  const place = await placeOfAct(log, commune, id);
  const list = place === null ? null : await frozenList(log, roomName(review, village), place, hash);
  if (place === null || village === null || !list) return null;
  // The village's area and the round's standards decide the results, so they are those of that moment as well.
  const records = await listBefore(log, commune, place);
  return { data: readOneVillage(records, list, village), round: records.snapshotRow(ROUND_ROW) };
}

/** All villages as they were at a paper of the commune. */
async function buildCommune(log: UpdateLog, { review }: RoomPlace, { id, hash, kind, data }: Act): Promise<Frozen | null> {
  const commune = roomName(review, null);
  const place = kind === 'paper' ? await placeOfAct(log, commune, id) : null;
  if (place === null || kind !== 'paper') return null;
  const lists = new Map<string, SharedList>();
  for (const [village, beginning] of readListLines(data.lists)) {
    const list = await frozenList(log, roomName(review, village), place, beginning);
    if (!list) return null;
    lists.set(village, list);
  }
  if (communeHash(new Map([...lists].map(([village, list]) => [village, hashOf(list)]))) !== hash) return null;
  const records = await listBefore(log, commune, place);
  return { data: readReview(records, lists), round: records.snapshotRow(ROUND_ROW) };
}

const noSuchAct = (): HttpError => new HttpError(404, 'no-act', 'Không có việc đã ghi này.');

const withoutPersonal = (data: ReviewData): ReviewData => ({
  ...data,
  households: data.households.map(openRow),
  members: data.members.map(openRow),
});

const openRow = (row: Row): Row => ({
  ...row,
  cells: Object.fromEntries(Object.entries(row.cells).filter(([key, value]) => !isPersonalCell(key, value))),
  ...(row.disputed && { disputed: row.disputed.filter((key) => !isPersonalCell(key, null)) }),
});
