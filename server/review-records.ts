/** A review's own records, for those who ask without opening its room. */
import { readVillages, ROUND_ROW } from '../src/lib/cells/review-rooms.ts';
import { roomName } from '../src/lib/review/people.ts';
import type { UpdateLog } from './log/log.ts';
import type { ReviewRecords } from './people/review-routes.ts';
import { readRoom } from './rooms/reader.ts';
import { writerTo } from './rooms/writer.ts';

export const recordsIn = (log: UpdateLog): ReviewRecords => ({
  // Straight into the log, before anybody can be connected to the room.
  writeRound: (review, cells, by) =>
    writerTo(log, by, 'tao-dot')(roomName(review, null), (list) => list.write(Object.entries(cells).map(([field, value]) => ({ row: ROUND_ROW, field, value })))),
  villages: (review) => readRoom(log, roomName(review, null), (list) => readVillages(list).map(({ id, name }) => ({ id, name }))),
});
