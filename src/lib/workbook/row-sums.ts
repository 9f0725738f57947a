/** Whether the numbers of a row are the sums, or the counts, of the rows since some earlier sum or village row. */
import { tidy } from '../review/text.ts';
import type { GridCell } from './read-grid.ts';

/** A sum goes back to one of the nearest boundaries, or to the first row. */
const NEAREST = 60;

/** Running totals of the rows so far, so that a long list costs time only in proportion to its length. */
interface Totals {
  rows: number;
  sums: Map<number, number>;
  filled: Map<number, number>;
}

const copyOf = ({ rows, sums, filled }: Totals): Totals => ({ rows, sums: new Map(sums), filled: new Map(filled) });

export class Sums {
  readonly #now: Totals = { rows: 0, sums: new Map(), filled: new Map() };
  readonly #boundaries: Totals[] = [copyOf(this.#now)];

  add(cells: ReadonlyMap<number, GridCell>): void {
    this.#now.rows++;
    for (const [index, { value }] of cells) {
      const text = tidy(String(value));
      if (text === '') continue;
      this.#now.filled.set(index, (this.#now.filled.get(index) ?? 0) + 1);
      if (/^-?\d+([.,]\d+)?$/.test(text)) this.#now.sums.set(index, (this.#now.sums.get(index) ?? 0) + Number(text.replace(',', '.')));
    }
  }

  /** A row that is not a household. */
  boundary(): void {
    if (this.#boundaries.at(-1)?.rows === this.#now.rows) return;
    this.#boundaries.push(copyOf(this.#now));
    if (this.#boundaries.length > NEAREST) this.#boundaries.splice(1, 1);
  }

  /** Every number is the sum of the rows since some boundary, or their count. */
  agree(numbers: ReadonlyMap<number, number>): boolean {
    const starts = this.#boundaries.filter(({ rows }) => rows < this.#now.rows);
    return (
      numbers.size > 0 &&
      starts.length > 0 &&
      [...numbers].every(([index, number]) => number === 0 || starts.some((start) => this.#isSum(index, number, start)))
    );
  }

  #isSum(index: number, number: number, start: Totals): boolean {
    const since = (of: 'sums' | 'filled'): number => (this.#now[of].get(index) ?? 0) - (start[of].get(index) ?? 0);
    return number === this.#now.rows - start.rows || number === since('filled') || Math.abs(number - since('sums')) < 0.01;
  }
}
