/** Asks the server for a room's history. Only the server has received every edit. */
import { HISTORY, type Change, type HistoryAnswer, type Version } from '$lib/api/history.ts';
import type { Query } from '$lib/api/route.ts';
import { ask } from '../parts/ask.ts';
import { clockIsAhead } from './commune-time.ts';

export type { Change, DeclinedLine, HistoryAnswer, HistoryLine, Version } from '$lib/api/history.ts';

/** A point in a room's history: a position of its log, or a time. */
export type Point = { position: number } | { at: number };

/** Every answer has the server's time, which tells how far this device's clock is ahead. */
function told<T extends { now: number }>(answer: T): T {
  clockIsAhead(Date.now() - answer.now);
  return answer;
}

const given = (name: string, value: string | number | undefined): Query => (value === undefined ? [] : [[name, String(value)]]);

/** All of these throw AskError. */
export const askHistory = async (room: string, rows: readonly string[], field?: string, before?: number): Promise<HistoryAnswer> =>
  told(
    await ask(HISTORY.lines, {
      room,
      query: [...rows.map((row) => ['row', row] as const), ...given('field', field), ...given('before', before)],
    }),
  );

export async function askChanges(room: string, since: Point, until?: number): Promise<Change[]> {
  const from = 'position' in since ? given('since', since.position) : given('at', since.at);
  return told(await ask(HISTORY.changes, { room, query: [...from, ...given('until', until)] })).changes;
}

export const askVersions = async (room: string): Promise<Version[]> => told(await ask(HISTORY.versions, { room })).versions;
export const nameVersion = async (room: string, name: string, kind: Version['kind']): Promise<Version[]> =>
  told(await ask(HISTORY.nameVersion, { room, body: { name, kind } })).versions;
