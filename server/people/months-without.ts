/** Months in which a commune received no request: logged, so that an inspector sees that none was skipped. Taken back, never deleted. */
import type { Month } from '../../src/lib/review/plans.ts';
import type { Without } from '../../src/lib/process/months.ts';
import { HttpError } from '../http/error.ts';
import type { AccountsDb } from './accounts-db.ts';

export class MonthsWithout {
  readonly #db: AccountsDb;
  readonly #clock: () => number;

  constructor(db: AccountsDb, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Those of a year, by their month. @param nameOf a person's name by id. */
  of(unit: number, year: number, nameOf: (id: string) => string): ReadonlyMap<number, Without> {
    const rows = this.#db
      .prepare('SELECT month, text, by, at FROM month_without WHERE unit = ? AND year = ? AND undoneAt IS NULL')
      .all(unit, year) as (Without & { month: number })[];
    return new Map(rows.map(({ month, text, by, at }) => [month, { text, by: nameOf(by), at }]));
  }

  has(unit: number, { year, month }: Month): boolean {
    return (
      this.#db
        .prepare('SELECT 1 FROM month_without WHERE unit = ? AND year = ? AND month = ? AND undoneAt IS NULL')
        .get(unit, year, month) !== undefined
    );
  }

  add(unit: number, { year, month }: Month, by: string, text: string): void {
    if (this.has(unit, { year, month })) throw new HttpError(409, 'logged-already', `Tháng ${month}/${year} đã ghi không có.`);
    this.#db
      .prepare('INSERT INTO month_without (unit, year, month, text, by, at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(unit, year, month, text, by, this.#clock());
  }

  takeBack(unit: number, { year, month }: Month, by: string, text: string): void {
    const { changes } = this.#db
      .prepare(
        'UPDATE month_without SET undoneBy = ?, undoneAt = ?, undoneText = ? WHERE unit = ? AND year = ? AND month = ? AND undoneAt IS NULL',
      )
      .run(by, this.#clock(), text, unit, year, month);
    if (changes === 0) throw new HttpError(409, 'not-logged', `Tháng ${month}/${year} chưa ghi không có.`);
  }
}
