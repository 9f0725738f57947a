/**
 * The register of a commune, joined from its rounds as they are stored. What a village's list says is kept in memory as long as nothing was
 * written there, so a look costs what has changed since the last one.
 */
import { readOneVillage, readVillages, ROUND_ROW } from '../../src/lib/cells/review-rooms.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import { householdKey } from '../../src/lib/process/certificates.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import {
  certifiedIn,
  entriesOf,
  isInRegister,
  wasListed,
  type RegisterEntry,
  type RegisterRound,
  type RegisterVillage,
} from '../../src/lib/process/register.ts';
import { standingOf } from '../../src/lib/process/standing.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import type { CommuneRound } from '../../src/lib/review/account.ts';
import { groupBy } from '../../src/lib/review/group-by.ts';
import { roomName } from '../../src/lib/review/people.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

interface Kept {
  /** Position of the log, and what else the results rest on. */
  upTo: number;
  basis: string;
  entries: readonly RegisterEntry[];
}

/** How many villages stay in memory, over all communes. */
const MOST = 3_000;

export class Registers {
  readonly #log: UpdateLog;
  readonly #inUse: () => Promise<InUse>;
  readonly #kept = new Map<string, Kept>();
  /** For tests: how many lists were read. */
  reads = 0;

  constructor(log: UpdateLog, inUse: () => Promise<InUse>) {
    this.#log = log;
    this.#inUse = inUse;
  }

  /**
   * @param rounds earliest first.
   * @param all also villages that are not recognised yet; never those of a round that was put aside.
   */
  async read(rounds: readonly CommuneRound[], all: (review: string) => boolean): Promise<RegisterRound[]> {
    const found: RegisterRound[] = [];
    const inUse = await this.#inUse();
    for (const round of rounds) {
      const one = await this.#round(round, inUse, all(round.review) && !round.aside);
      if (one) found.push(one);
    }
    const certified = new Set(found.flatMap(({ acts }) => certifiedIn(acts)));
    // A household that left keeps its years; one that was never listed has none in the register.
    const isShown = (village: string, entry: RegisterEntry): boolean =>
      wasListed(entry) || certified.has(householdKey(village, { id: entry.row, cells: { code: entry.code } }));
    return found.map((round) => ({
      ...round,
      villages: round.villages.map((village) => ({ ...village, entries: village.entries.filter((entry) => isShown(village.id, entry)) })),
    }));
  }

  async #round(
    { review, year, aside }: CommuneRound,
    { standards, rules, workingDays: days }: InUse,
    all: boolean,
  ): Promise<RegisterRound | null> {
    const records = await readRoom(this.#log, roomName(review, null), (list) => {
      const { round } = readRound(list, standards, rules);
      return round && { round, cells: list.snapshotRow(ROUND_ROW), villages: readVillages(list), acts: readActs(list) };
    });
    if (!records) return null;
    const { round, acts } = records;
    const [course, calendar] = [courseOf(round, rules), { today: vietnamDay(Date.now()), days }];
    // A standard with other numbers gives other results.
    const ground = JSON.stringify([records.cells, round.standard, ...(round.beside ?? [])]);
    const byVillage = groupBy(acts, ({ village }) => village);
    const villages: RegisterVillage[] = [];
    for (const { id, name, row } of records.villages) {
      const standing = standingOf(byVillage.get(id) ?? [], calendar, course);
      const decision = standing.step === null ? standing.closed.get('recognition') : undefined;
      const recognised = decision?.kind === 'recognised' ? decision.data.day : null;
      if (!all && recognised === null) continue;
      const basis = JSON.stringify([ground, row.cells]);
      const entries = await this.#entries(roomName(review, id), basis, async (list) => {
        const data = await readRoom(this.#log, roomName(review, null), (commune) => readOneVillage(commune, list, id));
        return entriesOf(classifyAll(data, round));
      });
      villages.push({ id, name, recognised, entries });
    }
    return {
      review,
      name: round.plan.name,
      year,
      aside,
      yearly: round.plan.procedure === undefined,
      villages,
      acts: acts.filter(isInRegister),
    };
  }

  async #entries(
    room: string,
    basis: string,
    read: (list: SharedList) => Promise<readonly RegisterEntry[]>,
  ): Promise<readonly RegisterEntry[]> {
    const kept = this.#kept.get(room);
    if (kept?.basis === basis && (await this.#log.history(room, kept.upTo, 1)).length === 0) return kept.entries;
    this.reads += 1;
    const [entries, upTo] = await readRoom(this.#log, room, async (list, position) => [await read(list), position] as const);
    if (this.#kept.size >= MOST) this.#kept.clear();
    this.#kept.set(room, { upTo, basis, entries });
    return entries;
  }
}
