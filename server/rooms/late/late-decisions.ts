/**
 * The commune looks through what came to a locked list: each late edit is taken into the list or declined with a
 * reason. Both are written here; once nothing of a person waits undecided, their late updates come in as well, so that
 * their device shows what was decided.
 */
import type { LateDecision } from '../../log/log.ts';
import { acceptInto, enter, entryId, type LateEntry } from './late-entries.ts';
import type { LiveDoc } from '../live-doc.ts';

export interface LateUpdate {
  id: number;
  update: Uint8Array;
  person: string;
  device: string;
}

export type LateOutcome =
  /** `gone` were decided before, or written again since by whoever sent them. */
  | { kind: 'decided'; done: number; gone: number }
  /** The list takes edits again: what waited is in it. */
  | { kind: 'unlocked' };

/** What a locked room holds of late edits. */
interface LateRoom {
  readonly name: string;
  readonly late: readonly LateUpdate[];
  /** By entryId. */
  readonly decided: Set<string>;
  /** What waits of each late update, decided or not. */
  lateEntries(): (LateEntry & { of: LateUpdate })[];
}

export interface LateWish {
  /** Which, by entryId. */
  entries: ReadonlySet<string>;
  verdict: LateDecision['verdict'];
  reason: string;
  by: { id: string; device: string };
  done: (outcome: LateOutcome) => void;
  /** It could not be stored, and nothing of it was done. */
  fail: () => void;
}

export interface Decided {
  outcome: LateOutcome;
  decisions: LateDecision[];
  /** Carries it out in the list's document. */
  write: Parameters<LiveDoc['edit']>[1];
}

export function decide(room: LateRoom, { entries, verdict, reason, by }: LateWish, at: number): Decided {
  const waiting = room.lateEntries();
  const chosen = waiting.filter((entry) => entries.has(entryId(entry)) && !room.decided.has(entryId(entry)));
  for (const entry of chosen) room.decided.add(entryId(entry));
  const decided = decidedPeople(room, waiting);
  return {
    outcome: { kind: 'decided', done: chosen.length, gone: entries.size - chosen.length },
    decisions: chosen.map(({ of, client, clock, row, field, value }) => ({
      room: room.name,
      client,
      clock,
      row,
      field,
      value,
      person: of.person,
      verdict,
      reason,
      by: by.id,
      at,
    })),
    write: (doc) => {
      if (verdict === 'accepted') for (const entry of chosen) acceptInto(doc, entry);
      enter(
        doc,
        room.late.filter(({ person }) => decided.has(person)).map(({ update }) => update),
        room.decided,
      );
    },
  };
}

/** Of whom nothing waits undecided. */
function decidedPeople(room: LateRoom, waiting: readonly (LateEntry & { of: LateUpdate })[]): Set<string> {
  const people = new Set(room.late.map(({ person }) => person));
  for (const entry of waiting) if (!room.decided.has(entryId(entry))) people.delete(entry.of.person);
  return people;
}
