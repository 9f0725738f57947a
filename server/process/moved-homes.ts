/** Reads where villages that were merged or split have their households now, for those who look into a commune's other rounds. */
import { HOUSEHOLD_PREFIX, listedRows, readHousehold } from '../../src/lib/cells/review-rooms.ts';
import { carriesRows, readMoves } from '../../src/lib/cells/village-moves.ts';
import { MovedHomes } from '../../src/lib/process/moved-homes.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { Row } from '../../src/lib/review/types.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

/** Reads lists only where a village has moved. @param reviews all of the commune that count. */
export async function readHomes(log: UpdateLog, reviews: readonly string[]): Promise<MovedHomes> {
  const moves = [];
  for (const review of new Set(reviews)) {
    const standing = await readRoom(log, roomName(review, null), (records) =>
      readMoves(records).filter(({ kind, undone }) => carriesRows(kind) && undone === null),
    );
    moves.push(...standing.map((move) => ({ ...move, review })));
  }
  moves.sort((a, b) => a.at - b.at);
  // What moved last is known best.
  const rooms = [...new Set([...moves].reverse().flatMap(({ review, from, into }) => [roomName(review, into), roomName(review, from)]))];
  const villages = new Map(moves.flatMap(({ review, from, into }) => [from, into].map((id) => [roomName(review, id), id] as const)));
  const lists: [string, Row[]][] = [];
  for (const room of rooms) {
    const village = villages.get(room) ?? '';
    lists.push([
      village,
      await readRoom(log, room, (list) => listedRows(list, HOUSEHOLD_PREFIX).map((row) => readHousehold(list, row, null))),
    ]);
  }
  return new MovedHomes(moves, lists);
}
