/**
 * Figures that must agree between the forms and the lists, because several places count the same households. The
 * workbook has them as live lines on its sheet Kiểm tra; this file compares them unit by unit.
 */
import type { Classified } from '../review/classify.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { limitOf } from '../review/limits.ts';
import { move, namesOf, type MoveCode } from '../review/formula-columns.ts';
import type { Problem } from '../review/types.ts';
import type { Of, Term } from './official/description.ts';
import { leavesOf, linesOf, numbersOf, type ListForm, type SummaryForm } from './official/description.ts';
import type { FilledForm } from './fill.ts';
import type { FilledList } from './fill-lists.ts';
import { LIST_FORMS } from './official/lists.ts';
import { SUMMARIES, summariesOf } from './official/summaries.ts';
import { sumOf, type Tally } from './tally.ts';

export type Figure =
  /** Columns of a summary form by official number; `of` only if the form has Phân tổ. */
  | { form: string; columns: readonly string[]; of: Of }
  /** Households of Danh sách 01, or their persons. */
  | { terms: readonly Term[]; of: Of; text: string }
  /** Sum of a number column of Danh sách 01 over some households, divided by a defined name. */
  | { total: 'b2'; where: Readonly<Record<string, string>>; by: 'DIEM_CHI_SO'; text: string }
  /** Households on a list form: lines whose live column has one of these values. */
  | { list: string; key: 'class' | 'move'; values: readonly string[] };

export interface Identity {
  text: string;
  left: Figure;
  right: Figure;
  /** The left side may be smaller. */
  atMost?: true;
  /** A difference must be explained, not corrected. */
  note?: string;
}

const cell = (form: string, column: string, of: Of = 'households'): Figure => ({ form, columns: [column], of });
const term = (where: Term['where']): Term => ({ sheet: 'list01', where });
const moves = (...codes: MoveCode[]): string[] => codes.map(move);

interface ClassFigures {
  name: string;
  label: string;
  /** Columns of Mẫu 7.1, the forms of its movements and of its indicators, and the first column of its block on other forms. */
  households: string;
  persons: string;
  movements: string;
  indicators: string;
  group: string;
  ethnic: string;
  causes: string;
  children: string;
}

const ofClass = ({
  name,
  label,
  households,
  persons,
  movements,
  indicators,
  group,
  ethnic,
  causes,
  children,
}: ClassFigures): Identity[] => {
  const number = cell('7.1', households);
  const next = (first: string, by: number): string => String(Number(first) + by);
  return [
    { text: `Số ${name} ở biểu tổng hợp và ở biểu diễn biến`, left: number, right: cell(movements, '9') },
    {
      text: `Số ${name} ở biểu tổng hợp và ở Danh sách 01`,
      left: number,
      right: { terms: [term({ class: label })], of: 'households', text: `Danh sách 01, ${label}` },
    },
    { text: `Số ${name} ở biểu tổng hợp và ở danh sách sau rà soát`, left: number, right: { list: '6.1', key: 'class', values: [label] } },
    { text: `Số khẩu của ${name} ở biểu tổng hợp và ở biểu diễn biến`, left: cell('7.1', persons), right: cell(movements, '9', 'persons') },
    {
      text: `Số khẩu của ${name} ở biểu tổng hợp và ở Danh sách 01`,
      left: cell('7.1', persons),
      right: { terms: [term({ class: label })], of: 'persons', text: `Danh sách 01, khẩu của ${label.toLowerCase()}` },
    },
    { text: `Số ${name} ở biểu tổng hợp và ở biểu chỉ số thiếu hụt`, left: number, right: cell(indicators, '1') },
    {
      text: `Tổng số thiếu hụt của ${name} ở biểu chỉ số và tổng Điểm B2 chia cho điểm một chỉ số`,
      left: cell(indicators, '2'),
      right: {
        total: 'b2',
        where: { class: label },
        by: 'DIEM_CHI_SO',
        text: `Danh sách 01, tổng Điểm B2 của ${label.toLowerCase()} chia DIEM_CHI_SO`,
      },
    },
    { text: `Số ${name} ở biểu tổng hợp và ở biểu nhóm đối tượng`, left: number, right: cell('7.8', group) },
    {
      text: `Số khẩu của ${name} ở biểu tổng hợp và ở biểu nhóm đối tượng`,
      left: cell('7.1', persons),
      right: cell('7.8', group, 'persons'),
    },
    { text: `Số ${name} ở biểu tổng hợp và ở biểu theo dân tộc`, left: number, right: cell('7.9', `${ethnic}.0`) },
    {
      text: `Số ${name} dân tộc thiểu số ở biểu nhóm đối tượng và ở biểu theo dân tộc`,
      left: cell('7.8', next(group, 1)),
      right: cell('7.9', `${ethnic}.2`),
      note: 'Mẫu 7.8 tính cả hộ có vợ hoặc chồng của chủ hộ là người dân tộc thiểu số, Mẫu 7.9 tính theo dân tộc của chủ hộ',
    },
    { text: `Số ${name} ở biểu tổng hợp và ở biểu nguyên nhân nghèo`, left: number, right: cell('7.10', causes) },
    ...['suy dinh dưỡng', 'không có bảo hiểm y tế', 'không đi học đúng độ tuổi'].map((what, index): Identity => ({
      text: `Số trẻ em ${what} của ${name} không quá số trẻ em`,
      left: cell('7.11', next(children, index + 1)),
      right: cell('7.11', children),
      atMost: true,
    })),
    { text: `Số trẻ em của ${name} không quá số khẩu`, left: cell('7.11', children), right: cell('7.1', persons), atMost: true },
  ];
};

