/** Figures of a report by one standard, read from the forms that the commune hands in with it. */
import { rateOf, type FilledForm, type FilledRow } from '../../forms/fill.ts';
import { leavesOf, type Heading } from '../../forms/official/description.ts';
import { roundHalfUp } from '../../formula/values.ts';
import { NEAR_POOR, POOR } from '../../review/columns.ts';
import type { Standard } from '../../review/standards.ts';
import type { Field, Value, Values } from '../paper.ts';
import { changeWithRate, few, percent, signed, thousands } from '../paper-words.ts';
import type { Summary, SummaryFormId } from '../summary.ts';

type Forms = Summary['sets'][number]['forms'];
type Figure = number | null;

const formOf = (forms: Forms | undefined, id: SummaryFormId): FilledForm | undefined => forms?.find(({ form }) => form.id === id);
const figureIn = (filled: FilledForm | undefined, row: FilledRow | undefined, column: string, line = 0): Figure =>
  row?.lines[line]?.[filled?.numbers.indexOf(column) ?? -1] ?? null;

/** Of the whole unit, by the column's official number. null where it is unknown. */
export const figure = (forms: Forms | undefined, id: SummaryFormId, column: string, line = 0): Figure =>
  figureIn(formOf(forms, id), formOf(forms, id)?.total, column, line);

const shown = (value: Figure, as: (n: number) => string): Value => (value === null ? null : as(value));

/** Where each class stands on the forms: Mẫu 7.1, the comparison with last year, movements, indicators and their rates, causes. */
const CLASSES = {
  [POOR]: { name: 'hộ nghèo', households: '3', persons: '9', before: '3', moves: '7.2', lacks: '7.4', rates: '7.5', causes: 0 },
  [NEAR_POOR]: { name: 'hộ cận nghèo', households: '5', persons: '11', before: '9', moves: '7.3', lacks: '7.6', rates: '7.7', causes: 1 },
} as const;
const OF_CLASSES = Object.values(CLASSES);
const next = (column: string, by: number): string => String(Number(column) + by);
/** Columns of 'so-sanh' after the class's first: its number and rate last year, now, and the changes. */
const RATE_BEFORE = 1;
const CHANGE = 4;

const ROW_FIELDS: readonly Field[] = [
  { name: 'stt', about: 'Số thứ tự', kind: 'text' },
  { name: 'đơn vị', about: 'Thôn, tổ dân phố; ở báo cáo của cấp trên xã là xã, phường', kind: 'text' },
  { name: 'hộ dân cư', about: 'Tổng số hộ dân cư', kind: 'text' },
  { name: 'nhân khẩu dân cư', about: 'Tổng số nhân khẩu', kind: 'text' },
  ...OF_CLASSES.flatMap(({ name }): Field[] => [
    { name, about: `Số ${name}`, kind: 'text' },
    { name: `tỷ lệ ${name}`, about: `Tỷ lệ ${name}, %`, kind: 'text' },
    { name: `khẩu ${name}`, about: `Số nhân khẩu của ${name}`, kind: 'text' },
    { name: `tỷ lệ khẩu ${name}`, about: `Tỷ lệ nhân khẩu của ${name}, %`, kind: 'text' },
    { name: `${name} năm trước`, about: `Số ${name} năm trước`, kind: 'text' },
    { name: `tăng giảm ${name}`, about: `Số ${name} tăng (+), giảm (-)`, kind: 'text' },
  ]),
];

const MOVE_FIELDS: readonly Field[] = [
  { name: 'nội dung', about: 'Một cột của biểu diễn biến', kind: 'text' },
  { name: 'hộ', about: 'Số hộ', kind: 'text' },
  { name: 'khẩu', about: 'Số nhân khẩu', kind: 'text' },
];

