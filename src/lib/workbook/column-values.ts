/** Turns the cells of one table into values. Each cell is read by its column; what only the whole column can tell is judged once. */
import { readCell } from '../review/cell-input.ts';
import { matchChoice } from '../review/cell-choice.ts';
import { formatNumber, times } from '../review/cell-number.ts';
import { doubtful, type CellReading } from '../review/cell-reading.ts';
import type { Column } from '../review/columns.ts';
import { ETHNIC_NAMES } from '../review/ethnic.ts';
import { ethnicGroups } from '../review/ethnic-words.ts';
import { tidy } from '../review/text.ts';
import type { Problem } from '../review/types.ts';
import { villageSlug } from '../review/village.ts';
import type { Headings } from './headings.ts';
import type { HeadingColumn } from './heading-targets.ts';
import { DateColumn } from './judge-dates.ts';
import { isUnitLine, moneyUnitOf, type MoneyUnit } from './money-unit.ts';
import { questionId, type Questions } from './questions.ts';
import { columnLetter, mergeAt, type Grid, type GridCell } from './read-grid.ts';
import { problemAt, rowsText } from './read-problem.ts';
import type { DataRow } from './read-rows.ts';

export interface ValuesContext {
  grid: Grid;
  headings: Headings;
  rows: readonly DataRow[];
  today: Date;
  questions: Questions;
  problems: Problem[];
}

interface Money {
  factor: number;
  /** Months of the file's amounts in one of the column's: 12 where the file's are of a year and the column's of a month. */
  months: number;
  skip: boolean;
  words: string;
}

/** Reported once for each column instead of once for each cell. */
const GATHERED: Readonly<Record<string, (count: number, example: string) => string>> = {
  'in-the-future': (count, example) => `${count} ô ghi ngày chưa tới (ví dụ '${example}'): không ai sinh trong tương lai, hãy xem lại năm`,
  'date-remark': (count, example) => `${count} ô có ghi chú sau ngày (ví dụ '${example}'), chỉ lấy ngày`,
};

/** No monthly income in đồng is below this; incomes in thousands or millions are. */
const FEW_DONG = 30_000;

export class ColumnValues {
  readonly #context: ValuesContext;
  readonly #dates = new Map<number, DateColumn>();
  readonly #money = new Map<number, Money>();
  readonly #gathered = new Map<
    string,
    { found: HeadingColumn; code: string; severity: Problem['severity']; rows: number[]; example: string }
  >();
  readonly #strange = new Map<HeadingColumn, Map<string, number[]>>();
  readonly #scaled = new Map<HeadingColumn, { rows: number[]; example: string }>();

  constructor(context: ValuesContext) {
    this.#context = context;
    for (const found of context.headings.columns) {
      const { column, index } = found;
      const cells = context.rows.flatMap(({ row, cells: all }): [number, GridCell][] => {
        const cell = all.get(index);
        return cell && cell.error === undefined && !cell.uncalculated ? [[row, cell]] : [];
      });
      if (column?.type === 'date') this.#dates.set(index, this.#datesOf(found, column, cells));
      if (column?.type === 'money') this.#money.set(index, this.#moneyOf(found, column, cells));
    }
  }

