/** The record file of `rasoat papers`: what an office decides for its papers, and what would be acts on the commune's machine (docs/papers-by-file.md). */
import * as v from 'valibot';
import { ActShape } from '../../src/lib/process/acts.ts';
import { PAPER_IDS } from '../../src/lib/process/paper-kinds.ts';
import { existsDay } from '../../src/lib/review/iso-day.ts';

export const RECORD_FORMAT = 'so-ra-soat/van-ban';

const BRACES = 'phải là các mục trong dấu { }';
const MISSING = 'thiếu mục này';

/** A misspelled key must not be a fact that nobody reads. */
const strict = <const T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, ({ expected }) =>
    expected === 'never' ? `không có mục này; có: ${Object.keys(entries).join(', ')}` : expected === 'Object' ? BRACES : MISSING,
  );
const listOf = <const T extends v.GenericSchema>(item: T) => v.array(item, 'phải là một danh sách trong dấu [ ]');
const text = v.string('phải là chữ trong dấu ngoặc kép');
const day = v.pipe(
  v.string('phải là một ngày viết "YYYY-MM-DD"'),
  v.check((value) => value === '' || (/^\d{4}-\d\d-\d\d$/.test(value) && existsDay(value)), 'phải là một ngày viết "YYYY-MM-DD"'),
);
const number = v.pipe(
  v.number('phải là một số'),
  v.integer('phải là số nguyên'),
  v.minValue(1, 'phải từ 1'),
  v.maxValue(99_999, 'phải không quá 99999'),
);
const paper = v.picklist(PAPER_IDS, ({ received }) => `không có văn bản ${received}; có: ${PAPER_IDS.join(', ')}`);

const ForPaper = strict({
  number: v.optional(number),
  day: v.optional(day),
  signer: v.optional(text),
  texts: v.optional(v.record(text, text, BRACES)),
});
const ForPapers = v.optional(v.record(paper, ForPaper, BRACES));
export type ForPaper = v.InferOutput<typeof ForPaper>;

/** The data of an act, as a page gives it to the commune's machine. */
type DataOf<K extends v.InferOutput<typeof ActShape>['kind']> = Extract<v.InferOutput<typeof ActShape>, { kind: K }>['data'];
/** @param fixed what stands there whatever the person writes: ids of rows and of other acts. */
const act = <const K extends v.InferOutput<typeof ActShape>['kind']>(kind: K, fixed: object = {}) =>
  v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): DataOf<K> => {
      const given = dataset.value;
      if (typeof given !== 'object' || given === null || Array.isArray(given)) {
        addIssue({ message: BRACES });
        return NEVER;
      }
      const read = v.safeParse(ActShape, { kind, data: { ...given, ...fixed } });
      if (!read.success) {
        for (const issue of read.issues)
          addIssue({ message: isMissing(issue) ? MISSING : issue.message, path: issue.path?.slice(1) as [v.IssuePathItem] | undefined });
        return NEVER;
      }
      const unknown = Object.keys(given).filter((key) => !(key in read.output.data));
      for (const key of unknown) addIssue({ message: `không có mục ${key}; có: ${Object.keys(read.output.data).join(', ')}` });
      return unknown.length > 0 ? NEVER : (read.output.data as DataOf<K>);
    }),
  );

/** The shapes of acts leave this to pages, which always send every field. */
const isMissing = ({ type, received }: v.BaseIssue<unknown>): boolean => type === 'object' && received === 'undefined';

const code = v.pipe(v.string('phải là một Mã hộ'), v.minLength(1, 'phải là một Mã hộ'));
const acts = {
  reviewed: v.optional(act('reviewed')),
  checked: v.optional(act('checked')),
  met: v.optional(act('met')),
  posted: v.optional(act('posted')),
  sent: v.optional(act('sent')),
  opinion: v.optional(act('opinion', { of: '' })),
  recognised: v.optional(act('recognised')),
  /** Certificates of all poor and near-poor households, with running numbers from `first`. */
  issued: v.optional(strict({ day, signer: text, first: number })),
};
const requests = v.optional(
  listOf(
    strict({
      /** Mã hộ, where the household is on the list. */
      household: v.optional(code),
      requested: act('requested', { household: '' }),
      refused: v.optional(act('refused', { of: '' })),
    }),
  ),
);

const RecordShape = strict({
  format: v.literal(RECORD_FORMAT, `phải là "${RECORD_FORMAT}"`),
  version: v.literal(1, 'phải là 1'),
  papers: v.optional(listOf(paper)),
  signer: v.optional(text),
  day: v.optional(day),
  texts: v.optional(v.record(text, text, BRACES)),
  each: ForPapers,
  /** Of every village of `villages`, or of all where none is named; a village's own acts come before them. */
  acts: v.optional(strict(acts)),
  villages: v.optional(
    listOf(
      strict({
        name: text,
        /** Where the lists are of several communes. */
        commune: v.optional(text),
        each: ForPapers,
        acts: v.optional(strict(acts)),
        requests,
      }),
    ),
  ),
  /** Mã hộ, for papers of one household. */
  households: v.optional(listOf(code)),
});
export type PapersRecord = v.InferOutput<typeof RecordShape>;
export type VillageRecord = NonNullable<PapersRecord['villages']>[number];
export type RecordedActs = NonNullable<PapersRecord['acts']>;

/** Nobody corrects more than this many problems at once. */
const SAID = 10;

/** @returns the record, or what is wrong in the text. */
export function readRecord(given: string): { record: PapersRecord | null; problems: string[] } {
  let value: unknown;
  try {
    value = JSON.parse(given.replace(/^\uFEFF/, ''));
  } catch {
    return { record: null, problems: ['không phải tệp JSON viết đúng: thiếu dấu ngoặc, dấu phẩy hoặc ngoặc kép'] };
  }
  const read = v.safeParse(RecordShape, value);
  if (read.success) return { record: read.output, problems: [] };
  return { record: null, problems: [...new Set(read.issues.map((issue) => `${placeOf(issue)}: ${issue.message}`))].slice(0, SAID) };
}

/** 'villages, Ấp Chợ, acts.met.day': a village by its name. */
function placeOf({ path }: v.BaseIssue<unknown>): string {
  const places: string[] = [];
  for (const { key, value } of path ?? []) {
    if (typeof key !== 'number') places.push(String(key));
    else {
      const name = typeof value === 'object' && value !== null && 'name' in value ? (value as { name: unknown }).name : undefined;
      places.push(typeof name === 'string' ? name : `dòng ${key + 1}`);
    }
  }
  return places.join(', ') || 'tệp';
}
