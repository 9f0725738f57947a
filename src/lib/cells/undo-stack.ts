/**
 * What this person did here, to be undone by ordinary writes. Not Y.UndoManager: after someone else's write its
 * undo brings a dead value back as a false conflict.
 */
import type { CellValue } from '../review/types.ts';

export interface Step {
  row: string;
  field: string;
  before: CellValue;
  after: CellValue;
}

export interface CellPlace {
  row: string;
  field: string;
}

export interface UndoResult {
  done: CellPlace[];
  /** Cells somebody else has written since: left as they are, to be told. */
  skipped: CellPlace[];
}

export interface UndoPort {
  /** Whether my own write of this value still stands alone in the cell. */
  stands(row: string, field: string, value: CellValue): boolean;
  write(changes: { row: string; field: string; value: CellValue }[]): void;
}

const DEPTH = 200;

export const reverse = (steps: readonly Step[]): Step[] => steps.map(({ row, field, before, after }) => ({ row, field, before: after, after: before }));

export class UndoStack {
  readonly #port: UndoPort;
  #done: Step[][] = [];
  #undone: Step[][] = [];

  constructor(port: UndoPort) {
    this.#port = port;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** A new deed ends the redo line. */
  push(steps: Step[]): void {
    if (steps.length === 0) return;
    this.#done.push(steps);
    if (this.#done.length > DEPTH) this.#done.shift();
    this.#undone = [];
  }

  undo(): UndoResult {
    return this.#move(this.#done, this.#undone);
  }

  redo(): UndoResult {
    return this.#move(this.#undone, this.#done);
  }

  #move(from: Step[][], to: Step[][]): UndoResult {
    const steps = from.pop() ?? [];
    const done: Step[] = [];
    const skipped: Step[] = [];
    for (const step of steps) (this.#port.stands(step.row, step.field, step.after) ? done : skipped).push(step);
    this.#port.write(done.map(({ row, field, before }) => ({ row, field, value: before })));
    if (done.length > 0) to.push(reverse(done));
    return { done: done.map(place), skipped: skipped.map(place) };
  }
}

const place = ({ row, field }: Step): CellPlace => ({ row, field });
