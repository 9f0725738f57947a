/**
 * The province's own forms, the standards and rules that it confirms, and the calendar of working days. The admin puts them into use;
 * everybody who works by them reads them.
 */
import * as v from 'valibot';
import { OwnShape } from '../forms/own.ts';
import { StandardRecordShape } from '../review/read-standard-file.ts';
import { ConfirmedRuleShape } from '../review/rules-in-force.ts';
import { YearShape } from '../review/year-of-days.ts';
import { rightEverywhere, route, signedIn } from './route.ts';

const change = { method: 'POST', may: rightEverywhere('forms'), answer: OwnShape } as const;

export const FORMS = {
  all: route({ method: 'GET', path: '/api/forms', may: signedIn, answer: OwnShape }),
  // forms/read-form-file.ts checks the file and reports each error with its place.
  add: route({ ...change, path: '/api/forms', body: v.object({ file: v.unknown() }) }),
  withdraw: route({ ...change, path: '/api/forms/withdraw', body: v.object({ key: v.pipe(v.number(), v.integer()) }) }),
  // Of a draft its numbers, or a province's whole standard.
  confirm: route({ ...change, path: '/api/standards', body: StandardRecordShape }),
  confirmRule: route({ ...change, path: '/api/rules', body: ConfirmedRuleShape }),
  setYear: route({ ...change, path: '/api/working-days', body: YearShape }),
  // Query: year. The days that the law names, to be completed and confirmed by a person.
  proposeYear: route({ method: 'GET', path: '/api/working-days/proposal', may: rightEverywhere('forms'), answer: YearShape }),
};
