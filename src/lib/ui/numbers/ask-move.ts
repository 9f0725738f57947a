/** Asks the commune's machine to do something with the villages, or to take it back. */
import type { BodyOf } from '$lib/api/route.ts';
import { VILLAGE_MOVES } from '$lib/api/village-moves.ts';
import { HOUSEHOLD_PREFIX, listedRows, MEMBER_PREFIX } from '$lib/cells/review-rooms.ts';
import { straysIn } from '$lib/cells/village-moves.ts';
import { roomName } from '$lib/review/people.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { authorsOf } from './village-records.ts';
import { ask, AskError } from '../parts/ask.ts';
import { numberText } from '../parts/number-text.ts';

type Wanted = BodyOf<typeof VILLAGE_MOVES.move>;

/**
 * @returns how many households moved, and how many people follow them; null where those could not be assigned.
 * @throws AskError, also with what is missing.
 */
export async function askMove(review: string, wanted: Wanted): Promise<{ households: number; people: number | null }> {
  const answer = await ask(VILLAGE_MOVES.move, { room: roomName(review, null), body: wanted });
  if (answer.kind === 'done') return answer;
  throw new AskError(
    answer.needs[0]?.code ?? 'missing',
    answer.needs.map(({ text, places = [] }) => [text, places.map((place) => place.text).join('; ')].filter(Boolean).join(' ')).join(' '),
  );
}

/** ' 2 người được giao theo.' */
export const peopleText = (people: number | null): string =>
  people === null
    ? ' Chưa giao được thôn mới cho người của thôn cũ: hãy giao ở trang Người của xã.'
    : people > 0
      ? ` ${numberText(people)} người được giao theo.`
      : '';

export interface VillageHolds {
  /** Row, name of the head and code. */
  households: { row: string; head: string; code: string }[];
  members: number;
  /** As entries name them, with the number of cells that stand, most first. */
  authors: { author: string; cells: number }[];
  /** Households that moved away and were written here since. */
  strays: number;
}

/** @returns null where the list is not on this device. */
export async function holdsOf(rooms: Rooms, village: string): Promise<VillageHolds | null> {
  const room = rooms.open(village);
  try {
    const [here] = await rooms.ready([room]);
    if (!here) return null;
    const { list } = room;
    return {
      households: listedRows(list, HOUSEHOLD_PREFIX).map((row) => ({
        row,
        head: String(list.get(row, 'head') ?? ''),
        code: String(list.get(row, 'code') ?? ''),
      })),
      members: listedRows(list, MEMBER_PREFIX).length,
      authors: authorsOf(list),
      strays: straysIn(list).length,
    };
  } finally {
    rooms.release(village);
  }
}
