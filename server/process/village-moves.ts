/** What the commune does with its villages: the lists and its own record in one commit, weighed against the lists as they are then. */
import { VILLAGE_MOVES } from '../../src/lib/api/village-moves.ts';
import { LOCKED_FIELD, VILLAGE_PREFIX } from '../../src/lib/cells/review-rooms.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import { bring, follow, leave, readMoves, removeStrays, straysIn, takeRows, type VillageMove } from '../../src/lib/cells/village-moves.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import type { Need } from '../../src/lib/process/need.ts';
import { closedVillages } from '../../src/lib/process/standing.ts';
import { carriedBetween, listsOf, planMove, takenBack, type CarriedRows, type WantedMove } from '../../src/lib/process/village-moves.ts';
import { parseRoom, roomName, type Person } from '../../src/lib/review/people.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Hub } from '../rooms/hub.ts';
import { readRoom } from '../rooms/reader.ts';
import type { ActScene, ActWish } from '../rooms/room.ts';
import type { Assignments } from './assignments.ts';
import { edited, reading } from './live-lists.ts';

type By = Pick<Person, 'id' | 'name'>;
export type MoveOutcome = { kind: 'done'; households: number; people: number | null } | { kind: 'missing'; needs: Need[] };
type Writes = NonNullable<ReturnType<ActWish['weigh']>>;

const DEVICE = 'máy của xã';
/** Households may go into another village. */
const CARRYING: ReadonlySet<WantedMove['kind']> = new Set(['merge', 'split', 'back']);
const CHANGED: Need = { code: 'changed', text: 'Danh sách thôn vừa thay đổi. Hãy mở lại trang rồi làm lại.' };
const missing = (...needs: Need[]): MoveOutcome => ({ kind: 'missing', needs });

export interface VillageMovesOptions {
  hub: Hub;
  log: UpdateLog;
  assignments?: Assignments | null;
  report: (text: string, error: unknown) => void;
}

export class VillageMoves {
  readonly #hub: Hub;
  readonly #log: UpdateLog;
  readonly #assignments: Assignments | null;
  readonly #report: (text: string, error: unknown) => void;

  constructor({ hub, log, assignments = null, report }: VillageMovesOptions) {
    this.#hub = hub;
    this.#log = log;
    this.#assignments = assignments;
    this.#report = report;
  }

