/** Compares the stored summaries with their lists. */
import type { InUse } from '../../src/lib/forms/own.ts';
import type { Forms } from '../../src/lib/forms/registry.ts';
import { parseRoom, roomName } from '../../src/lib/review/people.ts';
import type { Round } from '../../src/lib/review/plans.ts';
import { Counting, sameSums } from '../../src/lib/summary/counting.ts';
import type { UpdateLog } from '../log/log.ts';
import type { StoredSummary, SummaryStore } from '../log/summary-store.ts';
import { readRoom } from '../rooms/reader.ts';
import { readRecords, restored, rulesFor, stored, type Summary } from './commune-summaries.ts';
import { countFrozen, countList } from './count.ts';

export interface SummaryFinding {
  review: string;
  village: string;
  /** Of a list as it was at an act; '' for the list as it is. */
  act: string;
  /** 'behind': there is none, or it says itself that it holds for an earlier list or for other rules. A server makes it anew. */
  kind: 'right' | 'behind' | 'wrong';
  right: StoredSummary;
}

/** @param today yyyy-mm-dd */
export async function* verifySummaries(
  log: UpdateLog,
  store: SummaryStore,
  inUse: InUse,
  formsOf: (review: string, round: Round) => Promise<readonly Forms[]>,
  today: string,
): AsyncGenerator<SummaryFinding> {
  const reviews = (await log.rooms()).flatMap((name) => {
    const room = parseRoom(name);
    return room && room.village === null ? [room.review] : [];
  });
  for (const review of reviews) {
    const records = await readRoom(log, roomName(review, null), (list) => readRecords(list, inUse, today));
    if (!records.round) continue;
    const rules = rulesFor(
      new Counting(records.round, await formsOf(review, records.round)),
      records.villages.map(({ row }) => row),
    );
    const known = new Map((await store.of(review)).map((one) => [`${one.village} ${one.act}`, one]));
    const finding = (village: string, act: string, right: Summary): SummaryFinding => {
      const found = known.get(`${village} ${act}`);
      const kind = !found || found.basis !== right.basis || found.upTo !== right.upTo ? 'behind' : isSame(found, right) ? 'right' : 'wrong';
      return { review, village, act, kind, right: stored(review, village, act, right) };
    };
    const isSame = (found: StoredSummary, { sums, conflicts, tasks }: Summary): boolean => {
      const there = restored(found, rules.counting);
      return there !== null && there.conflicts === conflicts && there.tasks === tasks && sameSums(there.sums, sums);
    };
    for (const village of records.villages) {
      yield finding(village.id, '', await countList(log, review, village, rules));
      const { sent, official } = records.acts.get(village.id) ?? { sent: null, official: null };
      for (const act of [sent, official]) {
        const frozen = act && (await countFrozen(log, review, village, rules, act));
        if (act && frozen) yield finding(village.id, act.id, frozen);
      }
    }
  }
}
