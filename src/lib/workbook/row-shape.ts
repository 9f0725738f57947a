/** The shape of a row under the headings: its number, its name, what only a person has, what can be counted. */
import { isIdNumber } from '../review/identity.ts';
import { matchChoice } from '../review/cell-choice.ts';
import type { Column } from '../review/columns.ts';
import { fold, foldTight, tidy } from '../review/text.ts';
import { looksLikeName, saysSignature, saysSum } from './furniture-words.ts';
import type { Headings } from './headings.ts';
import type { HeadingColumn } from './heading-targets.ts';
import type { Grid, GridCell } from './read-grid.ts';

/** A running number 1, 2, 3; a group mark I, II or A, B; words; nothing. */
export type Counter = 'number' | 'mark' | 'words' | 'none';

export interface Shape {
  row: number;
  cells: Map<number, GridCell>;
  counter: Counter;
  counterText: string;
  name: string;
  /** Mã hộ, CCCD, birth, sex, a known ethnic group or relation: a row with one of these is a person, whatever its name. */
  personal: boolean;
  /** A name with a class, or with a village that another row has too: no signature has these. */
  listed: boolean;
  /** The text under the village's heading. */
  village: string;
  /** Filled cells in known columns, including the name. */
  filled: number;
  /** Words in known columns, besides the name and personal data: a village, a class, a mark. */
  wordsBeside: number;
  /** Numbers in known columns, without personal ones. */
  numbers: Map<number, number>;
  /** The row's own words, from the left, without bare numbers. */
  words: string[];
}

const textOf = (cell: GridCell | undefined): string =>
  cell === undefined ? '' : typeof cell.value === 'string' ? tidy(cell.value) : String(cell.value);
const NUMBER = /^-?\d+([.,]\d+)*$/;
export const COUNT = /^(?:\d{1,5})[.)]?$/;
const GROUP_MARK = /^([IVXL]{1,6}|[A-ZĐ]|[a-zđ]|[IVX]{1,5}\.\d{1,2}|\d{1,2}\.\d{1,2})[.)/]?$/;

const isWords = (text: string): boolean => text !== '' && !NUMBER.test(text) && !GROUP_MARK.test(text);

function firstText(columns: Iterable<number>, cells: ReadonlyMap<number, GridCell>): string {
  for (const index of columns) {
    const text = textOf(cells.get(index));
    if (text !== '') return text;
  }
  return '';
}

/** A year, a day's serial number, a date; not the small numbers that sums have everywhere. */
const isBirth = ({ value }: GridCell): boolean =>
  typeof value === 'number' ? value >= 1000 : /\d{4}|\d{1,2}[/.-]\d{1,2}/.test(String(value));

export class Shapes {
  readonly #known: readonly HeadingColumn[];
  readonly #counters: ReadonlySet<number>;
  readonly #nameColumns: readonly number[];
  readonly #columns = new Map<string, number>();
  readonly #of = new Map<number, Column | null>();
  /** Folded name -> number of rows that have it. */
  readonly #villages = new Map<string, number>();
  readonly #isVillage: (text: string) => boolean;

