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
import type { AccountsDb } from './accounts-db.ts';

interface FormRow {
  key: number;
  content: string;
  by: string;
  at: number;
  withdrawnBy: string | null;
  withdrawnAt: number | null;
}

/** Each row a version as it was confirmed, with who and when. */
type VersionTable = 'confirmed_standard' | 'confirmed_rule' | 'working_year';

export class OwnForms {
  readonly #db: AccountsDb;
  readonly #clock: () => number;

  constructor(db: AccountsDb, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  forms(): OwnForm[] {
    const rows = this.#db
      .prepare('SELECT id AS key, content, by, at, withdrawnBy, withdrawnAt FROM own_form ORDER BY id')
      .all() as FormRow[];
    return rows.map(({ key, content, by, at, withdrawnBy, withdrawnAt }) => ({
      key,
      file: JSON.parse(content) as FormFile,
      by,
      at,
      withdrawn: withdrawnBy === null ? null : { by: withdrawnBy, at: withdrawnAt ?? 0 },
    }));
  }

  confirmations(): Confirmation[] {
    return this.#versions<StandardRecord>('confirmed_standard');
  }

  /** Drafts that can be used, with their latest confirmation. */
  standards(): Standard[] {
    return standardsInUse({ standards: this.confirmations() });
  }

  inUse(): InUse {
    return inUse(this.seenFrom(null));
  }

  files(): FormFile[] {
    return filesInUse({ forms: this.forms() });
  }

  /** @param review the review they must apply to; null for people who see all. */
  seenFrom(review: string | null): Own {
    const province = review === null ? undefined : this.#provinceOf(review);
    const forms = this.forms().filter(
      ({ file }) => !file.province || review === null || (province !== undefined && isSameProvince(file.province, province)),
    );
    return {
      forms,
      standards: this.confirmations(),
      rules: this.#versions<ConfirmedRule>('confirmed_rule'),
      years: this.#versions<YearOfDays>('working_year'),
    };
  }

  put(file: FormFile, by: string): void {
    const provinces = this.#db.prepare("SELECT name FROM unit WHERE level = 'province' ORDER BY name").all() as { name: string }[];
    if (file.province && !provinces.some(({ name }) => isSameProvince(name, file.province ?? ''))) {
      const known = provinces.length > 0 ? `Có: ${provinces.map(({ name }) => name).join(', ')}.` : 'Hãy lập đợt rà soát trước.';
      throw new HttpError(
        400,
        'no-such-province',
        `Chưa có đợt rà soát nào của “${file.province}”. ${known} Hãy sửa dòng province trong tệp, hoặc bỏ dòng đó để dùng cho mọi xã.`,
      );
    }
    this.#db.prepare('INSERT INTO own_form (content, by, at) VALUES (?, ?, ?)').run(JSON.stringify(file), by, this.#clock());
  }

  withdraw(key: number, by: string): void {
    const { changes } = this.#db
      .prepare('UPDATE own_form SET withdrawnBy = ?, withdrawnAt = ? WHERE id = ? AND withdrawnBy IS NULL')
      .run(by, this.#clock(), key);
    if (changes === 0) throw new HttpError(404, 'no-such-form', 'Biểu này không còn được dùng.');
  }

  confirm(values: StandardRecord, by: string): void {
    this.#add('confirmed_standard', values, by);
  }

  confirmRule(values: ConfirmedRule, by: string): void {
    this.#add('confirmed_rule', values, by);
  }

  setYear(values: YearOfDays, by: string): void {
    this.#add('working_year', values, by);
  }

  #versions<Values>(table: VersionTable): { key: number; values: Values; by: string; at: number }[] {
    const rows = this.#db.prepare(`SELECT id AS key, content, by, at FROM ${table} ORDER BY id`).all() as {
      key: number;
      content: string;
      by: string;
      at: number;
    }[];
    return rows.map(({ content, ...row }) => ({ ...row, values: JSON.parse(content) as Values }));
  }

  #add(table: VersionTable, values: object, by: string): void {
    this.#db.prepare(`INSERT INTO ${table} (content, by, at) VALUES (?, ?, ?)`).run(JSON.stringify(values), by, this.#clock());
  }

  #provinceOf(review: string): string | undefined {
    const row = this.#db
      .prepare(
        `WITH RECURSIVE above (parent, level, name) AS (
           SELECT unit.parent, unit.level, unit.name FROM unit JOIN review ON review.unit = unit.id WHERE review.id = ?
           UNION ALL SELECT unit.parent, unit.level, unit.name FROM unit JOIN above ON unit.id = above.parent)
         SELECT name FROM above WHERE level = 'province'`,
      )
      .get(review) as { name: string } | undefined;
    return row?.name;
  }
}
