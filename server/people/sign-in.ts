/** The seam for accounts: whatever signs people in says who a request is from, and may answer requests of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Person } from '../../src/lib/review/people.ts';

export interface SignIn {
  readonly demo: boolean;
  whoIs(request: IncomingMessage): Person | null;
  /** The people one may choose from, in a demonstration only. */
  people?(): readonly Person[];
  /** @returns false where there is no such person to enter as. */
  enter?(id: string, request: IncomingMessage, response: ServerResponse): boolean;
  leave(request: IncomingMessage, response: ServerResponse): void;
}
