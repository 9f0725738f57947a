/** In a round of several standards: the results of each, told apart in one table by the names of their columns. */
import { FORMULA_COLUMNS, type FormulaKey } from './formula-columns.ts';
import type { Counting } from './indicators.ts';
import type { Standard } from './standards.ts';

/** A formula column by a standard beside the main one: 'class@nd351-2025'. */
export type BesideKey = `${FormulaKey}@${string}`;

/** A formula column by whichever standard of the round. */
export type ResultKey = FormulaKey | BesideKey;

/** The column itself, whichever standard it is by. */
export const formulaKeyOf = (key: ResultKey): FormulaKey => key.split('@')[0] as FormulaKey;

/** The same by every standard: they rest on no number of it. */
const SHARED: ReadonlySet<string> = new Set<FormulaKey>(['area', 'minority']);
const KEYS: ReadonlySet<string> = new Set(FORMULA_COLUMNS.map(({ key }) => key));

/** Whether a column's values depend on the standard. */
export const isByStandard = (key: string): boolean => KEYS.has(key) && !SHARED.has(key);

export const besideKey = (key: FormulaKey, { id }: Pick<Standard, 'id'>): BesideKey => `${key}@${id}`;

/** The key that a standard beside the main one has its value of a column under. */
export function keyBy(key: FormulaKey, standard: Pick<Standard, 'id'>): ResultKey;
export function keyBy(key: string, standard: Pick<Standard, 'id'>): string;
export function keyBy(key: string, { id }: Pick<Standard, 'id'>): string {
  return isByStandard(key) ? `${key}@${id}` : key;
}

/** A name in a workbook that has several standards: 'Điểm B2 (2027)', '7.1 (2027)'. */
export const marked = (name: string, { mark }: Pick<Standard, 'mark'>): string => `${name} (${mark})`;

export const unmarked = (name: string, standard: Pick<Standard, 'mark'>): string => name.replace(marked('', standard), '');

/** Of a constant: 'NGUONG_B1_NT_2027'. */
export const markedName = (name: string, { mark }: Pick<Standard, 'mark'>): string => `${name}_${mark}`;

/** Of an indicator that not all standards of a round count: the marks of those that do, '2027'. Its number alone may name two indicators. */
export function marksOf(standards: readonly (Counting & Pick<Standard, 'mark'>)[], indicator: string): string {
  const counting = standards.filter(({ indicators }) => indicators.includes(indicator));
  return counting.length < standards.length ? counting.map(({ mark }) => mark).join(', ') : '';
}
