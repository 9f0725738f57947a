/**
 * Finds words in cells, with or without diacritics, and the exact span of each match: what is replaced must be what was found. It folds
 * text like the import, but letter by letter, so that every folded letter knows its position.
 */
import { formatNumber } from '../review/cell-number.ts';
import { fold } from '../review/text.ts';
import { cellText, columnId, type GridColumn } from './grid-columns.ts';
import type { GridRow } from './grid-row.ts';

export interface Wanted {
  text: string;
  /** "Đúng dấu": diacritics count. Case never does, nor the position of a tone (hòa, hoà). */
  marked: boolean;
  /** The cell holds nothing else. */
  whole: boolean;
}

/** A range of the original text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

interface Folded {
  text: string;
  /** The origin of each unit of the folded text. */
  spans: Span[];
}

/** A letter with the marks that follow it, in either Unicode form. */
const LETTER = /\P{M}\p{M}*|\p{M}+/gu;
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

export function foldWithSpans(text: string): Folded {
  const spans: Span[] = [];
  let folded = '';
  let gap = null as Span | null;
  for (const { 0: letter, index } of text.matchAll(LETTER)) {
    const span = { start: index, end: index + letter.length };
    const part = fold(letter);
    if (part === '') {
      gap = { start: gap?.start ?? span.start, end: span.end };
      continue;
    }
    if (gap && folded !== '') {
      folded += ' ';
      spans.push(gap);
    }
    gap = null;
    folded += part;
    for (let unit = 0; unit < part.length; unit++) spans.push(span);
  }
  return { text: folded, spans };
}

/** Form for comparing diacritics: each syllable's tone is moved behind its letters, so that it does not matter which vowel carries it. */
const marksOf = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\p{L}\p{M}]+/gu, (word) => word.replace(TONES, '') + (word.match(TONES) ?? []).join(''))
    .replace(/\s+/g, ' ')
    .trim();

/** The matches in a text, from left to right, without overlap. */
export function spansIn(text: string, { text: words, marked, whole }: Wanted): Span[] {
  const needle = fold(words);
  if (needle === '') return literal(text, words.trim(), whole);
  const fits = (span: Span): boolean => !marked || marksOf(text.slice(span.start, span.end)) === marksOf(words);
  const folded = foldWithSpans(text);
  if (whole) return folded.text === needle && fits({ start: 0, end: text.length }) ? [{ start: 0, end: text.length }] : [];
  const found: Span[] = [];
  for (let at = folded.text.indexOf(needle); at >= 0;) {
    const span = { start: folded.spans[at]?.start ?? 0, end: folded.spans[at + needle.length - 1]?.end ?? 0 };
    const hit = fits(span);
    if (hit) found.push(span);
    at = folded.text.indexOf(needle, at + (hit ? needle.length : 1));
  }
  return found;
}

/** Symbols only, such as '-' or '/': folding would leave nothing of them. */
function literal(text: string, signs: string, whole: boolean): Span[] {
  if (signs === '') return [];
  if (whole) return text.trim() === signs ? [{ start: 0, end: text.length }] : [];
  const found: Span[] = [];
  for (let at = text.indexOf(signs); at >= 0; at = text.indexOf(signs, at + signs.length))
    found.push({ start: at, end: at + signs.length });
  return found;
}

export function replaceSpans(text: string, spans: readonly Span[], by: string): string {
  let result = '';
  let done = 0;
  for (const { start, end } of spans) {
    result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
}

/** A number matches as shown (1.500.000) and as typed (1500000). */
function textsOf(row: GridRow, column: GridColumn): string[] {
  const shown = cellText(row, column);
  const value = column.kind === 'input' ? row.cells[column.column.key] : null;
  const typed = typeof value === 'number' ? formatNumber(value, false) : shown;
  return typed === shown ? [shown] : [shown, typed];
}

export interface Found {
  row: string;
  field: string;
}

export const isFoundIn = (row: GridRow, column: GridColumn, wanted: Wanted): boolean =>
  textsOf(row, column).some((text) => text !== '' && spansIn(text, wanted).length > 0);

/** Row by row, in reading order. */
export function findCells(rows: readonly GridRow[], columns: readonly GridColumn[], wanted: Wanted): Found[] {
  if (wanted.text.trim() === '') return [];
  return rows.flatMap((row) =>
    columns.filter((column) => isFoundIn(row, column, wanted)).map((column) => ({ row: row.id, field: columnId(column) })),
  );
}

/** The cell's text with every match replaced, to be parsed as if typed; null when there is no match. */
export function replacedText(row: GridRow, column: GridColumn, wanted: Wanted, by: string): string | null {
  for (const text of textsOf(row, column)) {
    const spans = spansIn(text, wanted);
    if (spans.length > 0) return replaceSpans(text, spans, by);
  }
  return null;
}

export interface ReplacePlan {
  writes: (Found & { text: string })[];
  /** Matches that are not replaced, by reason. */
  kept: { formula: number; disputed: number; filtered: number; hidden: number };
}

export interface ReplaceIn {
  /** All rows and columns of the sheet that are searched. */
  rows: readonly GridRow[];
  columns: readonly GridColumn[];
  isShown(row: GridRow): boolean;
  isVisible(column: GridColumn): boolean;
}

export function planReplace({ rows, columns, isShown, isVisible }: ReplaceIn, wanted: Wanted, by: string): ReplacePlan {
  const plan: ReplacePlan = { writes: [], kept: { formula: 0, disputed: 0, filtered: 0, hidden: 0 } };
  if (wanted.text.trim() === '') return plan;
  for (const row of rows)
    for (const column of columns) {
      const text = replacedText(row, column, wanted, by);
      if (text === null) continue;
      const field = columnId(column);
      if (column.kind !== 'input') plan.kept.formula++;
      else if (!isShown(row)) plan.kept.filtered++;
      else if (!isVisible(column)) plan.kept.hidden++;
      else if (row.conflicts[field]) plan.kept.disputed++;
      else plan.writes.push({ row: row.id, field, text });
    }
  return plan;
}

/** '' when every match is replaced. */
export function keptText({ formula, disputed, filtered, hidden }: ReplacePlan['kept']): string {
  const parts = [
    [formula, 'ô công thức'],
    [filtered, 'ô ở dòng không hiện'],
    [hidden, 'ô ở cột đang ẩn'],
    [disputed, 'ô hai người ghi khác nhau'],
  ] as const;
  const said = parts.flatMap(([count, what]) => (count > 0 ? [`${formatNumber(count)} ${what}`] : []));
  return said.length > 0 ? `Không thay ${said.join(', ')}.` : '';
}
