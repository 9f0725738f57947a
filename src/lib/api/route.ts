/**
 * The routes of the server, one entry each. A page calls a route by its entry (ui/parts/ask.ts), and the server answers by it
 * (server/http/answering.ts). routes.ts lists all of them.
 */
import * as v from 'valibot';
import { may, type Person, type RoomPlace } from '../review/people.ts';
import type { Action } from '../review/roles.ts';

/**
 * Who may call a route, checked before the body is read: 'anybody'; 'session', everybody signed in, also with a first password; 'hub', the
 * machine of a meeting with a token of this commune; or a right
 * at the room in the address, or else in the review that the person works in. The handler checks what only the body names, such as
 * somebody's account.
 */
export type May = 'anybody' | 'session' | 'hub' | ((person: Person, at: RoomPlace) => boolean);

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Ends in / when a room's name follows. */
  readonly path: string;
  readonly room?: true;
  /** Always sent with the request; distinguishes two answers of one path. */
  readonly query?: Readonly<Record<string, string>>;
  readonly may: May;
  /** The error text for a person without the right, where the usual one does not fit. */
  readonly refusal?: string;
  /** JSON of this shape. */
  readonly body?: v.GenericSchema;
  /** The body is a file, as it is. */
  readonly file?: true;
  /** The largest body in bytes, where the usual 64 KB do not do. */
  readonly most?: number;
  readonly answer: v.GenericSchema | typeof FILE;
}

/** The answer is a file that the browser saves; no page requests it through `ask`. */
export const FILE = 'file';

/** Keeps the entry's literal types, by which both sides are checked. */
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

/** The answer of a request that returns nothing else. */
export const Done = v.object({ ok: v.literal(true) });

/** Readonly form of a checked value, so that it may come from immutable data. */
export type Given<T> = T extends readonly (infer Each)[]
  ? readonly Given<Each>[]
  : T extends object
    ? { readonly [Key in keyof T]: Given<T[Key]> }
    : T;

export type BodyOf<R extends Route> = R extends { readonly body: infer Body extends v.GenericSchema }
  ? v.InferOutput<Body>
  : R extends { readonly file: true }
    ? Uint8Array
    : undefined;
export type AnswerOf<R extends Route> = R['answer'] extends v.GenericSchema ? v.InferOutput<R['answer']> : never;
/** What a handler returns. For a file it may be anything, because the handler has already sent the file. */
export type GivenAnswer<R extends Route> = R['answer'] extends v.GenericSchema ? Given<v.InferInput<R['answer']>> : unknown;

export type Query = readonly (readonly [name: string, value: string])[];
export type Question<R extends Route> = { query?: Query } & (R extends { readonly room: true } ? { room: string } : { room?: undefined }) &
  (R extends { readonly body: infer Body extends v.GenericSchema }
    ? { body: Given<v.InferInput<Body>> }
    : R extends { readonly file: true }
      ? { body: Uint8Array }
      : { body?: undefined });

export function addressOf(
  { path, query: always = {} }: Route,
  { room = '', query = [] }: { room?: string | undefined; query?: Query } = {},
): string {
  const search = new URLSearchParams([...Object.entries(always), ...query.map(([name, value]): [string, string] => [name, value])]);
  return `${path}${encodeURIComponent(room)}${search.size > 0 ? `?${search}` : ''}`;
}
