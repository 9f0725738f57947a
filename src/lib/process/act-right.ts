/** Who may record an act. */
import { may, type Person, type RoomPlace } from '../review/people.ts';
import { ROLES } from '../review/roles.ts';
import { ACTS, type Act, type WantedAct } from './acts.ts';

/**
 * Taking back an act needs the right to that act. What the level above has recorded itself, nobody below takes back; where the commune
 * recorded its answer from paper, the commune does.
 */
export function mayRecord(person: Person, wanted: WantedAct, at: RoomPlace, acts: readonly Act[]): boolean {
  if (wanted.kind !== 'undone') return may(person, ACTS[wanted.kind].right, at);
  const act = acts.find(({ id }) => id === wanted.data.of);
  if (!act) return may(person, ACTS.undone.right, at);
  return may(person, ACTS[act.kind].right, at) && (!isOfUnit(act.role) || isOfUnit(person.role));
}

/** A role that stands for a unit above the communes. */
const isOfUnit = (role: Act['role']): boolean => role !== '' && ROLES[role].place === 'unit';
