/**
 * The rows of a sheet as XML: rows in any order, the cells of a row from left to right. A complete row is held as bytes, which need the
 * least memory.
 */

/** 1 -> A, 27 -> AA */
export function letterOf(column: number): string {
  const known = LETTERS[column];
  if (known !== undefined) return known;
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  LETTERS[column] = letters;
  return letters;
}

const LETTERS: string[] = [];

/** Complete rows are put together into blocks of this size, in bytes. */
const BLOCK = 1024 * 1024;
/** Of a UTF-16 unit in UTF-8. */
const MOST_BYTES = 3;

interface Line {
  /** Its cells, until it is complete. */
  xml: string;
  lastColumn: number;
  bytes?: Uint8Array;
  /** In points; if absent, a program chooses it. */
  height?: number;
  hidden?: true;
}

/** Excel has no more. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

export class Rows {
  readonly #lines: (Line | undefined)[] = [];
  readonly #encoder = new TextEncoder();
  /** The end of the last block. */
  #free = new Uint8Array(0);
  #lastColumn = 0;

  #at(row: number): Line {
    const known = this.#lines[row];
    if (known) return known;
    if (row > MOST_ROWS) throw new Error(`a sheet has no row ${row}`);
    return (this.#lines[row] = { xml: '', lastColumn: 0 });
  }

  /**
   * @param look its number.
   * @param rest of the cell's XML, from the attribute of its type.
   */
  set(row: number, column: number, look: number, rest: string): void {
    const line = this.#at(row);
    if (column <= line.lastColumn) throw new Error(`${letterOf(column)}${row} follows a cell on its right, or a complete row`);
    line.lastColumn = column;
    if (column > this.#lastColumn) this.#lastColumn = column;
    line.xml += `<c r="${letterOf(column)}${row}" s="${look}"${rest}`;
  }

  height(row: number, points: number): void {
    this.#at(row).height = points;
  }

  heightOf = (row: number): number | undefined => this.#lines[row]?.height;

  hide(row: number): void {
    this.#at(row).hidden = true;
  }

  /** No cell of the row will be set any more. */
  done(row: number): void {
    const line = this.#at(row);
    const { xml } = line;
    if (xml.length * MOST_BYTES > this.#free.length) this.#free = new Uint8Array(Math.max(BLOCK, xml.length * MOST_BYTES));
    const { written } = this.#encoder.encodeInto(xml, this.#free);
    line.bytes = this.#free.subarray(0, written);
    this.#free = this.#free.subarray(written);
    line.xml = '';
    line.lastColumn = MOST_COLUMNS;
  }

  /** 'A1:C19' */
  get range(): string {
    return `A1${this.#lastColumn === 0 ? '' : `:${letterOf(this.#lastColumn)}${this.#lines.length - 1}`}`;
  }

  /** Empties the rows while it writes them. */
  *xml(): Generator<string | Uint8Array> {
    for (let row = 1; row < this.#lines.length; row++) {
      const line = this.#lines[row];
      if (!line) continue;
      const { xml, bytes, height, hidden } = line;
      yield `<row r="${row}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}${hidden ? ' hidden="1"' : ''}>`;
      yield bytes ?? xml;
      yield '</row>';
      this.#lines[row] = undefined;
    }
  }
}
