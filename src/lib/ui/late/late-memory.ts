/**
 * Decisions about a person's late edits, stored on this device. A declined value also leaves this device's list, and the person must
 * still be able to read it and the reason without a network.
 */
import * as v from 'valibot';
import { recall, remember } from '../device/person-memory.ts';
import { DecidedShape, type MyDecided } from './ask-late.ts';

const Record = v.object({
  ...DecidedShape.entries,
  room: v.string(),
  /** The name of the row's household or member, if this device knew it. */
  name: v.string(),
  seen: v.boolean(),
});
export type KeptDecision = v.InferOutput<typeof Record>;

export const recallDecided = (person: string): KeptDecision[] => recall('late-decided', person, v.array(Record)) ?? [];

/** @param nameOf returns '' for an unknown row; then the name stored before is kept. */
export function keepDecided(person: string, decided: readonly MyDecided[], nameOf: (room: string, row: string) => string): KeptDecision[] {
  const known = new Map(recallDecided(person).map((kept) => [kept.room + kept.id, kept]));
  // A household that was declined as a whole is in no list. Its name is one of the declined values.
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
