/** The lists that a commune's next round starts with: the households of the last one, without its scores (src/lib/process/next-year.ts). */
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import { nextYear, type NextYear } from '../../src/lib/process/next-year.ts';
import { identitiesOf, latestOfEach, recognisedIn, type RecognisedResult } from '../../src/lib/process/recognised.ts';
import type { RoundList } from '../../src/lib/process/known-households.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import { readHomes } from '../process/moved-homes.ts';
import { readRoundList, readRoundLists } from '../process/round-lists.ts';
import { readRoom } from '../rooms/reader.ts';
import type { Before } from './reviews.ts';

/**
 * @param next the new round. If its standard stood beside the main one of the last round, last year's results are by that.
 * @returns by village.
 */
export async function nextLists(
  log: UpdateLog,
  before: string,
  { next, inUse, monthly }: NonNullable<Before['lists']>,
): Promise<Map<string, NextYear>> {
  const found = new Map<string, NextYear>();
  const villages = await readRoom(log, roomName(before, null), (records) => readVillages(records).map(({ id }) => id));
  const homes = await readHomes(log, [before, ...monthly]);
  for (const village of villages) {
    const last = await readRoundList(log, { review: before, village }, inUse, next.lastDay);
    if (!last) continue;
    const list = byStandard(last, next.standard.id);
    const months = (await readRoundLists(log, monthly, village, homes, inUse, next.lastDay)).map((month) =>
      byStandard(month, next.standard.id),
    );
    found.set(village, nextYear(list.classified, next.plan.living, decidedSince(list, months)));
  }
  return found;
}

/** By this standard, where it stood beside the main one. */
function byStandard(list: RoundList, standard: string): RoundList {
  const beside = list.classified.beside?.find(({ round }) => round.standard.id === standard);
  return beside ? { ...list, classified: beside } : list;
}

/** The newest monthly results that are later than the round's own; of households that the round does not have, later than its first day. */
function decidedSince({ classified, standing }: RoundList, months: readonly RoundList[]): RecognisedResult[] {
  const { plan, lastDay } = classified.round;
  const decision = standing.closed.get('recognition');
  const day = standing.step === null && decision?.kind === 'recognised' ? decision.data.day : lastDay;
  const known = new Set(classified.data.households.flatMap(identitiesOf));
  const has = ({ household }: RecognisedResult): boolean => identitiesOf(household).some((identity) => known.has(identity));
  return latestOfEach(months.flatMap((month) => recognisedIn(month, month.classified, month.standing))).filter((one) =>
    has(one) ? one.day > day : one.day >= plan.from,
  );
}
