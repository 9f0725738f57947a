/** The tree of units and the reviews of its communes: which rooms exist, and which unit is above which. */
import type { NewReview } from '../../src/lib/api/reviews.ts';
import { BESIDE_FIELD, besideCell } from '../../src/lib/cells/review-rooms.ts';
import { dayText } from '../../src/lib/review/iso-day.ts';
import type { Review, Unit } from '../../src/lib/review/account.ts';
import { villageSlug } from '../../src/lib/review/village.ts';
import type { UnitLevel } from '../../src/lib/review/people.ts';
import { isSameProvince } from '../../src/lib/review/place-name.ts';
import { chooseRound, monthOf, RoundError, type Round } from '../../src/lib/review/plans.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import { inUse as inUseOf, NOTHING_OWN, type InUse } from '../../src/lib/forms/own.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { isMonthly } from '../../src/lib/review/review-title.ts';
import { unitKey, type OfficialUnit } from '../../src/lib/review/unit-directory.ts';
import { HttpError } from '../http/error.ts';
import type { PeopleDb, PeopleQuery } from './accounts-db.ts';
import { CommuneReviews } from './commune-reviews.ts';

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
export type BeginReview = (review: string, cells: Record<string, CellValue>, before: Before | null) => Promise<void>;

export class Reviews {
  readonly #db: PeopleDb;

  constructor(db: PeopleDb) {
    this.#db = db;
  }

  /**
   * Writes the commune's first records, then adds the review to the table. Until it is there, nobody has a right to its rooms, so nobody
   * can be connected to what is written directly into the log. In turn with other changes of the tree (Accounts.inTurn).
   * @param chosen the commune in the directory of units, instead of the names.
   */
  async create(
    wanted: NewReview,
    begin: BeginReview,
    inUse: InUse = inUseOf(NOTHING_OWN),
    chosen: { commune: OfficialUnit; province: OfficialUnit } | null = null,
  ): Promise<Review> {
    const round = roundOf(wanted, inUse.standards);
    const { id: unit, name } = chosen ? await this.#chosen(chosen) : await this.#named(wanted);
    const plan = round.plan.id;
    const exists = (): HttpError => new HttpError(409, 'review-exists', `${name} đã có đợt này.`);
    if (await this.has(unit, plan)) throw exists();
    const id = await this.#freeId(`${villageSlug(name)}-${round.plan.year}`);
    const commune = await this.communeWith(unit);
    const last = wanted.copyVillages ? (commune?.latest(round.plan.year) ?? null) : null;
    const lists = { next: round, inUse, monthly: commune?.monthly() ?? [] };
    const before = last === null ? null : { review: last, ...(wanted.copyHouseholds && { lists }) };
    await begin(
      id,
      {
        unit: name,
        year: round.plan.year,
        plan,
        standard: round.standard.id,
        ...areaCells(wanted),
        [BESIDE_FIELD]: besideCell(wanted.beside),
      },
      before,
    );
    return this.#add({ id, unit, round, area: wanted.area || null }, exists);
  }

  /** The review of a month, beside the yearly one that the commune works in. @param cells of its records, beside the round's own. */
  async createMonthly(unit: Unit, round: Round, cells: Record<string, CellValue>, begin: BeginReview): Promise<Review> {
    const month = monthOf(round.plan.id);
    const exists = (): HttpError => new HttpError(409, 'review-exists', 'Xã đã lập đợt của tháng này.');
    if (!month || (await this.has(unit.id, round.plan.id))) throw exists();
    const id = await this.#freeId(`${villageSlug(unit.name)}-${month.year}-thang-${month.month}`);
    await begin(id, { ...cells, unit: unit.name, year: month.year, plan: round.plan.id, standard: round.standard.id }, null);
    return this.#add({ id, unit: unit.id, round, area: null }, exists);
  }

  /** Latest first, also within a year. */
  list(): Promise<Review[]> {
    return this.#reviews().where('aside', 'is', null).execute();
  }

  /** Those of these ids that are worked in, in the same order. */
  async among(ids: readonly string[]): Promise<Review[]> {
    return ids.length === 0 ? [] : this.#reviews().where('aside', 'is', null).where('review.id', 'in', ids).execute();
  }