  /** Those who were assigned to the village follow its households. @throws when it could not be stored. */
  move(by: By, review: string, wanted: WantedMove): Promise<MoveOutcome> {
    const assignments = this.#assignments;
    return assignments && CARRYING.has(wanted.kind)
      ? assignments.inTurn(() => this.#move(by, review, wanted, assignments))
      : this.#move(by, review, wanted, null);
  }

  async #move(by: By, review: string, wanted: WantedMove, assignments: Assignments | null): Promise<MoveOutcome> {
    const about = await readRoom(this.#log, roomName(review, null), (records) => ({
      lists: listsOf(records, wanted),
      between: carriedBetween(records, wanted),
      undone: takenBack(records, wanted),
    }));
    const { between, undone } = about;
    const people = between && assignments ? await assignments.lacking(review, between.from, between.into) : [];
    const found: { needs: readonly Need[]; households: number | null } = { needs: [CHANGED], households: null };
    await this.#act(by, review, about.lists, (records, list) => {
      const planned = planMove(records, wanted, list, people);
      if (planned.needs) {
        found.needs = planned.needs;
        return null;
      }
      const { id, carried, households, writes } = planned.plan;
      // Another village of that name was made meanwhile.
      if (carried?.from !== between?.from || carried?.into !== between?.into) return null;
      found.households = households;
      return {
        commune: edited(by.name, (target) => target.write(writes)),
        villages: carried ? carriedWrites(by, review, id, carried, list) : new Map(),
      };
    });
    const { needs, households } = found;
    if (households === null) return missing(...needs);
    const follows = assignments && between ? await this.#follow(review, assignments, between, people, undone) : 0;
    return { kind: 'done', households, people: follows };
  }

  /** @returns how many accounts were given or lost a village; null when that could not be stored: then the commune does it by hand. */
  async #follow(
    review: string,
    assignments: Assignments,
    { from, into }: { from: string; into: string },
    people: readonly string[],
    undone: VillageMove | undefined,
  ): Promise<number | null> {
    try {
      // Out of a village that stays: whoever got it only because of the move leaves it again.
      if (undone?.kind === 'merge') return await assignments.take(review, undone.people, from);
      return await assignments.give(review, people, into);
    } catch (error) {
      this.#report('Không giao được thôn theo hộ đã chuyển', error);
      return null;
    }
  }

  /** What devices wrote into households that had moved away goes where those are now, however often they moved. */
  async follow(by: By, review: string, village: string, seen: ReadonlySet<string> = new Set()): Promise<MoveOutcome> {
    const targets = await readRoom(this.#log, roomName(review, village), (list) => [
      ...new Set(straysIn(list).map((stray) => stray.village)),
    ]);
    if (targets.length === 0) return { kind: 'done', households: 0, people: 0 };
    let outcome = missing(CHANGED);
    await this.#act(by, review, [...targets, village], (records, list) => {
      const strays = straysIn(list(village)).filter((stray) => targets.includes(stray.village));
      const closed = closedVillages(readActs(records));
      if (targets.some((target) => closed.has(target) || records.get(VILLAGE_PREFIX + target, LOCKED_FIELD) === 'x')) {
        outcome = missing({ code: 'locked', text: 'Danh sách của thôn đang có hộ ấy đã khóa. Hãy mở khóa, hoặc ghi ở trang Các bước.' });
        return null;
      }
      outcome = { kind: 'done', households: new Set(strays.map(({ row }) => row)).size, people: 0 };
      const since = new Map(readMoves(records).map((move) => [move.id, move.undone?.at ?? move.at]));
      return {
        commune: () => undefined,
        villages: new Map([
          ...targets.map((target): [string, Writes['commune']] => [
            roomName(review, target),
            edited(by.name, (into) =>
              follow(
                into,
                strays.filter((stray) => stray.village === target),
                since,
              ),
            ),
          ]),
          [roomName(review, village), edited(by.name, (source) => removeStrays(source, strays))],
        ]),
      };
    });
    if (outcome.kind === 'missing') return outcome;
    for (const target of targets) {
      if (seen.has(target)) continue;
      const further = await this.follow(by, review, target, new Set([...seen, village]));
      if (further.kind === 'missing') return further;
    }
    return outcome;
  }

  #act(
    by: By,
    review: string,
    villages: readonly string[],
    weigh: (records: SharedList, list: (village: string) => SharedList) => Writes | null,
  ): Promise<void> {
    const names = villages.map((village) => roomName(review, village));
    const within = (scene: ActScene, open: ReadonlyMap<string, SharedList>, records: SharedList): Writes | null => {
      const next = names.find((name) => !open.has(name));
      if (next === undefined) return weigh(records, (village) => open.get(roomName(review, village)) as SharedList);
      const look = scene.villages.get(next);
      return look ? look((doc) => reading(doc, (list) => within(scene, new Map([...open, [next, list]]), records))) : null;
    };
    return this.#hub.act(
      roomName(review, null),
      {
        by: { id: by.id, device: DEVICE },
        weigh: (scene) => scene.commune((doc) => reading(doc, (records) => within(scene, new Map(), records))),
      },
      names,
    );
  }
}

const carriedWrites = (
  by: By,
  review: string,
  move: string,
  { from, into, rows }: CarriedRows,
  list: (village: string) => SharedList,
): Map<string, Writes['commune']> => {
  const taken = takeRows(list(from), rows);
  return new Map([
    [roomName(review, into), edited(by.name, (target) => bring(target, taken, { move, from }))],
    [roomName(review, from), edited(by.name, (source) => leave(source, rows, { move, into }))],
  ]);
};

export const villageMoveAnswers = (moves: VillageMoves): Answered[] => [
  answered(VILLAGE_MOVES.move, async ({ person, room, body }) => {
    // Of whichever room of the commune: the act is about the villages that the body names.
    const review = parseRoom(room)?.review ?? '';
    try {
      return body.kind === 'follow' ? await moves.follow(person, review, body.from) : await moves.move(person, review, body);
    } catch (error) {
      if (error instanceof HttpError) throw error;
      throw new HttpError(503, 'not-stored', 'Máy của xã chưa lưu được. Chưa có gì thay đổi, hãy thử lại.');
    }
  }),
];
