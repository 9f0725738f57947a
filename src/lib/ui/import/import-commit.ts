/** Writes an accepted import into the rooms' lists: checks everything first, then makes one write for each room. */
import { checkName, checkValue } from '$lib/cells/entry.ts';
import { ORDER_FIELD } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { importKey, type ImportedRoom } from './import-memory.ts';
import { COMMUNE, type RoomWrites } from './import-writes.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';

/**
 * @param id of the import, by which it is undone as one. @returns how many cells were written. @throws ListError
 * before anything is written.
 */
export async function commitImport(rooms: Rooms, plan: ReadonlyMap<string | null, RoomWrites>, id: string): Promise<number> {
  for (const { writes } of plan.values())
    for (const { row, field, value } of writes) {
      checkName(row);
      checkName(field);
      checkValue(value);
    }
  const villages = [...plan.keys()].filter((village) => village !== COMMUNE);
  try {
    const opened = villages.map((village) => [village, rooms.open(village)] as const);
    await rooms.ready(opened.map(([, room]) => room));
    const lists = new Map<string | null, SharedList>([
      [COMMUNE, rooms.commune.list],
      ...opened.map(([village, room]) => [village, room.list] as const),
    ]);
    let cells = 0;
    for (const [village, { writes, added }] of plan) {
      const list = lists.get(village);
      if (!list) continue;
      const next = nextOrder(list);
      const steps = list.write([...writes, ...added.map((row, index) => ({ row, field: ORDER_FIELD, value: next + index }))]);
      cells += writes.length;
      const room = village === COMMUNE ? rooms.commune : rooms.peek(village);
      await room?.keep(importKey(id), { steps, added } satisfies ImportedRoom);
    }
    return cells;
  } finally {
    for (const village of villages) rooms.release(village);
  }
}

/** New rows come after the existing ones. */
const nextOrder = (list: SharedList): number => {
  let last = -1;
  for (const row of list.rows()) last = Math.max(last, Number(list.get(row, ORDER_FIELD) ?? -1));
  return last + 1;
};
