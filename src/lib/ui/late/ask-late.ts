/** Late edits as the commune's machine has them: what waits, what was decided. */
import * as v from 'valibot';
import { ask } from '../parts/ask.ts';

const Value = v.nullable(v.union([v.string(), v.number()]));
const LateEdit = v.object({
  id: v.string(),
  row: v.string(),
  field: v.string(),
  value: Value,
  /** Under which name the entry was written, and when, in seconds since 2020: claims. */
  author: v.string(),
  writtenAt: v.number(),
  person: v.string(),
  name: v.string(),
  device: v.string(),
  /** When the commune received it. */
  at: v.number(),
});
const Waiting = v.object({ waiting: v.array(v.object({ room: v.string(), edits: v.array(LateEdit) })) });
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
const InRoom = v.object({ decided: v.array(v.object({ ...DecidedShape.entries, name: v.string() })) });
const Mine = v.object({ decided: v.array(v.object({ ...DecidedShape.entries, room: v.string() })) });
const Outcome = v.variant('kind', [
  v.object({ kind: v.literal('decided'), done: v.number(), gone: v.number() }),
  v.object({ kind: v.literal('unlocked') }),
]);

export type LateEdit = v.InferOutput<typeof LateEdit>;
export type WaitingRoom = v.InferOutput<typeof Waiting>['waiting'][number];
export type DecidedInRoom = v.InferOutput<typeof InRoom>['decided'][number];
export type MyDecided = v.InferOutput<typeof Mine>['decided'][number];
export type LateOutcome = v.InferOutput<typeof Outcome>;

export type LateWish = { verdict: 'accepted' } | { verdict: 'declined'; reason: string };

/** All of them @throws AskError */
export const askWaiting = async (): Promise<WaitingRoom[]> => v.parse(Waiting, await ask('GET', '/api/late')).waiting;
export const askDecided = async (room: string): Promise<DecidedInRoom[]> =>
  v.parse(InRoom, await ask('GET', `/api/late/${encodeURIComponent(room)}`)).decided;
export const askMine = async (): Promise<MyDecided[]> => v.parse(Mine, await ask('GET', '/api/late-decided')).decided;
export const sendDecision = async (room: string, wish: LateWish, entries: readonly string[]): Promise<LateOutcome> =>
  v.parse(Outcome, await ask('POST', `/api/late/${encodeURIComponent(room)}`, { ...wish, entries }));
