/**
 * Compiles a formula's tree to a function. A formula runs over one row, an array of values by slot; a column that a sheet does not have
 * reads as blank. It builds closures, not generated code: the page's security policy forbids eval, and closures are fast enough.
 */
import { FUNCTIONS, vlookup, type Argument, type Lookup } from './functions.ts';
import type { Node, Operator } from './parse.ts';
import { compare, DIV0, ErrorValue, NOT_AVAILABLE, toBoolean, toNumber, toText, type Value } from './values.ts';

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

const arithmetic =
  (f: (a: number, b: number) => Value) =>
  (left: Evaluate, right: Evaluate): Evaluate =>
  (row) => {
    const a = toNumber(left(row));
    if (a instanceof ErrorValue) return a;
    const b = toNumber(right(row));
    return b instanceof ErrorValue ? b : f(a, b);
  };

const comparison =
  (f: (order: number) => boolean) =>
  (left: Evaluate, right: Evaluate): Evaluate =>
  (row) => {
    const a = left(row);
    if (a instanceof ErrorValue) return a;
    const b = right(row);
    return b instanceof ErrorValue ? b : f(compare(a, b));
  };

const OPERATORS: Record<Operator, (left: Evaluate, right: Evaluate) => Evaluate> = {
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

export function compile(node: Node, scope: Scope): Evaluate {
  switch (node.kind) {
    case 'number':
    case 'text':
    case 'boolean': {
      const { value } = node;
      return () => value;
    }
    case 'ref': {
      const slot = scope.slot(node.label);
      return slot === undefined ? () => null : (row) => row[slot] ?? null;
    }
    case 'name': {
      const value = scope.names[node.name];
      if (value === undefined) throw new FormulaError(`Không có tên '${node.name}'`);
      return () => value;
    }
    case 'minus':
      return arithmetic((a, b) => a - b)(() => 0, compile(node.operand, scope));
    case 'binary':
      return OPERATORS[node.operator](compile(node.left, scope), compile(node.right, scope));
    case 'call':
      return call(node.name, node.args, scope);
    case 'range':
      throw new FormulaError(`Vùng [${node.from}]:[${node.to}] chỉ dùng được trong một hàm`);
  }
}

function call(name: string, args: Node[], scope: Scope): Evaluate {
  const parts = (): Evaluate[] => args.map((arg) => compile(arg, scope));
  const count = (min: number, max: number): void => {
    if (args.length < min || args.length > max)
      throw new FormulaError(`Hàm ${name} cần ${min === max ? min : `${min} đến ${max}`} tham số`);
  };
  if (name === 'IF') {
    count(2, 3);
    const [test, yes, no = () => false] = parts() as [Evaluate, Evaluate, Evaluate?];
    return (row) => {
      const answer = toBoolean(test(row));
      return answer instanceof ErrorValue ? answer : answer ? yes(row) : no(row);
    };
  }
  if (name === 'AND' || name === 'OR') {
    count(1, 30);
    const tests = parts();
    const stop = name === 'OR';
    // Excel evaluates every argument and lets an error win; so does this.
    return (row) => {
      let result = !stop;
      for (const test of tests) {
        const answer = toBoolean(test(row));
        if (answer instanceof ErrorValue) return answer;
        if (answer === stop) result = stop;
      }
      return result;
    };
  }
  if (name === 'IFERROR') {
    count(2, 2);
    const [value, otherwise] = parts() as [Evaluate, Evaluate];
    return (row) => {
      const result = value(row);
      return result instanceof ErrorValue ? otherwise(row) : result;
    };
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
    return (row) => vlookup(lookup, key(row), column(row));
  }
  const known = FUNCTIONS[name];
  if (!known) throw new FormulaError(`Không có hàm '${name}'`);
  count(known.min, known.max);
  const readers = args.map((arg) => argument(arg, scope));
  return (row) => known.call(readers.map((read) => read(row)));
}

function argument(node: Node, scope: Scope): (row: readonly Value[]) => Argument {
  if (node.kind !== 'range') return compile(node, scope);
  const from = scope.slot(node.from);
  const to = scope.slot(node.to);
  if (from === undefined || to === undefined) return () => [];
  return (row) => row.slice(from, to + 1);
}
