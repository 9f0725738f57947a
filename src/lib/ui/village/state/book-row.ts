/** A row that computes its results and problems on first use: most rows of a long list are never looked at. */
import type { GridRow } from '$lib/grid/grid-row.ts';

type Known = Omit<GridRow, 'results' | 'problems'>;

/** The same for all rows of one round. */
export interface RowWork {
  results(row: Known): GridRow['results'];
  problems(row: Known): GridRow['problems'];
}

export class BookRow implements GridRow {
  readonly id: string;
  readonly sheet: GridRow['sheet'];
  readonly number: number;
  readonly cells: GridRow['cells'];
  readonly conflicts: GridRow['conflicts'];
  readonly unsettled: GridRow['unsettled'];
  readonly headName: string;
  readonly #work: RowWork;
  #results: GridRow['results'] | undefined;
  #problems: GridRow['problems'] | undefined;

  constructor({ id, sheet, number, cells, conflicts, unsettled, headName }: Known, work: RowWork) {
    this.id = id;
    this.sheet = sheet;
    this.number = number;
    this.cells = cells;
    this.conflicts = conflicts;
    this.unsettled = unsettled;
    this.headName = headName;
    this.#work = work;
  }

  get results(): GridRow['results'] {
    return (this.#results ??= this.#work.results(this));
  }

  get problems(): GridRow['problems'] {
    return (this.#problems ??= this.#work.problems(this));
  }
}
