/**
 * Who a person is and what they may do, according to the table of roles. The websocket, HTTP, exports and the pages all ask here. What is
 * not in the table is forbidden; people.test.ts tries every role against every action and room.
 */
import { ROLES, type Action, type Role } from './roles.ts';

export type UnitLevel = 'province' | 'district' | 'commune';

/** The interface to accounts: any way of signing in provides this and nothing else. */
export interface Person {
  id: string;
  name: string;
  role: Role;
  /** The commune and round that the person works in, e.g. 'nong-thuong-2023'; '' for none. */
  review: string;
  /** Ids of the villages assigned, or 'all'. */
  villages: readonly string[] | 'all';
  /** The unit of the tree that this person stands for; absent in the demo. */
  unit?: { level: UnitLevel; name: string };
  /**
   * Reviews readable besides `review`: for people above the communes, all beneath their unit; for the commune's staff, its earlier rounds.
   */
  reviews?: readonly string[];
  /** Reviews that run beside `review`, such as those of a month: the same people work in them, with the same rights and villages. */
  alongside?: readonly string[];
  /** At a meeting hub: the villages whose lists it has. */
  only?: readonly string[];
}

/** Names that look the same to a reader. */
export const isSameName = (a: string, b: string): boolean => nameShape(a) === nameShape(b);
const nameShape = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/**
 * A room's place: 'REVIEW.xa' holds the commune's own records, 'REVIEW.VILLAGE' the lists of one village. A room is one shared document.
 */
export interface RoomPlace {
  review: string;
  /** null for the commune's own room. */
  village: string | null;
}

/**
 * A document of a room: the whole one; a village's open part 'REVIEW.VILLAGE.chung'; or what a village's meeting notes, 'REVIEW.VILLAGE.hop'.
 * The open part is the same list without personal columns. The server derives it for people who may not see those; nobody writes it. The
 * meeting's notes hold no personal data, and are written also while the list is locked. Rights are checked by document.
 */
export interface DocPlace extends RoomPlace {
  part?: 'open' | 'meeting';
}

export const COMMUNE_ROOM = 'xa';
const PARTS = { open: '.chung', meeting: '.hop' } as const;

const NAME = /^([a-z0-9][a-z0-9-]{0,79})\.([a-z0-9][a-z0-9-]{0,79})$/;

/** @returns null for anything that is not a room's name. */
export function parseRoom(name: string): RoomPlace | null {
  const match = NAME.exec(name);
  if (!match?.[1] || !match[2]) return null;
  return { review: match[1], village: match[2] === COMMUNE_ROOM ? null : match[2] };
}

export const roomName = (review: string, village: string | null): string => `${review}.${village ?? COMMUNE_ROOM}`;

/** @returns null for anything that is not a document's name. */
export function parseDoc(name: string): DocPlace | null {
  for (const [part, suffix] of Object.entries(PARTS) as [keyof typeof PARTS, string][]) {
    if (!name.endsWith(suffix)) continue;
    const room = parseRoom(name.slice(0, -suffix.length));
    if (room?.village) return { ...room, part };
  }
  return parseRoom(name);
}

export const docName = ({ review, village, part }: DocPlace): string => `${roomName(review, village)}${part ? PARTS[part] : ''}`;

/** The name that a document has in the log: the open part is read from its room. */
export const logName = ({ review, village, part }: DocPlace): string => docName({ review, village, ...(part === 'meeting' && { part }) });

/** @param at the place; null for what belongs to no review, such as a backup. */
export function may(person: Person, action: Action, at: RoomPlace | null): boolean {
  if (at && at.village !== null && person.only && !person.only.includes(at.village)) return false;
  switch (ROLES[person.role].rights[action]) {
    case undefined:
      return false;
    case 'everywhere':
      return true;
    case 'listed':
      return at !== null && (worksIn(person, at) || (person.reviews?.includes(at.review) ?? false));
    case 'own':
      return at !== null && at.review === person.review;
    case 'review':
      return at !== null && worksIn(person, at);
    case 'assigned':
      return (
        at !== null && worksIn(person, at) && at.village !== null && (person.villages === 'all' || person.villages.includes(at.village))
      );
  }
}

const worksIn = (person: Person, { review }: RoomPlace): boolean =>
  review === person.review || (person.alongside?.includes(review) ?? false);

const ofReview = (person: Person): RoomPlace => ({ review: person.review, village: null });

/** Whether the person may see a room at all, possibly without personal data. */
export const maySee = (person: Person, room: RoomPlace): boolean =>
  may(person, room.village === null ? 'readRecords' : 'readVillage', room);
export const mayRead = (person: Person, doc: DocPlace): boolean =>
  maySee(person, doc) && (doc.village === null || doc.part !== undefined || may(person, 'readPersonal', doc));
export const mayWrite = (person: Person, doc: DocPlace): boolean =>
  doc.part !== 'open' && may(person, doc.village === null ? 'writeRecords' : doc.part === 'meeting' ? 'meeting' : 'writeVillage', doc);
/** The document of a room that this person opens. */
export const docFor = (person: Person, room: RoomPlace): DocPlace =>
  room.village === null || may(person, 'readPersonal', room) ? room : { ...room, part: 'open' };
export const mayInvite = (person: Person): boolean => may(person, 'invite', ofReview(person));
/** The province's own forms and standards belong to the admin, and to no review. */
export const mayChangeForms = (person: Person): boolean => may(person, 'forms', null);
/** Whether the person manages the accounts of all reviews; they then state which review they mean. */
export const mayManageAnywhere = (person: Person): boolean => may(person, 'people', null);
export const mayManagePeople = (person: Person): boolean => may(person, 'people', ofReview(person));

export const rolesToGive = (person: Person): readonly Role[] => ROLES[person.role].gives;

/** Whether a person may change, lock or sign out another: never themselves, which could leave nobody to undo it. */
export const mayManage = (person: Person, other: Pick<Person, 'id' | 'role' | 'review'>): boolean =>
  person.id !== other.id && rolesToGive(person).includes(other.role) && may(person, 'people', { review: other.review, village: null });
