/** Answers the routes of src/lib/api. Who may ask, and where, is decided before the body of a request is read. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyOf, GivenAnswer, Route } from '../../src/lib/api/route.ts';
import { parseRoom, type Person } from '../../src/lib/review/people.ts';
import { bytesOf, read, VISITOR_LIMIT } from './body.ts';
import { HttpError } from './error.ts';

/** Finds the person behind a request. */
export interface Askers {
  whoIs(request: IncomingMessage): Person | null | Promise<Person | null>;
  /** Also true for people who must first choose their own password. */
  hasSession?(request: IncomingMessage): Promise<boolean>;
  /** Whether it comes from the machine of a meeting, with a token that is valid. */
  isHub?(request: IncomingMessage): Promise<boolean>;
}

export interface Asked<R extends Route> {
  request: IncomingMessage;
  response: ServerResponse;
  /** null only when the route needs no person. */
  person: R['may'] extends string ? null : Person;
  /** The room's name from the address; '' when it has none. */
  room: string;
  query: URLSearchParams;
  body: BodyOf<R>;
}

/** A route with its handler. */
export interface Answered {
  readonly route: Route;
  answer(request: IncomingMessage, response: ServerResponse, askers: Askers): Promise<unknown>;
}

export const DONE = { ok: true } as const;
export const notSignedIn = (): HttpError => new HttpError(401, 'not-signed-in', 'Bạn chưa đăng nhập.');
export const noRight = (text = 'Bạn không có quyền làm việc này.'): HttpError => new HttpError(403, 'no-right', text);

export function answered<R extends Route>(route: R, handle: (asked: Asked<R>) => GivenAnswer<R> | Promise<GivenAnswer<R>>): Answered {
  return {
    route,
    async answer(request, response, askers) {
      const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://localhost');
      const room = route.room ? pathname.slice(route.path.length) : '';
      const person = await admit(route, room, request, askers);
      const most = route.may === 'anybody' ? VISITOR_LIMIT : route.most;
      const body = route.file ? await bytesOf(request, most) : route.body && (await read(route.body, request, most));
      // The entry's own types are known where `answered` is called, not here.
      return handle({ request, response, person, room, query, body } as Asked<R>);
    },
  };
}

/** @throws HttpError */
async function admit(
  { may, room: inRoom, refusal }: Route,
  room: string,
  request: IncomingMessage,
  askers: Askers,
): Promise<Person | null> {
  if (may === 'anybody') return null;
  if (may === 'session') {
    if (!(await askers.hasSession?.(request))) throw notSignedIn();
    return null;
  }
  if (may === 'hub' && (await askers.isHub?.(request))) return null;
  const person = await askers.whoIs(request);
  if (!person) throw notSignedIn();
  if (may === 'hub') throw noRight(refusal);
  const at = inRoom ? parseRoom(room) : { review: person.review, village: null };
  if (!at || !may(person, at)) throw noRight(refusal);
  return person;
}

/** Finds the handler for a request. Two for one address are an error, because one would never run. */
export class Answers {
  readonly #byAddress = new Map<string, Answered[]>();

  constructor(all: readonly Answered[]) {
    for (const one of all) {
      const known = this.#byAddress.get(addressOf(one.route)) ?? [];
      if (known.some(({ route }) => sameQuery(route, one.route))) throw new Error(`two handlers for ${addressOf(one.route)}`);
      // A route with more query conditions comes first.
      this.#byAddress.set(
        addressOf(one.route),
        [...known, one].sort((a, b) => Number(b.route.query !== undefined) - Number(a.route.query !== undefined)),
      );
    }
  }

  find(method: string, url: string): Answered | undefined {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const folder = pathname.slice(0, pathname.lastIndexOf('/') + 1);
    return [pathname, folder]
      .flatMap((path) => this.#byAddress.get(`${method} ${path}`) ?? [])
      .find(({ route }) => Object.entries(route.query ?? {}).every(([name, value]) => searchParams.get(name) === value));
  }
}

const addressOf = ({ method, path }: Route): string => `${method} ${path}`;
const sameQuery = (a: Route, b: Route): boolean => JSON.stringify(a.query) === JSON.stringify(b.query);
