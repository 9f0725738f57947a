/** Which input columns a formula column depends on, derived from the formulas themselves. */
import type { Node } from '../formula/parse.ts';
import type { Ruled } from './condition-text.ts';
import { formulaColumnsOf, type FormulaKey } from './formula-columns.ts';
import { formulaTree, signatureOf, type ListSheet } from './formula-trees.ts';
import { readColumns } from './round-columns.ts';

const known = new Map<string, ReadonlySet<string>>();

/** The input columns that a formula column reads, directly or through other formula columns. */
export function decidingInputs(sheet: ListSheet, key: FormulaKey, standard: Ruled): ReadonlySet<string> {
  const name = `${sheet}.${key}.${signatureOf(standard)}`;
  let inputs = known.get(name);
  if (!inputs) known.set(name, (inputs = collect(sheet, key, standard)));
  return inputs;
}

function collect(sheet: ListSheet, key: FormulaKey, standard: Ruled): Set<string> {
  const columns = readColumns(sheet, standard);
  const labels = columns.map((column) => column.label);
  const formulas = new Map(formulaColumnsOf(sheet, standard).map((column) => [column.label, column.key]));
  const found = new Set<string>();
  const followed = new Set<FormulaKey>();
  const read = (from: string, to = from): void => {
    const first = labels.indexOf(from);
    if (first < 0) {
      const formula = formulas.get(from);
      if (formula !== undefined) follow(formula);
      return;
    }
    for (const column of columns.slice(first, labels.indexOf(to) + 1)) found.add(column.key);
  };
  const walk = (node: Node): void => {
    if (node.kind === 'ref') read(node.label);
    else if (node.kind === 'range') read(node.from, node.to);
    else if (node.kind === 'call') node.args.forEach(walk);
    else if (node.kind === 'minus') walk(node.operand);
    else if (node.kind === 'binary') [node.left, node.right].forEach(walk);
  };
  const follow = (formula: FormulaKey): void => {
    const tree = formulaTree(sheet, formula, standard);
    if (!tree || followed.has(formula)) return;
    followed.add(formula);
    walk(tree);
  };
  follow(key);
  return found;
}
