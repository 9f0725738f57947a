/** The tree of units and the reviews of its communes: which rooms exist, and which unit is above which. */
import type { NewReview } from '../../src/lib/api/reviews.ts';
import { BESIDE_FIELD, besideCell } from '../../src/lib/cells/review-rooms.ts';
import { dayText } from '../../src/lib/review/iso-day.ts';
import type { CommuneRound, Review, Unit } from '../../src/lib/review/account.ts';
import { villageSlug } from '../../src/lib/review/village.ts';
import type { UnitLevel } from '../../src/lib/review/people.ts';
import { chooseRound, monthOf, periodicPlan, RoundError, shippedPlan, type Round } from '../../src/lib/review/plans.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import { inUse as inUseOf, NOTHING_OWN, type InUse } from '../../src/lib/forms/own.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { HttpError } from '../http/error.ts';
import type { AccountsDb } from './accounts-db.ts';

/** What a new round takes over from the commune's last one: its villages, and with `lists` their households as well. */
export interface Before {
  review: string;
  lists?: {
    next: Round;
    inUse: InUse;
    /** The commune's monthly reviews: what they recognised since counts instead. */
    monthly: readonly string[];
  };
}
/** A monthly review runs beside the yearly ones and is no round that people are moved to. */
const IS_MONTHLY = "review.plan GLOB 'thang-[0-9][0-9][0-9][0-9]-[0-9][0-9]'";

export type BeginReview = (review: string, cells: Record<string, CellValue>, before: Before | null) => Promise<void>;

export class Reviews {
  readonly #db: AccountsDb;

  constructor(db: AccountsDb) {
    this.#db = db;
  }

  /**
   * Writes the commune's first records, then adds the review to the table. Until it is there, nobody has a right to its rooms, so nobody
   * can be connected to what is written directly into the log.
   */
  async create(wanted: NewReview, begin: BeginReview, inUse: InUse = inUseOf(NOTHING_OWN)): Promise<Review> {
    const round = roundOf(wanted, inUse.standards);
    const province = this.#unit(0, 'province', wanted.province);
    const parent = wanted.district ? this.#unit(province, 'district', wanted.district) : province;
    const unit = this.#unit(parent, 'commune', wanted.commune);
    const plan = round.plan.id;
    if (this.has(unit, plan)) throw new HttpError(409, 'review-exists', `${wanted.commune} đã có đợt này.`);
    const id = this.#freeId(`${villageSlug(wanted.commune)}-${round.plan.year}`);
    const last = wanted.copyVillages ? this.#latest(unit, round.plan.year) : null;
    const lists = { next: round, inUse, monthly: this.monthly(unit).map((review) => review.id) };
    const before = last === null ? null : { review: last, ...(wanted.copyHouseholds && { lists }) };
    await begin(
      id,
      {
        unit: wanted.commune,
        year: round.plan.year,
        plan,
        standard: round.standard.id,
        ...areaCells(wanted),
        [BESIDE_FIELD]: besideCell(wanted.beside),
      },
      before,
    );
    return this.#add({ id, unit, round, area: wanted.area || null });
  }

  /** The review of a month, beside the yearly one that the commune works in. @param cells of its records, beside the round's own. */
  async createMonthly(unit: Unit, round: Round, cells: Record<string, CellValue>, begin: BeginReview): Promise<Review> {
    const month = monthOf(round.plan.id);
    if (!month || this.has(unit.id, round.plan.id)) throw new HttpError(409, 'review-exists', 'Xã đã lập đợt của tháng này.');
    const id = this.#freeId(`${villageSlug(unit.name)}-${month.year}-thang-${month.month}`);
    await begin(id, { ...cells, unit: unit.name, year: month.year, plan: round.plan.id, standard: round.standard.id }, null);
    return this.#add({ id, unit: unit.id, round, area: null });
  }

  /** Latest first, also within a year. */
  list(): Review[] {
    return this.#all('aside IS NULL');
  }

  /** Reviews put aside: nobody works in them; they are kept and can be brought back. */
  aside(): Review[] {
    return this.#all('aside IS NOT NULL');
  }

  isAside(id: string): boolean {
    return this.#db.prepare('SELECT 1 FROM review WHERE id = ? AND aside IS NOT NULL').get(id) !== undefined;
  }

  /** Whether a commune has another round with this plan. */
  has(unit: number, plan: string, except = ''): boolean {
    return (
      this.#db.prepare('SELECT 1 FROM review WHERE unit = ? AND plan = ? AND aside IS NULL AND id <> ?').get(unit, plan, except) !==
      undefined
    );
  }

  find(id: string): Review | null {
    return this.list().find((review) => review.id === id) ?? null;
  }

  units(): Unit[] {
    return this.#db.prepare('SELECT id, parent, level, name FROM unit ORDER BY parent, name').all() as Unit[];
  }

