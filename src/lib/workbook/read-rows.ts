/**
 * Decides which rows under the headings are households, and what the other rows are. A row's shape decides: its
 * number, a code, a date of birth, words where only a household has words. Words alone never drop a row. What neither
 * shape nor words decide is asked.
 */
import { matchChoice, meansNone } from '../review/cell-choice.ts';
import { NEAR_POOR, POOR, type Column } from '../review/columns.ts';
import { fold, tidy } from '../review/text.ts';
import { villageKey } from '../review/village.ts';
import { looksLikeName, saysSignature, saysSum, saysTitle } from './furniture-words.ts';
import type { Headings } from './headings.ts';
import { questionId, type Questions } from './questions.ts';
import type { Grid, GridCell } from './read-grid.ts';
import { isNumbering, repeatsHeadings, Shapes, type Shape } from './row-shape.ts';
import { Sums } from './row-sums.ts';
import { hasVillageWord, villageInTitle, villageName } from './village-words.ts';

export interface DataRow {
  /** 0-based. */
  row: number;
  cells: Map<number, GridCell>;
  /** The village row above, if there is one. */
  village: string | null;
  /** The class of the section above, such as 'A. HỘ NGHÈO'. */
  section: string | null;
  hidden: boolean;
  numbered: boolean;
}

export type LeftOutAs = 'sum' | 'title' | 'signature' | 'village' | 'section' | 'note';

export interface LeftOut {
  row: number;
  text: string;
  as: LeftOutAs;
}

export interface TableRows {
  rows: DataRow[];
  /** Rows that are not households, 0-based, and what they are instead. */
  leftOut: LeftOut[];
  /** Rows with a running number that are neither in `rows` nor a village or section; 0-based. */
  numberedNotRead: number[];
  /** Whether villages had rows of their own. */
  villageRows: boolean;
}

type Label = { as: 'household' | LeftOutAs; village?: string; section?: string } | { as: 'label' } | { as: 'unclear' };

export interface TableContext {
  grid: Grid;
  headings: Headings;
  /** Keys of villages whose names are known. */
  knownVillages: ReadonlySet<string>;
  questions: Questions;
}

const AS_CLASS: Column = { key: 'class', label: '', type: 'choice', choices: [POOR, NEAR_POOR], sheets: ['list01'], width: 0 };

/** 'A. DANH SÁCH HỘ CẬN NGHÈO (12 hộ)' -> 'Hộ cận nghèo'; null for any other text. */
function sectionOf(text: string): string | null {
  const bare = tidy(
    text
      .replace(/^\s*(\d{1,2}|[IVX]{1,5}|[A-Z])\s*[.)\-:]\s*/, '')
      .replace(/\s*[:(–-].*$/, '')
      .replace(/^(danh sách|nhóm|diện|ds)\s+/iu, ''),
  );
  if (bare.length < 4) return null;
  return matchChoice(AS_CLASS, bare) ?? (meansNone(AS_CLASS, bare) ? 'Hộ không nghèo' : null);
}

const wordsOf = ({ words }: Shape): string => words.join(' · ');

