/**
 * What must agree between the forms and the lists (the same households are counted in several places). The workbook
 * has them as live lines on its sheet Kiểm tra; here they are compared unit by unit.
 */
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { move, type MoveCode } from '../review/formula-columns.ts';
import type { Problem } from '../review/types.ts';
import type { Of, Term } from './description.ts';
import { linesOf } from './description.ts';
import { sumOf, type FilledForm } from './fill.ts';
import type { FilledList } from './fill-lists.ts';
import type { Tally } from './tally.ts';

export type Figure =
  | { form: string; columns: readonly number[]; of: Of }
  /** Households of Danh sách 01, or their persons. */
  | { terms: readonly Term[]; of: Of; text: string }
  /** Households written on a list form: lines whose live column has one of these values. */
  | { list: string; key: 'class' | 'move'; values: readonly string[] };

export interface Identity {
  text: string;
  left: Figure;
  right: Figure;
}

const cell = (form: string, column: number, of: Of = 'households'): Figure => ({ form, columns: [column], of });
const term = (where: Term['where']): Term => ({ sheet: 'list01', where });
const moves = (...codes: MoveCode[]): string[] => codes.map(move);

const ofClass = (name: string, label: string, column: number, persons: number, form: string): Identity[] => [
  { text: `Số ${name} ở biểu tổng hợp và ở biểu diễn biến`, left: cell('7.1', column), right: cell(form, 9) },
  { text: `Số ${name} ở biểu tổng hợp và ở Danh sách 01`, left: cell('7.1', column), right: { terms: [term({ class: label })], of: 'households', text: `Danh sách 01, ${label}` } },
  { text: `Số ${name} ở biểu tổng hợp và ở danh sách sau rà soát`, left: cell('7.1', column), right: { list: '6.1', key: 'class', values: [label] } },
  { text: `Số khẩu của ${name} ở biểu tổng hợp và ở biểu diễn biến`, left: cell('7.1', persons), right: cell(form, 9, 'persons') },
  { text: `Số khẩu của ${name} ở biểu tổng hợp và ở Danh sách 01`, left: cell('7.1', persons), right: { terms: [term({ class: label })], of: 'persons', text: `Danh sách 01, khẩu của ${label.toLowerCase()}` } },
];

const flow = (of: Of, who: string): Identity[] => [
  { text: `${who} nghèo trở thành cận nghèo ở hai biểu diễn biến`, left: cell('7.2', 2, of), right: cell('7.3', 5, of) },
  { text: `${who} cận nghèo trở thành nghèo ở hai biểu diễn biến`, left: cell('7.2', 5, of), right: cell('7.3', 2, of) },
];

export const IDENTITIES: readonly Identity[] = [
  ...ofClass('hộ nghèo', POOR, 3, 9, '7.2'),
  ...ofClass('hộ cận nghèo', NEAR_POOR, 5, 11, '7.3'),
  ...flow('households', 'Số hộ'),
  ...flow('persons', 'Số khẩu của hộ'),
  {
    text: 'Số hộ thoát nghèo ở biểu diễn biến và ở danh sách',
    left: { form: '7.2', columns: [2, 3], of: 'households' },
    right: { list: '6.2', key: 'move', values: moves('poor-to-near', 'poor-escapes') },
  },
  { text: 'Số hộ thoát cận nghèo ở biểu diễn biến và ở danh sách', left: cell('7.3', 3), right: { list: '6.2', key: 'move', values: moves('near-escapes') } },
];

export const IDENTITY_TERMS: readonly Term[] = IDENTITIES.flatMap(({ left, right }) => [left, right]).flatMap((figure) => ('terms' in figure ? figure.terms : []));

export function figureText(figure: Figure): string {
  if ('terms' in figure) return figure.text;
  if ('list' in figure) return `Mẫu ${figure.list}`;
  return `Mẫu ${figure.form}, cột ${figure.columns.join('+')}${figure.form === '7.1' ? '' : figure.of === 'persons' ? ' (Nhân khẩu)' : ' (Hộ)'}`;
}

export interface Filled {
  forms: readonly FilledForm[];
  lists: readonly FilledList[];
  tally: Tally;
  results: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** @param unit index of the unit; the number of units for the whole commune. @returns undefined where a figure has no such part. */
export function figureOf(figure: Figure, unit: number, { forms, lists, tally, results }: Filled): number | undefined {
  if ('terms' in figure) return sumOf(figure.terms, figure.of, unit, tally);
  if ('list' in figure) {
    const list = lists.find(({ form }) => form.id === figure.list);
    if (!list || unit < tally.units.length) return undefined;
    return list.sections.flatMap(({ lines }) => lines).filter(({ isHead, household }) => isHead && figure.values.includes(String(results.get(household.id)?.[figure.key]))).length;
  }
  const filled = forms.find(({ form }) => form.id === figure.form);
  if (!filled) return undefined;
  const line = linesOf(filled.form).indexOf(figure.of);
  const row = filled.rows[unit] ?? filled.total;
  return figure.columns.reduce((sum, column) => sum + (row.lines[Math.max(line, 0)]?.[column - 1] ?? 0), 0);
}

/** Sums of persons may be fractions where someone typed one. */
export const agree = (left: number, right: number): boolean => Math.abs(left - right) < 1e-6;

export function checkIdentities(filled: Filled): Problem[] {
  const problems: Problem[] = [];
  const names = [...filled.tally.units.map(({ name }) => name), 'toàn xã'];
  for (const { text, left, right } of IDENTITIES)
    names.forEach((name, unit) => {
      const a = figureOf(left, unit, filled);
      const b = figureOf(right, unit, filled);
      if (a === undefined || b === undefined || agree(a, b)) return;
      problems.push({ code: 'figure-disagrees', severity: 'error', text: `${text} không khớp (${name}): ${figureText(left)} là ${a}, ${figureText(right)} là ${b}` });
    });
  return problems;
}
