/** Which household is shown, which of its cells is active, and what has been chosen there but not written yet. */
import type { CellValue } from '$lib/review/types.ts';
import { cellKey } from './evidence.svelte.ts';
import type { Item, Reconcile } from './reconcile.svelte.ts';
import type { OpenField } from './village-conflicts.ts';

/** The value chosen for a cell. */
export interface Choice {
  value: CellValue;
}

export class Choosing {
  readonly #reconcile: Reconcile;
  readonly #first: () => boolean;
  /** null: none opened yet. The position is kept for when its household is settled and gone. */
  #key = $state<string | null>(null);
  #place = $state(0);
  #picks = $state.raw<ReadonlyMap<string, Choice>>(new Map());
  #cell = $state('');

  /** @param first whether the first household is shown if none was opened. */
  constructor(reconcile: Reconcile, first: () => boolean) {
    this.#reconcile = reconcile;
    this.#first = first;
  }

  get current(): Item | null {
    const { items } = this.#reconcile;
    const found = items.find(({ key }) => key === this.#key);
    if (found) return found;
    return this.#key !== null || this.#first() ? (items[Math.min(this.#place, items.length - 1)] ?? null) : null;
  }

  /** Whether number keys choose in this cell: the active one, or the first that is still open. */
  isHere(cell: OpenField): boolean {
    const cells = this.#cells();
    const here =
      cells.find(({ row, field }) => cellKey(row, field) === this.#cell) ?? cells.find((one) => this.picked(one) === undefined) ?? cells[0];
    return here !== undefined && here.row === cell.row && here.field === cell.field;
  }

  open(key: string): void {
    this.#key = key;
    this.#place = Math.max(
      0,
      this.#reconcile.items.findIndex((item) => item.key === key),
    );
    this.#picks = new Map();
    this.#cell = '';
  }

  /** Undoes the last action, and goes there. */
  undo(): void {
    const key = this.#reconcile.settling.undo();
    if (key !== '') this.open(key);
  }

  leave(): void {
    this.#key = null;
    this.#place = 0;
  }

  step(by: number): void {
    const { items } = this.#reconcile;
    const at = items.findIndex(({ key }) => key === this.current?.key);
    const to = items[Math.min(items.length - 1, Math.max(0, at + by))];
    if (to && at >= 0 && to.key !== this.current?.key) this.open(to.key);
  }

  stand(cell: OpenField): void {
    this.#cell = cellKey(cell.row, cell.field);
  }

  picked({ row, field }: OpenField): Choice | undefined {
    return this.#picks.get(cellKey(row, field));
  }

  choose(cell: OpenField, pick: Choice): void {
    this.#picks = new Map(this.#picks).set(cellKey(cell.row, cell.field), pick);
  }

  /** Chooses by number in the active cell, then moves to the next open one. */
  pick(index: number): void {
    const cell = this.#cells().find((one) => this.isHere(one));
    const entry = cell?.entries[index];
    if (!cell || !entry) return;
    this.choose(cell, { value: entry.value });
    const next = this.#cells().find((one) => this.picked(one) === undefined);
    this.#cell = next ? cellKey(next.row, next.field) : cellKey(cell.row, cell.field);
  }

  get count(): number {
    return this.#chosen().length;
  }

  /** Writes the choices of the shown household; it leaves the list when nothing of it is open. */
  write(): void {
    const item = this.current;
    const chosen = this.#chosen();
    if (item?.kind !== 'conflict' || chosen.length === 0) return;
    const [first] = chosen;
    const what = chosen.length === 1 && first ? `${first.cell.label}: ${first.cell.text(first.pick.value)}` : `${chosen.length} ô`;
    this.#reconcile.settling.settle(
      `Đã chọn ${what}, hộ ${item.household.name || item.household.code}`,
      chosen.map(({ cell: { row, field }, pick: { value } }) => ({ village: item.household.village, write: { row, field, value } })),
      item.key,
    );
    this.#picks = new Map();
  }

  #cells(): readonly OpenField[] {
    const item = this.current;
    return item?.kind === 'conflict' ? item.cells : [];
  }

  #chosen(): { cell: OpenField; pick: Choice }[] {
    return this.#cells().flatMap((cell) => {
      const pick = this.picked(cell);
      return pick ? [{ cell, pick }] : [];
    });
  }
}