const flow = (of: Of, who: string): Identity[] => [
  { text: `${who} nghèo trở thành cận nghèo ở hai biểu diễn biến`, left: cell('7.2', '2', of), right: cell('7.3', '5', of) },
  { text: `${who} cận nghèo trở thành nghèo ở hai biểu diễn biến`, left: cell('7.2', '5', of), right: cell('7.3', '2', of) },
];

export const IDENTITIES: readonly Identity[] = [
  ...ofClass({
    name: 'hộ nghèo',
    label: POOR,
    households: '3',
    persons: '9',
    movements: '7.2',
    indicators: '7.4',
    group: '1',
    ethnic: '1',
    causes: '1',
    children: '1',
  }),
  ...ofClass({
    name: 'hộ cận nghèo',
    label: NEAR_POOR,
    households: '5',
    persons: '11',
    movements: '7.3',
    indicators: '7.6',
    group: '6',
    ethnic: '2',
    causes: '10',
    children: '5',
  }),
  ...flow('households', 'Số hộ'),
  ...flow('persons', 'Số khẩu của hộ'),
  {
    text: 'Số hộ thoát nghèo ở biểu diễn biến và ở danh sách',
    left: { form: '7.2', columns: ['2', '3'], of: 'households' },
    right: { list: '6.2 thoát nghèo', key: 'move', values: moves('poor-to-near', 'poor-escapes') },
  },
  {
    text: 'Số hộ thoát cận nghèo ở biểu diễn biến và ở danh sách',
    left: cell('7.3', '3'),
    right: { list: '6.2 thoát cận nghèo', key: 'move', values: moves('near-escapes') },
  },
];

export const IDENTITY_TERMS: readonly Term[] = IDENTITIES.flatMap(({ left, right }) => [left, right]).flatMap((figure) =>
  'terms' in figure ? figure.terms : [],
);

const SPLIT = new Set(SUMMARIES.filter(({ split }) => split).map(({ id }) => id));

export function figureText(figure: Figure): string {
  if ('text' in figure) return figure.text;
  if ('list' in figure) return `Mẫu ${figure.list}`;
  return `Mẫu ${figure.form}, cột ${figure.columns.join('+')}${!SPLIT.has(figure.form) ? '' : figure.of === 'persons' ? ' (Nhân khẩu)' : ' (Hộ)'}`;
}

export interface Filled {
  forms: readonly FilledForm[];
  lists: readonly FilledList[];
  tally: Tally;
  classified: Classified;
  /** Built from the sums of communes: nothing can be counted again. */
  withoutLists?: true;
}

