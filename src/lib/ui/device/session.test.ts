/**
 * What signing in and out removes from a device, and what it never removes. The server is a table of answers; the
 * storage is realistic.
 */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { IndexedDbCopy } from '$lib/sync/indexeddb-copy.ts';
import { copyName } from '$lib/sync/local-copy.ts';
import { remember } from './person-memory.ts';
import { Session } from './session.svelte.ts';
import { rememberUnsent } from './unsent-memory.ts';

const LAN = { id: 'lan', name: 'Hà Thị Lan', role: 'reviewer', review: 'a', villages: ['thon-3'] };
const VIET = { id: 'viet', name: 'Trần Quốc Việt', role: 'commune', review: 'a', villages: 'all' };
const ROOM = 'a.thon-3';

/** The person signed in at the server; 'away' means it does not answer. */
let there: { id: string; role: string } | null | 'away';
let session: Session;

beforeEach(() => {
  there = LAN;
  const stored: Record<string, string> = {};
  const own = (name: string, value: unknown): void => void Object.defineProperty(stored, name, { value, enumerable: false });
  own('getItem', (key: string) => stored[key] ?? null);
  own('setItem', (key: string, value: string) => void (stored[key] = value));
  own('removeItem', (key: string) => void Reflect.deleteProperty(stored, key));
  vi.stubGlobal('localStorage', stored);
  vi.stubGlobal('fetch', (address: string) => {
    if (there === 'away') return Promise.reject(new TypeError('no network'));
    if (address === '/api/leave') there = null;
    return Promise.resolve(Response.json(address === '/api/me' ? { demo: false, person: there, username: there?.id } : { ok: true }));
  });
  session = new Session();
});

afterEach(async () => {
  session.destroy();
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name ?? '');
  vi.unstubAllGlobals();
});

/** A copy, and everything remembered beside it. */
async function work(person: string, unsent: number): Promise<void> {
  const copy = new IndexedDbCopy(copyName(person, ROOM), new Y.Doc());
  await copy.whenLoaded;
  await copy.close();
  rememberUnsent(person, ROOM, unsent);
  for (const kind of ['views', 'imports', 'visits', 'colleagues', 'late-decided', 'empty-rooms'] as const) remember(kind, person, []);
}

const memories = (person: string): number => Object.keys(localStorage).filter((key) => key.endsWith(`.${person}`)).length;
const copies = async (person: string): Promise<number> =>
  (await indexedDB.databases()).filter(({ name }) => name?.startsWith(copyName(person, ''))).length;
const kept = async (person: string): Promise<[number, number]> => [memories(person), await copies(person)];
const ALL = [7, 1];

it('signing out removes everything of that person, and nothing of anybody else', async () => {
  await work('lan', 0);
  await work('viet', 0);
  await session.load();
  await session.leave();
  expect(await kept('lan')).toEqual([0, 0]);
  expect(await kept('viet')).toEqual(ALL);
  expect(session.person).toBeNull();
});

it('signing out removes nothing if it is told to keep the copies', async () => {
  await work('lan', 3);
  await session.load();
  await session.leave({ keepCopies: true });
  expect(await kept('lan')).toEqual(ALL);
});

it('signing out offline removes the copies at once, and ends the session when the network is back', async () => {
  await work('lan', 0);
  await session.load();
  there = 'away';
  await session.leave();
  expect(await kept('lan')).toEqual([0, 0]);
  there = LAN;
  await session.load();
  expect(there).toBeNull();
  expect(session.person).toBeNull();
});

it('signing in removes earlier people without unsent edits, never one with unsent edits', async () => {
  await work('lan', 0);
  await work('hieu', 2);
  there = VIET;
  await session.entered();
  await vi.waitFor(async () => expect(await kept('lan')).toEqual([0, 0]));
  expect(await kept('hieu')).toEqual(ALL);
});

it('an expired session removes nothing: the person stays, and signs in again', async () => {
  await work('lan', 3);
  await session.load();
  there = null;
  await session.load();
  expect([session.person?.id, session.expired]).toEqual(['lan', true]);
  expect(await kept('lan')).toEqual(ALL);
});

it('a person who returns before their copies were removed keeps them', async () => {
  await work('lan', 0);
  localStorage.setItem('ra-soat.to-remove', '["lan"]');
  await session.entered();
  expect(localStorage.getItem('ra-soat.to-remove')).toBeNull();
  expect(await kept('lan')).toEqual(ALL);
});

it('an answer that this version does not know is not a lost network: it says so, and the person stays', async () => {
  await work('lan', 3);
  await session.load();
  there = { ...LAN, role: 'inspector' };
  await session.load();
  expect([session.outdated, session.reached, session.person?.id]).toEqual([true, true, 'lan']);
  expect(await kept('lan')).toEqual(ALL);
  there = LAN;
  await session.load();
  expect(session.outdated).toBe(false);
});
