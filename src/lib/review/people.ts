/** Who someone is and what they may do: one table, read by the websocket, HTTP, exports and the pages. */

export type Role = 'reviewer' | 'village-head' | 'commune' | 'upper' | 'admin';

export const ROLE_NAMES: Record<Role, string> = {
  reviewer: 'Rà soát viên',
  'village-head': 'Trưởng thôn',
  commune: 'Cán bộ xã',
  upper: 'Cấp trên',
  admin: 'Quản trị',
};

/** The seam for accounts: whatever signs people in gives this and nothing else. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  /** The commune and round worked in, e.g. 'nong-thuong-2023'; rooms of others are closed. */
  review: string;
  /** Ids of the villages assigned, or 'all'. */
  villages: readonly string[] | 'all';
}

/** A room is one shared document: 'REVIEW.xa' the commune's own records, 'REVIEW.VILLAGE' one village's lists. */
export interface RoomName {
  review: string;
  /** null for the commune's own room. */
  village: string | null;
}

export const COMMUNE_ROOM = 'xa';

const NAME = /^([a-z0-9][a-z0-9-]{0,79})\.([a-z0-9][a-z0-9-]{0,79})$/;

/** @returns null for anything that is not a room's name. */
export function parseRoom(name: string): RoomName | null {
  const match = NAME.exec(name);
  if (!match?.[1] || !match[2]) return null;
  return { review: match[1], village: match[2] === COMMUNE_ROOM ? null : match[2] };
}

export const roomName = (review: string, village: string | null): string => `${review}.${village ?? COMMUNE_ROOM}`;

const assigned = (person: Person, village: string): boolean => person.villages === 'all' || person.villages.includes(village);

/** Reviewers and village heads see their own villages only; everybody of the commune reads its settings. */
export function mayRead(person: Person, room: RoomName): boolean {
  if (person.review !== room.review) return false;
  return room.village === null || assigned(person, room.village);
}

/** Reviewers write the lists of their villages, commune staff everything in the commune, the others nothing. */
export function mayWrite(person: Person, room: RoomName): boolean {
  if (!mayRead(person, room)) return false;
  if (person.role === 'commune') return true;
  return person.role === 'reviewer' && room.village !== null;
}

/** Importing and handing in are the commune's. */
export const mayImport = (person: Person): boolean => person.role === 'commune';
export const mayExport = (person: Person): boolean => person.role === 'commune';
