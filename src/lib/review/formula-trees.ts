/** The formulas of the formula columns as trees, parsed once for each standard and order of its columns. */
import { parse, type Node } from '../formula/parse.ts';
import type { Ruled } from './condition-text.ts';
import { formulaColumnsOf, formulaText, type FormulaKey } from './formula-columns.ts';
import { STANDARDS } from './standards.ts';
import type { SheetId } from './types.ts';

export type ListSheet = 'list01' | 'list02';

type Trees = ReadonlyMap<string, Node>;

const TREES = new Map<string, Trees>();
const SIGNATURES = new WeakMap<Ruled, string>();

/** The same for standards that decide by the same formulas: a confirmed one is read anew on every page. */
export function signatureOf(standard: Ruled): string {
  let signature = SIGNATURES.get(standard);
  if (signature === undefined) {
    const { asks, indicators, limits, classes, living, decided } = standard;
    const byArea = limits.map(({ name, at }) => [name, typeof at]);
    SIGNATURES.set(standard, (signature = JSON.stringify([asks, indicators, byArea, classes, living, decided])));
  }
  return signature;
}

function treesOf(standard: Ruled, asked?: readonly string[]): Trees {
  const name = `${signatureOf(standard)}/${asked?.join() ?? ''}`;
  const known = TREES.get(name);
  if (known) return known;
  const trees = new Map<string, Node>();
  for (const sheet of ['list01', 'list02'] as const)
    for (const column of formulaColumnsOf(sheet, standard)) {
      const text = formulaText(column, sheet, standard, asked);
      if (text === undefined) throw new Error(`${column.label}: no formula for ${sheet}`);
      trees.set(`${sheet}.${column.key}`, parse(text));
    }
  TREES.set(name, trees);
  return trees;
}

// A wrong formula text fails at start, not at a household.
for (const standard of STANDARDS) for (const each of [standard, { ...standard, decided: true as const }]) treesOf(each);

/** @param asked all indicators in the order of the columns, where others than the standard's are among them. */
export const formulaTree = (sheet: SheetId, key: FormulaKey, standard: Ruled, asked?: readonly string[]): Node | undefined =>
  treesOf(standard, asked).get(`${sheet}.${key}`);