/** What the row's shape and words decide. 'label' is a row of words only; 'unclear' may be a household or a sum. */
function judge(
  shape: Shape,
  {
    isVillage,
    numberedTable,
    list,
    sums,
    signed,
  }: { isVillage: (text: string) => boolean; numberedTable: boolean; list: boolean; sums: Sums; signed: boolean },
): Label {
  const { counter, name, personal, listed, filled, wordsBeside, numbers, words } = shape;
  const numbered = counter === 'number';
  const text = words.length === 1 ? (words[0] ?? '') : '';
  const sum = words.length > 0 && saysSum(words[0] ?? '');
  const [sectioned, village] = [text === '' ? null : sectionOf(text), text !== '' && isVillage(text)];
  if (personal) return { as: 'household' };
  const titled = numbered || numbers.size > 0 ? null : villageInTitle(words);
  if (titled !== null) return { as: 'village', village: titled };
  if (sectioned !== null && !numbered && numbers.size === 0) return { as: 'section', section: sectioned };
  const alone = !numbered && numbers.size === 0 && !listed;
  // A name with a village beside it is a person until somebody says otherwise.
  const person = looksLikeName(name) && shape.village !== '' && !saysSignature(shape.village) && !saysTitle(shape.village);
  if (words.some(saysTitle) && alone && wordsBeside < 2) return { as: person ? 'unclear' : 'title' };
  if (words.some(saysSignature) && alone && !(name !== '' && filled >= 4)) return { as: person ? 'unclear' : 'signature' };
  if (signed && alone) return { as: 'signature' };
  if (numbers.size === 0 && (wordsBeside === 0 || filled < 2 || counter === 'words')) {
    if (sum && !numbered) return { as: 'sum' };
    if (village) return { as: 'village', village: villageName(text) };
    if (numbered && name !== '') return { as: 'label' };
    if (!list && filled >= 2) return { as: 'household' };
    return { as: 'label' };
  }
  if (numbered && name !== '') return sum && wordsBeside === 0 && sums.agree(numbers) ? { as: 'sum' } : { as: 'household' };
  if (sum && (wordsBeside === 0 || sums.agree(numbers))) return { as: 'sum' };
  // 'TỔ 1 … 16': a village row with its number of households.
  if (village && wordsBeside === 0 && !numbered) return { as: 'village', village: villageName(text) };
  if (name !== '' && wordsBeside > 0) return { as: 'household' };
  if (name === '' && words.length === 0) return sums.agree(numbers) ? { as: 'sum' } : { as: 'unclear' };
  if (!list || (!numberedTable && filled >= 2 && !sums.agree(numbers))) return filled >= 2 ? { as: 'household' } : { as: 'unclear' };
  return sums.agree(numbers) && !looksLikeName(words[0] ?? '') ? { as: 'sum' } : { as: 'unclear' };
}

/** Consecutive numbers: a label in such a series is a household of which only the name is known. */
function followsOn(shapes: readonly Shape[], at: number): boolean {
  const numberAt = (index: number): number => Number.parseInt(shapes[index]?.counterText ?? '', 10);
  let next = at + 1;
  while (next < shapes.length && shapes[next]?.counter !== 'number') next++;
  return next === shapes.length || numberAt(next) > numberAt(at);
}

class Asking {
  readonly #questions: Questions;
  readonly #sheet: string;

  constructor(questions: Questions, sheet: string) {
    this.#questions = questions;
    this.#sheet = sheet;
  }

  row({ row, words, name, numbers }: Shape, what: string, choices: readonly ('thon' | 'ho' | 'bo')[]): string | null {
    const said = words.length > 0 ? words.join(' ') : name === '' ? `các số ${[...numbers.values()].slice(0, 4).join(', ')}` : name;
    const labels = { thon: 'Tên thôn của các hộ bên dưới', ho: 'Một hộ', bo: 'Không phải hộ, bỏ qua' };
    return this.#questions.ask({
      id: questionId('dong', { sheet: this.#sheet, row: row + 1 }),
      text: `Trang ${this.#sheet}, dòng ${row + 1}: “${said.slice(0, 80)}” ${what}`,
      choices: choices.map((id) => ({ id, label: labels[id] })),
    });
  }
}

/** Rows of a list of villages: here a name with numbers is what we want, and only words mark a sum. */
function villageSheetRows(shapes: readonly Shape[], hidden: ReadonlySet<number>): TableRows {
  const result: TableRows = { rows: [], leftOut: [], numberedNotRead: [], villageRows: false };
  let signed = false;
  for (const { row, cells, name, words, filled, counter } of shapes) {
    const furniture: LeftOutAs | null = saysSum(words[0] ?? '')
      ? 'sum'
      : counter !== 'number' && !hasVillageWord(name) && (words.some(saysSignature) || (signed && filled < 3))
        ? 'signature'
        : filled < 2 && !(filled === 1 && name !== '' && counter === 'number')
          ? 'note'
          : null;
    signed = furniture === 'signature' || (signed && furniture !== null);
    if (furniture) result.leftOut.push({ row, text: words.join(' '), as: furniture });
    else result.rows.push({ row, cells, village: null, section: null, hidden: hidden.has(row), numbered: counter === 'number' });
  }
  return result;
}

