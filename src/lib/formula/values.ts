/** Excel's values, their comparison and conversion. Every difference from JavaScript is in this file. */

/** An error value that propagates through a calculation, as in a cell. */
export class ErrorValue {
  readonly code: '#VALUE!' | '#DIV/0!' | '#N/A';
  constructor(code: ErrorValue['code']) {
    this.code = code;
  }
}

export const VALUE = new ErrorValue('#VALUE!');
export const DIV0 = new ErrorValue('#DIV/0!');
export const NOT_AVAILABLE = new ErrorValue('#N/A');

/** null is a blank cell: '' next to a text, 0 next to a number. */
export type Value = string | number | boolean | null | ErrorValue;

const NUMERIC = /^\s*-?\d+(\.\d+)?\s*$/;

export function toNumber(value: Value): number | ErrorValue {
  if (typeof value === 'number') return value;
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof ErrorValue) return value;
  return NUMERIC.test(value) ? Number(value) : VALUE;
}

export function toText(value: Value): string | ErrorValue {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number') return String(round15(value));
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return value;
}

export function toBoolean(value: Value): boolean | ErrorValue {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  if (typeof value === 'number') return value !== 0;
  if (value instanceof ErrorValue) return value;
  const word = value.toUpperCase();
  return word === 'TRUE' ? true : word === 'FALSE' ? false : VALUE;
}

/** Excel compares with 15 significant digits: there, 0.1+0.2 equals 0.3. */
export const round15 = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(15)));

/** ROUND: halves are rounded away from zero, judged on the 15 digits that Excel sees. */
export function roundHalfUp(value: number, digits: number): number {
  const factor = 10 ** digits;
  const scaled = round15(Math.abs(value) * factor);
  return (Math.sign(value) * Math.floor(scaled + 0.5)) / factor;
}

const rank = (value: string | number | boolean): number => (typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : 2);

/** Excel treats two texts as equal when their keys are: only case is ignored. */
export const textKey = (text: string): string => text.toLowerCase();

/** Negative, 0 or positive. Numbers sort before texts, texts before booleans; texts ignore case. */
export function compare(left: Exclude<Value, ErrorValue>, right: Exclude<Value, ErrorValue>): number {
  if (typeof left === 'number' && typeof right === 'number') {
    if (left === right) return 0;
    return round15(left) - round15(right);
  }
  if (left === right) return 0;
  const a = left ?? (typeof right === 'number' ? 0 : typeof right === 'boolean' ? false : '');
  const b = right ?? (typeof left === 'number' ? 0 : typeof left === 'boolean' ? false : '');
  if (typeof a === 'string' && typeof b === 'string') {
    const x = textKey(a);
    const y = textKey(b);
    return x === y ? 0 : x < y ? -1 : 1;
  }
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  return Number(a) - Number(b);
}

/** So many texts are remembered at most: a column with a value of its own in every row must not fill the memory. */
const REMEMBERED = 500;

/** The same answers; those to the latest texts without asking again. */
export function remembering<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) {
      if (known.size >= REMEMBERED) known.clear();
      known.set(text, (found = answer(text)));
    }
    return found;
  };
}

/** Whether a value is equal to one of these texts. A column has few different texts, and the letters of each are compared once. */
export function equalTo(texts: readonly string[]): (value: Exclude<Value, ErrorValue>) => boolean {
  const isOne = (value: Exclude<Value, ErrorValue>): boolean => texts.some((text) => compare(value, text) === 0);
  const remembered = remembering(isOne);
  const [first, ...others] = texts;
  // Only the empty text and a blank are equal to the empty text.
  const asks = others.length > 0 || first !== '';
  const isBlankOne = isOne(null);
  return (value) => {
    if (value === first) return true;
    if (value === null) return isBlankOne;
    return typeof value === 'string' ? asks && remembered(value) : isOne(value);
  };
}