export const SET_FIELDS: readonly Field[] = [
  { name: 'tên chuẩn', about: 'Tên chuẩn nghèo', kind: 'text' },
  { name: 'so với năm trước', about: 'Chuẩn chính của đợt: có so sánh với năm trước', kind: 'choice' },
  { name: 'tổng số hộ', about: 'Tổng số hộ dân cư', kind: 'text' },
  { name: 'tổng số nhân khẩu', about: 'Tổng số nhân khẩu', kind: 'text' },
  ...OF_CLASSES.flatMap(({ name }): Field[] => [
    { name: `số ${name}`, about: `Số ${name}`, kind: 'text' },
    { name: `tỷ lệ ${name}`, about: `Tỷ lệ ${name}, %`, kind: 'text' },
    { name: `số nhân khẩu ${name}`, about: `Số nhân khẩu của ${name}`, kind: 'text' },
    { name: `số ${name} năm trước`, about: `Số ${name} năm trước`, kind: 'text' },
    { name: `tỷ lệ ${name} năm trước`, about: `Tỷ lệ ${name} năm trước, %`, kind: 'text' },
    { name: `so sánh ${name}`, about: `So với năm trước: giảm 43 hộ (0,36%)`, kind: 'text' },
    { name: `${name} giảm`, about: `Số ${name} giảm so với năm trước`, kind: 'choice' },
    { name: `${name} tăng`, about: `Số ${name} tăng so với năm trước`, kind: 'choice' },
    { name: `${name} không đổi`, about: `Số ${name} bằng năm trước`, kind: 'choice' },
    { name: `từng diễn biến ${name}`, about: `Diễn biến ${name}, từng cột của biểu`, kind: 'list', fields: MOVE_FIELDS },
  ]),
  { name: 'có chỉ tiêu', about: 'Kế hoạch có chỉ tiêu giảm hộ nghèo', kind: 'choice' },
  { name: 'so với chỉ tiêu', about: 'Đạt và vượt so với …, đạt …, chưa đạt chỉ tiêu', kind: 'text' },
  { name: 'có mức sống trung bình', about: 'Đợt xác định hộ có mức sống trung bình', kind: 'choice' },
  { name: 'số hộ mức sống trung bình', about: 'Số hộ nông, lâm, ngư nghiệp có mức sống trung bình', kind: 'text' },
  { name: 'tỷ lệ hộ mức sống trung bình', about: 'Tỷ lệ của các hộ đó, %', kind: 'text' },
  { name: 'từng đơn vị', about: 'Số liệu từng thôn, từng xã', kind: 'list', fields: ROW_FIELDS },
  { name: 'dòng cộng', about: 'Dòng cộng của các bảng theo đơn vị', kind: 'list', fields: ROW_FIELDS },
  {
    name: 'từng chỉ số thiếu hụt',
    about: 'Các chỉ số thiếu hụt dịch vụ xã hội cơ bản',
    kind: 'list',
    fields: [
      { name: 'stt', about: 'Số thứ tự', kind: 'text' },
      { name: 'chỉ số', about: 'Tên chỉ số', kind: 'text' },
      ...OF_CLASSES.flatMap(({ name }): Field[] => [
        { name, about: `Số ${name} thiếu hụt`, kind: 'text' },
        { name: `tỷ lệ ${name}`, about: `Tỷ lệ ${name} thiếu hụt, %`, kind: 'text' },
      ]),
    ],
  },
  {
    name: 'từng nguyên nhân',
    about: 'Các nguyên nhân nghèo',
    kind: 'list',
    fields: [
      { name: 'stt', about: 'Số thứ tự', kind: 'text' },
      { name: 'nguyên nhân', about: 'Nguyên nhân', kind: 'text' },
      ...OF_CLASSES.map(({ name }): Field => ({ name, about: `Số ${name}`, kind: 'text' })),
    ],
  },
];

interface Known {
  residentsBefore: number | null;
  /** By how many households the plan wants the poor to be fewer. */
  target: number | null;
  /** Last year's results are by the main standard: only its own are compared with them. */
  isMain: boolean;
  withLiving: boolean;
}

export function setValues({ standard, forms }: { standard: Standard; forms: Forms }, known: Known): Values {
  const { residentsBefore, target, isMain, withLiving } = known;
  const [results, compared] = [formOf(forms, '7.1'), formOf(forms, 'so-sanh')];
  const before = figure(forms, 'so-sanh', CLASSES[POOR].before);
  const poor = figure(forms, '7.1', CLASSES[POOR].households);
  const rows = results?.rows ?? [];
  return {
    'tên chuẩn': standard.name,
    'so với năm trước': isMain,
    'tổng số hộ': shown(figure(forms, '7.1', '1'), thousands),
    'tổng số nhân khẩu': shown(figure(forms, '7.1', '2'), thousands),
    ...Object.assign({}, ...OF_CLASSES.map((of) => classValues(forms, of, residentsBefore))),
    'có chỉ tiêu': isMain && target !== null && before !== null && poor !== null,
    'so với chỉ tiêu': target === null || before === null || poor === null ? null : reached(before - poor, target),
    'có mức sống trung bình': withLiving,
    'số hộ mức sống trung bình': shown(figure(forms, '7.1', '7'), few),
    'tỷ lệ hộ mức sống trung bình': shown(figure(forms, '7.1', '8'), percent),
    'từng đơn vị': rows.map((row, n) => ({ stt: String(n + 1), ...rowValues(results, row, compared, compared?.rows[n]) })),
    'dòng cộng': results ? [{ stt: '', ...rowValues(results, results.total, compared, compared?.total) }] : [],
    'từng chỉ số thiếu hụt': lacksOf(forms),
    'từng nguyên nhân': causesOf(forms),
  };
}

