/**
 * Bộ quy định: the rules of the review as dated sets of entries. Each entry has its source. What no text at hand says is an entry without a
 * value, until a person in charge enters it from the text. The set in force is chosen by the day of an act (rules-in-force.ts), not by the
 * year of the round. What a district or province adds stands in its plan (plans.ts).
 */
import * as v from 'valibot';
import { tidy } from './text.ts';

/** What the product can do of a review, in the order of a round. A set says which of these its procedures have, and what it calls them. */
export const STEPS = {
  request: 'Nhận giấy đề nghị',
  prepare: 'Lập danh sách cần rà soát',
  review: 'Rà soát, phân loại',
  check: 'Kiểm tra, phúc tra của cấp trên',
  meeting: 'Họp dân',
  posting: 'Niêm yết, thông báo công khai',
  opinion: 'Xin ý kiến',
  recognition: 'Công nhận',
  summary: 'Tổng hợp, báo cáo',
} as const;
export type StepId = keyof typeof STEPS;

/** The kinds of review that a procedure, a step list or a time limit is for. */
export const PROCEDURES = {
  yearly: 'Định kỳ hằng năm',
  during: 'Trong năm',
  leaving: 'Trong năm, hộ thoát nghèo',
  workers: 'Người lao động có thu nhập thấp',
} as const;
export type ProcedureId = keyof typeof PROCEDURES;

/** What a time limit runs from. */
export const EVENTS = {
  posted: 'ngày bắt đầu niêm yết',
  complaint: 'ngày nhận khiếu nại',
  rechecked: 'ngày có kết quả phúc tra',
  reported: 'ngày cấp cho ý kiến nhận báo cáo',
  started: 'ngày bắt đầu rà soát',
  requested: 'ngày nhận giấy đề nghị',
} as const;
export type EventId = keyof typeof EVENTS;

/** How sure an entry is. */
export const CERTAINTIES = {
  read: 'Đã đọc',
  quoted: 'Trích lại, chưa thấy bản gốc',
  computed: 'Suy ra',
  unknown: 'Chưa rõ',
  confirmed: 'Đã xác nhận',
} as const;

const keys = <T extends object>(table: T): [keyof T & string, ...(keyof T & string)[]] =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
const text = (what: string, most = 300) =>
  v.pipe(v.string(`Hãy ghi ${what}.`), v.transform(tidy), v.minLength(1, `Hãy ghi ${what}.`), v.maxLength(most, `Phần ${what} quá dài.`));
const several = <T extends v.GenericSchema>(item: T) =>
  v.pipe(v.array(item), v.minLength(1, 'Hãy ghi ít nhất một dòng.'), v.maxLength(60, 'Không quá 60 dòng.'));
const day = v.pipe(v.string(), v.isoDate());

/** '15', '01/9', '14/12' */
export const DAY_AND_MONTH = /^(0?[1-9]|[12]\d|3[01])(?:\/(0?[1-9]|1[0-2]))?$/;
const dayAndMonth = v.optional(
  v.pipe(v.string(), v.transform(tidy), v.regex(DAY_AND_MONTH, 'Hãy ghi ngày, tháng như 01/9; ngày của mỗi tháng như 15.')),
);

/** What a value of each part is made of. A new part is a row here, one in FIELDS (rule-fields.ts), and entries in the sets. */
export const VALUES = {
  /** Id of a standard (standards.ts, drafts.ts). */
  standard: v.object({ standard: text('mã bộ chuẩn', 60) }),
  /** `cited` as a first citation begins: kind, number, date, body; `subject` what follows; `short` for later ones (Nghị định 30/2020). */
  law: v.object({ short: text('tên ngắn', 100), cited: text('số, ngày và cơ quan ban hành'), subject: text('tên văn bản', 600) }),
  procedure: v.object({ code: text('mã thủ tục', 20), name: text('tên thủ tục') }),
  steps: several(v.object({ step: v.picklist(keys(STEPS), 'Hãy chọn loại bước.'), name: text('tên bước') })),
  limit: v.object({
    days: v.pipe(
      v.number('Hãy ghi số ngày.'),
      v.integer('Số ngày phải là số nguyên.'),
      v.minValue(1, 'Số ngày phải từ 1.'),
      v.maxValue(366, 'Số ngày phải không quá 366.'),
    ),
    unit: v.picklist(['working', 'calendar'], 'Hãy chọn ngày làm việc hay ngày thường.'),
    event: v.picklist(keys(EVENTS), 'Hãy chọn ngày bắt đầu tính.'),
  }),
  opinion: v.object({ who: text('người cho ý kiến', 120) }),
  lists: several(v.object({ name: text('tên danh sách', 120) })),
  forms: several(v.object({ number: text('số mẫu', 60), title: text('tên mẫu') })),
  /** In words; and where days are counted by it, the first and the last: of the year ('01/9', '14/12') or of each month ('15'). */
  time: v.object({ when: text('thời gian'), from: dayAndMonth, to: dayAndMonth }),
} as const;
export type Part = keyof typeof VALUES;
export const PARTS = keys(VALUES);

