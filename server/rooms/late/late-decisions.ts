/**
 * The commune reviews the late edits of a locked list: it accepts each into the list, or declines it with a reason. Once all late edits
 * of a person are decided, their late updates are let in too, so that their device shows what was decided.
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
  /** `gone` counts edits that were decided before, or that their author has written again since. */
  | { kind: 'decided'; done: number; gone: number }
  /** The list is unlocked again, and the waiting edits are in it. */
  | { kind: 'unlocked' };

/** What a locked room holds of late edits. */
interface LateRoom {
  readonly name: string;
  readonly late: readonly LateUpdate[];
  /** By entryId. */
  readonly decided: Set<string>;
  /** Live entries of each late update that are not in the list, decided or not. */
  lateEntries(): (LateEntry & { of: LateUpdate })[];
}

export interface LateWish {
  /** Which edits, by entryId. */
  entries: ReadonlySet<string>;
  verdict: LateDecision['verdict'];
  reason: string;
  by: { id: string; device: string };
  done: (outcome: LateOutcome) => void;
  /** Storing failed, and nothing was changed. */
  fail: () => void;
}

export interface Decided {
  outcome: LateOutcome;
  decisions: LateDecision[];
  /** Applies the decision to the list's document. */
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

/** People who have no undecided late edit. */
function decidedPeople(room: LateRoom, waiting: readonly (LateEntry & { of: LateUpdate })[]): Set<string> {
  const people = new Set(room.late.map(({ person }) => person));
  for (const entry of waiting) if (!room.decided.has(entryId(entry))) people.delete(entry.of.person);
  return people;
}
