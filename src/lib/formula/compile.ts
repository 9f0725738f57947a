/**
 * Compiles a formula's tree to a function. A formula runs over one row, an array of values by slot; a column that a sheet does not have
 * reads as blank. It builds closures, not generated code: the page's security policy forbids eval. What a formula knows beforehand is
 * decided here, not at every row (decision 045); it gives the same values as if it were read from the row.
 */
import { FUNCTIONS, vlookup, type Argument, type Lookup } from './functions.ts';
import type { Node, Operator } from './parse.ts';
import { compare, DIV0, equalTo, ErrorValue, NOT_AVAILABLE, toBoolean, toNumber, toText, type Value } from './values.ts';

export interface Scope {
  /** Slot of a column by its heading; undefined where the sheet has no such column. */
  slot(label: string): number | undefined;
  /** Defined names with their value, e.g. NGUONG_B1_NT -> 140. */
  names: Readonly<Record<string, number | string>>;
  /** Named tables for VLOOKUP. */
  tables: Readonly<Record<string, Lookup>>;
}

export type Evaluate = (row: readonly Value[]) => Value;

export class FormulaError extends Error {}

/** A compiled part of a formula. */
interface Part {
  evaluate: Evaluate;
  /** Its value where that is the same for every row. */
  known?: Value;
  /** Where it is a column: its slot. */
  slot?: number;
  /** Where it asks whether a column has one of these texts. */
  among?: { slot: number; texts: readonly string[] };
}

/** A range, both ends included. */
interface Slots {
  from: number;
  to: number;
}

const constant = (value: Value): Part => ({ evaluate: () => value, known: value });
const varying = (evaluate: Evaluate): Part => ({ evaluate });
const isKnown = (part: Part): part is Part & { known: Value } => part.known !== undefined;

/** Computed at once where nothing of it depends on the row. */
const computed = (evaluate: Evaluate, from: readonly Part[]): Part => (from.every(isKnown) ? constant(evaluate([])) : varying(evaluate));

type Binary = (left: Evaluate, right: Evaluate) => Evaluate;

const arithmetic =
  (f: (a: number, b: number) => Value): Binary =>
  (left, right) =>
  (row) => {
    const a = toNumber(left(row));
    if (a instanceof ErrorValue) return a;
    const b = toNumber(right(row));
    return b instanceof ErrorValue ? b : f(a, b);
  };

const comparison =
  (f: (order: number) => boolean): Binary =>
  (left, right) =>
  (row) => {
    const a = left(row);
    if (a instanceof ErrorValue) return a;
    const b = right(row);
    return b instanceof ErrorValue ? b : f(compare(a, b));
  };

const OPERATORS: Record<Operator, Binary> = {
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => (b === 0 ? DIV0 : a / b)),
  '&': (left, right) => (row) => {
    const a = toText(left(row));
    if (a instanceof ErrorValue) return a;
    const b = toText(right(row));
    return b instanceof ErrorValue ? b : a + b;
  },
  '=': comparison((order) => order === 0),
  '<>': comparison((order) => order !== 0),
  '<': comparison((order) => order < 0),
  '<=': comparison((order) => order <= 0),
  '>': comparison((order) => order > 0),
  '>=': comparison((order) => order >= 0),
};

/** Whether a column has one of these texts of the formula, or none: most comparisons are of this kind. */
function withTexts(slot: number, texts: readonly string[], found: boolean): Part {
  const isOne = equalTo(texts);
  const evaluate: Evaluate = (row) => {
    const value = row[slot] ?? null;
    return value instanceof ErrorValue ? value : isOne(value) === found;
  };
  return { evaluate, ...(found && { among: { slot, texts } }) };
}

function binary(operator: Operator, left: Part, right: Part): Part {
  if ((operator === '=' || operator === '<>') && left.slot !== undefined && typeof right.known === 'string')
    return withTexts(left.slot, [right.known], operator === '=');
  return computed(OPERATORS[operator](left.evaluate, right.evaluate), [left, right]);
}

/** Excel evaluates every argument and lets an error win; so does this. */
function both(left: Part, right: Part, isOr: boolean): Part {
  if (isOr && left.among && right.among?.slot === left.among.slot)
    return withTexts(left.among.slot, [...left.among.texts, ...right.among.texts], true);
  const [one, other] = [left.evaluate, right.evaluate];
  return computed(
    (row) => {
      const a = toBoolean(one(row));
      if (a instanceof ErrorValue) return a;
      const b = toBoolean(other(row));
      return b instanceof ErrorValue ? b : isOr ? a || b : a && b;
    },
    [left, right],
  );
}

