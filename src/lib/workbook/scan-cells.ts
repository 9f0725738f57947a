/**
 * Reads the cells of an .xlsx sheet from its bytes, many times faster than the library that reads everything else of the file. It knows the
 * XML that programs write, and gives exactly what the library gives for it; whatever else it meets, it leaves to the library.
 */
import { LIMITS } from './read-limits.ts';

/** Where the cells of a sheet stand in its file. */
export interface SheetData {
  bytes: Uint8Array;
  from: number;
  to: number;
}

/** What a cell becomes; null counts as empty. Rows and columns are 0-based. */
export interface CellMaker<Cell> {
  /** The texts of the workbook, by number. */
  texts: readonly ({ t?: string } | undefined)[];
  text(value: string, row: number, column: number): Cell | null;
  /** @param style the number of the cell's style; null for none. */
  number(value: number, style: number | null): Cell | null;
  boolean(value: boolean): Cell | null;
  error(said: string): Cell | null;
  /** A formula without a value, of a cell that says what kind its value is. */
  uncalculated(): Cell | null;
}

export interface SheetCells<Cell> {
  /** 0-based row -> 0-based column -> cell; only cells that are not empty, in order. */
  rows: Map<number, Map<number, Cell>>;
  /** 0-based. */
  hiddenRows: readonly number[];
  /** Number of cells beyond the last column we read. */
  beyond: number;
}

/** Only views and widths of columns stand before the cells. */
const LONGEST_HEAD = 1 << 16;
const [OPENS, CLOSES] = ['<sheetData>', '</sheetData>'];
const oneByte = new TextDecoder('latin1');
/** As the library: a wrong byte becomes a sign of its own, and nothing is left out. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The cells' place in a file; null if it has none, or not as we know them. */
export function sheetData(bytes: Uint8Array): SheetData | null {
  const head = oneByte.decode(bytes.subarray(0, LONGEST_HEAD));
  const at = head.indexOf('sheetData') - 1;
  // A comment may hold anything.
  if (at < 0 || !head.startsWith(OPENS, at) || head.slice(0, at).includes('<!')) return null;
  const from = at + OPENS.length;
  for (let to = bytes.lastIndexOf(LESS); to >= from; to = bytes.lastIndexOf(LESS, to - 1))
    if (oneByte.decode(bytes.subarray(to, to + CLOSES.length)) === CLOSES) return { bytes, from, to };
  return null;
}