export function tableRows({ grid, headings, knownVillages, questions }: TableContext): TableRows {
  const { columns, bottom, sheet } = headings;
  const isVillage = (text: string): boolean => hasVillageWord(villageName(text)) || knownVillages.has(villageKey(villageName(text)));
  const reader = new Shapes(headings, grid.rows, isVillage);
  const shapes: Shape[] = [];
  for (const [row, cells] of grid.rows) {
    if (row <= bottom || repeatsHeadings(cells, columns)) continue;
    const shape = reader.of(row, cells);
    if (!isNumbering(shape) && [...cells.values()].some(({ value, error }) => error !== undefined || tidy(String(value)) !== ''))
      shapes.push(shape);
  }
  if (sheet === 'villages') return villageSheetRows(shapes, grid.hiddenRows);

  const list = sheet !== 'members';
  // Rows that are households whatever their number.
  const sure = shapes.filter(({ name, personal, wordsBeside }) => name !== '' && (personal || wordsBeside > 0));
  const numberedTable = list && sure.filter(({ counter }) => counter === 'number').length * 2 > sure.length;
  const sums = new Sums();
  let signed = false;
  const labels = shapes.map((shape, at): Label => {
    let label = judge(shape, { isVillage, numberedTable, list, sums, signed });
    if (label.as === 'label' && list && shape.counter === 'number' && shape.name !== '' && followsOn(shapes, at))
      label = { as: 'household' };
    if (label.as === 'household') sums.add(shape.cells);
    else sums.boundary();
    signed = label.as === 'signature' || (signed && label.as !== 'household' && label.as !== 'village' && label.as !== 'section');
    return label;
  });
  return new Placing(grid, headings, shapes, labels, new Asking(questions, grid.name)).rows();
}

/** A title above the headings that names the village of all rows below. */
function villageAbove(grid: Grid, { top, columns }: Headings): string | null {
  if (columns.some(({ column }) => column?.key === 'village')) return null;
  let village: string | null = null;
  for (const [row, cells] of grid.rows)
    if (row < top) village = villageInTitle([...cells.values()].map(({ value }) => tidy(String(value)))) ?? village;
  return village;
}

const isRoman = (text: string): boolean => /^[IVXL]+[.)/]?$/.test(text);

/** Goes down the rows and tracks the current village and section. */
class Placing {
  readonly #grid: Grid;
  readonly #headings: Headings;
  readonly #shapes: readonly Shape[];
  readonly #labels: readonly Label[];
  readonly #asking: Asking;
  readonly #result: TableRows = { rows: [], leftOut: [], numberedNotRead: [], villageRows: false };
  #village: string | null;
  #section: string | null = null;
  #series: Record<'roman' | 'letter', Set<Label['as']>> | undefined;

  constructor(grid: Grid, headings: Headings, shapes: readonly Shape[], labels: readonly Label[], asking: Asking) {
    this.#grid = grid;
    this.#headings = headings;
    this.#shapes = shapes;
    this.#labels = labels;
    this.#asking = asking;
    this.#village = villageAbove(grid, headings);
  }

