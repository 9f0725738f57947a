/** The lists of a village that a bundle of the page holds, and the rooms that a bundle goes into. */
import { docName, parseDoc } from '$lib/review/people.ts';
import { bundleOfPage, type PageBundle } from '$lib/sync/bundle/page-bundle.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { deviceName } from '../device/device.ts';

/** Opens rooms while `use` runs. */
export async function withRoom<T>(rooms: Rooms, name: string, use: (room: LiveRoom) => T | Promise<T>): Promise<T> {
  const doc = parseDoc(name);
  if (!doc?.village) throw new Error(`${name} is no village's list`);
  const { village } = doc;
  const isMeeting = doc.part === 'meeting';
  const room = isMeeting ? rooms.openMeeting(village) : rooms.open(village);
  try {
    await room.whenReady();
    return await use(room);
  } finally {
    if (isMeeting) rooms.releaseMeeting(village);
    else rooms.release(village);
  }
}

/** @returns null when there is nothing of it: no list on this device, or nothing unsent. */
export async function makePageBundle(rooms: Rooms, village: string, onlyUnsent: boolean): Promise<ReturnType<typeof bundleOfPage> | null> {
  const place = { review: rooms.review, village };
  const names = [docName(place), ...(rooms.may('meeting', village) ? [docName({ ...place, part: 'meeting' as const })] : [])];
  const lists: PageBundle['lists'][number][] = [];
  const { year, unit } = rooms.roundReading;
  const collect = async (rest: readonly string[]): Promise<ReturnType<typeof bundleOfPage> | null> => {
    const [name, ...others] = rest;
    // All of them stay open until the file is made.
    if (name !== undefined)
      return withRoom(rooms, name, (room) => {
        const unsent = room.unsent();
        if (onlyUnsent ? unsent.count > 0 : !room.list.isEmpty)
          lists.push({ room: name, village: rooms.nameOf(village), list: room.list, ...(onlyUnsent && { unsent }) });
        return collect(others);
      });
    if (lists.length === 0) return null;
    const { id, name: called } = rooms.person;
    return bundleOfPage({ unit, year, person: { id, name: called }, device: deviceName(), at: Date.now(), lists });
  };
  return collect(names);
}