  /** Reviews put aside: nobody works in them; they are kept and can be brought back. */
  aside(): Promise<Review[]> {
    return this.#reviews().where('aside', 'is not', null).execute();
  }

  async isAside(id: string): Promise<boolean> {
    const found = await this.#db.query
      .selectFrom('review')
      .select('id')
      .where('id', '=', id)
      .where('aside', 'is not', null)
      .executeTakeFirst();
    return found !== undefined;
  }

  /** Whether a commune has another round with this plan. */
  async has(unit: number, plan: string, except = ''): Promise<boolean> {
    const found = await this.#db.query
      .selectFrom('review')
      .select('id')
      .where('unit', '=', unit)
      .where('plan', '=', plan)
      .where('aside', 'is', null)
      .where('id', '<>', except)
      .executeTakeFirst();
    return found !== undefined;
  }

  async find(id: string): Promise<Review | null> {
    return (await this.#reviews().where('aside', 'is', null).where('review.id', '=', id).executeTakeFirst()) ?? null;
  }

  units(): Promise<Unit[]> {
    return this.#db.query.selectFrom('unit').select(['id', 'parent', 'level', 'name', 'code']).orderBy('parent').orderBy('name').execute();
  }

  async unit(id: number): Promise<Unit | null> {
    const unit = await this.#db.query
      .selectFrom('unit')
      .select(['id', 'parent', 'level', 'name', 'code'])
      .where('id', '=', id)
      .executeTakeFirst();
    return unit ?? null;
  }

  async unitOf(review: string): Promise<Unit | null> {
    const unit = await this.#db.query
      .selectFrom('unit')
      .innerJoin('review', 'review.unit', 'unit.id')
      .select(['unit.id', 'unit.parent', 'unit.level', 'unit.name', 'unit.code'])
      .where('review.id', '=', review)
      .executeTakeFirst();
    return unit ?? null;
  }

  /** The commune of a review with the name of its province; null for a review that no commune has. */
  async placeOf(review: string): Promise<(Unit & { province: string }) | null> {
    const unit = await this.unitOf(review);
    let above: Unit | null = unit;
    while (above && above.parent !== 0) above = await this.unit(above.parent);
    return unit && { ...unit, province: above?.name ?? '' };
  }

  /** The commune of a review with all its reviews. */
  communeOf(review: string): Promise<CommuneReviews | null> {
    return this.#commune((commune) =>
      commune.where('unit.id', 'in', (unit) => unit.selectFrom('review as this').select('this.unit').where('this.id', '=', review)),
    );
  }

  /** A commune with all its reviews; null while it has none. */
  communeWith(unit: number): Promise<CommuneReviews | null> {
    return this.#commune((commune) => commune.where('unit.id', '=', unit));
  }

  /** A commune's monthly reviews, latest first. */
  async monthly(unit: number): Promise<Review[]> {
    return (await this.#reviews().where('aside', 'is', null).where('unit.id', '=', unit).execute()).filter(isMonthly);
  }

  /** The reviews of every commune beneath a unit, latest first. */
  async below(unit: number): Promise<string[]> {
    const rows = await this.#db.query
      .withRecursive('beneath(id)', (beneath) =>
        beneath
          .selectFrom('unit')
          .select('unit.id')
          .where('unit.id', '=', unit)
          .union(beneath.selectFrom('unit').innerJoin('beneath', 'beneath.id', 'unit.parent').select('unit.id')),
      )
      .selectFrom('review')
      .innerJoin('beneath', 'beneath.id', 'review.unit')
      .select('review.id')
      .where('aside', 'is', null)
      .orderBy('year', 'desc')
      .orderBy('review.id')
      .execute();
    return rows.map(({ id }) => id);
  }

  async #commune(of: (query: CommuneQuery) => CommuneQuery): Promise<CommuneReviews | null> {
    const rows = await of(communeQuery(this.#db.query)).execute();
    const [first] = rows;
    if (!first) return null;
    const unit = { id: first.unit, parent: first.parent, level: first.level, name: first.name, code: first.code };
    return new CommuneReviews(
      unit,
      rows.map(({ id, year, plan, created, aside, staffed }) => ({
        id,
        year,
        plan,
        created,
        aside: aside !== null,
        staffed: Boolean(staffed),
      })),
    );
  }

  /** @throws what `exists` makes, when the commune has got one of this plan meanwhile. */
  async #add(
    { id, unit, round, area }: { id: string; unit: number; round: Round; area: string | null },
    exists: () => HttpError,
  ): Promise<Review> {
    const { numInsertedOrUpdatedRows } = await this.#db.query
      .insertInto('review')
      .values({ id, unit, year: round.plan.year, plan: round.plan.id, area, created: Date.now() })
      .onConflict((same) => same.doNothing())
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) throw exists();
    return (await this.find(id)) as Review;
  }

