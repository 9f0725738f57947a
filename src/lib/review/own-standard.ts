/** A province's own standard as a file: its shape, and what must be true of it beyond its shape. */
import * as v from 'valibot';
import { compile, FormulaError } from '../formula/compile.ts';
import { FormulaSyntaxError, parse, type Node } from '../formula/parse.ts';
import { references } from '../formula/print.ts';
import { isB1 } from './b1-tables.ts';
import { columnOf, columnsOf } from './columns.ts';
import { DRAFTS } from './drafts.ts';
import { conditionText } from './condition-text.ts';
import { namesOf } from './formula-columns.ts';
import { isIndicator } from './indicators.ts';
import { isByArea, limitOf, LIMIT_NAME } from './limits.ts';
import { allDecisions, ClassesShape, LivingShape, type Decision } from './decisions.ts';
import { STANDARDS, type Standard } from './standards.ts';

export const OWN_FORMAT = 'so-ra-soat/bo-chuan';

const text = (most: number) =>
  v.pipe(v.string('phải là chữ'), v.trim(), v.minLength(1, 'còn trống'), v.maxLength(most, `dài quá ${most} chữ`));
const day = v.pipe(v.string('phải là ngày viết YYYY-MM-DD'), v.isoDate('phải là ngày viết YYYY-MM-DD'));
const number = v.pipe(v.number('phải là số'), v.finite('phải là số'), v.minValue(0, 'phải từ 0'));
const figure = v.union(
  [number, v.strictObject({ rural: number, urban: number })],
  'phải là một số, hoặc { "rural": …, "urban": … } cho nông thôn và thành thị',
);
const keys = (what: string, isKnown: (key: string) => boolean) =>
  v.pipe(
    v.array(v.pipe(v.string('phải là chữ'), v.check(isKnown, `không phải mã của ${what} nào`)), 'phải là một danh sách'),
    v.check((list) => new Set(list).size === list.length, 'có mã ghi hai lần'),
  );
const shipped = [...STANDARDS, ...DRAFTS];
const notShipped = (of: 'id' | 'mark') => (value: string) => !shipped.some((standard) => standard[of] === value);

const limit = v.strictObject(
  {
    name: v.pipe(
      v.string('phải là chữ'),
      v.regex(LIMIT_NAME, 'phải viết hoa, không dấu, có gạch dưới, như TN_NGHEO'),
      v.check((name) => !/_(NT|TT)$/.test(name), 'không được kết thúc bằng _NT, _TT: đó là tên riêng cho nông thôn, thành thị'),
    ),
    label: text(120),
    unit: v.optional(text(40)),
    at: figure,
    later: v.optional(
      v.pipe(v.array(v.strictObject({ from: day, at: figure }), 'phải là một danh sách'), v.maxLength(20, 'nhiều quá 20 lần')),
    ),
    living: v.optional(v.literal(true, 'chỉ có thể là true; không thì bỏ dòng này')),
    means: v.optional(v.string('phải là tên của một mức')),
    cite: v.optional(text(300)),
  },
  'phải có name, label, at; có thể có unit, later, living, means, cite',
);

export const OwnFileShape = v.strictObject(
  {
    format: v.literal(OWN_FORMAT, `phải là "${OWN_FORMAT}"`),
    version: v.literal(1, 'phải là 1; bản khác là của bản Sổ Rà Soát khác'),
    standard: v.strictObject(
      {
        id: v.pipe(
          v.string('phải là chữ'),
          v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'chỉ gồm chữ thường không dấu, số và gạch nối'),
          v.maxLength(40, 'dài quá 40 chữ'),
          v.check(notShipped('id'), 'là mã của một bộ chuẩn có sẵn: hãy đặt mã khác'),
        ),
        name: text(200),
        short: text(40),
        mark: v.pipe(
          v.string('phải là chữ'),
          v.regex(/^(?=.*[A-Z])[A-Z0-9]{1,6}$/, 'gồm 1 đến 6 chữ hoa không dấu hoặc số, có ít nhất một chữ'),
          v.check((mark) => notShipped('mark')(mark) && mark !== 'NT' && mark !== 'TT', 'đã dùng cho việc khác: hãy đặt chữ khác'),
        ),
        from: day,
        to: day,
        asks: keys('cột điểm, cột thu nhập', (key) => columnOf('list01', key)?.asked === true),
        indicators: v.pipe(keys('chỉ số', isIndicator), v.minLength(1, 'chưa có chỉ số nào')),
        hints: v.optional(keys('chỉ số', isIndicator), []),
        limits: v.pipe(v.array(limit, 'phải là một danh sách'), v.maxLength(40, 'nhiều quá 40 mức')),
        classes: ClassesShape,
        living: LivingShape,
        cite: text(400),
        citeLiving: v.optional(text(400)),
      },
      'thiếu một dòng, hoặc có dòng lạ',
    ),
  },
  'phải có format, version, standard',
);
export type OwnFile = v.InferOutput<typeof OwnFileShape>;

/** The file's standard: like any other, and never chosen by a day alone. */
export function standardOfFile({ standard }: OwnFile): Standard {
  const { cite, citeLiving = cite, ...rest } = standard;
  return { ...rest, scope: 'province', cite, citeScores: cite, citeLiving };
}

