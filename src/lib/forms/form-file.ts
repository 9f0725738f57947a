/**
 * A form as a file that a province makes and an admin loads (docs/own-forms.md): its shape, and error messages that
 * name the place. check-form.ts checks what the columns ask for.
 */
import * as v from 'valibot';
import { SERVICE_KEYS } from '../review/services.ts';
import type { Criterion, Heading, ListForm, SummaryForm } from './official/description.ts';
import { listForm as withPersonal } from './official/list-columns.ts';

export const FILE_FORMAT = 'so-ra-soat/bieu-mau';
export const FILE_VERSION = 1;
/** In bytes. A form of eighty columns takes a third of it; the server accepts no more in one request. */
export const FILE_LIMIT = 60_000;

const WHOLE = 'phải là số nguyên';
const FORMULA = 'bắt đầu bằng =, +, - hoặc @ nên Excel có thể hiểu là công thức';

const text = (most: number) =>
  v.pipe(
    v.string('phải là chữ trong ngoặc kép'),
    v.check((value) => value.trim() !== '', 'đang trống'),
    v.maxLength(most, `dài quá ${most} chữ`),
    v.check((value) => !/^\s*[=+\-@]/.test(value), FORMULA),
    v.check((value) => !/[^\P{Cc}\n]/u.test(value), 'có ký tự điều khiển, không in được'),
  );
const whole = (least: number, most: number) =>
  v.pipe(v.number('phải là số'), v.integer(WHOLE), v.minValue(least, `phải từ ${least}`), v.maxValue(most, `phải không quá ${most}`));
const yes = v.optional(v.literal(true, 'chỉ có thể là true; nếu không thì bỏ dòng này'));
const day = v.pipe(
  v.string('phải là ngày viết yyyy-mm-dd'),
  v.isoDate('phải là ngày viết yyyy-mm-dd'),
  v.check((value) => new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value), 'không phải ngày có thật'),
);
const list = <T extends v.GenericSchema>(of: T, most: number, empty: string) =>
  v.pipe(v.array(of, 'phải là một danh sách [ … ]'), v.minLength(1, empty), v.maxLength(most, `nhiều quá ${most} mục`));
const object = <T extends v.ObjectEntries>(entries: T) =>
  v.strictObject(entries, ({ expected, received }) =>
    expected === 'never' ? 'không có trong định dạng' : received === 'undefined' ? 'còn thiếu' : 'phải là một mục { … }',
  );
/** A picklist whose message lists its words. */
const word = <const T extends readonly string[]>(words: T) => v.picklist(words, `phải là một trong: ${words.join(', ')}`);

/** Excel allows 31 characters, and none of these. */
const sheetName = v.pipe(
  text(31),
  v.check(
    (value) => !/[:\\/?*[\]]/.test(value) && !/^'|'$/.test(value),
    'không dùng làm tên trang Excel được: không được có : \\ / ? * [ ] và dấu nháy ở đầu, cuối',
  ),
  v.check((value) => value === value.trim(), 'có khoảng trắng ở đầu hoặc cuối'),
);
const number = v.pipe(
  v.string('phải là chữ trong ngoặc kép, như "4" hoặc "4=3/1*100"'),
  v.regex(/^\d{1,3}(\.\d{1,3}){0,3}(=[\d.+\-*/()% ]{1,60})?$/, 'phải viết như "4", "1.2" hoặc "4=3/1*100"'),
);
const columnNumber = v.pipe(
  v.string('phải là số cột trong ngoặc kép'),
  v.regex(/^\d{1,3}(\.\d{1,3}){0,3}$/, 'phải là số của một cột, như "4"'),
);
const key = v.pipe(v.string('phải là chữ trong ngoặc kép'), v.maxLength(40, 'dài quá 40 chữ'));

const of = word(['households', 'persons']);
/** Whole numbers only: an Excel set to decimal commas reads a decimal point in a criterion differently. */
const criterion: v.GenericSchema<unknown, Criterion> = v.lazy((input) => {
  if (typeof input === 'string') return v.string();
  if (typeof input === 'object' && input !== null && 'not' in input) return object({ not: v.string('phải là chữ trong ngoặc kép') });
  if (typeof input === 'object' && input !== null && 'below' in input) return object({ below: whole(0, 1_000_000_000) });
  if (typeof input === 'object' && input !== null && 'atLeast' in input) return object({ atLeast: whole(0, 1_000_000_000) });
  return v.never('phải là chữ trong ngoặc kép, hoặc { "not": … }, { "below": … }, { "atLeast": … }') as v.GenericSchema<unknown, never>;
});
const where = v.record(key, criterion, 'phải là các điều kiện { "cột": "giá trị" }');
const term = object({ sheet: word(['list01', 'list02', 'members']), where, minus: yes });

const balance = object({ plus: list(columnNumber, 60, 'chưa có cột nào để cộng'), minus: v.pipe(v.array(columnNumber), v.maxLength(60)) });
const measure = v.variant(
  'kind',
  [
    object({ kind: v.literal('count'), terms: list(term, 30, 'chưa có gì để đếm'), of: v.optional(of) }),
    object({ kind: v.literal('residents'), of }),
    object({ kind: v.literal('village'), key, orBlank: yes }),
    object({ kind: v.literal('target'), service: word(SERVICE_KEYS) }),
    object({ kind: v.literal('sum'), ...balance.entries, decimals: v.optional(v.literal(2, 'chỉ có thể là 2')) }),
    object({
      kind: v.literal('rate'),
      part: v.union(
        [columnNumber, object({ form: sheetName, column: columnNumber }), balance],
        'phải là số của một cột, hoặc { "form": …, "column": … }, hoặc { "plus": […], "minus": […] }',
      ),
      whole: columnNumber,
      orBlank: yes,
    }),
  ],
  'phải có kind là count, residents, village, target, sum hoặc rate',
);

