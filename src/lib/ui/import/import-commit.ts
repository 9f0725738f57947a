/** Writes an accepted import into the rooms' lists: checks everything first, then makes one write for each room. */
import { checkName, checkValue } from '$lib/cells/entry.ts';
import { isFilled, ORDER_FIELD } from '$lib/cells/review-rooms.ts';
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
    for (const [village, planned] of plan) {
      const list = lists.get(village);
      if (!list) continue;
      const { writes, added } = withFreeRows(list, planned);
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

/**
 * A file's rows are named by their Mã hộ. Where a row of that name was put aside, the new one gets another: written into that row it would be
 * on no list.
 */
export function withFreeRows(list: SharedList, { writes, added }: RoomWrites): RoomWrites {
  const names = new Map<string, string>();
  const taken = new Set(added);
  for (const row of added) {
    if (!isFilled(list, row)) continue;
    let name = row;
    for (let n = 2; taken.has(name) || isFilled(list, name); n++) name = `${row}~${n}`;
    taken.add(name);
    names.set(row, name);
  }
  if (names.size === 0) return { writes, added };
  const named = (row: string): string => names.get(row) ?? row;
  return { writes: writes.map((write) => ({ ...write, row: named(write.row) })), added: added.map(named) };
}

/** New rows come after the existing ones. */
const nextOrder = (list: SharedList): number => {
  let last = -1;
  for (const row of list.rows()) last = Math.max(last, Number(list.get(row, ORDER_FIELD) ?? -1));
  return last + 1;
};
