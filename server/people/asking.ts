/** Who asks, or why not. */
import type { IncomingMessage } from 'node:http';
import type { Person } from '../../src/lib/review/people.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';

export const notSignedIn = (): HttpError => new HttpError(401, 'not-signed-in', 'Bạn chưa đăng nhập.');
export const noRight = (): HttpError => new HttpError(403, 'no-right', 'Bạn không có quyền làm việc này.');

export async function personAsking(accounts: Accounts, request: IncomingMessage): Promise<Person> {
  const person = await accounts.whoIs(request);
  if (!person) throw notSignedIn();
  return person;
}