/** The same file with one cell of text in place of its cells. */
export function withOneCell({ bytes, from, to }: SheetData, text: string): Uint8Array {
  const cell = new TextEncoder().encode(`<row r="1"><c r="A1" t="str"><v>${text}</v></c></row>`);
  const light = new Uint8Array(from + cell.length + bytes.length - to);
  light.set(bytes.subarray(0, from));
  light.set(cell, from);
  light.set(bytes.subarray(to), from + cell.length);
  return light;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const QUOTE = 0x22;
const EQUALS = 0x3d;
const SPACE = 0x20;
const isSpace = (byte: number | undefined): boolean => byte === SPACE || byte === 0x0a || byte === 0x0d || byte === 0x09;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Attributes that say nothing about a cell's value. */
const OTHERS: ReadonlySet<string> = new Set([
  'spans',
  's',
  'customFormat',
  'ht',
  'customHeight',
  'outlineLevel',
  'collapsed',
  'thickTop',
  'thickBot',
  'ph',
  'cm',
  'vm',
  'x14ac:dyDescent',
]);

/** Types whose cells count as empty without a value. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(['', 'n', 's', 'str']);

class Unknown extends Error {}
/** For what we do not know: the library reads the file then. */
export const leaveToLibrary = (): never => {
  throw new Unknown('not as we know it');
};

/** No program has more. */
const MOST_ROWS = 1 << 20;
/** More digits may be rounded otherwise than by parsing the text. */
const MOST_DIGITS = 15;
/** Longer texts are decoded faster by the decoder. */
const SHORT = 32;

class Scanner<Cell> {
  readonly #bytes: Uint8Array;
  readonly #to: number;
  readonly #maker: CellMaker<Cell>;
  #at: number;
  /** A formula may then belong to cells that do not have it. */
  #hasArrays = false;
  /** Of the attribute read last: where its value stands. */
  #from = 0;
  #end = 0;
  readonly #codes = new Uint16Array(SHORT);

  constructor({ bytes, from, to }: SheetData, maker: CellMaker<Cell>) {
    this.#bytes = bytes;
    this.#at = from;
    this.#to = to;
    this.#maker = maker;
  }

  /** Stops where a sheet has too many rows: they are then counted and refused. */
  all(): SheetCells<Cell> {
    const rows: SheetCells<Cell>['rows'] = new Map();
    const hiddenRows: number[] = [];
    let beyond = 0;
    let last = -1;
    for (this.#skipSpace(); this.#at < this.#to && rows.size <= LIMITS.rows; this.#skipSpace()) {
      this.#expect('<row');
      let row = -1;
      let isHidden = false;
      while (!this.#endsTag()) {
        const name = this.#attribute();
        if (name === 'r') row = this.#whole(this.#from, this.#end) - 1;
        else if (name === 'hidden') isHidden = this.#isTrue();
        else if (!OTHERS.has(name)) leaveToLibrary();
      }
      if (row <= last || row >= MOST_ROWS) leaveToLibrary();
      last = row;
      if (isHidden) hiddenRows.push(row);
      if (this.#isClosed()) continue;
      const cells = new Map<number, Cell>();
      beyond += this.#cells(row, cells);
      if (cells.size > 0) rows.set(row, cells);
    }
    if (rows.size <= LIMITS.rows && this.#at !== this.#to) leaveToLibrary();
    return { rows, hiddenRows, beyond };
  }

  /** @returns the number of cells beyond. */
  #cells(row: number, cells: Map<number, Cell>): number {
    let beyond = 0;
    let last = -1;
    for (;;) {
      this.#skipSpace();
      if (this.#bytes[this.#at + 1] === SLASH) break;
      this.#expect('<c');
      let column = -1;
      let style: number | null = null;
      let type = '';
      while (!this.#endsTag()) {
        const name = this.#attribute();
        if (name === 'r') column = this.#columnOf(row);
        else if (name === 's') style = this.#whole(this.#from, this.#end);
        else if (name === 't') type = this.#word(this.#from, this.#end);
        else if (!OTHERS.has(name)) leaveToLibrary();
      }
      if (column <= last) leaveToLibrary();
      last = column;
      if (this.#isClosed()) {
        if (!MAY_BE_EMPTY.has(type) || this.#hasArrays) leaveToLibrary();
        continue;
      }
      const cell = this.#value(type, style, row, column);
      if (cell === null) continue;
      if (column >= LIMITS.columns) beyond++;
      else cells.set(column, cell);
    }
    this.#expect('</row>');
    return beyond;
  }

  /** From behind the cell's tag to behind its end. */
  #value(type: string, style: number | null, row: number, column: number): Cell | null {
    if (type === 'inlineStr') return this.#inline(row, column);
    const formula = this.#startsWith('<f') ? this.#formula() : 'none';
    let [from, to] = [0, 0];
    if (this.#startsWith('<v>')) {
      from = this.#at + 3;
      to = this.#bytes.indexOf(LESS, from);
      this.#at = to;
      this.#expect('</v>');
    } else if (this.#startsWith('<v/>') || this.#startsWith('<v />')) this.#at = this.#bytes.indexOf(GREATER, this.#at) + 1;
    this.#expect('</c>');
    if (from === to) return this.#empty(type, formula);
    switch (type) {
      case '':
      case 'n':
        return this.#maker.number(this.#number(from, to), style);
      case 's': {
        const { t: text } = this.#maker.texts[this.#whole(from, to)] ?? {};
        return text === undefined ? leaveToLibrary() : this.#maker.text(text, row, column);
      }
      case 'str':
        return this.#maker.text(once(plain(this.#text(from, to))), row, column);
      case 'b': {
        const said = this.#word(from, to);
        return said === '1' || said === '0' ? this.#maker.boolean(said === '1') : leaveToLibrary();
      }
      case 'e': {
        const said = this.#text(from, to);
        return /^#[A-Z\d/!?_]+$/.test(said) ? this.#maker.error(said) : leaveToLibrary();
      }
      default:
        return leaveToLibrary();
    }
  }

  /** A text in its cell, without runs of other looks. */
  #inline(row: number, column: number): Cell | null {
    this.#expect('<is><t');
    if (!this.#endsTag() && this.#attribute() !== 'xml:space') leaveToLibrary();
    if (!this.#endsTag()) leaveToLibrary();
    if (this.#isClosed()) leaveToLibrary();
    const from = this.#at;
    const to = this.#bytes.indexOf(LESS, from);
    this.#at = to;
    this.#expect('</t></is></c>');
    return this.#maker.text(plain(this.#text(from, to)), row, column);
  }

  /** A cell without a value. */
  #empty(type: string, formula: 'none' | 'own' | 'shared'): Cell | null {
    if (!MAY_BE_EMPTY.has(type) || formula === 'shared' || this.#hasArrays) return leaveToLibrary();
    if (formula === 'none' || type === 'str') return null;
    // As the library counts a formula whose cell says nothing of its value.
    return type === '' ? this.#maker.number(0, null) : this.#maker.uncalculated();
  }

  /** Goes behind a formula; what it says does not matter. @returns whether the cell has one of its own, as far as we know */
  #formula(): 'none' | 'own' | 'shared' {
    const from = this.#at + 2;
    const first = this.#bytes[from];
    if (first !== SPACE && first !== GREATER && first !== SLASH) leaveToLibrary();
    const end = this.#bytes.indexOf(GREATER, from);
    const attributes = this.#text(from, end);
    this.#hasArrays ||= attributes.includes('array');
    const kind = /^\s*\/?$/.test(attributes) ? 'own' : 'shared';
    this.#at = end + 1;
    if (attributes.endsWith('/')) return kind === 'own' ? 'none' : kind;
    const start = this.#at;
    this.#at = this.#bytes.indexOf(LESS, this.#at);
    const isEmpty = this.#at === start;
    this.#expect('</f>');
    return isEmpty && kind === 'own' ? 'none' : kind;
  }

  #skipSpace(): void {
    while (isSpace(this.#bytes[this.#at])) this.#at++;
  }

  #startsWith(word: string): boolean {
    for (let index = 0; index < word.length; index++) if (this.#bytes[this.#at + index] !== word.charCodeAt(index)) return false;
    return true;
  }

  #expect(word: string): void {
    if (!this.#startsWith(word)) leaveToLibrary();
    this.#at += word.length;
  }

  /** Whether the tag has no more attributes; stands before its end then. */
  #endsTag(): boolean {
    if (this.#bytes[this.#at] === SPACE && this.#bytes[this.#at + 1] === SLASH) this.#at++;
    const byte = this.#bytes[this.#at];
    return byte === GREATER || (byte === SLASH && this.#bytes[this.#at + 1] === GREATER);
  }

  /** Goes behind the end of the tag. */
  #isClosed(): boolean {
    const isClosed = this.#bytes[this.#at] === SLASH;
    this.#at += isClosed ? 2 : 1;
    return isClosed;
  }

  /** Reads one attribute, with one space before it. @returns its name */
  #attribute(): string {
    if (this.#bytes[this.#at] !== SPACE) leaveToLibrary();
    const from = this.#at + 1;
    let end = from;
    while (end < this.#to && this.#bytes[end] !== EQUALS) end++;
    if (this.#bytes[end + 1] !== QUOTE) leaveToLibrary();
    this.#from = end + 2;
    this.#end = this.#from;
    while (this.#end < this.#to && this.#bytes[this.#end] !== QUOTE) {
      const byte = this.#bytes[this.#end];
      if (byte === GREATER || byte === LESS) leaveToLibrary();
      this.#end++;
    }
    this.#at = this.#end + 1;
    return this.#word(from, end);
  }

  /** 'r' and 's' and 'str' without making a text each time. */
  #word(from: number, end: number): string {
    if (end - from === 1) {
      const byte = this.#bytes[from];
      if (byte === 0x72) return 'r';
      if (byte === 0x73) return 's';
      if (byte === 0x74) return 't';
    }
    return this.#text(from, end);
  }

  #isTrue(): boolean {
    const said = this.#word(this.#from, this.#end);
    return said === '1' || said === 'true';
  }

  /** Digits only. */
  #whole(from: number, end: number): number {
    if (end <= from || end - from > MOST_DIGITS) return leaveToLibrary();
    let number = 0;
    for (let at = from; at < end; at++) {
      const byte = this.#bytes[at] ?? 0;
      if (!isDigit(byte)) return leaveToLibrary();
      number = number * 10 + byte - 0x30;
    }
    return number;
  }

  #number(from: number, end: number): number {
    let at = from;
    while (at < end && isDigit(this.#bytes[at] ?? 0)) at++;
    if (at === end && end - from <= MOST_DIGITS) return this.#whole(from, end);
    const text = this.#text(from, end);
    const number = /^[-+.\deE]+$/.test(text) ? parseFloat(text) : NaN;
    return Number.isFinite(number) ? number : leaveToLibrary();
  }

  /** The column in the reference of a cell, whose row must be the row that it stands in. */
  #columnOf(row: number): number {
    let column = 0;
    let at = this.#from;
    for (; at < this.#end; at++) {
      const letter = (this.#bytes[at] ?? 0) - 0x40;
      if (letter < 1 || letter > 26) break;
      column = column * 26 + letter;
    }
    if (at - this.#from > 3 || this.#whole(at, this.#end) !== row + 1) return leaveToLibrary();
    return column - 1;
  }

  /** A text of its own: a part of a longer one would keep all of that in memory. */
  #text(from: number, end: number): string {
    if (end > this.#to) return leaveToLibrary();
    const bytes = this.#bytes;
    if (end - from > SHORT) return utf8.decode(bytes.subarray(from, end));
    const codes = this.#codes;
    let used = 0;
    for (let at = from; at < end;) {
      const byte = bytes[at] ?? 0;
      const second = (bytes[at + 1] ?? 0) ^ 0x80;
      const third = (bytes[at + 2] ?? 0) ^ 0x80;
      if (byte < 0x80) {
        codes[used++] = byte;
        at++;
      } else if (byte >= 0xc2 && byte < 0xe0 && at + 1 < end && second < 0x40) {
        codes[used++] = ((byte & 0x1f) << 6) | second;
        at += 2;
      } else if (byte > 0xe0 && byte < 0xed && at + 2 < end && second < 0x40 && third < 0x40) {
        codes[used++] = ((byte & 0x0f) << 12) | (second << 6) | third;
        at += 3;
      } else return utf8.decode(bytes.subarray(from, end));
    }
    return String.fromCharCode.apply(null, codes.subarray(0, used) as unknown as number[]);
  }
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", gt: '>', lt: '<', amp: '&' };

/** Without the five names of signs; the codes of letters are rare, and left to the library. */
function plain(text: string): string {
  if (/_x[\dA-Fa-f]{4}_|&(?!(?:quot|apos|gt|lt|amp);)/.test(text)) return leaveToLibrary();
  const signs = text.includes('&') ? text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '') : text;
  return signs.includes('\r') ? signs.replaceAll('\r\n', '\n') : signs;
}

/** The library reads such a text twice, and takes what the first time made for a sign again. */
const once = (text: string): string => (/_x[\dA-Fa-f]{4}_|&(?:quot|apos|gt|lt|amp|#x?[\dA-Fa-f]+);/i.test(text) ? leaveToLibrary() : text);

/** @returns null if the library must read them. */
export function scanCells<Cell>(data: SheetData, maker: CellMaker<Cell>): SheetCells<Cell> | null {
  try {
    return new Scanner(data, maker).all();
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}
