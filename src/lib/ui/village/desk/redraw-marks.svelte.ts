/** Cells show marks that are not in their rows: colleagues, comments, writers of a dispute, changes. They are drawn again as these change. */
import { untrack } from 'svelte';
import type { ListGrid } from '$lib/grid/ag-grid/list-grid.ts';
import { NAME_FIELD } from '$lib/grid/grid-columns.ts';
import type { GridPlace } from '$lib/grid/place.ts';
import type { VillageState } from '../state/village.svelte.ts';

/** To be called while a component is made; it ends with the component. */
export function redrawMarks(village: VillageState, grid: () => ListGrid | null): void {
  // Drawing reads the cells' state; the effects must not wait for that.
  const redraw = (places: readonly GridPlace[]): void => untrack(() => grid()?.redraw(places));

  let marked: readonly GridPlace[] = [];
  $effect(() => {
    const { colleagues } = village.presence;
    redraw([...marked, ...colleagues]);
    marked = colleagues;
  });

  let talked: readonly GridPlace[] = [];
  $effect(() => {
    const open = village.talk.open.map(({ row, field }) => ({ row, field: field ?? NAME_FIELD[village.navigation.sheet] }));
    redraw([...talked, ...open]);
    talked = open;
  });

  // Who wrote a disputed value is known a little later, or once the edit has been received.
  $effect(() => {
    void village.writers.learned;
    const { connected, unsent } = village.status;
    void (connected && unsent === 0);
    redraw(untrack(() => village.list.conflicts()));
  });

  $effect(() => {
    void village.history.changes;
    untrack(() => grid()?.redrawAll());
  });
}
