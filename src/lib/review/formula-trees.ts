/** The formulas of the formula columns as trees, parsed once for each set of counted indicators. */
import { parse, type Node } from '../formula/parse.ts';
import { FORMULA_COLUMNS, formulaText, type FormulaKey } from './formula-columns.ts';
import type { Asking } from './indicators.ts';
import { STANDARDS } from './standards.ts';
import type { SheetId } from './types.ts';

export type ListSheet = 'list01' | 'list02';

const TREES = new Map<string, ReadonlyMap<string, Node>>();

function treesOf(standard: Asking): ReadonlyMap<string, Node> {
  const name = `${standard.indicators.join()}/${standard.asked?.join() ?? ''}`;
  const known = TREES.get(name);
  if (known) return known;
  const trees = new Map<string, Node>();
  for (const column of FORMULA_COLUMNS)
    for (const sheet of column.sheets) {
      const text = formulaText(column, sheet, standard);
      if (text === undefined) throw new Error(`${column.label}: no formula for ${sheet}`);
      trees.set(`${sheet}.${column.key}`, parse(text));
    }
  TREES.set(name, trees);
  return trees;
}

// A wrong formula text fails at start, not at a household.
STANDARDS.forEach(treesOf);

export const formulaTree = (sheet: SheetId, key: FormulaKey, standard: Asking): Node | undefined =>
  treesOf(standard).get(`${sheet}.${key}`);