  constructor({ columns, sheet, bottom }: Headings, rows: Grid['rows'], isVillage: (text: string) => boolean) {
    this.#known = columns.filter(({ column, formula, asked }) => column !== null || formula !== null || asked !== undefined);
    this.#counters = new Set(columns.filter(({ counter }) => counter).map(({ index }) => index));
    for (const { column, index } of columns) if (column && !this.#columns.has(column.key)) this.#columns.set(column.key, index);
    for (const { column, index } of this.#known) this.#of.set(index, column);
    this.#nameColumns = (sheet === 'members' || sheet === 'villages' ? ['name', 'head'] : ['head', 'name']).flatMap(
      (key) => this.#columns.get(key) ?? [],
    );
    this.#isVillage = isVillage;
    for (const [row, cells] of rows) {
      const village = row > bottom ? fold(textOf(cells.get(this.#columns.get('village') ?? -1))) : '';
      if (village !== '') this.#villages.set(village, (this.#villages.get(village) ?? 0) + 1);
    }
  }

  #isShared(village: string): boolean {
    return (this.#villages.get(fold(village)) ?? 0) > 1;
  }

  /** Whether the table has a column of running numbers. */
  get counted(): boolean {
    return this.#counters.size > 0;
  }

  columnOf(key: string): number | undefined {
    return this.#columns.get(key);
  }

  of(row: number, cells: Map<number, GridCell>): Shape {
    const counterText = firstText(this.#counters, cells);
    const name = firstText(this.#nameColumns, cells);
    const village = textOf(cells.get(this.#columns.get('village') ?? -1));
    const numbers = new Map<number, number>();
    let filled = 0;
    let wordsBeside = 0;
    for (const { index, counter } of this.#known) {
      const cell = cells.get(index);
      const text = textOf(cell);
      if (text === '' && cell?.error === undefined) continue;
      filled++;
      if (counter || this.#nameColumns.includes(index) || index === this.#columns.get('code') || index === this.#columns.get('cccd'))
        continue;
      if (NUMBER.test(text)) numbers.set(index, Number(text.replace(/[.,](?=\d{3}\b)/g, '').replace(',', '.')));
      else wordsBeside++;
    }
    const words = isWords(counterText) ? [counterText] : [];
    for (const [index, cell] of cells) {
      const text = this.#counters.has(index) ? '' : textOf(cell);
      if (isWords(text)) words.push(text);
    }
    return {
      row,
      cells,
      counterText,
      name,
      numbers,
      wordsBeside,
      counter: counterText === '' ? 'none' : COUNT.test(counterText) ? 'number' : GROUP_MARK.test(counterText) ? 'mark' : 'words',
      filled,
      personal: this.#isPersonal(cells, name),
      listed:
        name !== '' &&
        (['lastYear', 'formerly', 'change'].some((key) => this.#isValue(key, textOf(cells.get(this.#columns.get(key) ?? -1)))) ||
          this.#isShared(village)),
      village,
      words,
    };
  }

  #isPersonal(cells: Map<number, GridCell>, name: string): boolean {
    const cell = (key: string): GridCell | undefined => cells.get(this.#columns.get(key) ?? -1);
    const code = textOf(cell('code'));
    // The column of codes is often the second, where village rows, sums and signatures put their words.
    const coded =
      code !== '' &&
      (name !== '' || /\d/.test(code)) &&
      !this.#isVillage(code) &&
      !saysSum(code) &&
      !saysSignature(code) &&
      !looksLikeName(code);
    const birth = cell('birth');
    return (
      coded ||
      isIdNumber(textOf(cell('cccd')).replace(/[\s.]/g, '')) ||
      (birth !== undefined && isBirth(birth) && !saysSignature(textOf(birth))) ||
      ['sex', 'ethnic', 'relation'].some((key) => this.#isValue(key, textOf(cell(key))))
    );
  }

  /** 'Nam' is a sex and 'Tày' an ethnic group; the 5 of a sum and a signer's name are neither. */
  #isValue(key: string, text: string): boolean {
    const column = this.#of.get(this.#columns.get(key) ?? -1);
    return column !== undefined && column !== null && text !== '' && !NUMBER.test(text) && matchChoice(column, text) !== null;
  }
}

/** Under the headings, and repeated on every page: 1, 2, 3 … or A, B, (1), (2), '6=4+5' instead of names and values. */
const NUMBERING = /^(\(?\d{1,3}\)?|\(?[a-zA-Z]\)?|\(?\d{1,3}\)?\s*=.*)$/;
export function isNumbering({ cells, name }: Shape): boolean {
  if (!NUMBERING.test(name)) return false;
  const texts = [...cells.values()].map(textOf).filter((text) => text !== '');
  return texts.length >= 3 && texts.every((text) => NUMBERING.test(text));
}

/** The headings repeated, as on every printed page. */
export function repeatsHeadings(cells: Map<number, GridCell>, columns: readonly HeadingColumn[]): boolean {
  let same = 0;
  let filled = 0;
  for (const { index, heading } of columns) {
    const cell = cells.get(index);
    const text = cell === undefined ? '' : foldTight(textOf(cell));
    if (text === '') continue;
    filled++;
    const own = foldTight(heading);
    // If the heading takes two rows, each page repeats both.
    if (text === own || (text.length > 2 && (own.startsWith(text) || own.endsWith(text)))) same++;
  }
  return same >= 3 && same * 2 > filled;
}
