/** Reads a standard from a file: a province's own whole one, or the confirmed numbers of a draft. */
import * as v from 'valibot';
import { confirmedStandard, ConfirmedShape, type Confirmed } from './drafts.ts';
import { checkOwnStandard, OWN_FORMAT, OwnFileShape, standardOfFile, type OwnFile } from './own-standard.ts';
import type { Standard } from './standards.ts';

/** What is kept of either. */
export type StandardRecord = Confirmed | OwnFile;

export const isOwnFile = (record: StandardRecord): record is OwnFile => 'format' in record;

/** Deeper than any real file. */
const DEEPEST = 20;
/** Nobody corrects more than this many problems at once. */
const SAID = 5;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));

/** @returns what is wrong, in words; nothing where the file can be used. */
function problemsOf(input: unknown): string[] {
  if (isDeeper(input, DEEPEST)) return [`lồng nhau quá ${DEEPEST} tầng`];
  const shape = v.safeParse(OwnFileShape, input);
  if (!shape.success) return shape.issues.map((issue) => `${placeOf(issue)}: ${issue.message}`);
  return checkOwnStandard(standardOfFile(shape.output));
}

const ownFile = v.pipe(
  v.unknown(),
  v.rawCheck(({ dataset, addIssue }) => {
    const problems = [...new Set(problemsOf(dataset.value))].slice(0, SAID);
    if (problems.length > 0) addIssue({ message: `${problems.join('; ')}.` });
  }),
  v.transform((input) => v.parse(OwnFileShape, input)),
) as v.GenericSchema<unknown, StandardRecord>;

export const StandardRecordShape: v.GenericSchema<unknown, StandardRecord> = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'format' in input ? ownFile : (ConfirmedShape as v.GenericSchema<unknown, StandardRecord>),
);

/** @returns the record, or what is wrong with the text, in words. */
export function readStandardText(text: string): { record: StandardRecord | null; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { record: null, problem: 'không phải tệp JSON viết đúng' };
  }
  const result = v.safeParse(StandardRecordShape, value);
  return result.success ? { record: result.output, problem: '' } : { record: null, problem: result.issues[0].message };
}

/** 'limits, dòng 2 (TN_NGHEO), at': where in the file something is wrong. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  const path = issue.path ?? [];
  const places = path.flatMap(({ key, value }, index) => {
    if (index === 0 && key === 'standard') return [];
    if (typeof key !== 'number') return [String(key)];
    const name = typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? ` (${value.name})` : '';
    return [`dòng ${key + 1}${name}`];
  });
  return places.join(', ') || (path.length > 0 ? 'standard' : `tệp ${OWN_FORMAT}`);
}

export const recordId = (record: StandardRecord): string => (isOwnFile(record) ? record.standard.id : record.standard);

export const recordStandard = (record: StandardRecord): Standard | undefined =>
  isOwnFile(record) ? standardOfFile(record) : confirmedStandard(record);
