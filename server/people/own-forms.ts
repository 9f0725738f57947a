/**
 * The province's own forms, its own and its confirmed standards, confirmed rules, and years of working days, next to the accounts. No version
 * is ever deleted.
 */
import { filesInUse, inUse, standardsInUse, type Confirmation, type InUse, type Own, type OwnForm } from '../../src/lib/forms/own.ts';
import type { FormFile } from '../../src/lib/forms/form-file.ts';
import type { StandardRecord } from '../../src/lib/review/read-standard-file.ts';
import type { ConfirmedRule } from '../../src/lib/review/rules-in-force.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import { isSameProvince } from '../../src/lib/review/place-name.ts';
import type { YearOfDays } from '../../src/lib/review/year-of-days.ts';
import { HttpError } from '../http/error.ts';
import type { PeopleDb } from './accounts-db.ts';

/** Each row a version as it was confirmed, with who and when. */
type VersionTable = 'confirmed_standard' | 'confirmed_rule' | 'working_year';

export class OwnForms {
  readonly #db: Pick<PeopleDb, 'query'>;
  readonly #clock: () => number;

  constructor(db: Pick<PeopleDb, 'query'>, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  async forms(): Promise<OwnForm[]> {
    const rows = await this.#db.query
      .selectFrom('own_form')
      .select(['id', 'content', 'by', 'at', 'withdrawnBy', 'withdrawnAt'])
      .orderBy('id')
      .execute();
    return rows.map(({ id, content, by, at, withdrawnBy, withdrawnAt }) => ({
      key: id,
      file: JSON.parse(content) as FormFile,
      by,
      at,
      withdrawn: withdrawnBy === null ? null : { by: withdrawnBy, at: withdrawnAt ?? 0 },
    }));
  }

  confirmations(): Promise<Confirmation[]> {
    return this.#versions<StandardRecord>('confirmed_standard');
  }

  /** Drafts that can be used, with their latest confirmation. */
  async standards(): Promise<Standard[]> {
    return standardsInUse({ standards: await this.confirmations() });
  }

  /** Asked for whenever it is needed, so that every node has what was put into use a moment ago. */
  async inUse(): Promise<InUse> {
    return inUse({ forms: [], ...(await this.#confirmed()) });
  }

  async files(): Promise<FormFile[]> {
    return filesInUse({ forms: await this.forms() });
  }

  /** @param review the review they must apply to; null for people who see all. */
  async seenFrom(review: string | null): Promise<Own> {
    const province = review === null ? undefined : await this.#provinceOf(review);
    const forms = (await this.forms()).filter(
      ({ file }) => !file.province || review === null || (province !== undefined && isSameProvince(file.province, province)),
    );
    return { forms, ...(await this.#confirmed()) };
  }

  async put(file: FormFile, by: string): Promise<void> {
    const provinces = await this.#db.query.selectFrom('unit').select('name').where('level', '=', 'province').orderBy('name').execute();
    if (file.province && !provinces.some(({ name }) => isSameProvince(name, file.province ?? ''))) {
      const known = provinces.length > 0 ? `Có: ${provinces.map(({ name }) => name).join(', ')}.` : 'Hãy lập đợt rà soát trước.';
      throw new HttpError(
        400,
        'no-such-province',
        `Chưa có đợt rà soát nào của “${file.province}”. ${known} Hãy sửa dòng province trong tệp, hoặc bỏ dòng đó để dùng cho mọi xã.`,
      );
    }
    await this.#db.query
      .insertInto('own_form')
      .values({ content: JSON.stringify(file), by, at: this.#clock() })
      .execute();
  }

  async withdraw(key: number, by: string): Promise<void> {
    const { numUpdatedRows } = await this.#db.query
      .updateTable('own_form')
      .set({ withdrawnBy: by, withdrawnAt: this.#clock() })
      .where('id', '=', key)
      .where('withdrawnBy', 'is', null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new HttpError(404, 'no-such-form', 'Biểu này không còn được dùng.');
  }

  confirm(values: StandardRecord, by: string): Promise<void> {
    return this.#add('confirmed_standard', values, by);
  }

  confirmRule(values: ConfirmedRule, by: string): Promise<void> {
    return this.#add('confirmed_rule', values, by);
  }

  setYear(values: YearOfDays, by: string): Promise<void> {
    return this.#add('working_year', values, by);
  }

  async #confirmed(): Promise<Omit<Own, 'forms'>> {
    return {
      standards: await this.confirmations(),
      rules: await this.#versions<ConfirmedRule>('confirmed_rule'),
      years: await this.#versions<YearOfDays>('working_year'),
    };
  }

  async #versions<Values>(table: VersionTable): Promise<{ key: number; values: Values; by: string; at: number }[]> {
    const rows = await this.#db.query.selectFrom(table).select(['id', 'content', 'by', 'at']).orderBy('id').execute();
    return rows.map(({ id, content, by, at }) => ({ key: id, by, at, values: JSON.parse(content) as Values }));
  }

  async #add(table: VersionTable, values: object, by: string): Promise<void> {
    await this.#db.query
      .insertInto(table)
      .values({ content: JSON.stringify(values), by, at: this.#clock() })
      .execute();
  }

  async #provinceOf(review: string): Promise<string | undefined> {
    const row = await this.#db.query
      .withRecursive('above(parent, level, name)', (above) =>
        above
          .selectFrom('unit')
          .innerJoin('review', 'review.unit', 'unit.id')
          .select(['unit.parent', 'unit.level', 'unit.name'])
          .where('review.id', '=', review)
          .unionAll(
            above.selectFrom('unit').innerJoin('above', 'above.parent', 'unit.id').select(['unit.parent', 'unit.level', 'unit.name']),
          ),
      )
      .selectFrom('above')
      .select('above.name')
      .where('above.level', '=', 'province')
      .executeTakeFirst();
    return row?.name;
  }
}
