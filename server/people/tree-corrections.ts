/**
 * Lets the admin correct their own mistakes: a unit's misspelt name, a round's wrong year, a round that should not exist. Nothing is
 * deleted: a round put aside keeps its rooms and its people, and comes back with both. Each correction is recorded among the changes of the
 * tree and, when it is about a round, in that round's own log.
 */
import { ASIDE_FIELD, BESIDE_FIELD, besideCell, ROUND_ROW } from '../../src/lib/cells/review-rooms.ts';
import type { Review, ReviewWork, Unit } from '../../src/lib/review/account.ts';
import { roomName, type Person } from '../../src/lib/review/people.ts';
import type { WriterFor } from '../rooms/writer.ts';
import { HttpError } from '../http/error.ts';
import { decidedWords, isMonthly, reviewTitle } from '../../src/lib/review/review-title.ts';
import { isSameProvince } from '../../src/lib/review/place-name.ts';
import type { OwnForms } from './own-forms.ts';
import { roundOf } from './reviews.ts';
import type { Accounts } from './accounts.ts';
import type { PeopleQuery } from './accounts-db.ts';
import { decidedIn } from './review-records.ts';
import type { ReviewRecords } from './review-routes.ts';
import type { TreeChanges } from './tree-changes.ts';

export interface TreeCorrectionsOptions {
  accounts: Accounts;
  changes: TreeChanges;
  records: ReviewRecords;
  own: OwnForms;
  write: WriterFor;
}

type By = Pick<Person, 'id' | 'name'>;

const gone = (): HttpError => new HttpError(404, 'no-such-review', 'Không còn đợt rà soát này. Hãy mở lại trang.');

export class TreeCorrections {
  readonly #to: TreeCorrectionsOptions;

  constructor(options: TreeCorrectionsOptions) {
    this.#to = options;
  }

