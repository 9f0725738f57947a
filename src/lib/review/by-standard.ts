/** In a round of several standards: the results of each, told apart in one table by the names of their columns. */
import { FORMULA_COLUMNS, type FormulaKey } from './formula-columns.ts';
import type { Classified, Results } from './classify.ts';
import type { Standard } from './standards.ts';
import type { CellValue } from './types.ts';

/** A formula column by a standard beside the main one: 'class@nd351-2025'. */
export type BesideKey = `${FormulaKey}@${string}`;

/** The same by every standard: they rest on no number of it. */
const SHARED: ReadonlySet<string> = new Set<FormulaKey>(['area', 'minority']);
const KEYS: ReadonlySet<string> = new Set(FORMULA_COLUMNS.map(({ key }) => key));

/** Whether a column's values depend on the standard. */
export const isByStandard = (key: string): boolean => KEYS.has(key) && !SHARED.has(key);

export const besideKey = (key: FormulaKey, { id }: Pick<Standard, 'id'>): BesideKey => `${key}@${id}`;

/** The key that a standard beside the main one has its value of a column under. */
export const keyBy = (key: string, { id }: Pick<Standard, 'id'>): string => (isByStandard(key) ? `${key}@${id}` : key);

/** A name in a workbook that has several standards: 'Điểm B2 (2027)', '7.1 (2027)'. */
export const marked = (name: string, { mark }: Pick<Standard, 'mark'>): string => `${name} (${mark})`;

/** Of a constant: 'NGUONG_B1_NT_2027'. */
export const markedName = (name: string, { mark }: Pick<Standard, 'mark'>): string => `${name}_${mark}`;

/** The results by all standards of the round under one roof, for what compares them. */
export function together(classified: Classified): Classified {
  const results = new Map<string, Results>();
  for (const [id, own] of classified.results) {
    const all: Record<string, CellValue> = { ...own };
    for (const other of classified.beside ?? [])
      for (const [key, value] of Object.entries(other.results.get(id) ?? {}))
        if (isByStandard(key)) all[keyBy(key, other.round.standard)] = value;
    results.set(id, all as Results);
  }
  return { ...classified, results };
}
