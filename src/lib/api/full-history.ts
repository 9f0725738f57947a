/** The full history of a room, for those responsible for the list: who wrote what from which device. */
import * as v from 'valibot';
import { Value, Values } from './fields.ts';
import { FILE, right, route } from './route.ts';

const Line = v.object({
  number: v.number(),
  at: v.number(),
  name: v.string(),
  row: v.string(),
  household: v.string(),
  head: v.string(),
  field: v.string(),
  label: v.string(),
  from: Values,
  to: Values,
  claimed: v.array(v.string()),
});
export type FullHistoryLine = v.InferOutput<typeof Line>;

const ofRoom = {
  method: 'GET',
  path: '/api/audit/',
  room: true,
  may: right('readFullHistory'),
  refusal: 'Bạn không có quyền xem nhật ký này.',
} as const;

const Sent = v.object({ village: v.string(), name: v.string(), device: v.string(), at: v.number() });
/** When a person's device last sent something into a village's list. */
export type LastSent = v.InferOutput<typeof Sent>;

export const FULL_HISTORY = {
  /** Of the villages `v=` of the room's review; the latest first. */
  lastSent: route({ ...ofRoom, path: '/api/last-sent/', answer: v.object({ sent: v.array(Sent) }) }),
  /** Latest first. `household=` filters by Mã hộ; `before=` is the number of the last line known, for older ones. */
  page: route({ ...ofRoom, answer: v.object({ lines: v.array(Line), older: v.number() }) }),
  /** Everything, or everything of `household=`. */
  csv: route({ ...ofRoom, query: { format: 'csv' }, answer: FILE }),
  /** What the log knows of the cells that are in conflict now. */
  open: route({
    ...ofRoom,
    query: { open: '1' },
    answer: v.object({
      cells: v.array(
        v.object({
          row: v.string(),
          field: v.string(),
          before: Value,
          brought: v.array(v.object({ value: Value, author: v.string(), name: v.string(), device: v.string(), at: v.number() })),
        }),
      ),
    }),
  }),
};
