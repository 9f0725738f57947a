/**
 * The functions of the language: a subset that Excel 2013, LibreOffice and WPS all have, stored under the same English names in a file. IF,
 * AND, OR, IFERROR and VLOOKUP are compiled separately (compile.ts).
 */
import {
  compare,
  equalTo,
  ErrorValue,
  NOT_AVAILABLE,
  remembering,
  roundHalfUp,
  toBoolean,
  toNumber,
  textKey,
  toText,
  VALUE,
  type Value,
} from './values.ts';

/** An argument is a value, or the values of a range. */
export type Argument = Value | readonly Value[];

export interface FormulaFunction {
  min: number;
  max: number;
  call(args: readonly Argument[]): Value;
  /** The same for a single value, where it takes just one. */
  one?(value: Value): Value;
  /** What it counts in a range, given the criterion if it takes one. */
  counts?(criterion: Value): (value: Value) => boolean;
}

const isRange = (arg: Argument): arg is readonly Value[] => Array.isArray(arg);
const one = (arg: Argument | undefined): Value => (arg === undefined ? null : isRange(arg) ? VALUE : arg);

function numbers(args: readonly Argument[]): number[] | ErrorValue {
  const list: number[] = [];
  for (const arg of args) {
    if (!isRange(arg)) {
      const value = toNumber(arg);
      if (value instanceof ErrorValue) return value;
      list.push(value);
      continue;
    }
    for (const value of arg) {
      if (value instanceof ErrorValue) return value;
      if (typeof value === 'number') list.push(value);
    }
  }
  return list;
}

const ofOne = (f: (value: Value) => Value): FormulaFunction => ({ min: 1, max: 1, call: (args) => f(one(args[0])), one: f });

const ofNumber = (f: (value: number) => number): FormulaFunction =>
  ofOne((given) => {
    const value = toNumber(given);
    return value instanceof ErrorValue ? value : f(value);
  });

const counting = (args: number, counts: (criterion: Value) => (value: Value) => boolean): FormulaFunction => ({
  min: args,
  max: args,
  call: ([range = null, criterion]) => (isRange(range) ? range : [range]).filter(counts(one(criterion))).length,
  counts,
});

/** Blanks and errors match nothing; a value matches only a criterion of its own kind. */
function matches(criterion: Value): (value: Value) => boolean {
  if (criterion === null || criterion instanceof ErrorValue) return () => false;
  const isEqual =
    typeof criterion === 'string' ? equalTo([criterion]) : (value: Exclude<Value, ErrorValue>) => compare(value, criterion) === 0;
  return (value) => typeof value === typeof criterion && isEqual(value as Exclude<Value, ErrorValue>);
}

const ofNumbers =
  (f: (values: number[]) => number) =>
  (args: readonly Argument[]): Value => {
    const values = numbers(args);
    return values instanceof ErrorValue ? values : f(values);
  };

function slice(args: readonly Argument[], cut: (text: string, a: number, b: number) => string): Value {
  const text = toText(one(args[0]));
  if (text instanceof ErrorValue) return text;
  const a = args.length > 1 ? toNumber(one(args[1])) : 1;
  if (a instanceof ErrorValue) return a;
  const b = args.length > 2 ? toNumber(one(args[2])) : 0;
  if (b instanceof ErrorValue) return b;
  return a < 0 || b < 0 ? VALUE : cut(text, a, b);
}

export const FUNCTIONS: Record<string, FormulaFunction> = {
  NOT: ofOne((given) => {
    const value = toBoolean(given);
    return value instanceof ErrorValue ? value : !value;
  }),
  ISNUMBER: ofOne((value) => typeof value === 'number'),
  ISTEXT: ofOne((value) => typeof value === 'string'),
  ISBLANK: ofOne((value) => value === null),
  COUNTIF: counting(2, matches),
  COUNTBLANK: counting(1, () => (value) => value === null || value === ''),
  COUNT: { min: 1, max: 30, call: (args) => args.flat().filter((value) => typeof value === 'number').length },
  COUNTA: { min: 1, max: 30, call: (args) => args.flat().filter((value) => value !== null).length },
  SUM: { min: 1, max: 30, call: ofNumbers((values) => values.reduce((sum, value) => sum + value, 0)) },
  MIN: { min: 1, max: 30, call: ofNumbers((values) => (values.length ? Math.min(...values) : 0)) },
  MAX: { min: 1, max: 30, call: ofNumbers((values) => (values.length ? Math.max(...values) : 0)) },
  ABS: ofNumber(Math.abs),
  INT: ofNumber(Math.floor),
  ROUND: {
    min: 2,
    max: 2,
    call: (args) => {
      const value = toNumber(one(args[0]));
      const digits = toNumber(one(args[1]));
      return value instanceof ErrorValue ? value : digits instanceof ErrorValue ? digits : roundHalfUp(value, digits);
    },
  },
  LEN: ofOne((value) => {
    const text = toText(value);
    return text instanceof ErrorValue ? text : text.length;
  }),
  LEFT: { min: 1, max: 2, call: (args) => slice(args, (text, count) => text.slice(0, count)) },
  RIGHT: { min: 1, max: 2, call: (args) => slice(args, (text, count) => (count === 0 ? '' : text.slice(-count))) },
  MID: { min: 3, max: 3, call: (args) => slice(args, (text, from, count) => (from < 1 ? '' : text.slice(from - 1, from - 1 + count))) },
  VALUE: ofOne(toNumber),
};

/**
 * Finds a row of a named table by an exact match in its first column.
 * @returns the value in the 1-based column; #N/A when there is no such row.
 */
export type Lookup = (key: string, column: number) => Value;

const keyOf = remembering(textKey);

export function vlookup(lookup: Lookup, key: Value, column: Value): Value {
  const text = toText(key);
  const number = toNumber(column);
  if (text instanceof ErrorValue) return text;
  if (number instanceof ErrorValue) return number;
  return text === '' ? NOT_AVAILABLE : lookup(keyOf(text), number);
}
