/** What the grid of a sheet is made of, and where its wishes go in the village. */
import type { ListGridOptions } from '$lib/grid/ag-grid/list-grid-options.ts';
import { inputOf } from '$lib/grid/grid-columns.ts';
import type { GridSheet } from '$lib/grid/grid-row.ts';
import { gridAnswers } from '../state/grid-answers.ts';
import type { VillageState } from '../state/village.svelte.ts';

/** @param page what the page keeps itself: the selection, and how many rows are shown. */
export function gridOptions(village: VillageState, sheet: GridSheet, page: Pick<ListGridOptions, 'onSelect' | 'onShown'>): ListGridOptions {
  const { live, filtering, navigation, writing, rowActions, views } = village;
  return {
    ...page,
    sheet,
    columns: live.columns(sheet),
    rows: live.rows(sheet),
    context: gridAnswers(village),
    filter: filtering.shows,
    onTyped: (cells) => writing.type(cells),
    onBlock: (block) => writing.writeBlock(block),
    onDeed: (deed, place) => {
      if (deed === 'toggle') writing.toggle(place.row, place.field);
      else if (deed === 'mark') writing.set(place.row, place.field, 'x');
      else if (deed === 'clear') writing.set(place.row, place.field, null);
      else navigation.openConflict(place);
    },
    onRefused: (place) => writing.refuse(place),
    onFocus: (place) => place && navigation.focus(place),
    layout: views.layout(sheet),
    onLayout: (change) => views.setLayout(sheet, change),
    onColumnMenu: (field, anchor) => (navigation.menu = { field, anchor }),
    onWhy: (place) => navigation.openWhy(place),
    onRowMenu: (place, at) => (rowActions.menu = { ...place, at }),
    onComment: (place) => {
      navigation.openTalk({ row: place.row, field: inputOf(sheet, place.field)?.key ?? null });
      // Keys that come before the box is there must not begin to overwrite the cell.
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  };
}
