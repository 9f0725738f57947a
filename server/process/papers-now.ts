/**
 * The papers of a round, each with whether a list that it rests on has changed since. The hash of a list is kept in memory as long as
 * nothing was written there, so a look costs what has changed since the last one.
 */
import type { PAPER_ROUTES } from '../../src/lib/api/papers.ts';
import type { GivenAnswer } from '../../src/lib/api/route.ts';
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import type { ActOf } from '../../src/lib/process/acts.ts';
import { bookOf, nextNumbers } from '../../src/lib/process/number-book.ts';
import { liveActs } from '../../src/lib/process/standing.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';
import type { CommuneRounds } from './commune-rounds.ts';
import { hashOf, readListLines } from './list-hash.ts';

type Papers = GivenAnswer<typeof PAPER_ROUTES.papers>;

/** How many lists' hashes stay in memory, over all communes. */
const MOST = 5_000;

export class PapersNow {
  readonly #log: UpdateLog;
  readonly #rounds: CommuneRounds;
  readonly #kept = new Map<string, { upTo: number; hash: string }>();
  /** For tests: how many lists were read. */
  reads = 0;

  constructor(log: UpdateLog, rounds: CommuneRounds) {
    this.#log = log;
    this.#rounds = rounds;
  }

  async read(review: string): Promise<Papers> {
    const { acts, villages } = await readRoom(this.#log, roomName(review, null), (records) => ({
      acts: readActs(records),
      villages: readVillages(records).map(({ id }) => id),
    }));
    const live = new Set(liveActs(acts).map(({ id }) => id));
    const papers = acts.filter((act) => act.kind === 'paper');
    const now = new Map<string, string>();
    // One after the other: people are editing.
    for (const village of listsBehind(
      papers.filter(({ id }) => live.has(id)),
      villages,
    ))
      now.set(village, await this.#hash(roomName(review, village)));
    const book = bookOf([...(await this.#rounds.elsewhere(review)), { review, acts }]);
    return {
      papers: papers.map((act) => {
        const where = live.has(act.id) ? changedSince(act, now, villages) : [];
        return { act, undone: !live.has(act.id), changed: where.length > 0, where };
      }),
      numbers: nextNumbers(book),
    };
  }

  async #hash(room: string): Promise<string> {
    const kept = this.#kept.get(room);
    if (kept && (await this.#log.history(room, kept.upTo, 1)).length === 0) return kept.hash;
    this.reads += 1;
    const found = await readRoom(this.#log, room, (list, upTo) => ({ upTo, hash: hashOf(list) }));
    if (this.#kept.size >= MOST) this.#kept.clear();
    this.#kept.set(room, found);
    return found.hash;
  }
}

/** Only lists that some paper rests on are read. */
const listsBehind = (papers: readonly ActOf<'paper'>[], villages: readonly string[]): Set<string> =>
  new Set(papers.flatMap(({ village }) => (village === '' ? villages : [village])));

function changedSince({ village, hash, data }: ActOf<'paper'>, now: ReadonlyMap<string, string>, villages: readonly string[]): string[] {
  if (village !== '') return now.get(village) === hash ? [] : [village];
  const then = readListLines(data.lists);
  const changed = villages.filter((id) => !now.get(id)?.startsWith(then.get(id) ?? '?'));
  return [...changed, ...[...then.keys()].filter((id) => !villages.includes(id))];
}
