/**
 * What this device keeps of the decisions about a person's late edits: a declined value leaves the list here as well,
 * and must still be readable, with the reason, without a network.
 */
import * as v from 'valibot';
import { recall, remember } from '../device/person-memory.ts';
import { DecidedShape, type MyDecided } from './ask-late.ts';

const Record = v.object({
  ...DecidedShape.entries,
  room: v.string(),
  /** Whose row it is, as far as the device knew. */
  name: v.string(),
  seen: v.boolean(),
});
export type KeptDecision = v.InferOutput<typeof Record>;

export const recallDecided = (person: string): KeptDecision[] => recall('late-decided', person, v.array(Record)) ?? [];

/** @param nameOf '' where nothing is known of the row; what was known before stays. */
export function keepDecided(person: string, decided: readonly MyDecided[], nameOf: (room: string, row: string) => string): KeptDecision[] {
  const known = new Map(recallDecided(person).map((kept) => [kept.room + kept.id, kept]));
  // A household that was declined whole is in no list: its name is among what was declined.
  const heads = new Map(
    decided.filter(({ field }) => field === 'head' || field === 'name').map(({ room, row, value }) => [room + row, String(value ?? '')]),
  );
  const kept = decided.map((one): KeptDecision => {
    const before = known.get(one.room + one.id);
    return {
      ...one,
      name: before?.name || nameOf(one.room, one.row) || (heads.get(one.room + one.row) ?? ''),
      seen: before?.seen ?? false,
    };
  });
  remember('late-decided', person, kept);
  return kept;
}

export function markSeen(person: string): KeptDecision[] {
  const kept = recallDecided(person).map((one) => ({ ...one, seen: true }));
  remember('late-decided', person, kept);
  return kept;
}
