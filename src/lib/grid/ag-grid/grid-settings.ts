/** AG Grid's settings: which modules are used, how the grid looks, and which of our parts handles each callback. */
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  CustomEditorModule,
  EventApiModule,
  ExternalFilterModule,
  HighlightChangesModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  TooltipModule,
  type GridOptions,
  type SuppressKeyboardEventParams,
} from 'ag-grid-community';
import type { CellValue } from '../../review/types.ts';
import { definitions, nameWidth, ROOM_FOR_RESULT } from './column-definitions.ts';
import { inputOf } from '../grid-columns.ts';
import type { GridRow } from '../grid-row.ts';
import type { ListGridOptions } from './list-grid-options.ts';
import { LOCALE } from '../locale.ts';
import type { GridPlace } from '../place.ts';
import type { Size } from './standing.ts';
import type { StillRows } from '../still-rows.ts';
import { theme } from './theme.ts';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  CustomEditorModule,
  EventApiModule,
  ExternalFilterModule,
  HighlightChangesModule,
  LocaleModule,
  RenderApiModule,
  RowApiModule,
  ScrollApiModule,
  TooltipModule,
]);

/** Heights of the headings, in pixels: two lines of words and the menu button; the rows get the rest of the screen. */
export const HEADING = 62;
export const GROUP_HEADING = 24;

export interface GridAnswers {
  rows: StillRows;
  focused(): GridPlace | null;
  isHeld(row: string, field: string): boolean;
  onEdited(row: string, field: string, text: string, seen: CellValue): void;
  /** @returns whether the grid must ignore the key. */
  onKey(params: SuppressKeyboardEventParams<GridRow>): boolean;
  onSize(size: Size): void;
  onClick(event: Event | null | undefined, row: GridRow | undefined, field: string): void;
  onRowMenu(place: GridPlace, event: MouseEvent): void;
}

export function gridSettings(host: HTMLElement, options: ListGridOptions, answers: GridAnswers): GridOptions<GridRow> {
  const { rows } = answers;
  return {
    theme,
    localeText: LOCALE,
    // A screen reader reads its overlays before the rows are counted, and they are never withdrawn: the page says it (VillageDesk.svelte).
    suppressOverlays: ['noRows', 'noMatchingRows'],
    context: options.context,
    columnDefs: definitions(options.sheet, options.columns, {
      pinResult: host.clientWidth >= ROOM_FOR_RESULT,
      nameWidth: nameWidth(options.sheet, options.rows, host.clientWidth),
      onEdited: answers.onEdited,
      isHeld: answers.isHeld,
    }),
    defaultColDef: {
      cellDataType: false,
      // still-rows.ts sorts the rows, so that they keep their places.
      sortable: false,
      suppressKeyboardEvent: answers.onKey,
    },
    // Dragging along the headings selects columns.
    suppressMovableColumns: true,
    rowData: [...options.rows],
    getRowId: ({ data }) => data.id,
    headerHeight: HEADING,
    groupHeaderHeight: GROUP_HEADING,
    // Our editors hand over what is written; the rows belong to the list.
    readOnlyEdit: true,
    enterNavigatesVertically: true,
    enterNavigatesVerticallyAfterEdit: true,
    stopEditingWhenCellsLoseFocus: true,
    // As in a worksheet, a row that no longer matches the filter stays until the filter is applied again.
    suppressModelUpdateAfterUpdateTransaction: true,
    isExternalFilterPresent: () => true,
    doesExternalFilterPass: ({ data }) => data !== undefined && rows.shows(data),
    postSortRows: ({ nodes }) => rows.arrange(nodes),
    tooltipShowDelay: 400,
    tooltipShowMode: 'standard',
    cellFlashDuration: 1_200,
    // A fade would keep the whole page repainting for as long as others write.
    cellFadeDuration: 0,
    animateRows: false,
    // Rows out of sight are drawn and composited at every frame as well.
    rowBuffer: 2,
    // A transform makes each row three layers to composite at every frame.
    suppressRowTransform: true,
    // As in a worksheet. A row highlighted under the pointer would be restyled at every turn of the wheel.
    suppressRowHoverHighlight: true,
    onCellFocused: () => {
      host.classList.toggle('is-read', !options.context.mayWrite);
      options.onFocus(answers.focused());
    },
    onModelUpdated: ({ api }) => options.onShown(api.getDisplayedRowCount()),
    onGridSizeChanged: ({ clientWidth, clientHeight }) => answers.onSize({ width: clientWidth, height: clientHeight }),
    preventDefaultOnContextMenu: true,
    onCellContextMenu: ({ event, data, column }) => {
      if (data && event instanceof MouseEvent) answers.onRowMenu({ row: data.id, field: column.getColId() }, event);
    },
    onCellDoubleClicked: ({ data, column }) => {
      if (data && !inputOf(options.sheet, column.getColId())) options.onWhy({ row: data.id, field: column.getColId() });
    },
    onCellClicked: ({ event, data, column }) => answers.onClick(event, data, column.getColId()),
    // Fifty headings are one tab stop, and the arrows move between them: Tab leaves the grid, or enters the rows (heading-keys.ts).
    tabToNextHeader: () => false,
  };
}
