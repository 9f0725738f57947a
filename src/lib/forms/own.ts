/**
 * What a person in charge has put into use: a province's own forms and standards, the numbers of draft standards and the rules that were
 * confirmed, and the years of the calendar of working days.
 */
import * as v from 'valibot';
import { recordId, recordStandard, StandardRecordShape } from '../review/read-standard-file.ts';
import { rulesWith, StoredRuleShape } from '../review/rules-in-force.ts';
import type { RuleSet } from '../review/rules.ts';
import type { Standard } from '../review/standards.ts';
import { WorkingDays } from '../review/working-days.ts';
import { YearShape } from '../review/year-of-days.ts';
import { FormFileShape, type FormFile } from './form-file.ts';

const Stamp = { by: v.string(), at: v.number() };

export const OwnFormShape = v.object({ key: v.number(), file: FormFileShape, ...Stamp, withdrawn: v.nullable(v.object(Stamp)) });
export type OwnForm = v.InferOutput<typeof OwnFormShape>;

const ConfirmationShape = v.object({ key: v.number(), values: StandardRecordShape, ...Stamp });
export type Confirmation = v.InferOutput<typeof ConfirmationShape>;

const RuleConfirmationShape = v.object({ key: v.number(), values: StoredRuleShape, ...Stamp });
export type RuleConfirmation = v.InferOutput<typeof RuleConfirmationShape>;

const YearVersionShape = v.object({ key: v.number(), values: YearShape, ...Stamp });
export type YearVersion = v.InferOutput<typeof YearVersionShape>;

/** All versions, in the order they were put into use. What an older version of the product kept has no rules and years. */
export const OwnShape = v.object({
  forms: v.array(OwnFormShape),
  // One that this version does not accept any more must not take the others with it.
  standards: v.pipe(
    v.array(v.fallback(v.nullable(ConfirmationShape), null)),
    v.transform((all) => all.filter((each) => each !== null)),
  ),
  rules: v.optional(v.array(RuleConfirmationShape), []),
  years: v.optional(v.array(YearVersionShape), []),
});
export type Own = v.InferOutput<typeof OwnShape>;

export const NOTHING_OWN: Own = { forms: [], standards: [], rules: [], years: [] };

export const filesInUse = ({ forms }: Pick<Own, 'forms'>): FormFile[] =>
  forms.filter(({ withdrawn }) => !withdrawn).map(({ file }) => file);

/** The latest version of each standard. */
export function standardsInUse({ standards }: Pick<Own, 'standards'>): Standard[] {
  const latest = new Map(standards.map(({ values }) => [recordId(values), values]));
  return [...latest.values()].flatMap((values) => recordStandard(values) ?? []);
}

export const rulesInUse = ({ rules }: Pick<Own, 'rules'>): RuleSet[] => rulesWith(rules.map(({ values }) => values));
export const workingDaysInUse = ({ years }: Pick<Own, 'years'>): WorkingDays => new WorkingDays(years.map(({ values }) => values));

/** What classifications and deadlines rest on beside the lists; what nobody has put into use is as shipped. */
export interface InUse {
  /** Beside the shipped ones. */
  standards: readonly Standard[];
  rules: readonly RuleSet[];
  workingDays: WorkingDays;
}

export const inUse = (own: Own): InUse => ({ standards: standardsInUse(own), rules: rulesInUse(own), workingDays: workingDaysInUse(own) });