/** @returns what is wrong, each with its place. */
export function checkOwnStandard(standard: Standard): string[] {
  const { limits, hints, indicators, from, to, asks } = standard;
  const problems: string[] = [];
  const say = (place: string, what: string): void => void problems.push(`${place}: ${what}`);
  if (to < from) say('to', 'phải sau from');
  if (asks.filter(isB1).length > 1) say('asks', 'một chuẩn chỉ dùng một bảng Điểm B1');
  for (const key of hints) if (!indicators.includes(key)) say('hints', `chuẩn không tính chỉ số ${key}`);
  const names = limits.map(({ name }) => name);
  limits.forEach(({ name, means, at, later = [] }, index) => {
    const place = `limits, mức ${name}`;
    if (names.indexOf(name) < index) say(place, 'ghi hai lần');
    if (RESERVED.has(name)) say(place, 'là tên đã dùng cho việc khác');
    if (means !== undefined && !names.includes(means)) say(`${place}, means`, `không có mức ${means}`);
    if (later.some((other) => isByArea(other.at) !== isByArea(at)))
      say(`${place}, later`, 'phải theo khu vực như at, hoặc như at không theo khu vực');
  });
  if (typeof limitOf(standard, 'NGUONG_PHIEU_A')?.at !== 'number')
    say('limits', 'thiếu mức NGUONG_PHIEU_A (số tiêu chí Phiếu A từ đó không đưa vào Danh sách 01), một số');
  const b1 = limitOf(standard, 'NGUONG_B1')?.at;
  if (asks.some(isB1) && (b1 === undefined || !isByArea(b1)))
    say('limits', 'chuẩn có Điểm B1 thì phải có mức NGUONG_B1, cho nông thôn và thành thị');
  // What the rules say is judged by the limits: no use before these are right.
  return problems.length > 0 ? problems : [...ruleProblems(standard, 'classes'), ...ruleProblems(standard, 'living')];
}

const RESERVED = new Set(['XET_MUC_SONG', 'BANG_THON', 'NGAY_CUOI_DOT', 'MOC_TINH_TUOI', 'CHI_SO_RO', 'SO_THIEU_HUT']);

/** Columns that a rule may read: those of its lists that are there whatever the household, and what is computed before it. */
function readable(standard: Standard, rule: 'classes' | 'living'): ReadonlySet<string> {
  const { asks } = standard;
  const inputs = columnsOf('list01').filter(
    ({ key, asked, personal, recorded }) =>
      (asked ? asks.includes(key) : !personal && !recorded) && (rule === 'classes' || columnOf('list02', key)),
  );
  return new Set([
    ...inputs.map(({ label }) => label),
    'Khu vực',
    'Danh sách',
    ...(asks.some(isB1) ? ['Ngưỡng Điểm B1'] : []),
    ...(rule === 'classes' && limitOf(standard, 'DIEM_CHI_SO') ? ['Điểm B2'] : []),
  ]);
}

function ruleProblems(standard: Standard, rule: 'classes' | 'living'): string[] {
  const columns = readable(standard, rule);
  const names = Object.fromEntries(Object.entries(namesOf({ standard, plan: { living: true } })).map(([name, { value }]) => [name, value]));
  const problemOf = (when: string): string => {
    if (rule === 'living' && /CHI_SO_RO|SO_THIEU_HUT/.test(when)) return 'Danh sách 02 không có chỉ số để đếm';
    try {
      const typed = parse(when);
      if (hasRange(typed)) return 'không dùng được vùng nhiều cột; hãy dùng SO_THIEU_HUT để đếm chỉ số';
      const tree = parse(conditionText(when, standard));
      const unknown = references(typed).find((label) => label !== 'Điểm B1' && !columns.has(label));
      if (unknown !== undefined) return `không đọc được cột [${unknown}]`;
      if (references(typed).includes('Điểm B1') && !standard.asks.some(isB1)) return 'chuẩn không hỏi Điểm B1 (asks)';
      compile(tree, { slot: () => 0, names, tables: {} });
      return '';
    } catch (error) {
      if (error instanceof FormulaSyntaxError || error instanceof FormulaError) return error.message;
      throw error;
    }
  };
  const walk = (list: readonly Decision[], place: string): string[] =>
    list.flatMap(({ when, then }, index) => {
      const here = `${place}, dòng ${index + 1}`;
      const problem = when === undefined ? '' : problemOf(when);
      return [...(problem ? [`${here}, when: ${problem}`] : []), ...(typeof then === 'string' ? [] : walk(then, `${here}, then`))];
    });
  const list = standard[rule];
  const outcomes = new Set(allDecisions(list).map(({ then }) => then));
  return [
    ...walk(list, rule),
    ...(rule === 'classes' && !outcomes.has('poor') ? ['classes: không dòng nào cho hộ nghèo (poor)'] : []),
    ...(outcomes.has('need-b1') && !standard.asks.some(isB1) ? [`${rule}: need-b1 cần chuẩn hỏi Điểm B1 (asks)`] : []),
  ];
}

function hasRange(node: Node): boolean {
  if (node.kind === 'range') return true;
  if (node.kind === 'call') return node.args.some(hasRange);
  if (node.kind === 'minus') return hasRange(node.operand);
  return node.kind === 'binary' && (hasRange(node.left) || hasRange(node.right));
}
