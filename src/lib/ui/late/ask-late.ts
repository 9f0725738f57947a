/** Asks the server for late edits that wait, and for decisions. */
import { LATE, type DecidedInRoom, type LateOutcome, type MyDecided, type WaitingRoom } from '$lib/api/late.ts';
import { ask } from '../parts/ask.ts';

export { DecidedShape, type DecidedInRoom, type LateEdit, type LateOutcome, type MyDecided, type WaitingRoom } from '$lib/api/late.ts';

export type LateWish = { verdict: 'accepted' } | { verdict: 'declined'; reason: string };

/** All of these throw AskError. */
export const askWaiting = async (): Promise<WaitingRoom[]> => (await ask(LATE.waiting)).waiting;
export const askDecided = async (room: string): Promise<DecidedInRoom[]> => (await ask(LATE.decided, { room })).decided;
export const askMine = async (): Promise<MyDecided[]> => (await ask(LATE.mine)).decided;
export const sendDecision = (room: string, wish: LateWish, entries: readonly string[]): Promise<LateOutcome> =>
  ask(LATE.decide, { room, body: { ...wish, entries } });
