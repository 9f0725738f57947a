/** The seam for accounts: whatever signs people in says who a request is from, and may answer requests of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Person } from '../../src/lib/review/people.ts';
import type { Route } from '../http/route.ts';
import type { WriterFor } from '../rooms/writer.ts';

export interface SignIn {
  readonly demo: boolean;
  /** Whom the request may speak for right now: null also for those who must first choose a password of their own. */
  whoIs(request: IncomingMessage): Person | null | Promise<Person | null>;
  /** The people one may choose from, in a demonstration only. */
  people?(): readonly Person[];
  /** @returns false where there is no such person to enter as. */
  enter?(id: string, request: IncomingMessage, response: ServerResponse): boolean;
  leave(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  /** 'POST /api/enter' -> its answer; these come before the server's own. */
  routes?: Readonly<Record<string, Route>>;
  /** Those that write into rooms. */
  roomRoutes?(write: WriterFor): Readonly<Record<string, Route>>;
  /** What somebody is called who may no longer be among them; null where nobody ever was. */
  nameOf?(personId: string): string | null;
  /** Whether anybody of a review is called so, also who is locked out. */
  isNamed?(name: string, review: string): boolean;
  /** Told whenever somebody's sessions were ended or rights changed; without an id, anybody's. @returns a function that stops it. */
  onChange?(listener: (personId?: string) => void): () => void;
}
