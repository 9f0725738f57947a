/** Every role against every action and every kind of room: the table of rights written a second time, by hand. */
import { describe, expect, it } from 'vitest';
import { docFor, docName, may, mayManage, mayRead, maySee, mayWrite, parseDoc, parseRoom, rolesToGive, type Person } from './people.ts';
import { ACTIONS, type Action, type Role } from './roles.ts';

const person = (role: Role, change: Partial<Person> = {}): Person => ({
  id: role,
  name: role,
  role,
  review: 'xa-a-2026',
  villages: ['thon-1'],
  ...change,
});
/** A monthly review beside the yearly one. */
const MONTH = ['xa-a-2026-thang-3'];
const PEOPLE: Record<Role, Person> = {
  reviewer: person('reviewer', { alongside: MONTH }),
  'village-head': person('village-head', { alongside: MONTH }),
  commune: person('commune', { villages: 'all', reviews: ['xa-a-2025'], alongside: MONTH }),
  upper: person('upper', { review: '', villages: 'all', reviews: ['xa-a-2026', 'xa-b-2026'] }),
  admin: person('admin', { review: '', villages: 'all' }),
};
const ROOMS = {
  records: 'xa-a-2026.xa',
  assigned: 'xa-a-2026.thon-1',
  other: 'xa-a-2026.thon-2',
  sister: 'xa-b-2026.thon-1',
  sisterRecords: 'xa-b-2026.xa',
  stranger: 'xa-c-2026.thon-1',
  strangerRecords: 'xa-c-2026.xa',
  lastYear: 'xa-a-2025.thon-1',
  lastYearRecords: 'xa-a-2025.xa',
  month: 'xa-a-2026-thang-3.thon-1',
  monthOther: 'xa-a-2026-thang-3.thon-2',
  monthRecords: 'xa-a-2026-thang-3.xa',
};
type RoomCase = keyof typeof ROOMS;

const ALL = Object.keys(ROOMS) as RoomCase[];
const OWN: RoomCase[] = ['records', 'assigned', 'other'];
const OURS: RoomCase[] = [...OWN, 'month', 'monthOther', 'monthRecords'];
const ASSIGNED: RoomCase[] = ['assigned', 'month'];
const BELOW: RoomCase[] = [...OWN, 'sister', 'sisterRecords'];
const WITH_EARLIER: RoomCase[] = [...OWN, 'lastYear', 'lastYearRecords', 'month', 'monthOther', 'monthRecords'];
/** What is not listed here must be refused. */
const ALLOWED: Record<Role, Partial<Record<Action, RoomCase[]>>> = {
  reviewer: {
    readRecords: OURS,
    readVillage: ASSIGNED,
    readPersonal: ASSIGNED,
    readFrozen: ASSIGNED,
    writeVillage: ASSIGNED,
    meeting: ASSIGNED,
  },
  'village-head': { readRecords: OURS, readVillage: ASSIGNED, readFrozen: ASSIGNED, meeting: ASSIGNED },
  commune: {
    readRecords: WITH_EARLIER,
    writeRecords: OURS,
    readVillage: WITH_EARLIER,
    readPersonal: WITH_EARLIER,
    readFrozen: WITH_EARLIER,
    writeVillage: OURS,
    relay: OURS,
    import: OURS,
    export: WITH_EARLIER,
    readFullHistory: WITH_EARLIER,
    lock: OURS,
    late: OURS,
    meeting: OURS,
    steps: OURS,
    opinion: OURS,
    recognise: OURS,
    certificates: OURS,
    register: WITH_EARLIER,
    monthly: OURS,
    nextRound: OWN,
    hubs: OWN,
    invite: OWN,
    people: WITH_EARLIER,
  },
  upper: { readRecords: BELOW, readVillage: BELOW, readSent: BELOW, register: BELOW, opinion: BELOW },
  admin: { invite: ALL, people: ALL, reviews: ALL, forms: ALL, backup: ALL },
};