  async #named({ province: top, district, commune: name }: NewReview): Promise<{ id: number; name: string }> {
    const province = await this.#unit(0, 'province', top);
    const parent = district ? await this.#unit(province, 'district', district) : province;
    return { id: await this.#unit(parent, 'commune', name), name };
  }

  /** The unit of the tree, in its own spelling; a new one is spelled as in the directory. */
  async #chosen({ commune, province }: { commune: OfficialUnit; province: OfficialUnit }): Promise<{ id: number; name: string }> {
    const find = async (parent: number, level: UnitLevel, wanted: OfficialUnit, isSame: (name: string) => boolean) => {
      const { query } = this.#db;
      const units = (await this.units()).filter((unit) => unit.level === level);
      const known =
        units.find(({ code }) => code === wanted.code) ??
        units.find((unit) => unit.parent === parent && unit.code === null && isSame(unit.name));
      const id = known?.id ?? (await this.#unit(parent, level, wanted.name));
      await query.updateTable('unit').set({ code: wanted.code }).where('id', '=', id).execute();
      return { id, name: known?.name ?? wanted.name };
    };
    const top = await find(0, 'province', province, (name) => isSameProvince(name, province.name));
    return find(top.id, 'commune', commune, (name) => unitKey(name) === unitKey(commune.name));
  }

  async #unit(parent: number, level: UnitLevel, name: string): Promise<number> {
    const { query } = this.#db;
    await query
      .insertInto('unit')
      .values({ parent, level, name })
      .onConflict((same) => same.doNothing())
      .execute();
    const { id } = await query
      .selectFrom('unit')
      .select('id')
      .where('parent', '=', parent)
      .where('level', '=', level)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return id;
  }

  #reviews() {
    return this.#db.query
      .selectFrom('review')
      .innerJoin('unit', 'unit.id', 'review.unit')
      .leftJoin('unit as district', (join) => join.onRef('district.id', '=', 'unit.parent').on('district.level', '=', 'district'))
      .select(['review.id', 'unit.name', 'review.year', 'unit.id as unit', 'review.plan', 'review.created'])
      .select(({ fn, val }) => fn.coalesce('district.name', val('')).as('district'))
      .orderBy('review.year', 'desc')
      .orderBy('review.created', 'desc')
      .orderBy('unit.name')
      .orderBy('review.id');
  }

  async #freeId(wanted: string): Promise<string> {
    for (let n = 1; ; n++) {
      const id = n === 1 ? wanted : `${wanted}-${n}`;
      const taken = await this.#db.query.selectFrom('review').select('id').where('id', '=', id).executeTakeFirst();
      if (!taken) return id;
    }
  }
}

const communeQuery = (query: PeopleQuery) =>
  query
    .selectFrom('review')
    .innerJoin('unit', 'unit.id', 'review.unit')
    .select(['review.id', 'review.year', 'review.plan', 'review.created', 'review.aside'])
    .select(['unit.id as unit', 'unit.parent', 'unit.level', 'unit.name', 'unit.code'])
    .select(({ exists, selectFrom }) =>
      exists(selectFrom('user').select('user.id').whereRef('user.review', '=', 'review.id').where('user.role', '=', 'commune')).as(
        'staffed',
      ),
    );
type CommuneQuery = ReturnType<typeof communeQuery>;

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
