/** The province's own forms and the standards it confirms: put into use by the admin, read by everybody who works by them. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { readFormFile } from '../../src/lib/forms/read-form-file.ts';
import { ConfirmedShape } from '../../src/lib/review/drafts.ts';
import { may, type Person } from '../../src/lib/review/people.ts';
import { read } from '../http/body.ts';
import { HttpError } from '../http/error.ts';
import type { OwnForms } from './own-forms.ts';
import type { Accounts } from './accounts.ts';
import { noRight, personAsking } from './asking.ts';
import type { Route } from '../http/route.ts';

const New = v.object({ file: v.unknown() });
const One = v.object({ key: v.pipe(v.number(), v.integer()) });
/** More are read out than anybody corrects at once. */
const SAID = 5;

export function formRoutes(accounts: Accounts, own: OwnForms): Record<string, Route> {
  const allowed = async (request: IncomingMessage): Promise<Person> => {
    const person = await personAsking(accounts, request);
    if (!may(person, 'forms', null)) throw noRight();
    return person;
  };
  const all = (): object => own.seenFrom(null);

  return {
    'GET /api/forms': async (request) => {
      const person = await personAsking(accounts, request);
      return own.seenFrom(may(person, 'forms', null) ? null : person.review);
    },
    'POST /api/forms': async (request) => {
      const person = await allowed(request);
      const { file: value } = await read(New, request);
      const { file, problems } = readFormFile(value, own.files());
      if (!file) throw new HttpError(400, 'form-wrong', problems.slice(0, SAID).join(' '));
      own.put(file, person.name);
      return all();
    },
    'POST /api/forms/withdraw': async (request) => {
      const person = await allowed(request);
      own.withdraw((await read(One, request)).key, person.name);
      return all();
    },
    'POST /api/standards': async (request) => {
      const person = await allowed(request);
      own.confirm(await read(ConfirmedShape, request), person.name);
      return all();
    },
  };
}
