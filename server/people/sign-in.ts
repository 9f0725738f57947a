/** The seam for accounts: whatever signs people in says who a request is from, and may answer requests of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Me } from '../../src/lib/api/account.ts';
import type { Given } from '../../src/lib/api/route.ts';
import type { Person } from '../../src/lib/review/people.ts';
import type { Answered, Askers } from '../http/answering.ts';
import type { WriterFor } from '../rooms/writer.ts';

/** whoIs: whom the request may speak for right now; null also for those who must first choose a password of their own. */
export interface SignIn extends Askers {
  /** What a page is told of whoever asks. */
  me(request: IncomingMessage, response: ServerResponse): Given<Me> | Promise<Given<Me>>;
  /** In a demonstration only. @returns null where there is no such person to enter as. */
  enter?(id: string, request: IncomingMessage, response: ServerResponse): Person | null;
  leave(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  /** What else can be asked about accounts. */
  answers?: readonly Answered[];
  /** Those that write into rooms. */
  roomAnswers?(write: WriterFor): readonly Answered[];
  /** What somebody is called who may no longer be among them; null where nobody ever was. */
  nameOf?(personId: string): string | null;
  /** Whether anybody of a review is called so, also who is locked out. */
  isNamed?(name: string, review: string): boolean;
  /** Told whenever somebody's sessions were ended or rights changed; without an id, anybody's. @returns a function that stops it. */
  onChange?(listener: (personId?: string) => void): () => void;
}
