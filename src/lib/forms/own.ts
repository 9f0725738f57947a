/** What a province has put into use: its own forms, its own standards, and the numbers of draft standards that it has confirmed. */
import * as v from 'valibot';
import { recordId, recordStandard, StandardRecordShape } from '../review/read-standard-file.ts';
import type { Standard } from '../review/standards.ts';
import { FormFileShape, type FormFile } from './form-file.ts';

const Stamp = { by: v.string(), at: v.number() };

export const OwnFormShape = v.object({ key: v.number(), file: FormFileShape, ...Stamp, withdrawn: v.nullable(v.object(Stamp)) });
export type OwnForm = v.InferOutput<typeof OwnFormShape>;

const ConfirmationShape = v.object({ key: v.number(), values: StandardRecordShape, ...Stamp });
export type Confirmation = v.InferOutput<typeof ConfirmationShape>;

/** All versions, in the order they were put into use. */
export const OwnShape = v.object({ forms: v.array(OwnFormShape), standards: v.array(ConfirmationShape) });
export type Own = v.InferOutput<typeof OwnShape>;

export const NOTHING_OWN: Own = { forms: [], standards: [] };

export const filesInUse = ({ forms }: Pick<Own, 'forms'>): FormFile[] =>
  forms.filter(({ withdrawn }) => !withdrawn).map(({ file }) => file);

/** The latest version of each standard. */
export function standardsInUse({ standards }: Pick<Own, 'standards'>): Standard[] {
  const latest = new Map(standards.map(({ values }) => [recordId(values), values]));
  return [...latest.values()].flatMap((values) => recordStandard(values) ?? []);
}
