/** Late edits. For the commune: those that wait in a review, and deciding about them. For their authors: what was decided. */
import * as v from 'valibot';
import { may } from '../review/people.ts';
import { Value } from './fields.ts';
import { right, route, signedIn } from './route.ts';

const REASON = 'Hãy ghi lý do, để người đã ghi biết vì sao.';
const entries = v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.minLength(1), v.maxLength(1_000));
const Wish = v.variant('verdict', [
  v.object({ verdict: v.literal('accepted'), entries }),
  v.object({
    verdict: v.literal('declined'),
    entries,
    reason: v.pipe(v.string(REASON), v.trim(), v.minLength(1, REASON), v.maxLength(500, 'Lý do dài quá 500 chữ.')),
  }),
]);
const LateEdit = v.object({
  id: v.string(),
  row: v.string(),
  field: v.string(),
  value: Value,
  /** As the entry claims; `writtenAt` in seconds since 2020. */
  author: v.string(),
  writtenAt: v.number(),
  person: v.string(),
  name: v.string(),
  device: v.string(),
  /** When the server received it. */
  at: v.number(),
});
const WaitingRoom = v.object({ room: v.string(), edits: v.array(LateEdit) });
export const DecidedShape = v.object({
  id: v.string(),
  row: v.string(),
  field: v.string(),
  value: Value,
  verdict: v.picklist(['accepted', 'declined']),
  reason: v.string(),
  by: v.string(),
  at: v.number(),
});
const DecidedInRoom = v.object({ ...DecidedShape.entries, name: v.string() });
const MyDecided = v.object({ ...DecidedShape.entries, room: v.string() });
const Outcome = v.variant('kind', [
  v.object({ kind: v.literal('decided'), done: v.number(), gone: v.number() }),
  v.object({ kind: v.literal('unlocked') }),
]);

export type LateEdit = v.InferOutput<typeof LateEdit>;
export type WaitingRoom = v.InferOutput<typeof WaitingRoom>;
export type DecidedInRoom = v.InferOutput<typeof DecidedInRoom>;
export type MyDecided = v.InferOutput<typeof MyDecided>;
export type LateOutcome = v.InferOutput<typeof Outcome>;

const refusal = 'Chỉ cán bộ xã quyết định sửa đổi đến muộn.';

export const LATE = {
  waiting: route({ method: 'GET', path: '/api/late', may: right('late'), refusal, answer: v.object({ waiting: v.array(WaitingRoom) }) }),
  /** All decisions in one village, latest first: no late edit is dropped without a trace. */
  decided: route({
    method: 'GET',
    path: '/api/late/',
    room: true,
    may: right('late'),
    refusal,
    answer: v.object({ decided: v.array(DecidedInRoom) }),
  }),
  decide: route({
    method: 'POST',
    path: '/api/late/',
    room: true,
    may: (person, at) => at.village !== null && may(person, 'late', at),
    refusal,
    body: Wish,
    answer: Outcome,
  }),
  /** Decisions about the caller's own late edits, in rooms they may still read. */
  mine: route({ method: 'GET', path: '/api/late-decided', may: signedIn, answer: v.object({ decided: v.array(MyDecided) }) }),
};