describe('the table of rights', () => {
  for (const role of Object.keys(PEOPLE) as Role[])
    for (const action of ACTIONS)
      it(`${role}: ${action}`, () => {
        const allowed = ALL.filter((place) => may(PEOPLE[role], action, parseRoom(ROOMS[place])));
        expect(allowed).toEqual(ALLOWED[role][action] ?? []);
        expect(may(PEOPLE[role], action, null)).toBe(role === 'admin' && action in ALLOWED.admin);
      });

  it('decides which rooms open', () => {
    const read = (role: Role): RoomCase[] => ALL.filter((place) => mayRead(PEOPLE[role], parseRoom(ROOMS[place])!));
    const write = (role: Role): RoomCase[] => ALL.filter((place) => mayWrite(PEOPLE[role], parseRoom(ROOMS[place])!));
    expect([read('reviewer'), write('reviewer')]).toEqual([['records', 'assigned', 'month', 'monthRecords'], ASSIGNED]);
    expect([read('village-head'), write('village-head')]).toEqual([['records', 'monthRecords'], []]);
    expect([read('commune'), write('commune')]).toEqual([WITH_EARLIER, OURS]);
    expect([read('upper'), write('upper')]).toEqual([['records', 'sisterRecords'], []]);
    expect([read('admin'), write('admin')]).toEqual([[], []]);
  });

  it('opens the open part of a list to everybody who may see the village, and lets nobody write it', () => {
    const open = (place: RoomCase): ReturnType<typeof parseDoc> => parseDoc(`${ROOMS[place]}.chung`);
    for (const role of Object.keys(PEOPLE) as Role[]) {
      const villages = ALL.filter((place) => open(place) !== null);
      expect(villages.filter((place) => mayRead(PEOPLE[role], open(place)!))).toEqual(
        villages.filter((place) => maySee(PEOPLE[role], parseRoom(ROOMS[place])!)),
      );
      expect(villages.filter((place) => mayWrite(PEOPLE[role], open(place)!))).toEqual([]);
    }
    const own = (role: Role): string => docName(docFor(PEOPLE[role], parseRoom(ROOMS.assigned)!));
    expect((Object.keys(PEOPLE) as Role[]).map(own)).toEqual(
      ['reviewer', 'village-head', 'commune', 'upper', 'admin'].map(
        (role) => `xa-a-2026.thon-1${role === 'reviewer' || role === 'commune' ? '' : '.chung'}`,
      ),
    );
  });

  it("opens a meeting's notes to everybody who may see the village, and those who hold the meeting write them", () => {
    const notes = (place: RoomCase): ReturnType<typeof parseDoc> => parseDoc(`${ROOMS[place]}.hop`);
    for (const role of Object.keys(PEOPLE) as Role[]) {
      const villages = ALL.filter((place) => notes(place) !== null);
      expect(villages.filter((place) => mayRead(PEOPLE[role], notes(place)!))).toEqual(
        villages.filter((place) => maySee(PEOPLE[role], parseRoom(ROOMS[place])!)),
      );
      expect(villages.filter((place) => mayWrite(PEOPLE[role], notes(place)!))).toEqual(
        role === 'reviewer' || role === 'village-head' ? ASSIGNED : role === 'commune' ? ['assigned', 'other', 'month', 'monthOther'] : [],
      );
    }
  });

  it("gives no other right to a list's content without the right to personal data", () => {
    for (const role of Object.keys(PEOPLE) as Role[])
      for (const action of ['writeVillage', 'import', 'export', 'readFullHistory', 'late'] as const)
        for (const place of ALL.filter((one) => parseRoom(ROOMS[one])?.village && may(PEOPLE[role], action, parseRoom(ROOMS[one]))))
          expect([role, action, place, may(PEOPLE[role], 'readPersonal', parseRoom(ROOMS[place]))]).toEqual([role, action, place, true]);
  });

  it('gives a person without a review nothing of any review', () => {
    for (const role of ['reviewer', 'village-head', 'commune', 'upper'] as const)
      for (const action of ACTIONS)
        expect(may(person(role, { review: '', villages: 'all' }), action, parseRoom(ROOMS.assigned))).toBe(false);
  });
});

describe('who may change whom', () => {
  const other = (role: Role, review = 'xa-a-2026'): Person => person(role, { id: `${role}-khac`, review });

  it('lets the commune manage its own reviewers and village heads, and nobody else', () => {
    const managed = (by: Role, review: string): Role[] =>
      (Object.keys(PEOPLE) as Role[]).filter((role) => mayManage(PEOPLE[by], other(role, review)));
    expect(managed('commune', 'xa-a-2026')).toEqual(['reviewer', 'village-head']);
    expect(managed('commune', 'xa-a-2025')).toEqual(['reviewer', 'village-head']);
    expect(managed('commune', 'xa-b-2026')).toEqual([]);
    expect(managed('admin', 'xa-b-2026')).toEqual(Object.keys(PEOPLE));
    for (const role of ['reviewer', 'village-head', 'upper'] as const)
      expect([managed(role, 'xa-a-2026'), rolesToGive(PEOPLE[role])]).toEqual([[], []]);
  });

  it('lets nobody change themselves', () => expect(mayManage(PEOPLE.admin, PEOPLE.admin)).toBe(false));
});

describe('names of rooms', () => {
  it('accepts nothing else', () => {
    for (const name of ['', 'xa', '.xa', 'a.', 'a.b.c', '../a.xa', 'A.xa', 'a.%78a', 'a b.xa', `${'a'.repeat(81)}.xa`, 'a.xa\n'])
      expect(parseRoom(name)).toBeNull();
    expect(parseRoom('xa-a-2026.xa')).toEqual({ review: 'xa-a-2026', village: null });
  });

  it('distinguishes a list from its open part, which only a village has', () => {
    expect(parseDoc('xa-a-2026.thon-1.chung')).toEqual({ review: 'xa-a-2026', village: 'thon-1', part: 'open' });
    expect(parseDoc('xa-a-2026.thon-1.hop')).toEqual({ review: 'xa-a-2026', village: 'thon-1', part: 'meeting' });
    expect(parseDoc('xa-a-2026.thon-1')).toEqual({ review: 'xa-a-2026', village: 'thon-1' });
    for (const name of ['xa-a-2026.xa.chung', 'xa-a-2026.chung.chung.chung', 'xa-a-2026..chung', '.chung', 'xa-a-2026.thon-1.khac'])
      expect(parseDoc(name)).toBeNull();
    expect(parseRoom('xa-a-2026.thon-1.chung')).toBeNull();
  });
});
