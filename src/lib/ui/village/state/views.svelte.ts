/** How one person views one village's sheets: reactive, remembered on this device, not shared with anybody. */
import { columnsShow, type ColumnFilter, type ColumnFilters } from '$lib/grid/column-filter.ts';
import type { GridColumn } from '$lib/grid/grid-columns.ts';
import type { HeadingMark } from '$lib/grid/grid-context.ts';
import { GRID_SHEETS, type GridRow, type GridSheet } from '$lib/grid/grid-row.ts';
import { withLevel, type SortLevel } from '$lib/grid/sorting.ts';
import { PLAIN_LAYOUT, PLAIN_ROWS, type Layout, type RowView, type SheetView } from '$lib/grid/views.ts';
import { columnsOf } from '$lib/review/columns.ts';
import { recallViews, rememberViews, type SavedView } from './view-memory.ts';

type BySheet<T> = Record<GridSheet, T>;
const each = <T>(made: (sheet: GridSheet) => T): BySheet<T> =>
  Object.fromEntries(GRID_SHEETS.map((sheet) => [sheet, made(sheet)])) as BySheet<T>;

const PERSONAL = each((sheet) => columnsOf(sheet).flatMap(({ key, personal }) => (personal ? [key] : [])));

export class Views {
  readonly #person: string;
  readonly #room: string;
  #layouts = $state.raw<BySheet<Layout>>(each(() => PLAIN_LAYOUT));
  #rows = $state.raw<BySheet<RowView>>(each(() => PLAIN_ROWS));
  #saved = $state.raw<readonly SavedView[]>([]);
  #hidesPersonal = $state(false);
  readonly #shown = $derived(
    this.#hidesPersonal
      ? each((sheet) => ({ ...this.#layouts[sheet], hidden: [...new Set([...this.#layouts[sheet].hidden, ...PERSONAL[sheet]])] }))
      : this.#layouts,
  );

  /** @param room has its own sorts and filters; columns are the same in every village. */
  constructor(person: string, room: string) {
    this.#person = person;
    this.#room = room;
    const memory = recallViews(person);
    this.#layouts = each((sheet) => memory.layouts[sheet] ?? PLAIN_LAYOUT);
    this.#rows = each((sheet) => memory.rows[room]?.[sheet] ?? PLAIN_ROWS);
    this.#saved = memory.saved;
    this.#hidesPersonal = memory.hidesPersonal;
  }

  layout(sheet: GridSheet): Layout {
    return this.#shown[sheet];
  }

  /** Whether personal columns are hidden on this device, in every village. */
  get hidesPersonal(): boolean {
    return this.#hidesPersonal;
  }

  set hidesPersonal(hides: boolean) {
    this.#hidesPersonal = hides;
    rememberViews(this.#person, (memory) => ({ ...memory, hidesPersonal: hides }));
  }

  rows(sheet: GridSheet): RowView {
    return this.#rows[sheet];
  }

  setLayout(sheet: GridSheet, change: Partial<Layout>): void {
    const layout = { ...this.#layouts[sheet], ...change };
    this.#layouts = { ...this.#layouts, [sheet]: layout };
    rememberViews(this.#person, (memory) => ({ ...memory, layouts: { ...memory.layouts, [sheet]: layout } }));
  }

  setRows(sheet: GridSheet, change: Partial<RowView>): void {
    const rows = { ...this.#rows[sheet], ...change };
    this.#rows = { ...this.#rows, [sheet]: rows };
    rememberViews(this.#person, (memory) => ({
      ...memory,
      rows: { ...memory.rows, [this.#room]: { ...memory.rows[this.#room], [sheet]: rows } },
    }));
  }

  sort(sheet: GridSheet, level: SortLevel, more: boolean): void {
    this.setRows(sheet, { sorts: withLevel(this.rows(sheet).sorts, level, more) });
  }

  /** @param filter null removes the column's filter. */
  filter(sheet: GridSheet, field: string, filter: ColumnFilter | null): void {
    const others = Object.entries(this.rows(sheet).filters).filter(([other]) => other !== field);
    this.setRows(sheet, { filters: Object.fromEntries(filter ? [...others, [field, filter]] : others) });
  }

  show(sheet: GridSheet, field: string, shown: boolean): void {
    const others = this.#layouts[sheet].hidden.filter((other) => other !== field);
    this.setLayout(sheet, { hidden: shown ? others : [...others, field] });
  }

  /** The rows that pass the filters of all columns except one. */
  others(sheet: GridSheet, columns: readonly GridColumn[], but?: string): (row: GridRow) => boolean {
    return columnsShow(sheet, columns, this.rows(sheet).filters, but);
  }

  filters(sheet: GridSheet): ColumnFilters {
    return this.rows(sheet).filters;
  }

  mark(sheet: GridSheet, field: string): HeadingMark {
    const { sorts, filters } = this.rows(sheet);
    const index = sorts.findIndex((level) => level.field === field);
    const level = sorts[index];
    return {
      filtered: filters[field] !== undefined,
      sort: level ? { descending: level.descending, level: sorts.length > 1 ? index + 1 : 0 } : null,
    };
  }

  /** The named views of one sheet. */
  saved(sheet: GridSheet): readonly SavedView[] {
    return this.#saved.filter((view) => view.sheet === sheet);
  }

  /** Saves the current view of the sheet; a view of the same name is replaced. */
  save(sheet: GridSheet, name: string): void {
    const view: SheetView = { ...this.#layouts[sheet], ...this.rows(sheet) };
    this.#keep((saved) => [...saved.filter((other) => !(other.sheet === sheet && other.name === name)), { name, sheet, view }]);
  }

  apply({ sheet, view: { sorts, filters, question, ...layout } }: SavedView): void {
    this.setLayout(sheet, layout);
    this.setRows(sheet, { sorts, filters, question });
  }

  /** Back to the list without any settings. */
  reset(sheet: GridSheet): void {
    this.setLayout(sheet, PLAIN_LAYOUT);
    this.setRows(sheet, PLAIN_ROWS);
  }

  rename({ sheet, name }: SavedView, to: string): void {
    this.#keep((saved) => saved.map((view) => (view.sheet === sheet && view.name === name ? { ...view, name: to } : view)));
  }

  remove({ sheet, name }: SavedView): void {
    this.#keep((saved) => saved.filter((view) => !(view.sheet === sheet && view.name === name)));
  }

  #keep(change: (saved: readonly SavedView[]) => SavedView[]): void {
    rememberViews(this.#person, (memory) => ({ ...memory, saved: change(memory.saved) }));
    // The stored ones include another tab's. If nothing can be stored, use those in memory.
    const kept = recallViews(this.#person).saved;
    const now = change(this.#saved);
    this.#saved = kept.length >= now.length ? kept : now;
  }
}
