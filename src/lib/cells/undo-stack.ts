/**
 * What this person did on this device, undone by ordinary writes. Y.UndoManager is not used: after somebody else's write, its undo brings a
 * dead value back as a false conflict.
 *
 * A step identifies its write by author (the list's), value and second, which are stored in the document; so it still works after a reload.
 * Two people of the same name who write the same value in the same second are taken for one.
 */
import type { CellValue } from '../review/types.ts';

export interface Step {
  row: string;
  field: string;
  before: CellValue;
  after: CellValue;
  /** When `after` was written, in seconds since 2020. Identifies the entry that undo may overwrite. */
  at: number;
  /** The other values that stood beside `before`, where the write settled a conflict. */
  rivals?: readonly CellValue[];
}

/** What is undone together. When the steps of a deed change, it is a new object with the same id. */
export interface Deed {
  readonly id: string;
  readonly steps: readonly Step[];
}

export interface CellPlace {
  row: string;
  field: string;
}

/** A settled conflict that was undone: `value` stands now, and the rivals cannot be put beside it again. */
export interface Unsettled extends CellPlace {
  value: CellValue;
  rivals: readonly CellValue[];
}

export interface UndoResult {
  done: CellPlace[];
  /** Cells that somebody else has written since: left as they are; the user must be told. */
  skipped: CellPlace[];
  /** Settled conflicts: only one value can be written back, since no copy may contradict itself. The user must be told. */
  unsettled: Unsettled[];
}

export interface UndoPort {
  /** Whether this step's write still stands alone in the cell. */
  stands(step: Step): boolean;
  /** @returns the steps, with the second of the write. */
  write(changes: { row: string; field: string; value: CellValue }[]): Step[];
}

const DEPTH = 200;
/** Imports are large: beyond this total of cells the oldest deeds are dropped. The last deed always stays. */
const MOST_CELLS = 200_000;

export class UndoStack {
  readonly #port: UndoPort;
  readonly #listeners = new Set<() => void>();
  #done: Deed[] = [];
  #undone: Deed[] = [];

  constructor(port: UndoPort) {
    this.#port = port;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Oldest first. */
  get deeds(): { readonly done: readonly Deed[]; readonly undone: readonly Deed[] } {
    return { done: this.#done, undone: this.#undone };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** A new deed clears what could be redone. */
  push(steps: readonly Step[]): void {
    if (steps.length === 0) return;
    this.#done.push({ id: newId(), steps });
    this.#undone = [];
    this.#trim();
    this.#tell();
  }

  /** Puts the deeds from before a reload below those done since. */
  restore(done: readonly Deed[], undone: readonly Deed[]): void {
    if (this.#done.length === 0) this.#undone = [...undone, ...this.#undone];
    this.#done = [...done, ...this.#done];
    this.#trim();
    this.#tell();
  }

  /** A write by this person that only merged two equal entries: the earlier step now refers to the new second. */
  rewritten(step: Step): void {
    restamp(this.#done, [step]);
    this.#tell();
  }

  undo(): UndoResult {
    return this.#move(this.#done, this.#undone);
  }

  redo(): UndoResult {
    return this.#move(this.#undone, this.#done);
  }

  /** Takes back steps of a deed, whenever it was done. The writing back becomes the last deed and can itself be undone. */
  takeBack(steps: readonly Step[]): UndoResult {
    const cells = new Map(steps.map((step) => [cellOf(step), step.at]));
    this.#done = this.#done.filter((deed) => !deed.steps.every((step) => cells.get(cellOf(step)) === step.at));
    const ours = new Set(steps.filter((step) => this.#port.stands(step)));
    const written = this.#port.write([...ours].map(({ row, field, before }) => ({ row, field, value: before })));
    restamp(this.#done, written);
    this.push(written);
    this.#tell();
    return { done: written.map(place), skipped: steps.filter((step) => !ours.has(step)).map(place), unsettled: [] };
  }

  #move(from: Deed[], to: Deed[]): UndoResult {
    const deed = from.pop();
    if (!deed) return { done: [], skipped: [], unsettled: [] };
    const ours = new Set(deed.steps.filter((step) => this.#port.stands(step)));
    const written = this.#port.write([...ours].map(({ row, field, before }) => ({ row, field, value: before })));
    if (written.length > 0) to.push({ id: deed.id, steps: written });
    restamp(from, written);
    this.#tell();
    return {
      done: written.map(place),
      skipped: deed.steps.filter((step) => !ours.has(step)).map(place),
      unsettled: [...ours].flatMap(({ row, field, before, rivals }) => (rivals?.length ? [{ row, field, value: before, rivals }] : [])),
    };
  }

  #trim(): void {
    let cells = 0;
    let kept = 0;
    while (kept < Math.min(DEPTH, this.#done.length)) {
      cells += this.#done[this.#done.length - 1 - kept]?.steps.length ?? 0;
      if (kept > 0 && cells > MOST_CELLS) break;
      kept++;
    }
    this.#done = kept === 0 ? [] : this.#done.slice(-kept);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Writing a value back is a new write: the earlier step that made this value must refer to its new second. */
function restamp(deeds: Deed[], written: readonly Step[]): void {
  const waiting = new Map(written.map((step) => [cellOf(step), step]));
  for (let i = deeds.length - 1; i >= 0 && waiting.size > 0; i--) {
    const deed = deeds[i];
    if (!deed?.steps.some((step) => waiting.has(cellOf(step)))) continue;
    const steps = deed.steps.map((step) => {
      const back = waiting.get(cellOf(step));
      waiting.delete(cellOf(step));
      return back && back.after === step.after ? { ...step, at: back.at } : step;
    });
    deeds[i] = { id: deed.id, steps };
  }
}

const cellOf = ({ row, field }: CellPlace): string => `${row}\n${field}`;
const place = ({ row, field }: CellPlace): CellPlace => ({ row, field });

const newId = (): string => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 10)}`;
