/** Where one village stands, read from the commune's own records. */
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import { actsOf } from '../../src/lib/process/act-rows.ts';
import { courseOf } from '../../src/lib/process/course.ts';
import { standingOf, type Standing } from '../../src/lib/process/standing.ts';
import type { Round } from '../../src/lib/review/plans.ts';

export interface VillageStanding {
  round: Round;
  unit: string;
  name: string;
  standing: Standing;
}

/** @param today yyyy-mm-dd. @returns null for a round without a plan or without this village. */
export function standingIn(
  records: SharedList,
  village: string,
  { standards, rules, workingDays: days }: InUse,
  today: string,
): VillageStanding | null {
  const { round, unit } = readRound(records, standards, rules);
  const here = readVillages(records).find(({ id }) => id === village);
  if (!round || !here) return null;
  return { round, unit, name: here.name, standing: standingOf(actsOf(records, village), { today, days }, courseOf(round, rules)) };
}
