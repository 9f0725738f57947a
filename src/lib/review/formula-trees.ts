/** The formulas of the formula columns as trees, read once; a wrong text fails at start, not at a household. */
import { parse, type Node } from '../formula/parse.ts';
import { FORMULA_COLUMNS, type FormulaKey } from './formula-columns.ts';
import type { SheetId } from './types.ts';

export type ListSheet = 'list01' | 'list02';

const TREES = new Map<string, Node>();
for (const column of FORMULA_COLUMNS)
  for (const sheet of column.sheets) {
    const text = column.formula[sheet];
    if (text === undefined) throw new Error(`${column.label}: no formula for ${sheet}`);
    TREES.set(`${sheet}.${column.key}`, parse(text));
  }

export const formulaTree = (sheet: SheetId, key: FormulaKey): Node | undefined => TREES.get(`${sheet}.${key}`);