/** Identities whose two sides are among the filled forms and count what ours count; a province's own form may count something else. */
export function identitiesOf({
  forms,
  lists,
  classified,
  withoutLists,
}: Pick<Filled, 'forms' | 'lists' | 'classified' | 'withoutLists'>): Identity[] {
  const ours = summariesOf(classified.round.standard);
  const isThere = (figure: Figure): boolean => {
    if ('form' in figure)
      return forms.some(
        ({ form }) =>
          form.id === figure.form &&
          figure.columns.every((column) =>
            isSame(
              columnIn(form, column),
              columnIn(
                ours.find(({ id }) => id === form.id),
                column,
              ),
            ),
          ),
      );
    if ('list' in figure)
      return lists.some(
        ({ form }) =>
          form.id === figure.list &&
          isSame(
            sectionsIn(form, figure.key),
            sectionsIn(
              LIST_FORMS.find(({ id }) => id === form.id),
              figure.key,
            ),
          ),
      );
    // A standard may give no points to an indicator.
    return !withoutLists && (!('total' in figure) || limitOf(classified.round.standard, figure.by) !== undefined);
  };
  return IDENTITIES.filter(({ left, right }) => isThere(left) && isThere(right));
}

const columnIn = (form: SummaryForm | undefined, column: string): unknown =>
  form && [form.split, leavesOf(form.headings)[numbersOf(form.headings).indexOf(column)]?.measure ?? column];
const sectionsIn = (form: ListForm | undefined, key: string): unknown =>
  form && [form.columns.some(({ source }) => source.from === 'live' && source.key === key), form.lines, form.which];

/** Ignores the order of keys in a file. */
const isSame = (a: unknown, b: unknown): boolean => a === b || canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([x], [y]) => (x < y ? -1 : 1)))
      : part,
  );

/** @param at index of a unit in the tally; the number of units means the total. @returns undefined if the figure has no such part. */
export function figureOf(figure: Figure, at: number, { forms, lists, tally, classified }: Filled): number | undefined {
  const unit = tally.units[at];
  if ('terms' in figure) return sumOf(figure.terms, figure.of, at, tally);
  if ('total' in figure) {
    if (unit) return undefined;
    const rows = classified.data.households.filter(
      ({ id, sheet }) =>
        sheet === 'list01' && Object.entries(figure.where).every(([key, value]) => resultOf(classified, id, key) === value),
    );
    return (
      rows.reduce((sum, { id }) => sum + Number(resultOf(classified, id, figure.total) ?? 0), 0) /
      (namesOf(classified.round)[figure.by]?.value ?? 1)
    );
  }
  if ('list' in figure) {
    const list = lists.find(({ form }) => form.id === figure.list);
    if (!list || unit) return undefined;
    return list.sections
      .flatMap(({ lines }) => lines)
      .filter(({ isHead, household }) => isHead && figure.values.includes(String(resultOf(classified, household.id, figure.key)))).length;
  }
  const filled = forms.find(({ form }) => form.id === figure.form);
  if (!filled) return undefined;
  // By name: the form may have been filled by another standard than the tally.
  const row = unit ? filled.rows.find((each) => each.unit?.name === unit.name) : filled.total;
  const line = row?.lines[Math.max(linesOf(filled.form).indexOf(figure.of), 0)] ?? [];
  return figure.columns.reduce((sum, column) => sum + (line[filled.numbers.indexOf(column)] ?? 0), 0);
}

const resultOf = ({ results }: Classified, id: string, key: string): unknown =>
  (results.get(id) as Record<string, unknown> | undefined)?.[key];

/** Tolerant, because sums of persons may be fractions if someone typed one. */
export const agree = ({ atMost }: Pick<Identity, 'atMost'>, left: number, right: number): boolean =>
  atMost ? left - right < 1e-6 : Math.abs(left - right) < 1e-6;

export function checkIdentities(filled: Filled, identities: readonly Identity[] = identitiesOf(filled)): Problem[] {
  const problems: Problem[] = [];
  const names = [...filled.tally.units.map(({ name }) => name), 'toàn xã'];
  for (const identity of identities)
    names.forEach((name, unit) => {
      const { text, left, right, note } = identity;
      const a = figureOf(left, unit, filled);
      const b = figureOf(right, unit, filled);
      if (a === undefined || b === undefined || note || agree(identity, a, b)) return;
      problems.push({
        code: 'figure-disagrees',
        severity: 'error',
        text: `${text} không khớp (${name}): ${figureText(left)} là ${a}, ${figureText(right)} là ${b}`,
      });
    });
  return problems;
}
