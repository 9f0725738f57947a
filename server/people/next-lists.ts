/** The lists that a commune's next round starts with: the households of the last one, without its scores (src/lib/process/next-year.ts). */
import { readOneVillage, readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import type { CellWrite } from '../../src/lib/cells/shared-list.ts';
import { nextYear } from '../../src/lib/process/next-year.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { Round } from '../../src/lib/review/plans.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

/**
 * @param next the new round. If its standard stood beside the main one of the last round, last year's results are by that.
 * @param standards that are in use beside the shipped ones.
 * @returns by village.
 */
export async function nextLists(
  log: UpdateLog,
  before: string,
  next: Round,
  standards: readonly Standard[],
): Promise<Map<string, CellWrite[]>> {
  const found = new Map<string, CellWrite[]>();
  const { round, villages } = await readRoom(log, roomName(before, null), (records) => ({
    round: readRound(records, standards).round,
    villages: readVillages(records),
  }));
  if (!round) return found;
  for (const { id } of villages) {
    const data = await readRoom(log, roomName(before, id), (list) =>
      readRoom(log, roomName(before, null), (records) => readOneVillage(records, list, id)),
    );
    const main = classifyAll(data, round);
    const beside = main.beside?.find((other) => other.round.standard.id === next.standard.id);
    const { writes } = nextYear(beside ?? main, next.plan.living);
    if (writes.length > 0) found.set(id, writes);
  }
  return found;
}
