/** Parses many cells at once, and remembers the result of equal texts in one column. */
import { readCell, type CellReading } from './cell-input.ts';
import type { Column } from './columns.ts';

export class CellReader {
  readonly #today = new Date();
  readonly #known = new Map<Column, Map<string, CellReading>>();

  read(column: Column, text: string): CellReading {
    // Names are rarely repeated, and fast to parse.
    if (column.type === 'text' || column.type === 'code' || column.type === 'cccd') return readCell(column, text, this.#today);
    let known = this.#known.get(column);
    if (!known) this.#known.set(column, (known = new Map()));
    let reading = known.get(text);
    if (!reading) known.set(text, (reading = readCell(column, text, this.#today)));
    return reading;
  }
}
