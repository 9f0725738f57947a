/** The province's own forms and the standards that it confirms. The admin puts them into use; everybody who works by them reads them. */
import { FORMS } from '../../src/lib/api/forms.ts';
import { readFormFile } from '../../src/lib/forms/read-form-file.ts';
import { may } from '../../src/lib/review/people.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { OwnForms } from './own-forms.ts';

/** Nobody corrects more than this many problems at once. */
const SAID = 5;

export const formAnswers = (own: OwnForms): Answered[] => [
  answered(FORMS.all, ({ person }) => own.seenFrom(may(person, 'forms', null) ? null : person.review)),
  answered(FORMS.add, ({ person, body }) => {
    const { file, problems } = readFormFile(body.file, own.files());
    if (!file) throw new HttpError(400, 'form-wrong', problems.slice(0, SAID).join(' '));
    own.put(file, person.name);
    return own.seenFrom(null);
  }),
  answered(FORMS.withdraw, ({ person, body }) => {
    own.withdraw(body.key, person.name);
    return own.seenFrom(null);
  }),
  answered(FORMS.confirm, ({ person, body }) => {
    own.confirm(body, person.name);
    return own.seenFrom(null);
  }),
];
