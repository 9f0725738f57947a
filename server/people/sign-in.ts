/** The interface to accounts: any way of signing in tells who a request is from, and may add its own routes. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Me } from '../../src/lib/api/account.ts';
import type { Given } from '../../src/lib/api/route.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import type { FormFile } from '../../src/lib/forms/form-file.ts';
import type { CommuneRound, Review, Unit } from '../../src/lib/review/account.ts';
import type { Person } from '../../src/lib/review/people.ts';
import type { Answered, Askers } from '../http/answering.ts';
import type { Assignments } from '../process/assignments.ts';
import type { HubDesk } from './hub-desk.ts';
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
  /** What the machines of meetings ask. */
  hubs?: HubDesk;
  /** Who is assigned to which villages; without it, nobody follows households into another village. */
  assignments?: Assignments;
  /** Routes that write into rooms. */
  roomAnswers?(write: WriterFor): readonly Answered[];
  /** Names by id, also of people who have left. An id that nobody has had is missing. */
  namesOf?(people: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The standards, rules and working days that an admin has put into use. */
  inUse?(): Promise<InUse>;
  /** The province's own forms that are in use for a review; null: those of all provinces. */
  ownForms?(review: string | null): Promise<readonly FormFile[]>;
  /** The tree of units, and the rounds of its communes that are worked in. */
  tree?(): Promise<{ units: readonly Unit[]; reviews: readonly Review[] }>;
  /** All rounds of a review's commune, those put aside too, earliest first. */
  roundsOf?(review: string): Promise<readonly CommuneRound[]>;
  /** The names of everybody in each of these reviews, including people locked out. */
  namesIn?(reviews: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /**
   * Calls the listener whenever somebody's sessions have ended or their rights have changed; without an id, anybody's may have.
   * @returns a function that stops it.
   */
  onChange?(listener: (personId?: string) => void): () => void;
}
