/** What the grid asks of the page around it. */
import { dateOf, type Entry } from '../cells/entry.ts';
import type { Column } from '../review/columns.ts';
import { displayCell } from '../review/cell-input.ts';
import type { Choice } from './choices.ts';

/** Another person, and the cell they are in. */
export interface Colleague {
  id: string;
  /** Full name; the mark in the cell shows the given name, which comes last. */
  name: string;
  row: string;
  field: string;
}

/** The filter and sort of a column, as its heading shows them. */
export interface HeadingMark {
  filtered: boolean;
  /** level counts from 1; 0 when it is the only one. */
  sort: { descending: boolean; level: number } | null;
}

export interface GridContext {
  readonly mayWrite: boolean;
  /** Who wrote an entry of a row, in words. */
  writer(row: string, entry: Entry): string;
  colleagueIn(row: string, field: string): Colleague | undefined;
  /** The marks of a column's heading; called again when the headings are refreshed. */
  heading(field: string): HeadingMark;
  /** Whether the cell matches the search; 'here' for the current match. */
  foundIn(row: string, field: string): 'found' | 'here' | null;
  /** Number of open comments, shown by the cell's corner. */
  commentsIn(row: string, field: string): number;
  /** How the cell has changed since the chosen point in history, in words; undefined when it has not. */
  changeIn(row: string, field: string): string | undefined;
  /** Mã hộ of this village's households, with the head's name. */
  households(): readonly Choice[];
}

/** 'dd/mm HH:mm' in the device's time zone. */
export function whenText(seconds: number): string {
  const date = dateOf(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${two(date.getDate())}/${two(date.getMonth() + 1)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export const valueText = (column: Column, entry: Pick<Entry, 'value'>): string =>
  entry.value === null ? '(trống)' : column.type === 'yes' && entry.value === 'x' ? '✓ có' : displayCell(column, entry.value);

/** '73: Hà Thị Lan, 25/11 10:42 · 153: …' */
export const sidesText = (column: Column, entries: readonly Entry[], writer: (entry: Entry) => string): string =>
  entries.map((entry) => `${valueText(column, entry)}: ${writer(entry)}, ${whenText(entry.at)}`).join(' · ');

export const conflictText = (column: Column, entries: readonly Entry[], writer: (entry: Entry) => string): string =>
  `Hai người ghi khác nhau: ${sidesText(column, entries, writer)}. Bấm ◆ hoặc Alt+Enter để chọn.`;