const entry = <const P extends Part>(part: P) =>
  v.object({
    part: v.literal(part),
    /** Unique in its set; a time limit has the same id in every set. */
    id: v.string(),
    what: v.string(),
    /** The kinds of review it is for; absent for all. */
    procedures: v.optional(v.array(v.picklist(keys(PROCEDURES)))),
    /** Within the dates of the set; absent: all of them. For a law: since when it may be cited. */
    from: v.optional(day),
    to: v.optional(day),
    /** null while unknown; null and confirmed: the text says nothing about it. */
    value: v.nullable(VALUES[part] as (typeof VALUES)[P]),
    certainty: v.picklist(keys(CERTAINTIES)),
    source: v.string(),
    /** What to look up before confirming. */
    ask: v.optional(v.string()),
  });

const EntryShape = v.variant('part', [
  entry('standard'),
  entry('law'),
  entry('procedure'),
  entry('steps'),
  entry('limit'),
  entry('opinion'),
  entry('lists'),
  entry('forms'),
  entry('time'),
]);
export type RuleEntry = v.InferOutput<typeof EntryShape>;
export type EntryOf<P extends Part> = Extract<RuleEntry, { part: P }>;

export const RuleSetShape = v.pipe(
  v.object({
    id: v.string(),
    name: v.string(),
    /** First and last day of the acts it governs; without `to` no end is known. */
    from: day,
    to: v.optional(day),
    /** Not known as a whole: each entry that was not read must be confirmed. */
    draft: v.boolean(),
    /** Id of the law that people call the set by. */
    named: v.string(),
    entries: v.array(EntryShape),
  }),
  v.check(({ entries }) => new Set(entries.map(({ id }) => id)).size === entries.length, 'two entries of one id'),
  v.check(
    ({ entries }) => entries.every(({ value, certainty }) => value !== null || certainty === 'unknown' || certainty === 'confirmed'),
    'no value',
  ),
  v.check(({ entries, named }) => entries.some(({ id, part, value }) => id === named && part === 'law' && value !== null), 'no such law'),
);
export type RuleSet = v.InferOutput<typeof RuleSetShape>;

export const entriesOf = <P extends Part>({ entries }: Pick<RuleSet, 'entries'>, part: P): EntryOf<P>[] =>
  entries.filter((each): each is EntryOf<P> => each.part === part);

/** The entries that a person can still confirm from the text: in any set, all that were not read there. */
export const openEntries = ({ entries }: Pick<RuleSet, 'entries'>): RuleEntry[] =>
  entries.filter(({ certainty }) => certainty !== 'read' && certainty !== 'confirmed');
export const isDraft = (set: RuleSet): boolean => set.draft && openEntries(set).length > 0;

/** What people call the set by: 'Thông tư 07/2021/TT-BLĐTBXH'. */
export const shortName = (set: RuleSet): string => entriesOf(set, 'law').find(({ id }) => id === set.named)?.value?.short ?? set.name;

/** A law of the set as its forms name it: 'Thông tư số 07/2021/TT-BLĐTBXH ngày … của …'. */
export const citedLaw = (set: RuleSet, law: string): string => entriesOf(set, 'law').find(({ id }) => id === law)?.value?.cited ?? '';

/** As a first citation: kind, number, date, body, subject. */
export const wholeCitation = ({ cited, subject }: v.InferOutput<typeof VALUES.law>): string => `${cited} ${subject}`;