  /** @returns the cell's value, and problems of this cell alone. */
  read(found: HeadingColumn, column: Column, cell: GridCell, row: number): CellReading {
    const reading = this.#read(found, column, cell, row);
    const { problem } = reading;
    if (problem && problem.code in GATHERED) {
      const key = `${found.index} ${problem.code}`;
      const gathered = this.#gathered.get(key) ?? {
        found,
        code: problem.code,
        severity: problem.severity,
        rows: [],
        example: tidy(String(cell.shown ?? (cell.date ? reading.value : cell.value))),
      };
      gathered.rows.push(row + 1);
      this.#gathered.set(key, gathered);
      return { value: reading.value };
    }
    if (column.choices === ETHNIC_NAMES && typeof reading.value === 'string' && !problem && !ETHNIC_NAMES.includes(reading.value)) {
      const words = this.#strange.get(found) ?? new Map<string, number[]>();
      this.#strange.set(found, words.set(reading.value, [...(words.get(reading.value) ?? []), row + 1]));
    }
    return reading;
  }

  /** Reports what was found in whole columns. */
  finish(): void {
    for (const { found, code, severity, rows, example } of this.#gathered.values())
      this.#say(found, severity, code, `${GATHERED[code]?.(rows.length, example) ?? ''}: ${rowsText(rows)}`);
    for (const [found, words] of this.#strange) {
      for (const [word, rows] of words)
        this.#say(found, 'warning', 'not-on-the-list', `'${word}' không có trong danh mục, giữ nguyên như tệp ghi: ${rowsText(rows)}`);
    }
    for (const [found, { rows, example }] of this.#scaled) {
      const { words = '' } = this.#money.get(found.index) ?? {};
      this.#say(
        found,
        'warning',
        'unit-of-heading',
        `đơn vị ghi là "${words}" nên ${rows.length} số được đổi ra đồng một ${found.column?.per === 'year' ? 'năm' : 'tháng'} (ví dụ ${example}): ${rowsText(rows)}`,
      );
    }
  }

  #read(found: HeadingColumn, column: Column, cell: GridCell, row: number): CellReading {
    const { today } = this.#context;
    switch (column.type) {
      case 'date':
        return readCell(column, this.#dates.get(found.index)?.valueOf(row, cell) ?? cell.value, today);
      case 'money':
        return this.#readMoney(found, column, cell, row);
      case 'integer':
        return this.#withFormat(readCell(column, cell.value, today), cell);
      case 'choice':
        return this.#readChoice(found, column, cell);
      case 'cccd':
        return readCell(column, cell.shown !== undefined && /^[\d\s]{9,15}$/.test(cell.shown) ? cell.shown : cell.value, today);
      case 'yes':
        return readCell(column, cell.value, today);
      case 'text':
      case 'code':
        return this.#readText(column, cell);
    }
  }

  /** People read and mean the text that the sheet shows. */
  #readText(column: Column, cell: GridCell): CellReading {
    const { today } = this.#context;
    if (!cell.date) return readCell(column, cell.shown ?? cell.value, today);
    const reading = readCell(column, cell.shown ?? cell.value, today);
    return column.key === 'note'
      ? reading
      : doubtful(
          reading.value,
          'date-in-text',
          `ô là một ngày, hiện '${String(reading.value)}': có thể Excel đã tự đổi chữ thành ngày, hãy xem lại`,
        );
  }

  #readChoice({ index }: HeadingColumn, column: Column, cell: GridCell): CellReading {
    const { today, grid, questions } = this.#context;
    const shown =
      cell.shown !== undefined &&
      (column.choices === ETHNIC_NAMES ? ethnicGroups(cell.shown).length > 0 : matchChoice(column, cell.shown) !== null);
    const reading = readCell(column, shown ? cell.shown : cell.value, today);
    if (reading.problem?.code !== 'ethnic-unclear') return reading;
    const text = String(reading.value);
    const groups = ethnicGroups(text);
    const answer = questions.ask({
      id: `${questionId('dan-toc', { sheet: grid.name })}.${villageSlug(text)}`,
      text: `Trang ${grid.name}, cột ${columnLetter(index)} (${column.label}): '${text}' là dân tộc nào?`,
      choices: [...groups.map((group) => ({ id: villageSlug(group), label: group })), { id: 'giu', label: 'Giữ nguyên, xem lại sau' }],
    });
    const group = groups.find((each) => villageSlug(each) === answer);
    return group === undefined ? reading : { value: group };
  }

  #withFormat(reading: CellReading, { scaled }: GridCell): CellReading {
    if (scaled === undefined || reading.problem || typeof reading.value !== 'number') return reading;
    return doubtful(
      reading.value,
      'shown-otherwise',
      `ô chứa ${formatNumber(reading.value)} nhưng trang tính hiện '${scaled}', lấy số trong ô: hãy xem lại`,
    );
  }

  #readMoney(found: HeadingColumn, column: Column, cell: GridCell, row: number): CellReading {
    const reading = readCell(column, cell.value, this.#context.today);
    const unit = this.#money.get(found.index);
    const ownUnit = typeof cell.value === 'string' && /\p{L}/u.test(cell.value);
    if (unit?.skip) return { value: null };
    if (!unit || typeof reading.value !== 'number' || ownUnit || (unit.factor === 1 && unit.months === 1))
      return this.#withFormat(reading, cell);
    const value = unit.months === 1 ? times(reading.value, unit.factor) : Math.round((reading.value * unit.factor) / unit.months);
    const again = readCell(column, value, this.#context.today);
    const seen = this.#scaled.get(found) ?? { rows: [], example: `${formatNumber(reading.value)} thành ${formatNumber(value)}` };
    seen.rows.push(row + 1);
    this.#scaled.set(found, seen);
    return again.problem ? again : reading.problem ? { value, problem: reading.problem } : again;
  }

  #datesOf(found: HeadingColumn, column: Column, cells: readonly [number, GridCell][]): DateColumn {
    const { grid, today, questions } = this.#context;
    return new DateColumn(cells, {
      place: `Trang ${grid.name}, cột ${columnLetter(found.index)} (${column.label})`,
      id: (kind) => `${questionId(kind, { sheet: grid.name })}.${columnLetter(found.index).toLowerCase()}`,
      ask: (question) => questions.ask(question),
      say: (severity, code, what) => this.#say(found, severity, code, what),
      date1904: grid.date1904 === true,
      today,
    });
  }

  #moneyOf(found: HeadingColumn, column: Column, cells: readonly [number, GridCell][]): Money {
    const { grid, today, questions } = this.#context;
    const own = this.#headingUnit(found.index);
    const above = this.#unitAbove();
    const unit = own ?? above;
    const monthsOf = (per: 'month' | 'year' | null | undefined): number => (per === 'year' ? 12 : 1);
    // Without a unit the amounts are as the column asks.
    const months = monthsOf(unit?.per ?? column.per) / monthsOf(column.per);
    const place = `Trang ${grid.name}, cột ${columnLetter(found.index)} (${column.label})`;
    const id = (kind: string): string => `${questionId(kind, { sheet: grid.name })}.${columnLetter(found.index).toLowerCase()}`;
    const numbers = cells
      .flatMap(([, cell]) =>
        typeof cell.value === 'string' && /\p{L}/u.test(cell.value) ? [] : [readCell(column, cell.value, today).value],
      )
      .filter((value) => typeof value === 'number' && value !== 0) as number[];
    const nothing: Money = { factor: 1, months: 1, skip: false, words: unit?.words ?? '' };
    if (numbers.length === 0) return nothing;
    const range = `${formatNumber(Math.min(...numbers))} đến ${formatNumber(Math.max(...numbers))}`;
    if (unit?.ofHousehold) {
      const answer = questions.ask({
        id: id('thu-nhap-ho'),
        text: `${place}: đơn vị ghi là "${unit.words}", tức là của cả hộ, còn cột này là bình quân một người.`,
        choices: [
          { id: 'bo', label: 'Không lấy cột này' },
          { id: 'nguoi', label: 'Là của một người' },
        ],
      });
      if (answer !== 'nguoi') return { ...nothing, skip: answer === 'bo' };
    }
    const differs = own !== null && above !== null && own.factor !== above.factor && own.factor === 1;
    const small = (unit?.factor ?? 1) === 1 && numbers.every((value) => Math.abs(value) < FEW_DONG);
    if (differs || small) {
      const words = differs
        ? `đầu cột ghi "${own.words}", phía trên bảng ghi "${above.words}"`
        : `${unit ? `đơn vị ghi là "${unit.words}"` : 'không ghi đơn vị'} mà các số chỉ từ ${range}`;
      const answer = questions.ask({
        id: id('don-vi'),
        text: `${place}: ${words}. Đơn vị là gì?`,
        choices: [
          { id: 'dong', label: 'Đồng' },
          { id: 'nghin', label: 'Nghìn đồng' },
          { id: 'trieu', label: 'Triệu đồng' },
        ],
      });
      const factor = ({ nghin: 1e3, trieu: 1e6 } as Readonly<Record<string, number>>)[answer ?? ''] ?? 1;
      return {
        ...nothing,
        factor,
        months,
        words: factor === 1 ? nothing.words : answer === 'nghin' ? 'nghìn đồng' : 'triệu đồng',
      };
    }
    return { ...nothing, factor: unit?.factor ?? 1, months };
  }

  #headingUnit(index: number): MoneyUnit | null {
    const {
      grid,
      headings: { top, bottom },
    } = this.#context;
    const texts = new Set<string>();
    for (let row = top; row <= bottom; row++) {
      const merge = mergeAt(grid, row, index);
      const cell = merge ? grid.rows.get(merge.top)?.get(merge.left) : grid.rows.get(row)?.get(index);
      if (cell && (!merge || merge.top >= top)) texts.add(tidy(String(cell.value)));
    }
    return moneyUnitOf([...texts].join(' '));
  }

  #unitAbove(): MoneyUnit | null {
    const {
      grid,
      headings: { top },
    } = this.#context;
    for (const [row, cells] of grid.rows) {
      if (row >= top) break;
      for (const { value } of cells.values()) {
        const unit = isUnitLine(String(value)) ? moneyUnitOf(tidy(String(value))) : null;
        if (unit) return unit;
      }
    }
    return grid.unitLine === undefined ? null : moneyUnitOf(tidy(grid.unitLine));
  }

  #say({ index, column, heading }: HeadingColumn, severity: Problem['severity'], code: string, what: string): void {
    this.#context.problems.push(
      problemAt({ sheet: this.#context.grid.name, column: columnLetter(index), label: column?.label ?? heading }, severity, code, what),
    );
  }
}
