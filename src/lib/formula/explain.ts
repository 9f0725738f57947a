/** The path that a formula took for one row: each decision, with the values it was made on. */
import { compile, type Scope } from './compile.ts';
import type { Node } from './parse.ts';
import { print, references } from './print.ts';
import { ErrorValue, toBoolean, type Value } from './values.ts';

export interface Decision {
  /** The condition as the formula bar would show it. */
  condition: string;
  /** The columns that the condition reads, with this row's values. */
  read: { label: string; value: Value }[];
  holds: boolean;
}

/** @returns the decisions of nested IFs in order, down to the branch that gave the result; an error in a condition ends the list. */
export function explain(node: Node, scope: Scope, row: readonly Value[]): Decision[] {
  const decisions: Decision[] = [];
  let at: Node | undefined = node;
  while (at?.kind === 'call' && at.name === 'IF') {
    const test: Node = at.args[0] as Node;
    const answer = toBoolean(compile(test, scope)(row));
    if (answer instanceof ErrorValue) break;
    const labels = [...new Set(references(test))];
    decisions.push({
      condition: print(test),
      read: labels.map((label) => ({ label, value: compile({ kind: 'ref', label }, scope)(row) })),
      holds: answer,
    });
    at = at.args[answer ? 1 : 2];
  }
  return decisions;
}
