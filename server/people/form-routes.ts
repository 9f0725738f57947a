/** The province's own forms, what it confirms of standards and rules, and the working days. The admin puts them into use; everybody who works by them reads them. */
import { FORMS } from '../../src/lib/api/forms.ts';
import { readFormFile } from '../../src/lib/forms/read-form-file.ts';
import { may } from '../../src/lib/review/people.ts';
import { proposedYear } from '../../src/lib/review/holidays.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../src/lib/review/year-of-days.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import { lunarDays } from './lunar-days.ts';
import type { Accounts } from './accounts.ts';
import type { OwnForms } from './own-forms.ts';

/** Nobody corrects more than this many problems at once. */
const SAID = 5;

/** In turn with changes of the tree: a form is bound to a province by its name. */
export const formAnswers = (own: OwnForms, accounts: Pick<Accounts, 'inTurn'>): Answered[] => [
  answered(FORMS.all, ({ person }) => own.seenFrom(may(person, 'forms', null) ? null : person.review)),
  answered(FORMS.add, ({ person, body }) =>
    accounts.inTurn(async () => {
      const { file, problems } = readFormFile(body.file, await own.files(), await own.standards());
      if (!file) throw new HttpError(400, 'form-wrong', problems.slice(0, SAID).join(' '));
      await own.put(file, person.name);
      return own.seenFrom(null);
    }),
  ),
  answered(FORMS.withdraw, async ({ person, body }) => {
    await own.withdraw(body.key, person.name);
    return own.seenFrom(null);
  }),
  answered(FORMS.confirm, async ({ person, body }) => {
    await own.confirm(body, person.name);
    return own.seenFrom(null);
  }),
  answered(FORMS.confirmRule, async ({ person, body }) => {
    await own.confirmRule(body, person.name);
    return own.seenFrom(null);
  }),
  answered(FORMS.setYear, async ({ person, body }) => {
    await own.setYear(body, person.name);
    return own.seenFrom(null);
  }),
  answered(FORMS.proposeYear, async ({ query }) => {
    const year = Number(query.get('year'));
    if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
      throw new HttpError(400, 'no-such-year', `Hãy ghi một năm từ ${FIRST_YEAR} đến ${LAST_YEAR}.`);
    return proposedYear(year, await lunarDays(year));
  }),
];
