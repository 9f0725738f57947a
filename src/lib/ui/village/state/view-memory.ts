/**
 * How one person views the lists, kept on this device for them alone: columns and zoom, each village's sorts and filters,
 * named views. It is removed with their copies when they sign out, because a filter may contain a name.
 */
import * as v from 'valibot';
import { GRID_SHEETS, type GridSheet } from '$lib/grid/grid-row.ts';
import { recall, remember } from '../../device/person-memory.ts';
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
  /** For a screen that others can see. */
  hidesPersonal: v.fallback(v.boolean(), false),
});

export interface ViewMemory {
  readonly layouts: Readonly<Record<string, Layout>>;
  readonly rows: Readonly<Record<string, Readonly<Record<string, RowView>>>>;
  readonly saved: readonly SavedView[];
  readonly hidesPersonal: boolean;
}

const NOTHING: ViewMemory = { layouts: {}, rows: {}, saved: [], hidesPersonal: false };

export const recallViews = (person: string): ViewMemory => recall('views', person, MemoryShape) ?? NOTHING;

/** Reads before it writes: another tab may have changed something else. */
export const rememberViews = (person: string, change: (memory: ViewMemory) => ViewMemory): void =>
  remember('views', person, change(recallViews(person)));