  rows(): TableRows {
    const first = (as: Label['as']): number => this.#labels.findIndex((label) => label.as === as);
    // Whichever comes first is the outer one; the inner one restarts with it.
    const villagesOuter = first('village') !== -1 && (first('section') === -1 || first('village') < first('section'));
    this.#shapes.forEach((shape, at) => {
      const label = this.#labels[at];
      if (!label) return;
      switch (label.as) {
        case 'household':
          return this.#add(shape);
        case 'village':
          this.#stand('village', shape);
          this.#village = ('village' in label ? label.village : undefined) ?? null;
          this.#result.villageRows = true;
          if (villagesOuter) this.#section = null;
          return;
        case 'section':
          this.#stand('section', shape);
          this.#section = ('section' in label ? label.section : undefined) ?? null;
          if (!villagesOuter) this.#village = null;
          return;
        case 'label':
          return this.#label(shape, at);
        case 'unclear': {
          const answer = this.#asking.row(shape, 'không có STT, mã hộ, ngày sinh: là một hộ hay là dòng cộng?', ['ho', 'bo']);
          if (answer === 'ho') this.#add(shape);
          else this.#stand('sum', shape);
          return;
        }
        default:
          return this.#stand(label.as, shape);
      }
    });
    return this.#result;
  }

  #add({ row, cells, counter }: Shape): void {
    this.#result.rows.push({
      row,
      cells,
      village: this.#village,
      section: this.#section,
      hidden: this.#grid.hiddenRows.has(row),
      numbered: counter === 'number',
    });
  }

  #stand(as: LeftOutAs, shape: Shape): void {
    this.#result.leftOut.push({ row: shape.row, text: wordsOf(shape) || shape.name, as });
    if (shape.counter === 'number' && as !== 'village' && as !== 'section') this.#result.numberedNotRead.push(shape.row);
  }

  /** Words only: a village's name, a household with nothing but a name, or a note. */
  #label(shape: Shape, at: number): void {
    const { name, counter, words } = shape;
    let next = at + 1;
    while (this.#labels[next]?.as === 'sum') next++;
    const below = this.#labels[next]?.as;
    const heads = below === 'household' && this.#headings.sheet !== 'members' && words.length === 1;
    const text = words[0] ?? name;
    if (heads && this.#villagesBelow(at)) return this.#stand('note', shape);
    if (heads && counter === 'mark' && this.#sameSeries(shape)) {
      this.#stand('village', shape);
      this.#village = villageName(text);
      this.#result.villageRows = true;
      return;
    }
    if (heads) {
      const answer = this.#asking.row(shape, 'chỉ có chữ, bên dưới là các hộ: đây là gì?', ['thon', 'ho', 'bo']);
      if (answer === 'ho') return this.#add(shape);
      this.#stand(answer === 'bo' ? 'note' : 'village', shape);
      if (answer === 'bo') return;
      // Until somebody answers, the households below have no village, and certainly not the previous one.
      this.#village = answer === 'thon' ? villageName(text) : null;
      this.#result.villageRows = true;
      return;
    }
    const answer =
      name !== '' && (looksLikeName(name) || counter === 'number') && this.#headings.sheet !== 'members'
        ? this.#asking.row(shape, 'chỉ có tên: là một hộ hay không?', ['ho', 'bo'])
        : 'bo';
    if (answer === 'ho') this.#add(shape);
    else this.#stand('note', shape);
  }

  /** The households below name their village themselves. */
  #villagesBelow(at: number): boolean {
    const column = this.#headings.columns.find((each) => each.column?.key === 'village')?.index;
    if (column === undefined) return false;
    for (let index = at + 1; index < this.#shapes.length; index++) {
      const as = this.#labels[index]?.as;
      if (as === 'label' || as === 'village' || as === 'section') return false;
      if (as === 'household' && fold(String(this.#shapes[index]?.cells.get(column)?.value ?? '')) !== '') return true;
    }
    return false;
  }

  /** A series I, II, III in which one item is a village by its word, and none is a section. */
  #sameSeries({ counterText }: Shape): boolean {
    const kind = isRoman(counterText) ? 'roman' : 'letter';
    this.#series ??= {
      roman: new Set(this.#labels.filter((_, index) => this.#isMark(index, true)).map(({ as }) => as)),
      letter: new Set(this.#labels.filter((_, index) => this.#isMark(index, false)).map(({ as }) => as)),
    };
    return this.#series[kind].has('village') && !this.#series[kind].has('section');
  }

  #isMark(index: number, roman: boolean): boolean {
    const shape = this.#shapes[index];
    return shape?.counter === 'mark' && isRoman(shape.counterText) === roman;
  }
}
