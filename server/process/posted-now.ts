/** The posted list of a village, read from the log at the moment somebody looks: a posting that is over shows nothing. */
import type { Posted } from '../../src/lib/api/process.ts';
import { readOneVillage } from '../../src/lib/cells/review-rooms.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { postedGroups, type PostedGroup } from '../../src/lib/process/posted.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import { postedLabel } from '../../src/lib/review/posted-columns.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import { standingIn } from './village-standing.ts';

const notPosted = (): HttpError =>
  new HttpError(404, 'not-posted', 'Danh sách này không ở trong thời gian niêm yết. Cần biết thêm, xin hỏi UBND xã.');

/** With the rows of its households, which a visitor does not see: they may hold a code. */
export type PostedRows = Omit<Posted, 'groups'> & { groups: PostedGroup[] };

/** As a visitor gets it. */
export const withoutRows = ({ groups, ...posted }: PostedRows): Posted => ({
  ...posted,
  groups: groups.map(({ name, persons, households }) => ({
    name,
    persons,
    households: households.map(({ head, move, more }) => ({ head, move, more })),
  })),
});

/** @throws HttpError when nothing is posted there now: the same for a village that does not exist. */
export async function postedNow(log: UpdateLog, room: string, inUse: InUse, today: string): Promise<PostedRows> {
  const place = parseRoom(room);
  if (!place?.village) throw notPosted();
  const { review, village } = place;
  const commune = await readRoom(log, roomName(review, null), (records) => standingIn(records, village, inUse, today));
  const posting = commune?.standing.posting;
  if (!commune || !posting || posting.isOver || today < posting.from) throw notPosted();
  const { round, unit, name } = commune;
  const { shows = [] } = round.plan;
  const data = await readRoom(log, room, (list) =>
    readRoom(log, roomName(review, null), (records) => readOneVillage(records, list, village)),
  );
  return {
    unit,
    village: name,
    round: round.plan.name,
    from: posting.from,
    until: posting.until,
    places: posting.act.data.places,
    groups: postedGroups(classifyAll(data, round), shows),
    more: shows.map(postedLabel),
    takesNotes: round.plan.visitors ?? false,
  };
}

/** Everybody may ask, so one reading of the lists serves all who ask within half a minute. */
const KEPT_MS = 30_000;
const MOST = 500;

export class PostedLists {
  readonly #read: (room: string) => Promise<PostedRows>;
  readonly #clock: () => number;
  readonly #kept = new Map<string, { until: number; answer: Promise<PostedRows> }>();

  constructor(read: (room: string) => Promise<PostedRows>, clock: () => number = Date.now) {
    this.#read = read;
    this.#clock = clock;
  }

  /** @throws HttpError, like postedNow. */
  look(room: string): Promise<PostedRows> {
    const known = this.#kept.get(room);
    if (known && this.#clock() < known.until) return known.answer;
    if (this.#kept.size >= MOST) this.#kept.clear();
    const answer = this.#read(room);
    this.#kept.set(room, { until: this.#clock() + KEPT_MS, answer });
    return answer;
  }

  /** Something was done about the village. */
  forget(room: string): void {
    this.#kept.delete(room);
  }
}