/** @throws FormulaError when the formula asks for something that there is not. */
export const compile = (node: Node, scope: Scope): Evaluate => part(node, scope).evaluate;

function part(node: Node, scope: Scope): Part {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return constant(node.value);
    case 'ref': {
      const slot = scope.slot(node.label);
      return slot === undefined ? constant(null) : { evaluate: (row) => row[slot] ?? null, slot };
    }
    case 'name': {
      const value = scope.names[node.name];
      if (value === undefined) throw new FormulaError(`Không có tên '${node.name}'`);
      return constant(value);
    }
    case 'minus':
      return binary('-', constant(0), part(node.operand, scope));
    case 'binary':
      return binary(node.operator, part(node.left, scope), part(node.right, scope));
    case 'call':
      return call(node.name, node.args, scope);
    case 'range':
      throw new FormulaError(`Vùng [${node.from}]:[${node.to}] chỉ dùng được trong một hàm`);
  }
}

function call(name: string, args: Node[], scope: Scope): Part {
  const parts = (): Part[] => args.map((arg) => part(arg, scope));
  const count = (min: number, max: number): void => {
    if (args.length < min || args.length > max)
      throw new FormulaError(`Hàm ${name} cần ${min === max ? min : `${min} đến ${max}`} tham số`);
  };
  if (name === 'IF') {
    count(2, 3);
    const [test, yes, no = constant(false)] = parts() as [Part, Part, Part?];
    if (isKnown(test)) {
      const answer = toBoolean(test.known);
      return answer instanceof ErrorValue ? constant(answer) : answer ? yes : no;
    }
    const [isSo, then, otherwise] = [test.evaluate, yes.evaluate, no.evaluate];
    return varying((row) => {
      const answer = toBoolean(isSo(row));
      return answer instanceof ErrorValue ? answer : answer ? then(row) : otherwise(row);
    });
  }
  if (name === 'AND' || name === 'OR') {
    count(1, 30);
    const [first, ...others] = parts() as [Part, ...Part[]];
    const alone = computed((row) => toBoolean(first.evaluate(row)), [first]);
    return others.length === 0 ? alone : others.reduce((left, right) => both(left, right, name === 'OR'), first);
  }
  if (name === 'IFERROR') {
    count(2, 2);
    const [value, otherwise] = parts() as [Part, Part];
    return computed(
      (row) => {
        const result = value.evaluate(row);
        return result instanceof ErrorValue ? otherwise.evaluate(row) : result;
      },
      [value, otherwise],
    );
  }
  if (name === 'VLOOKUP') {
    count(4, 4);
    const table = args[1];
    const exact = args[3];
    if (table?.kind !== 'name' || exact?.kind !== 'boolean' || exact.value)
      throw new FormulaError('VLOOKUP chỉ tìm đúng (FALSE) trong một bảng có tên');
    const lookup = scope.tables[table.name] ?? (() => NOT_AVAILABLE);
    const key = compile(args[0] as Node, scope);
    const column = compile(args[2] as Node, scope);
    return varying((row) => vlookup(lookup, key(row), column(row)));
  }
  const known = FUNCTIONS[name];
  if (!known) throw new FormulaError(`Không có hàm '${name}'`);
  count(known.min, known.max);
  const [first, second] = args as [Node, Node?];
  if (first.kind === 'range') {
    const criterion = second && second.kind !== 'range' ? part(second, scope).known : null;
    const range = slotsOf(first, scope);
    if (range && known.counts && criterion !== undefined) return varying(counting(range, known.counts(criterion)));
  } else if (known.one) {
    const { one } = known;
    const value = part(first, scope);
    return computed((row) => one(value.evaluate(row)), [value]);
  }
  const readers = args.map((arg) => argument(arg, scope));
  return varying((row) => known.call(readers.map((read) => read(row))));
}

const counting =
  ({ from, to }: Slots, isCounted: (value: Value) => boolean): Evaluate =>
  (row) => {
    let count = 0;
    for (let slot = from; slot <= to && slot < row.length; slot++) if (isCounted(row[slot] as Value)) count++;
    return count;
  };

function argument(node: Node, scope: Scope): (row: readonly Value[]) => Argument {
  if (node.kind !== 'range') return compile(node, scope);
  const range = slotsOf(node, scope);
  return range ? (row) => row.slice(range.from, range.to + 1) : () => [];
}

function slotsOf(node: Node & { kind: 'range' }, scope: Scope): Slots | null {
  const from = scope.slot(node.from);
  const to = scope.slot(node.to);
  return from === undefined || to === undefined ? null : { from, to };
}
