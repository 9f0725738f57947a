/** What a room was: asked of the commune's machine, which alone has received every edit. */
import * as v from 'valibot';
import { ask } from '../parts/ask.ts';
import { clockIsAhead } from './past-time.ts';

const Value = v.nullable(v.union([v.string(), v.number()]));
const Values = v.array(Value);
const Line = v.object({
  number: v.number(),
  at: v.number(),
  name: v.string(),
  row: v.string(),
  field: v.string(),
  from: Values,
  to: Values,
  claimed: v.array(v.string()),
});
const Declined = v.object({
  row: v.string(),
  field: v.string(),
  value: Value,
  name: v.string(),
  reason: v.string(),
  by: v.string(),
  at: v.number(),
});
const Past = v.object({ now: v.number(), lines: v.array(Line), older: v.number(), declined: v.array(Declined) });
const Change = v.object({
  row: v.string(),
  field: v.string(),
  from: Values,
  to: Values,
  at: v.number(),
  name: v.string(),
  claimed: v.array(v.string()),
  isNew: v.boolean(),
});
const Changes = v.object({ now: v.number(), changes: v.array(Change) });
const Version = v.object({
  id: v.number(),
  position: v.number(),
  at: v.number(),
  name: v.string(),
  kind: v.picklist(['meeting', 'other']),
  by: v.string(),
});
const Versions = v.object({ now: v.number(), versions: v.array(Version) });

export type PastLine = v.InferOutput<typeof Line>;
export type DeclinedLine = v.InferOutput<typeof Declined>;
export type PastAnswer = v.InferOutput<typeof Past>;
export type Change = v.InferOutput<typeof Change>;
export type Version = v.InferOutput<typeof Version>;

/** A point in a room's past: where its log stood, or a time. */
export type Point = { position: number } | { at: number };

/** @throws AskError */
async function asked<T extends v.GenericSchema<unknown, { now: number }>>(
  schema: T,
  method: 'GET' | 'POST',
  what: string,
  room: string,
  query: [string, string][],
  body?: object,
): Promise<v.InferOutput<T>> {
  const search = new URLSearchParams(query);
  const answer = v.parse(schema, await ask(method, `/api/${what}/${encodeURIComponent(room)}${search.size > 0 ? `?${search}` : ''}`, body));
  clockIsAhead(Date.now() - answer.now);
  return answer;
}

export const askPast = (room: string, rows: readonly string[], field?: string, before?: number): Promise<PastAnswer> =>
  asked(Past, 'GET', 'history', room, [
    ...rows.map((row): [string, string] => ['row', row]),
    ...(field === undefined ? [] : [['field', field] as [string, string]]),
    ...(before === undefined ? [] : [['before', String(before)] as [string, string]]),
  ]);

export async function askChanges(room: string, since: Point, until?: number): Promise<Change[]> {
  const from: [string, string] = 'position' in since ? ['since', String(since.position)] : ['at', String(since.at)];
  return (
    await asked(Changes, 'GET', 'changes', room, [from, ...(until === undefined ? [] : [['until', String(until)] as [string, string]])])
  ).changes;
}

export const askVersions = async (room: string): Promise<Version[]> => (await asked(Versions, 'GET', 'versions', room, [])).versions;
export const nameVersion = async (room: string, name: string, kind: Version['kind']): Promise<Version[]> =>
  (await asked(Versions, 'POST', 'versions', room, [], { name, kind })).versions;
