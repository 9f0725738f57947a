/** The interface to accounts: any way of signing in tells who a request is from, and may add its own routes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Me } from '../../src/lib/api/account.ts';
import type { Given } from '../../src/lib/api/route.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import type { CommuneRound } from '../../src/lib/review/account.ts';
import type { Person } from '../../src/lib/review/people.ts';
import type { Answered, Askers } from '../http/answering.ts';
import type { WriterFor } from '../rooms/writer.ts';

/** whoIs: the person that the request may speak for right now; null also for people who must first choose their own password. */
export interface SignIn extends Askers {
  /** What a page is told about its person. */
  me(request: IncomingMessage, response: ServerResponse): Given<Me> | Promise<Given<Me>>;
  /**
   * Demo only.
   * @returns null when there is no such person.
   */
  enter?(id: string, request: IncomingMessage, response: ServerResponse): Person | null;
  leave(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  /** Further routes about accounts. */
  answers?: readonly Answered[];
  /** Routes that write into rooms. */
  roomAnswers?(write: WriterFor): readonly Answered[];
  /** The name of a person, even one who has left; null when there never was one. */
  nameOf?(personId: string): string | null;
  /** The standards, rules and working days that an admin has put into use. */
  inUse?(): InUse;
  /** All rounds of a review's commune, those put aside too, earliest first. */
  roundsOf?(review: string): readonly CommuneRound[];
  /** Whether anybody of a review has this name, including people locked out. */
  isNamed?(name: string, review: string): boolean;
  /**
   * Calls the listener whenever somebody's sessions have ended or their rights have changed; without an id, anybody's may have.
   * @returns a function that stops it.
   */
  onChange?(listener: (personId?: string) => void): () => void;
}
