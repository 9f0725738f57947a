/**
 * How one person looks at the lists, kept on this device for them alone: their columns and zoom, each village's sorts and
 * filters, the views they have named. Removed with their copies when they sign out: a filter may name a household.
 */
import * as v from 'valibot';
import { GRID_SHEETS, type GridSheet } from '$lib/grid/grid-row.ts';
import { LayoutShape, RowViewShape, type Layout, type RowView, type SheetView } from '$lib/grid/views.ts';

export interface SavedView {
  name: string;
  sheet: GridSheet;
  view: SheetView;
}

const SavedShape = v.object({ name: v.string(), sheet: v.picklist(GRID_SHEETS), view: v.intersect([LayoutShape, RowViewShape]) });
const MemoryShape = v.object({
  layouts: v.fallback(v.record(v.string(), LayoutShape), {}),
  /** By room, then by sheet. */
  rows: v.fallback(v.record(v.string(), v.record(v.string(), RowViewShape)), {}),
  saved: v.fallback(v.array(SavedShape), []),
  /** For a screen that others look at, too. */
  hidesPersonal: v.fallback(v.boolean(), false),
});

export interface ViewMemory {
  readonly layouts: Readonly<Record<string, Layout>>;
  readonly rows: Readonly<Record<string, Readonly<Record<string, RowView>>>>;
  readonly saved: readonly SavedView[];
  readonly hidesPersonal: boolean;
}

const PREFIX = 'ra-soat.views.';
const NOTHING: ViewMemory = { layouts: {}, rows: {}, saved: [], hidesPersonal: false };

export function recallViews(person: string): ViewMemory {
  try {
    const result = v.safeParse(MemoryShape, JSON.parse(localStorage.getItem(PREFIX + person) ?? 'null'));
    return result.success ? result.output : NOTHING;
  } catch (error) {
    console.warn('localStorage', error);
    return NOTHING;
  }
}

/** Reads before it writes: another tab may have changed something else meanwhile. */
export function rememberViews(person: string, change: (memory: ViewMemory) => ViewMemory): void {
  try {
    localStorage.setItem(PREFIX + person, JSON.stringify(change(recallViews(person))));
  } catch (error) {
    // Refused or full: the view stands until the page is left.
    console.warn('localStorage', error);
  }
}

export function forgetViews(person: string): void {
  try {
    localStorage.removeItem(PREFIX + person);
  } catch (error) {
    console.warn('localStorage', error);
  }
}