  unit(id: number): Unit | null {
    return (this.#db.prepare('SELECT id, parent, level, name FROM unit WHERE id = ?').get(id) as Unit | undefined) ?? null;
  }

  unitOf(review: string): Unit | null {
    const row = this.#db.prepare('SELECT unit FROM review WHERE id = ?').get(review) as { unit: number } | undefined;
    return row ? this.unit(row.unit) : null;
  }

  /** The earlier rounds of a review's commune, latest first. */
  before(review: string): string[] {
    const rows = this.#db
      .prepare(
        `SELECT review.id FROM review JOIN review AS this ON this.id = ? AND review.unit = this.unit
         WHERE (review.year, review.created) < (this.year, this.created) AND review.aside IS NULL AND NOT ${IS_MONTHLY} ORDER BY review.year DESC, review.created DESC`,
      )
      .all(review) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  /** All rounds of a review's commune, those put aside too, in the order of their last days, whenever they were laid out. */
  roundsOf(review: string): CommuneRound[] {
    const rows = this.#db
      .prepare(
        `SELECT review.id, review.year, review.plan, review.aside IS NOT NULL AS aside FROM review
         JOIN review AS this ON this.id = ? AND review.unit = this.unit ORDER BY review.created`,
      )
      .all(review) as { id: string; year: number; plan: string; aside: number }[];
    const lastDay = ({ plan, year }: (typeof rows)[number]): string => (shippedPlan(plan) ?? periodicPlan(year)).to;
    return rows
      .sort((a, b) => (lastDay(a) < lastDay(b) ? -1 : lastDay(a) > lastDay(b) ? 1 : 0))
      .map(({ id, year, aside }) => ({ review: id, year, aside: aside === 1 }));
  }

  /** A commune's monthly reviews, latest first. */
  monthly(unit: number): Review[] {
    return this.#all(`aside IS NULL AND ${IS_MONTHLY} AND review.unit = ${unit}`);
  }

  /**
   * The monthly reviews that those who work in this review work in as well: of its year, the year before and later ones, if it is the one
   * that the commune's own staff works in now.
   */
  alongside(review: string): string[] {
    const rows = this.#db
      .prepare(
        `SELECT review.id FROM review JOIN review AS this ON this.id = ? AND review.unit = this.unit
         WHERE ${IS_MONTHLY} AND review.aside IS NULL AND review.year >= this.year - 1 AND this.id = (
           SELECT review.id FROM review WHERE review.unit = this.unit AND review.aside IS NULL AND NOT ${IS_MONTHLY}
             AND EXISTS (SELECT 1 FROM user WHERE user.review = review.id AND user.role = 'commune')
           ORDER BY review.year DESC, review.created DESC LIMIT 1)
         ORDER BY review.plan DESC`,
      )
      .all(review) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  /** Rounds of a review's commune that were put aside. */
  asideBeside(review: string): string[] {
    return (
      this.#db
        .prepare(
          'SELECT review.id FROM review JOIN review AS this ON this.id = ? AND review.unit = this.unit WHERE review.aside IS NOT NULL',
        )
        .all(review) as { id: string }[]
    ).map(({ id }) => id);
  }

  /** The reviews of every commune beneath a unit, latest first. */
  below(unit: number): string[] {
    const rows = this.#db
      .prepare(
        `WITH RECURSIVE beneath (id) AS (SELECT ? UNION SELECT unit.id FROM unit JOIN beneath ON unit.parent = beneath.id)
         SELECT review.id FROM review JOIN beneath ON review.unit = beneath.id WHERE review.aside IS NULL ORDER BY year DESC, review.id`,
      )
      .all(unit) as { id: string }[];
    return rows.map(({ id }) => id);
  }

  /** The round that a new one of this year follows. */
  #latest(unit: number, year: number): string | null {
    const row = this.#db
      .prepare(
        `SELECT id FROM review WHERE unit = ? AND year <= ? AND aside IS NULL AND NOT ${IS_MONTHLY} ORDER BY year DESC, created DESC LIMIT 1`,
      )
      .get(unit, year) as { id: string } | undefined;
    return row?.id ?? null;
  }

  #add({ id, unit, round, area }: { id: string; unit: number; round: Round; area: string | null }): Review {
    this.#db
      .prepare('INSERT INTO review (id, unit, year, plan, area, created) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, unit, round.plan.year, round.plan.id, area, Date.now());
    return this.find(id) as Review;
  }

  #unit(parent: number, level: UnitLevel, name: string): number {
    this.#db.prepare('INSERT INTO unit (parent, level, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING').run(parent, level, name);
    return (this.#db.prepare('SELECT id FROM unit WHERE parent = ? AND level = ? AND name = ?').get(parent, level, name) as { id: number })
      .id;
  }

  #all(where: string): Review[] {
    return this.#db
      .prepare(
        `SELECT review.id, unit.name, year, unit.id AS unit, coalesce(district.name, '') AS district, plan, created
         FROM review JOIN unit ON unit.id = review.unit LEFT JOIN unit AS district ON district.id = unit.parent AND district.level = 'district'
         WHERE ${where} ORDER BY year DESC, created DESC, unit.name`,
      )
      .all() as Review[];
  }

  #freeId(wanted: string): string {
    const taken = new Set([...this.list(), ...this.aside()].map(({ id }) => id));
    for (let n = 1; ; n++) {
      const id = n === 1 ? wanted : `${wanted}-${n}`;
      if (!taken.has(id)) return id;
    }
  }
}

/** An area of no day is simply so. */
const areaCells = ({ area, areaFrom, areaBefore }: NewReview): Record<string, CellValue> => ({
  ...(area && { area }),
  ...(area && areaFrom && { areaFrom: dayText(areaFrom), areaBefore: areaBefore || null }),
});

/** @throws HttpError 400, in words, for a plan, year or standard that cannot be used, or a standard chosen twice. */
export function roundOf(
  { plan, year, standard, beside }: Pick<NewReview, 'plan' | 'year'> & Partial<Pick<NewReview, 'standard' | 'beside'>>,
  confirmed: readonly Standard[],
): Round {
  try {
    return chooseRound({ ...(plan ? { plan } : { year }), ...(standard && { standard }), beside }, confirmed);
  } catch (error) {
    if (error instanceof RoundError) throw new HttpError(400, 'no-such-round', error.message);
    throw error;
  }
}
