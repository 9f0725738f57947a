/**
 * Judges a column of dates as a whole. A single cell cannot tell whether its day and month were swapped, or whether
 * its time is only a trace of a program in another time zone. The column can, and the person is asked once.
 */
import { isYear } from '../review/cell-date.ts';
import { daysLater, fromSerial, readDateText } from '../review/date-text.ts';
import { tidy } from '../review/text.ts';
import type { Question } from './questions.ts';
import type { GridCell } from './read-grid.ts';
import { rowsText } from './read-problem.ts';

/** Days between Excel's two calendars: workbooks created on an old Mac count from 1904. */
const DAYS_1904 = 1462;

interface Entry {
  row: number;
  date: string;
  /** A date cell of the worksheet, not text. */
  real: boolean;
  time: string | null;
  monthFirst: boolean;
  either: boolean;
}

export interface DatesContext {
  /** 'Trang A, cột C (Ngày sinh)'. */
  place: string;
  id(kind: string): string;
  ask(question: Question): string | null;
  say(severity: 'error' | 'warning', code: string, what: string): void;
  date1904: boolean;
  today: Date;
}

const timeOf = (serial: number): string | null => {
  const seconds = Math.round((serial - Math.floor(serial)) * 86_400);
  return seconds === 0 || seconds === 86_400
    ? null
    : [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
};

/** Midnight in Vietnam expressed in UTC, including the odd minutes before 1955, and times just before midnight. */
const endsDay = (time: string): boolean => (time >= '16:50' && time < '17:01') || time >= '23:50';
const parts = (date: string): number[] => date.split('/').map(Number);
const swapped = (date: string): string => date.replace(/^(\d\d)\/(\d\d)\//, '$2/$1/');

export class DateColumn {
  readonly #entries = new Map<number, Entry>();
  #swap: 'real' | 'text' | null = null;
  #later = false;

  constructor(
    cells: readonly (readonly [number, GridCell])[],
    private readonly context: DatesContext,
  ) {
    const years: number[] = [];
    const undated: number[] = [];
    for (const [row, cell] of cells) {
      const entry = this.#entryOf(row, cell);
      if (entry) this.#entries.set(row, entry);
      if (typeof cell.value === 'number' && isYear(cell.value) && cell.date) years.push(row + 1);
      if (entry?.real && context.date1904 && !cell.date) undated.push(row + 1);
    }
    if (years.length > 0)
      context.say('warning', 'year-as-date', `${years.length} ô chứa năm mà định dạng là ngày, hiểu là năm: ${rowsText(years)}`);
    if (undated.length > 0)
      context.say(
        'warning',
        'date-without-format',
        `${undated.length} ô là số không có định dạng ngày, hiểu là ngày tính từ năm 1904: ${rowsText(undated)}`,
      );
    this.#judgeSwap();
    this.#judgeTimes();
  }

  /** The cell's value in the light of the column: a date as text, or the cell's own value if it is no date. */
  valueOf(row: number, cell: GridCell): GridCell['value'] {
    const entry = this.#entries.get(row);
    if (!entry) return cell.shown !== undefined && typeof cell.value === 'number' && !isYear(cell.value) ? cell.shown : cell.value;
    const turned = this.#swap !== null && (this.#swap === 'real') === entry.real && entry.either ? swapped(entry.date) : entry.date;
    const judged = this.#later && entry.time !== null && endsDay(entry.time) ? daysLater(turned, 1) : turned;
    return entry.real || judged !== entry.date || entry.time !== null || entry.monthFirst ? judged : cell.value;
  }

  #entryOf(row: number, cell: GridCell): Entry | null {
    if (typeof cell.value === 'number') {
      if (isYear(cell.value)) return null;
      const serial = cell.value + (this.context.date1904 ? DAYS_1904 : 0);
      const time = timeOf(serial);
      // Half a second before midnight counts as midnight.
      const date = fromSerial(time === null ? Math.round(serial) : serial);
      if (date === null) return null;
      const [day = 0, month = 0] = parts(date);
      return { row, date, real: true, time, monthFirst: false, either: day <= 12 && day !== month };
    }
    const found = typeof cell.value === 'string' ? readDateText(tidy(cell.value), this.context.today) : null;
    return found && found.remark === undefined
      ? {
          row,
          date: found.date,
          real: false,
          time: found.time ?? null,
          monthFirst: found.monthFirst !== undefined,
          either: found.either === true,
        }
      : null;
  }

  #judgeSwap(): void {
    const whole = [...this.#entries.values()].filter(({ date }) => date.length === 10);
    const of = (which: (entry: Entry) => boolean): Entry[] => whole.filter(which);
    const dayOf = ({ date }: Entry): number => parts(date)[0] ?? 0;
    const turnable = of(({ real, either }) => real && either);
    const fixed = of((entry) => entry.real && dayOf(entry) > 12);
    const texts = of((entry) => !entry.real && !entry.monthFirst && dayOf(entry) > 12);
    const low = of(({ real, either }) => !real && either);
    const monthFirst = of((entry) => entry.monthFirst);
    // A program that reads the month first turned into dates what it could, and left the rest as text.
    const beside = texts.length > 0 && turnable.length >= 3 && low.length * 10 <= texts.length;
    // The chance that none of eight days is above twelve is one in two thousand.
    const alone = whole.every(({ real }) => real) && turnable.length >= 8;
    if (fixed.length * 10 <= turnable.length && (beside || (alone && fixed.length === 0))) {
      const [first] = turnable;
      this.#ask(
        'ngay-thang',
        'real',
        turnable,
        `các ô kiểu ngày đều có ngày từ 1 đến 12${beside ? ', các ngày lớn hơn lại là chữ' : ''}, nên ngày và tháng có thể đã bị đổi chỗ (ví dụ ${first?.date} có thể là ${swapped(first?.date ?? '')})`,
      );
    } else if (monthFirst.length > 0 && low.length > 0) {
      const [first] = low;
      this.#ask(
        'thang-truoc',
        'text',
        low,
        `có ${monthFirst.length} ô ghi tháng trước ngày, nên các ô khác cũng có thể như vậy (ví dụ ${first?.date} có thể là ${swapped(first?.date ?? '')})`,
      );
    }
    if (monthFirst.length > 0)
      this.context.say(
        'warning',
        'month-first',
        `${monthFirst.length} ô ghi tháng trước ngày, đã hiểu theo nghĩa duy nhất có thể: ${rowsText(monthFirst.map(({ row }) => row + 1))}`,
      );
  }

  #ask(kind: string, which: 'real' | 'text', entries: readonly Entry[], what: string): void {
    const answer = this.context.ask({
      id: this.context.id(kind),
      text: `${this.context.place}: ${what}. Có ${entries.length} ô như vậy: ${rowsText(entries.map(({ row }) => row + 1))}.`,
      choices: [
        { id: 'doi', label: 'Đổi lại ngày và tháng của các ô này' },
        { id: 'giu', label: 'Giữ như tệp ghi' },
      ],
    });
    if (answer === 'doi') this.#swap = which;
  }

  #judgeTimes(): void {
    const timed = [...this.#entries.values()].filter(({ time }) => time !== null);
    if (timed.length === 0) return;
    const times = [...new Set(timed.map(({ time }) => time ?? ''))].sort();
    const rows = rowsText(timed.map(({ row }) => row + 1));
    const shown = times.slice(0, 5).join(', ');
    if (!times.every(endsDay)) {
      this.context.say('warning', 'time-dropped', `${timed.length} ô có giờ (${shown}), chỉ lấy ngày: ${rows}`);
      return;
    }
    const [first] = timed;
    this.#later =
      this.context.ask({
        id: this.context.id('gio-cuoi-ngay'),
        text: `${this.context.place}: ${timed.length} ô có giờ cuối ngày (${shown}), thường do phần mềm lệch múi giờ, ngày đúng là hôm sau (ví dụ ${first?.date} là ${daysLater(first?.date ?? '', 1)}): ${rows}.`,
        choices: [
          { id: 'hom-sau', label: 'Lấy ngày hôm sau' },
          { id: 'giu', label: 'Giữ ngày như tệp ghi' },
        ],
      }) === 'hom-sau';
  }
}
