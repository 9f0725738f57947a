/** A person's layout of the columns, bound to the grid both ways: applied to it, and reported when the person resizes a column. */
import type { ColumnResizedEvent, GridApi } from 'ag-grid-community';
import { frozenColumns } from '../grid-columns.ts';
import type { GridRow, GridSheet } from '../grid-row.ts';
import { orderColumns, PLAIN_LAYOUT, type Layout } from '../views.ts';
import { WHOLE } from '../zoom.ts';

export interface LayoutOptions {
  sheet: GridSheet;
  /** At 100 % zoom. */
  headerHeight: number;
  groupHeaderHeight: number;
  onLayout(change: Partial<Layout>): void;
}

export class ColumnLayout {
  readonly #api: GridApi<GridRow>;
  readonly #host: HTMLElement;
  readonly #options: LayoutOptions;
  /** The list's own order and widths. */
  readonly #own: { order: string[]; widths: ReadonlyMap<string, number> };
  #layout: Layout = PLAIN_LAYOUT;

  constructor(api: GridApi<GridRow>, host: HTMLElement, options: LayoutOptions) {
    this.#api = api;
    this.#host = host;
    this.#options = options;
    const columns = api.getColumnState();
    this.#own = { order: columns.map(({ colId }) => colId), widths: new Map(columns.map(({ colId, width }) => [colId, width ?? 0])) };
    api.addEventListener('columnResized', this.#onResized);
  }

  get zoom(): number {
    return this.#layout.zoom / WHOLE;
  }

  set(layout: Layout): void {
    if (isSame(layout, this.#layout)) return;
    const { zoom } = this.#layout;
    this.#layout = layout;
    if (layout.zoom !== zoom) {
      // Font size and row height follow through the theme, see theme.ts.
      this.#host.style.setProperty('--grid-zoom', String(this.zoom));
      this.#api.updateGridOptions({
        headerHeight: Math.round(this.#options.headerHeight * this.zoom),
        groupHeaderHeight: Math.round(this.#options.groupHeaderHeight * this.zoom),
      });
    }
    const frozen = frozenColumns(this.#options.sheet);
    this.#api.applyColumnState({
      applyOrder: true,
      state: orderColumns(this.#own.order, layout.order).map((colId) => ({
        colId,
        hide: layout.hidden.includes(colId) && !frozen.includes(colId),
        width: Math.round((layout.widths[colId] ?? this.#own.widths.get(colId) ?? 0) * this.zoom),
      })),
    });
  }

  readonly #onResized = ({ finished, source, columns }: ColumnResizedEvent<GridRow>): void => {
    if (!finished || source === 'api' || !columns) return;
    const changed = columns.map((column) => [column.getColId(), Math.round(column.getActualWidth() / this.zoom)]);
    const widths = { ...this.#layout.widths, ...Object.fromEntries(changed) };
    // The grid already has the new width.
    this.#layout = { ...this.#layout, widths };
    this.#options.onLayout({ widths });
  };
}

const isSame = (a: Layout, b: Layout): boolean => JSON.stringify(a) === JSON.stringify(b);
