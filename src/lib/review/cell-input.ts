/**
 * Converts what a person typed, pasted or imported to what a cell stores. Nothing is dropped: input that cannot be parsed is kept as text
 * with a problem, so that somebody who knows the household can correct it.
 */
import type { Column } from './columns.ts';
import { matchChoice, meansNone } from './cell-choice.ts';
import { isDitto } from './ditto.ts';
import { ETHNIC_NAMES } from './ethnic.ts';
import { ethnicGroups, isUnclear } from './ethnic-words.ts';
import { doubtOfName } from './cell-name.ts';
import { readDate } from './cell-date.ts';
import { readIdNumber } from './cell-id.ts';
import { formatNumber, readNumber } from './cell-number.ts';
import { doubtful, invalid, type CellProblem, type CellReading } from './cell-reading.ts';
import { fold, tidy } from './text.ts';
import type { CellValue } from './types.ts';

export type { CellProblem, CellReading } from './cell-reading.ts';

/** Longer text is cut: the shared list refuses messages with giant cells. */
export const MAX_TEXT = 2000;

const YES = new Set(['x', 'v', '1', 'c', 'co', 'yes', 'true']);
const NO = new Set(['0', 'k', 'khong', 'no', 'false']);
// The last two are the tick and the ticked box of Wingdings, when the font was lost.
const TICKS = /^[✓✔☑√üþ]$/;
const EMPTY_BOX = /^[☐□]$/;
const DASH = /^[-–—−]$/;

/** A non-text value as it would have been typed. */
function asTyped(typed: unknown): string {
  if (typed === null || typed === undefined) return '';
  if (typeof typed === 'number') return formatNumber(typed, false);
  if (typed instanceof Date) return readDate(typed, new Date()).value?.toString() ?? '';
  if (typeof typed === 'string') return tidy(typed);
  if (typeof typed === 'boolean' || typeof typed === 'bigint') return String(typed);
  return '';
}

function readYes(text: string): CellReading {
  const folded = fold(text);
  if (TICKS.test(text) || YES.has(folded)) return { value: 'x' };
  if (EMPTY_BOX.test(text) || NO.has(folded)) return { value: null };
  return invalid(text, 'not-yes', `'${text}' không phải là dấu x (có) hoặc ô trống (không)`);
}

function readEthnic(text: string): CellReading {
  const groups = ethnicGroups(text);
  if (isUnclear(text, groups)) return invalid(text, 'ethnic-unclear', `'${text}' có thể là ${groups.join(' hoặc ')}: hãy chọn một`);
  return { value: groups[0] ?? text };
}

function readChoice(column: Column, text: string): CellReading {
  if (column.choices === ETHNIC_NAMES) return readEthnic(text);
  const match = matchChoice(column, text);
  if (match !== null) return { value: match };
  if (meansNone(column, text)) return { value: null };
  if (column.open) return { value: text };
  return invalid(text, 'not-a-choice', `'${text}' không phải là một trong: ${(column.choices ?? []).join(', ')}`);
}

function readText(text: string): CellReading {
  if (text.length <= MAX_TEXT) return { value: text };
  return doubtful(text.slice(0, MAX_TEXT), 'text-too-long', `nội dung dài ${text.length} ký tự, chỉ giữ ${MAX_TEXT} ký tự đầu`);
}

/** A note may hold anything. In a column with choices, a word that is one of them counts as it: NT is Nông thôn. */
const readDitto = (column: Column, text: string): CellReading | null =>
  column.key !== 'note' && isDitto(text) && matchChoice(column, text) === null
    ? invalid(text, 'ditto', `'${text}' là dấu như trên: hãy ghi lại giá trị`)
    : null;

/** Parses one cell. `today` decides the century of two-digit years. */
export function readCell(column: Column, typed: unknown, today: Date = new Date()): CellReading {
  const text = asTyped(typed);
  if (text === '') return { value: null };
  const ditto = readDitto(column, text);
  if (ditto) return ditto;
  // Text columns first: there a dash, '=1+1' or '@name' is what the person meant, and stays text.
  if (column.type === 'text' || column.type === 'code') return readText(text);
  if (DASH.test(text)) return { value: null };
  if (text.length > MAX_TEXT) return readText(text);
  switch (column.type) {
    case 'yes':
      return readYes(text);
    case 'integer':
    case 'money':
      return readNumber(column, typed, text);
    case 'date':
      return readDate(typed instanceof Date || typeof typed === 'number' ? typed : text, today, column.past);
    case 'cccd':
      return readIdNumber(typed, text);
    case 'choice':
      return readChoice(column, text);
  }
}

/** The problem of a value that is already stored, or null. */
export function checkCell(column: Column, value: CellValue, today?: Date): CellProblem | null {
  if (value === 'x' && column.type === 'yes') return null;
  const ditto = typeof value === 'string' ? readDitto(column, value) : null;
  if (ditto) return ditto.problem ?? null;
  if (column.person && typeof value === 'string' && value.length <= MAX_TEXT) return doubtOfName(value);
  // Shortcut for the most common values, because every change of a row checks all its cells.
  if (typeof value === 'string' && (column.type === 'text' || column.type === 'code') && value.length <= MAX_TEXT) return null;
  return value === null ? null : (readCell(column, value, today).problem ?? null);
}

/** The text in the grid, on the card and in the forms: 1.500.000 for numbers, everything else as stored. */
export function displayCell(column: Column, value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return formatNumber(value, column.type === 'integer' || column.type === 'money');
}
