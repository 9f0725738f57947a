/**
 * What can be asked of the commune's machine: one entry for each answer, which the page asks by (ui/parts/ask.ts) and the
 * server answers by (server/http/answering.ts). routes.ts has all of them.
 */
import * as v from 'valibot';
import { may, type Person, type RoomPlace } from '../review/people.ts';
import type { Action } from '../review/roles.ts';

/**
 * Who may ask, checked before the request is read: 'anybody'; 'session', whoever has signed in, also with a first
 * password; or a right at the room in the address, and where there is none, in the review worked in. What a body names
 * besides, such as somebody's account, the handler checks.
 */
export type May = 'anybody' | 'session' | ((person: Person, at: RoomPlace) => boolean);

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Ends in / where a room's name follows. */
  readonly path: string;
  readonly room?: true;
  /** Always asked with it; tells two answers of one path apart. */
  readonly query?: Readonly<Record<string, string>>;
  readonly may: May;
  /** What a person without the right is told, where it is not the usual sentence. */
  readonly refusal?: string;
  readonly body?: v.GenericSchema;
  readonly answer: v.GenericSchema | typeof FILE;
}

/** The answer is a file for the browser to save; no page asks for it by `ask`. */
export const FILE = 'file';

/** Keeps the entry's own types, by which both sides are checked. */
export const route = <const R extends Route>(entry: R): R => entry;

export const signedIn = (): boolean => true;
export const right =
  (action: Action) =>
  (person: Person, at: RoomPlace): boolean =>
    may(person, action, at);
/** A right that belongs to no review. */
export const rightEverywhere =
  (action: Action) =>
  (person: Person): boolean =>
    may(person, action, null);

/** The answer to a deed that has nothing more to say. */
export const Done = v.object({ ok: v.literal(true) });

/** What was checked may come from something that cannot be changed. */
export type Given<T> = T extends readonly (infer Each)[]
  ? readonly Given<Each>[]
  : T extends object
    ? { readonly [Key in keyof T]: Given<T[Key]> }
    : T;

export type BodyOf<R extends Route> = R extends { readonly body: infer Body extends v.GenericSchema } ? v.InferOutput<Body> : undefined;
export type AnswerOf<R extends Route> = R['answer'] extends v.GenericSchema ? v.InferOutput<R['answer']> : never;
/** What is given as an answer; a file has been sent already. */
export type GivenAnswer<R extends Route> = R['answer'] extends v.GenericSchema ? Given<v.InferInput<R['answer']>> : unknown;

export type Query = readonly (readonly [name: string, value: string])[];
export type Question<R extends Route> = { query?: Query } & (R extends { readonly room: true } ? { room: string } : { room?: undefined }) &
  (R extends { readonly body: infer Body extends v.GenericSchema } ? { body: Given<v.InferInput<Body>> } : { body?: undefined });

export function addressOf(
  { path, query: always = {} }: Route,
  { room = '', query = [] }: { room?: string | undefined; query?: Query } = {},
): string {
  const search = new URLSearchParams([...Object.entries(always), ...query.map(([name, value]): [string, string] => [name, value])]);
  return `${path}${encodeURIComponent(room)}${search.size > 0 ? `?${search}` : ''}`;
}
