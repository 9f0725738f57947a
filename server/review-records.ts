/** The first records of a new review, written straight into the log before anybody can be connected to its room. */
import { ROUND_ROW } from '../src/lib/cells/review-rooms.ts';
import { roomName } from '../src/lib/review/people.ts';
import type { UpdateLog } from './log/log.ts';
import type { RoundWriter } from './people/review-routes.ts';
import { writerTo } from './rooms/writer.ts';

export const firstRecords =
  (log: UpdateLog): RoundWriter =>
  (review, cells, by) =>
    writerTo(log, by, 'tao-dot')(roomName(review, null), (list) => list.write(Object.entries(cells).map(([field, value]) => ({ row: ROUND_ROW, field, value }))));
