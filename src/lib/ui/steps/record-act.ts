/** Asks the commune's machine to record an act. */
import * as v from 'valibot';
import { PROCESS } from '$lib/api/process.ts';
import { ActShape } from '$lib/process/acts.ts';
import type { Need } from '$lib/process/need.ts';
import { roomName } from '$lib/review/people.ts';
import { ask } from '../parts/ask.ts';

/** A field that is not filled in rightly, in words. */
export class ActError extends Error {}

/**
 * @returns what is missing; empty when it is recorded.
 * @throws AskError; ActError
 */
export async function recordAct(
  review: string,
  village: string | null,
  wanted: { kind: string; data: Record<string, unknown> },
): Promise<readonly Need[]> {
  const read = v.safeParse(ActShape, wanted);
  if (!read.success) throw new ActError(read.issues[0].message);
  const answer = await ask(PROCESS.act, { room: roomName(review, village), body: read.output });
  return answer.kind === 'missing' ? answer.needs : [];
}
