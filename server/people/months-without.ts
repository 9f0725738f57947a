/** Months in which a commune received no request: logged, so that an inspector sees that none was skipped. Taken back, never deleted. */
import type { Month } from '../../src/lib/review/plans.ts';
import type { Without } from '../../src/lib/process/months.ts';
import { HttpError } from '../http/error.ts';
import type { PeopleDb } from './accounts-db.ts';

export class MonthsWithout {
  readonly #db: PeopleDb;
  readonly #clock: () => number;

  constructor(db: PeopleDb, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Those of a year, by their month; `by` is the person's id. */
  async of(unit: number, year: number): Promise<ReadonlyMap<number, Without>> {
    const rows = await this.#db.query
      .selectFrom('month_without')
      .select(['month', 'text', 'by', 'at'])
      .where('unit', '=', unit)
      .where('year', '=', year)
      .where('undoneAt', 'is', null)
      .execute();
    return new Map(rows.map(({ month, ...without }) => [month, without]));
  }

  async has(unit: number, { year, month }: Month): Promise<boolean> {
    return (await this.of(unit, year)).has(month);
  }

  async add(unit: number, { year, month }: Month, by: string, text: string): Promise<void> {
    const { numInsertedOrUpdatedRows } = await this.#db.query
      .insertInto('month_without')
      .values({ unit, year, month, text, by, at: this.#clock() })
      .onConflict((same) => same.doNothing())
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) throw new HttpError(409, 'logged-already', `Tháng ${month}/${year} đã ghi không có.`);
  }

  async takeBack(unit: number, { year, month }: Month, by: string, text: string): Promise<void> {
    const { numUpdatedRows } = await this.#db.query
      .updateTable('month_without')
      .set({ undoneBy: by, undoneAt: this.#clock(), undoneText: text })
      .where('unit', '=', unit)
      .where('year', '=', year)
      .where('month', '=', month)
      .where('undoneAt', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new HttpError(409, 'not-logged', `Tháng ${month}/${year} chưa ghi không có.`);
  }
}
