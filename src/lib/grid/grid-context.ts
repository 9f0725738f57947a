/** What the grid has to ask of the page around it. */
import { dateOf, type Entry } from '../cells/entry.ts';
import type { Column } from '../review/columns.ts';
import { displayCell } from '../review/cell-input.ts';
import type { Choice } from './choices.ts';

/** Somebody else, in the cell they stand in. */
export interface Colleague {
  id: string;
  /** Whole name; the mark in the cell shows the given name, which comes last. */
  name: string;
  row: string;
  field: string;
}

/** What a person has asked of a column. */
export interface HeadingMark {
  filtered: boolean;
  /** level from 1; 0 where it is the only one. */
  sort: { descending: boolean; level: number } | null;
}

export interface GridContext {
  readonly mayWrite: boolean;
  /** Who wrote an entry of a row, in words. */
  writer(row: string, entry: Entry): string;
  colleagueIn(row: string, field: string): Colleague | undefined;
  /** How a column's heading is marked; asked again when the headings are refreshed. */
  heading(field: string): HeadingMark;
  /** Whether the words searched for are in the cell; 'here' where one has gone on to it. */
  foundIn(row: string, field: string): 'found' | 'here' | null;
  /** How many open comments the cell's corner tells of. */
  commentsIn(row: string, field: string): number;
  /** In words, where the cell has changed since the point that is on show. */
  changeIn(row: string, field: string): string | undefined;
  /** Mã hộ of this village's households, with the head's name. */
  households(): readonly Choice[];
}

/** 'dd/mm HH:mm', as the person's own clock has it. */
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
