/** The units of the tree and the reviews of its communes: which rooms there are, and who stands above whom. */
import * as v from 'valibot';
import { villageSlug } from '../src/lib/review/village.ts';
import type { UnitLevel } from '../src/lib/review/people.ts';
import { chooseRound, RoundError } from '../src/lib/review/plans.ts';
import { tidy } from '../src/lib/review/text.ts';
import type { Standard } from '../src/lib/review/standards.ts';
import type { CellValue } from '../src/lib/review/types.ts';
import { HttpError } from './http-error.ts';
import type { AccountsDb } from './people/accounts-db.ts';

export interface Unit {
  id: number;
  level: UnitLevel;
  name: string;
}

export interface Review {
  id: string;
  /** The commune's name. */
  name: string;
  year: number;
}

const unitName = (what: string) => v.pipe(v.string(`Hãy ghi tên ${what}.`), v.transform(tidy), v.minLength(2, `Hãy ghi tên ${what}.`), v.maxLength(120, `Tên ${what} quá dài.`));

export const NewReview = v.object({
  commune: unitName('xã, phường, thị trấn'),
  province: unitName('tỉnh, thành phố'),
  /** Before July 2025 only. */
  district: v.optional(v.union([v.literal(''), unitName('huyện')]), ''),
  year: v.pipe(v.number('Hãy ghi năm rà soát.'), v.integer('Hãy ghi năm rà soát.'), v.minValue(2022, 'Năm rà soát từ 2022.'), v.maxValue(2100, 'Năm rà soát không đúng.')),
  plan: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  area: v.optional(v.picklist(['', 'rural', 'urban']), ''),
});
export type NewReview = v.InferOutput<typeof NewReview>;

export class Reviews {
  readonly #db: AccountsDb;

  constructor(db: AccountsDb) {
    this.#db = db;
  }

  /**
   * Writes the commune's first records, then opens the review: until it stands in the table nobody has a right to
   * its rooms, so that nobody can be connected to what is written straight into the log.
   * @param confirmed drafts of standards that can be used.
   */
  async create(wanted: NewReview, writeRound: (review: string, cells: Record<string, CellValue>) => Promise<void>, confirmed: readonly Standard[] = []): Promise<Review> {
    const round = roundOf(wanted, confirmed);
    const province = this.#unit(0, 'province', wanted.province);
    const parent = wanted.district ? this.#unit(province, 'district', wanted.district) : province;
    const unit = this.#unit(parent, 'commune', wanted.commune);
    const plan = round.plan.id;
    if (this.#db.prepare('SELECT 1 FROM review WHERE unit = ? AND plan = ?').get(unit, plan)) throw new HttpError(409, 'review-exists', `${wanted.commune} đã có đợt này.`);
    const id = this.#freeId(`${villageSlug(wanted.commune)}-${round.plan.year}`);
    await writeRound(id, { unit: wanted.commune, year: round.plan.year, plan, standard: round.standard.id, ...(wanted.area && { area: wanted.area }) });
    this.#db.prepare('INSERT INTO review (id, unit, year, plan, area, created) VALUES (?, ?, ?, ?, ?, ?)').run(id, unit, round.plan.year, plan, wanted.area || null, Date.now());
    return { id, name: wanted.commune, year: round.plan.year };
  }

  list(): Review[] {
    return this.#db.prepare('SELECT review.id, unit.name, year FROM review JOIN unit ON unit.id = review.unit ORDER BY year DESC, unit.name').all() as Review[];
  }

  find(id: string): Review | null {
    return this.list().find((review) => review.id === id) ?? null;
  }

  units(): Unit[] {
    return this.#db.prepare('SELECT id, level, name FROM unit ORDER BY parent, name').all() as Unit[];
  }

  unit(id: number): Unit | null {
    return (this.#db.prepare('SELECT id, level, name FROM unit WHERE id = ?').get(id) as Unit | undefined) ?? null;
  }

  unitOf(review: string): Unit | null {
    const row = this.#db.prepare('SELECT unit FROM review WHERE id = ?').get(review) as { unit: number } | undefined;
    return row ? this.unit(row.unit) : null;
  }

  /** The reviews of every commune beneath a unit, the latest first. */
  below(unit: number): string[] {
    const rows = this.#db
      .prepare(
        `WITH RECURSIVE beneath (id) AS (SELECT ? UNION SELECT unit.id FROM unit JOIN beneath ON unit.parent = beneath.id)
         SELECT review.id FROM review JOIN beneath ON review.unit = beneath.id ORDER BY year DESC, review.id`,
      )
      .all(unit) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  #unit(parent: number, level: UnitLevel, name: string): number {
    this.#db.prepare('INSERT INTO unit (parent, level, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(parent, level, name);
    return (this.#db.prepare('SELECT id FROM unit WHERE parent = ? AND level = ? AND name = ?').get(parent, level, name) as { id: number }).id;
  }

  #freeId(wanted: string): string {
    const taken = new Set(this.list().map(({ id }) => id));
    for (let n = 1; ; n++) {
      const id = n === 1 ? wanted : `${wanted}-${n}`;
      if (!taken.has(id)) return id;
    }
  }
}

function roundOf({ plan, year }: NewReview, confirmed: readonly Standard[]): ReturnType<typeof chooseRound> {
  try {
    return chooseRound(plan ? { plan } : { year }, confirmed);
  } catch (error) {
    if (error instanceof RoundError) throw new HttpError(400, 'no-such-round', error.message);
    throw error;
  }
}