const leaf = object({
  text: text(200),
  measure,
  number: v.optional(number),
  width: v.optional(v.pipe(v.number('phải là số'), v.minValue(4, 'phải từ 4'), v.maxValue(80, 'phải không quá 80'))),
  local: yes,
});
const ethnic = object({ each: v.literal('ethnic', 'chỉ có thể là "ethnic"'), of: columnNumber, sheet: word(['list01', 'list02']), where });
const heading: v.GenericSchema<unknown, Heading> = v.lazy((input) => {
  if (typeof input === 'object' && input !== null && 'over' in input)
    return object({ text: text(200), over: list(heading, 60, 'không có cột nào ở dưới') }) as v.GenericSchema<unknown, Heading>;
  return (typeof input === 'object' && input !== null && 'each' in input ? ethnic : leaf) as v.GenericSchema<unknown, Heading>;
});

const notes = v.optional(v.pipe(v.array(text(600)), v.maxLength(10, 'nhiều quá 10 ghi chú')));
const titles = {
  id: sheetName,
  title: text(400),
  reference: text(400),
  number: v.optional(v.union([v.literal(''), text(60)], 'phải là chữ ngắn hơn 60 chữ')),
  certainty: word(['published', 'our-reading']),
  living: yes,
  notes,
};
const summary: v.GenericSchema<unknown, SummaryForm> = object({
  ...titles,
  orientation: word(['landscape', 'portrait']),
  paper: v.optional(v.literal('A3', 'chỉ có thể là "A3"; khổ A4 thì bỏ dòng này')),
  split: v.nullable(list(of, 2, 'phải là null hoặc ["households", "persons"]')),
  headings: list(heading, 60, 'chưa có cột nào'),
  sheet: v.optional(sheetName),
});

const source = v.variant(
  'from',
  [
    object({ from: v.picklist(['line', 'household', 'causes', 'age', 'ethnicCode', 'idTrouble', 'nothing']) }),
    object({ from: v.literal('member'), key: word(['name', 'relation', 'birth', 'sex', 'cccd', 'ethnic']) }),
    object({ from: v.literal('text'), key, headOnly: yes }),
    object({
      from: v.literal('live'),
      everyLine: yes,
      key: word([
        'area',
        'b1Limit',
        'list',
        'b2',
        'class',
        'move',
        'living',
        'minority',
        'missing',
        'b1',
        'size',
        'lastYear',
        'change',
        'request',
        'formA',
        'noLabour',
        'merit',
        'farming',
        'income',
        'incomeYear',
      ]),
    }),
    object({ from: v.literal('place'), key: word(['province', 'provinceCode', 'district', 'districtCode', 'commune', 'communeCode']) }),
  ],
  'phải có from là line, household, member, text, live, causes, age, ethnicCode, idTrouble, place hoặc nothing',
);
const column = object({
  text: text(200),
  source,
  width: v.pipe(v.number('phải là số'), v.minValue(3, 'phải từ 3'), v.maxValue(80, 'phải không quá 80')),
  align: v.optional(word(['left', 'center'])),
});
const signer = object({ office: v.optional(text(200)), title: text(200), hint: text(200), village: yes });
const listForm = v.pipe(
  object({
    ...titles,
    partOf: v.optional(sheetName),
    bands: yes,
    orientation: v.optional(v.literal('portrait', 'chỉ có thể là "portrait"; khổ ngang thì bỏ dòng này')),
    titleRow: whole(4, 20),
    firstRow: whole(8, 40),
    firstColumn: whole(1, 5),
    columns: list(column, 60, 'chưa có cột nào'),
    lines: word(['households', 'members', 'unidentified']),
    which: list(object({ sheet: word(['list01', 'list02']), where }), 20, 'chưa nói gồm những hộ nào'),
    sorted: yes,
    byVillage: yes,
    signers: v.optional(list(signer, 4, 'chưa có người ký nào')),
    personal: v.optional(v.boolean('phải là true hoặc false')),
  }),
  v.check(({ titleRow, firstRow }) => firstRow >= titleRow + 4, 'dòng đầu (firstRow) phải cách dòng tên biểu (titleRow) ít nhất 4 dòng'),
  // The columns decide whether it holds personal data.
  v.transform((form) => withPersonal(form as ListForm)),
) as unknown as v.GenericSchema<unknown, ListForm>;

const validity = {
  format: v.literal(FILE_FORMAT, `phải là "${FILE_FORMAT}"`),
  version: v.literal(FILE_VERSION, `phải là ${FILE_VERSION}: tệp này làm cho một bản Sổ Rà Soát khác`),
  /** Id of any standard, also of a province's own: check-form.ts asks whether there is one. */
  standard: text(80),
  /** The form applies to rounds whose last day lies between these dates. */
  from: day,
  to: day,
  /** Only for the communes of this province; if absent, for all. */
  province: v.optional(text(120)),
};

export const FormFileShape = v.pipe(
  v.variant(
    'kind',
    [object({ ...validity, kind: v.literal('summary'), form: summary }), object({ ...validity, kind: v.literal('list'), form: listForm })],
    'phải có kind là "summary" hoặc "list"',
  ),
  v.forward(
    v.check(({ from, to }) => from <= to, 'đứng trước ngày bắt đầu (from)'),
    ['to'],
  ),
);
export type FormFile = v.InferOutput<typeof FormFileShape>;