  async work(id: string): Promise<ReviewWork> {
    await this.#find(id);
    return { ...(await this.#to.records.work(id)), people: (await this.#to.accounts.inReviews([id])).length };
  }

  /** @param join the other unit of this name is the same place: their children are merged. */
  rename(by: By, { id, name, join }: { id: number; name: string; join: boolean }): Promise<void> {
    const { accounts, changes } = this.#to;
    return accounts.inTurn(async () => {
      const unit = await accounts.reviews.unit(id);
      if (!unit) throw new HttpError(404, 'no-such-unit', 'Không còn đơn vị này. Hãy mở lại trang.');
      if (unit.name === name) return;
      const units = await accounts.reviews.units();
      const same = units.find(
        (other) => other.id !== id && other.parent === unit.parent && other.level === unit.level && other.name === name,
      );
      if (same && !join)
        throw new HttpError(409, 'unit-exists', `Đã có ${name} ở đó. Nếu là một nơi viết hai cách, hãy chọn nhập làm một.`);
      await this.#keepForms(unit, name);
      const used = await accounts.reviews.list();
      const rounds = [...used, ...(await accounts.reviews.aside())].filter((review) => review.unit === id);
      const pairs = same ? joined(units, used, id, same.id) : [];
      await accounts.db.change('rename', async (query) => {
        for (const pair of pairs) await this.#join(query, by, pair);
        if (!same) await query.updateTable('unit').set({ name }).where('id', '=', id).execute();
        await changes.add(query, { by: by.id, kind: same ? 'joined' : 'renamed', before: unit.name, after: name });
      });
      try {
        // As it was created; a name that the commune has corrected itself stays.
        for (const round of rounds)
          await this.#write(by, round.id, (list) => list.get(ROUND_ROW, 'unit') === unit.name && list.set(ROUND_ROW, 'unit', name));
      } catch {
        throw new HttpError(
          503,
          'not-stored',
          `Đã sửa tên ở trang này, nhưng chưa ghi được vào sổ của xã. Cán bộ xã sửa ở trang Số liệu các thôn.`,
        );
      } finally {
        accounts.rightsChanged();
      }
    });
  }

  correct(by: By, { id, ...wanted }: { id: string; plan: string; year: number; standard?: string; beside?: string[] }): Promise<void> {
    const { accounts, changes, own } = this.#to;
    return accounts.inTurn(async () => {
      const review = await this.#find(id);
      const { plan, standard } = roundOf(wanted, await own.standards());
      if (isMonthly(review) || isMonthly({ plan: plan.id }))
        throw new HttpError(
          409,
          'monthly-review',
          'Đợt thường xuyên của một tháng không sửa thành đợt khác. Nếu lập nhầm tháng, hãy cất đợt ấy.',
        );
      if (await accounts.reviews.has(review.unit, plan.id, id))
        throw new HttpError(409, 'review-exists', `${review.name} đã có đợt này. Nếu lập hai lần, hãy cất một đợt.`);
      const round = {
        year: plan.year,
        plan: plan.id,
        standard: standard.id,
        ...(wanted.beside && { [BESIDE_FIELD]: besideCell(wanted.beside) }),
      };
      await this.#write(by, id, (list) => list.write(Object.entries(round).map(([field, value]) => ({ row: ROUND_ROW, field, value }))));
      const before = reviewTitle(review);
      const after = reviewTitle({ ...review, year: plan.year, plan: plan.id });
      await accounts.db.change('correct', async (query) => {
        await query.updateTable('review').set({ year: plan.year, plan: plan.id }).where('id', '=', id).execute();
        await changes.add(query, {
          by: by.id,
          kind: 'corrected',
          review: id,
          before,
          after: after === before ? plan.name : after,
          people: await peopleIn(query, id),
        });
      });
      accounts.rightsChanged();
    });
  }

  /**
   * @param households the number that the caller was shown: if more have come since, the caller is told first.
   * @param to the review that its people work in from now on; '' for none.
   * @param text why.
   */
  putAside(by: By, { id, households, to, text }: { id: string; households: number; to: string; text: string }): Promise<void> {
    const { accounts, changes } = this.#to;
    return accounts.inTurn(async () => {
      const review = await this.#find(id);
      const next = to === '' ? null : await accounts.reviews.find(to);
      if (to !== '' && (!next || to === id || isMonthly(next))) throw gone();
      const now = (await this.#to.records.work(id)).households;
      if (now > households) throw new HttpError(409, 'more-work', `Vừa có thêm hộ trong đợt này: nay là ${now} hộ. Hãy xem lại rồi cất.`);
      let decided = 0;
      await this.#write(by, id, (list) => {
        decided = decidedIn(list).size;
        if (decided === 0) list.set(ROUND_ROW, ASIDE_FIELD, 'x');
      });
      if (decided > 0)
        throw new HttpError(
          409,
          'decided',
          `${isMonthly(review) ? 'Tháng' : 'Đợt'} này có ${decided} thôn đã ${decidedWords(review)}, nên không cất được. Nếu ghi nhầm, cán bộ xã hủy các việc ấy ở trang Các bước trước.`,
        );
      await accounts.db.change('aside', async (query) => {
        const people = await peopleIn(query, id);
        await query.updateTable('review').set({ aside: Date.now() }).where('id', '=', id).execute();
        if (next && people.length > 0) await query.updateTable('user').set({ review: next.id }).where('id', 'in', people).execute();
        await changes.add(query, {
          by: by.id,
          kind: 'aside',
          review: id,
          before: reviewTitle(review),
          after: next ? reviewTitle(next) : '',
          movedTo: to,
          people,
          reason: text,
        });
      });
      accounts.rightsChanged();
    });
  }

  /** Brings a round back with everything in it, and with the people who have not been moved on. */
  bringBack(by: By, { id }: { id: string }): Promise<void> {
    const { accounts, changes } = this.#to;
    return accounts.inTurn(async () => {
      const review = (await accounts.reviews.aside()).find((each) => each.id === id);
      if (!review) throw gone();
      if (await accounts.reviews.has(review.unit, review.plan ?? ''))
        throw new HttpError(
          409,
          'review-exists',
          `${reviewTitle(review)} đã có một đợt khác đang dùng. Hãy cất đợt ấy, hoặc sửa năm của nó, rồi đưa đợt này trở lại.`,
        );
      await this.#write(by, id, (list) => list.set(ROUND_ROW, ASIDE_FIELD, null));
      await accounts.db.change('back', async (query) => {
        await query.updateTable('review').set({ aside: null }).where('id', '=', id).execute();
        const people = await peopleIn(query, id);
        await changes.add(query, { by: by.id, kind: 'back', review: id, before: '', after: reviewTitle(review), people });
      });
      accounts.rightsChanged();
    });
  }

  async #find(id: string): Promise<Review> {
    const review = await this.#to.accounts.reviews.find(id);
    if (!review) throw gone();
    return review;
  }