const reached = (fewer: number, target: number): string =>
  fewer < target
    ? 'chưa đạt chỉ tiêu kế hoạch đề ra'
    : fewer === target
      ? 'đạt chỉ tiêu kế hoạch đề ra'
      : 'đạt và vượt so với chỉ tiêu kế hoạch đề ra';

type OfClass = (typeof OF_CLASSES)[number];

function classValues(forms: Forms, { name, households, persons, before: first, moves }: OfClass, residentsBefore: number | null): Values {
  const [now, rate] = [figure(forms, '7.1', households), figure(forms, '7.1', next(households, 1))];
  const before = figure(forms, 'so-sanh', first);
  // Typed where the villages do not give it.
  const rateBefore =
    figure(forms, 'so-sanh', next(first, RATE_BEFORE)) ??
    (before === null || residentsBefore === null ? null : rateOf(before, residentsBefore));
  const isKnown = now !== null && before !== null;
  const change = rate === null || rateBefore === null ? null : roundHalfUp(rate - rateBefore, 2);
  return {
    [`số ${name}`]: shown(now, few),
    [`tỷ lệ ${name}`]: shown(rate, percent),
    [`số nhân khẩu ${name}`]: shown(figure(forms, '7.1', persons), few),
    [`số ${name} năm trước`]: shown(before, few),
    [`tỷ lệ ${name} năm trước`]: shown(rateBefore, percent),
    [`so sánh ${name}`]: isKnown ? changeWithRate(now, before, change) : null,
    [`${name} giảm`]: isKnown && now < before,
    [`${name} tăng`]: isKnown && now > before,
    [`${name} không đổi`]: isKnown && now === before,
    [`từng diễn biến ${name}`]: movesOf(formOf(forms, moves)),
  };
}

function rowValues(results: FilledForm | undefined, row: FilledRow, compared: FilledForm | undefined, its: FilledRow | undefined): Values {
  const of = (column: string): Figure => figureIn(results, row, column);
  return {
    'đơn vị': row.name,
    'hộ dân cư': shown(of('1'), thousands),
    'nhân khẩu dân cư': shown(of('2'), thousands),
    ...Object.assign(
      {},
      ...OF_CLASSES.map(({ name, households, persons, before }): Values => ({
        [name]: shown(of(households), thousands),
        [`tỷ lệ ${name}`]: shown(of(next(households, 1)), percent),
        [`khẩu ${name}`]: shown(of(persons), thousands),
        [`tỷ lệ khẩu ${name}`]: shown(of(next(persons, 1)), percent),
        [`${name} năm trước`]: shown(figureIn(compared, its, before), thousands),
        [`tăng giảm ${name}`]: shown(figureIn(compared, its, next(before, CHANGE)), signed),
      })),
    ),
  };
}

/** The columns of Mẫu 7.2 or 7.3, with the heading above them. */
function movesOf(filled: FilledForm | undefined): Values[] {
  if (!filled) return [];
  return pathsOf(filled.form.headings).map((path, column) => ({
    'nội dung': path.join(': '),
    hộ: shown(filled.total.lines[0]?.[column] ?? null, thousands),
    khẩu: shown(filled.total.lines[1]?.[column] ?? null, thousands),
  }));
}

const pathsOf = (headings: readonly Heading[]): string[][] =>
  headings.flatMap((heading) =>
    'over' in heading ? pathsOf(heading.over).map((path) => [heading.text, ...path]) : 'text' in heading ? [[heading.text]] : [],
  );

/** Mẫu 7.4 to 7.7: in 7.4 and 7.6 the indicators begin with column 3, in 7.5 and 7.7 with column 2. */
const lacksOf = (forms: Forms): Values[] =>
  leavesOf(formOf(forms, '7.4')?.form.headings ?? [])
    .slice(2)
    .map(({ text }, n) => ({
      stt: String(n + 1),
      'chỉ số': text,
      ...Object.assign(
        {},
        ...OF_CLASSES.map(({ name, lacks, rates }): Values => ({
          [name]: shown(figure(forms, lacks, String(n + 3)), thousands),
          [`tỷ lệ ${name}`]: shown(figure(forms, rates, String(n + 2)), percent),
        })),
      ),
    }));

/** Mẫu 7.10: for each class its total, then the causes. */
function causesOf(forms: Forms): Values[] {
  const filled = formOf(forms, '7.10');
  const [first] = filled?.form.headings ?? [];
  const columns = first && 'over' in first ? leavesOf(first.over) : [];
  return columns.slice(1).map(({ text }, n) => ({
    stt: String(n + 1),
    'nguyên nhân': text,
    ...Object.fromEntries(
      OF_CLASSES.map(({ name, causes }) => [name, shown(filled?.total.lines[0]?.[causes * columns.length + n + 1] ?? null, thousands)]),
    ),
  }));
}
