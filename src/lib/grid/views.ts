/**
 * How one person looks at a sheet: its columns, their order and width, sorts, filters, zoom. Stored outside the list, so nobody else sees
 * it. A view of another version may name unknown columns: they are kept and ignored.
 */
import * as v from 'valibot';
import type { ColumnFilters } from './column-filter.ts';
import { ALL } from './row-filter.ts';
import type { SortLevel } from './sorting.ts';
import { clampZoom, WHOLE } from './zoom.ts';

/** The columns' part: the same in every village. */
export interface Layout {
  hidden: readonly string[];
  /** Optional columns that are shown although nothing is written in them. */
  added: readonly string[];
  /** Grid columns' ids; [] is the list's own order. */
  order: readonly string[];
  /** Pixels at 100 % zoom. */
  widths: Readonly<Record<string, number>>;
  zoom: number;
}

/** The rows' part: each village has its own. */
export interface RowView {
  sorts: readonly SortLevel[];
  filters: ColumnFilters;
  /** The id of a ready question, see row-filter.ts. */
  question: string;
}

export type SheetView = Layout & RowView;

export const PLAIN_LAYOUT: Layout = { hidden: [], added: [], order: [], widths: {}, zoom: WHOLE };
export const PLAIN_ROWS: RowView = { sorts: [], filters: {}, question: ALL };

const names = v.fallback(v.array(v.string()), []);
const number = v.optional(v.pipe(v.number(), v.finite()));
const Filter = v.object({ only: v.optional(v.array(v.string())), without: v.optional(v.array(v.string())), from: number, to: number });

/** A part of a stored view that cannot be read counts as never set; the rest is used. */
export const LayoutShape = v.object({
  hidden: names,
  added: names,
  order: names,
  widths: v.fallback(v.record(v.string(), v.pipe(v.number(), v.minValue(20), v.maxValue(2000))), {}),
  zoom: v.fallback(v.pipe(v.number(), v.transform(clampZoom)), WHOLE),
});
export const RowViewShape = v.object({
  sorts: v.fallback(v.array(v.object({ field: v.string(), descending: v.boolean() })), []),
  filters: v.fallback(v.record(v.string(), Filter), {}),
  question: v.fallback(v.string(), ALL),
});

/**
 * The order of the existing columns: those in the stored order come in that order, each other one after its predecessor in the list's own
 * order.
 */
export function orderColumns(own: readonly string[], kept: readonly string[]): string[] {
  const known = new Set(own);
  const result = [...new Set(kept)].filter((field) => known.has(field));
  if (result.length === 0) return [...own];
  own.forEach((field, index) => {
    if (result.includes(field)) return;
    const before = own[index - 1];
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, field);
  });
  return result;
}

/** Moves one column by `by` positions, as far as the ends allow. */
export function moveColumn(order: readonly string[], field: string, by: number): string[] {
  const from = order.indexOf(field);
  if (from < 0) return [...order];
  const rest = order.filter((other) => other !== field);
  rest.splice(Math.max(0, Math.min(rest.length, from + by)), 0, field);
  return rest;
}

/** Appends the stored columns that only another version knows. */
export const withUnknown = (now: readonly string[], kept: readonly string[], own: readonly string[]): string[] => [
  ...now,
  ...kept.filter((field) => !own.includes(field) && !now.includes(field)),
];
