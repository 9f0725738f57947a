/** Weighs a paper about the whole commune: it rests on the lists of all its villages as they are at that moment. */
import { readVillages } from '../../src/lib/cells/review-rooms.ts';
import { actWrites, readActs } from '../../src/lib/process/act-rows.ts';
import type { WantedAct } from '../../src/lib/process/acts.ts';
import type { RoundActs } from '../../src/lib/process/certificates.ts';
import type { Need } from '../../src/lib/process/need.ts';
import { bookOf } from '../../src/lib/process/number-book.ts';
import { paperNeeds, undonePaperNeeds } from '../../src/lib/process/paper-needs.ts';
import { parseRoom, type Person } from '../../src/lib/review/people.ts';
import type { ActScene, ActWish } from '../rooms/room.ts';
import { communeHash, hashOf, listLines } from './list-hash.ts';
import { edited, reading } from './live-lists.ts';

/** An act about the commune has no village. */
const NOWHERE = '';

const NONE: ReadonlySet<string> = new Set();

export function weighForCommune(
  scene: ActScene,
  review: string,
  asked: WantedAct,
  person: Pick<Person, 'name' | 'role'>,
  { today, elsewhere }: { today: string; elsewhere: readonly RoundActs[] },
): { needs: Need[]; writes: ReturnType<ActWish['weigh']> } {
  const hashes = new Map([...scene.villages].map(([room, look]) => [parseRoom(room)?.village ?? '', look((doc) => reading(doc, hashOf))]));
  return scene.commune((doc) =>
    reading(doc, (records) => {
      const villages = readVillages(records);
      // One was added or put aside while the lists were opened.
      if (villages.length !== hashes.size || !villages.every(({ id }) => hashes.has(id)))
        return missing('villages-changed', 'Danh sách thôn vừa thay đổi. Hãy thử lại.');
      const acts = readActs(records);
      const needs =
        asked.kind === 'paper'
          ? paperNeeds(asked.data, {
              ...{ review, village: NOWHERE, acts, households: NONE, calendar: { today } },
              numbers: bookOf([...elsewhere, { review, acts }]),
            })
          : asked.kind === 'undone'
            ? undonePaperNeeds(
                asked.data.of,
                acts.filter(({ village }) => village === NOWHERE),
              )
            : [{ code: 'other-place', text: 'Đây là việc của từng thôn.' }];
      if (needs.length > 0) return { needs, writes: null };
      const wanted: WantedAct = asked.kind === 'paper' ? { ...asked, data: { ...asked.data, lists: listLines(hashes) } } : asked;
      const proof = { hash: communeHash(hashes), role: person.role };
      return { needs, writes: { commune: edited(person.name, (list) => list.write(actWrites(list, NOWHERE, wanted, proof))) } };
    }),
  );
}

const missing = (code: string, text: string): { needs: Need[]; writes: null } => ({ needs: [{ code, text }], writes: null });