  async #write(by: By, review: string, fill: Parameters<ReturnType<WriterFor>>[1]): Promise<void> {
    try {
      await this.#to.write(by)(roomName(review, null), fill);
    } catch {
      // The hub has reported the reason.
      throw new HttpError(503, 'not-stored', 'Máy của xã chưa lưu được. Chưa có gì thay đổi, hãy thử lại.');
    }
  }

  /** A form loaded for a province finds it by name. */
  async #keepForms({ level, name: before }: Unit, name: string): Promise<void> {
    const bound = (await this.#to.own.files()).filter(
      ({ province }) => level === 'province' && province && isSameProvince(province, before) && !isSameProvince(province, name),
    );
    if (bound.length > 0)
      throw new HttpError(
        409,
        'forms-bound',
        `Biểu ${bound.map(({ form }) => form.id).join(', ')} đang dùng cho “${before}” theo tên ấy. Hãy thôi dùng ở trang Biểu mẫu, sửa tên, rồi đưa vào lại tệp đã sửa dòng province.`,
      );
  }

  async #join(query: PeopleQuery, by: By, { from, into, isSame }: JoinedUnit): Promise<void> {
    if (!isSame) {
      await query.updateTable('unit').set({ parent: into }).where('id', '=', from).execute();
      return;
    }
    await query.updateTable('review').set({ unit: into }).where('unit', '=', from).execute();
    await query.updateTable('user').set({ unit: into }).where('unit', '=', from).execute();
    // A month that both have logged stands once.
    await query
      .updateTable('month_without as twice')
      .set({ undoneBy: by.id, undoneAt: Date.now(), undoneText: 'Nhập làm một: bên kia đã ghi tháng này.' })
      .where('unit', '=', from)
      .where('undoneAt', 'is', null)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('month_without as other')
            .select('other.id')
            .where('other.unit', '=', into)
            .where('other.undoneAt', 'is', null)
            .whereRef('other.year', '=', 'twice.year')
            .whereRef('other.month', '=', 'twice.month'),
        ),
      )
      .execute();
    await query.updateTable('month_without').set({ unit: into }).where('unit', '=', from).execute();
    // The same place was drawn for one of the two: which of two is right is loaded again.
    const shapes = await query.selectFrom('unit_shape').selectAll().where('unit', 'in', [from, into]).execute();
    await query.deleteFrom('unit_shape').where('unit', 'in', [from, into]).execute();
    const [shape, ...others] = shapes;
    if (shape && others.length === 0)
      await query
        .insertInto('unit_shape')
        .values({ ...shape, unit: into })
        .execute();
    const codes = await query.selectFrom('unit').select(['id', 'code']).where('id', 'in', [from, into]).execute();
    const code = codes.find(({ id }) => id === into)?.code ?? codes.find(({ id }) => id === from)?.code ?? null;
    await query.updateTable('unit').set({ code }).where('id', '=', into).execute();
    await query.deleteFrom('unit').where('id', '=', from).execute();
  }
}

/** Unit `from` becomes `into`, or, where nothing of its name is there, moves beneath it. */
interface JoinedUnit {
  from: number;
  into: number;
  isSame: boolean;
}

/**
 * Children before their parents.
 * @throws HttpError when both have a round of one plan.
 */
function joined(units: readonly Unit[], used: readonly Review[], from: number, into: number): JoinedUnit[] {
  const children = units
    .filter(({ parent }) => parent === from)
    .flatMap((child) => {
      const same = units.find(({ parent, level, name }) => parent === into && level === child.level && name === child.name);
      return same ? joined(units, used, child.id, same.id) : [{ from: child.id, into, isSame: false }];
    });
  const plans = new Set(used.flatMap(({ unit, plan = '' }) => (unit === into ? plan : [])));
  const twice = used.find(({ unit, plan = '' }) => unit === from && plans.has(plan));
  if (twice) throw new HttpError(409, 'review-exists', `Hai bên đều có ${reviewTitle(twice)}. Hãy cất một đợt, rồi nhập làm một.`);
  return [...children, { from, into, isSame: true }];
}

const peopleIn = async (query: PeopleQuery, review: string): Promise<string[]> =>
  (await query.selectFrom('user').select('id').where('review', '=', review).orderBy('id').execute()).map(({ id }) => id);
