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
import { isMonthly, reviewTitle } from '../../src/lib/review/review-title.ts';
import { isSameProvince } from '../../src/lib/review/place-name.ts';
import type { OwnForms } from './own-forms.ts';
import { roundOf } from './reviews.ts';
import type { Accounts } from './accounts.ts';
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
    this.#find(id);
    return { ...(await this.#to.records.work(id)), people: this.#peopleOf(id).length };
  }

  /** @param join the other unit of this name is the same place: their children are merged. */
  async rename(by: By, { id, name, join }: { id: number; name: string; join: boolean }): Promise<void> {
    const { accounts, changes } = this.#to;
    const unit = accounts.reviews.unit(id);
    if (!unit) throw new HttpError(404, 'no-such-unit', 'Không còn đơn vị này. Hãy mở lại trang.');
    if (unit.name === name) return;
    const same = accounts.reviews
      .units()
      .find((other) => other.id !== id && other.parent === unit.parent && other.level === unit.level && other.name === name);
    if (same && !join) throw new HttpError(409, 'unit-exists', `Đã có ${name} ở đó. Nếu là một nơi viết hai cách, hãy chọn nhập làm một.`);
    this.#keepForms(unit, name);
    const rounds = [...accounts.reviews.list(), ...accounts.reviews.aside()].filter((review) => review.unit === id);
    accounts.db.transaction(() => {
      if (same) this.#join(id, same.id);
      else accounts.db.prepare('UPDATE unit SET name = ? WHERE id = ?').run(name, id);
      changes.add({ by: by.id, kind: same ? 'joined' : 'renamed', before: unit.name, after: name });
    })();
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
  }

  async correct(
    by: By,
    { id, ...wanted }: { id: string; plan: string; year: number; standard?: string; beside?: string[] },
  ): Promise<void> {
    const { accounts, changes, own } = this.#to;
    const review = this.#find(id);
    const { plan, standard } = roundOf(wanted, own.standards());
    if (isMonthly(review) || isMonthly({ plan: plan.id }))
      throw new HttpError(
        409,
        'monthly-review',
        'Đợt thường xuyên của một tháng không sửa thành đợt khác. Nếu lập nhầm tháng, hãy cất đợt ấy.',
      );
    if (accounts.reviews.has(review.unit, plan.id, id))
      throw new HttpError(409, 'review-exists', `${review.name} đã có đợt này. Nếu lập hai lần, hãy cất một đợt.`);
    const round = {
      year: plan.year,
      plan: plan.id,
      standard: standard.id,
      ...(wanted.beside && { [BESIDE_FIELD]: besideCell(wanted.beside) }),
    };
    await this.#write(by, id, (list) => list.write(Object.entries(round).map(([field, value]) => ({ row: ROUND_ROW, field, value }))));
    accounts.db.transaction(() => {
      accounts.db.prepare('UPDATE review SET year = ?, plan = ? WHERE id = ?').run(plan.year, plan.id, id);
      const after = reviewTitle(this.#find(id));
      changes.add({
        by: by.id,
        kind: 'corrected',
        review: id,
        before: reviewTitle(review),
        after: after === reviewTitle(review) ? plan.name : after,
        people: this.#peopleOf(id),
      });
    })();
    accounts.rightsChanged();
  }

  /**
   * @param households the number that the caller was shown: if more have come since, the caller is told first.
   * @param to the review that its people work in from now on; '' for none.
   */
  async putAside(by: By, { id, households, to }: { id: string; households: number; to: string }): Promise<void> {
    const { accounts, changes } = this.#to;
    const review = this.#find(id);
    const next = to === '' ? null : accounts.reviews.find(to);
    if (to !== '' && (!next || to === id || isMonthly(next))) throw gone();
    const now = (await this.#to.records.work(id)).households;
    if (now > households) throw new HttpError(409, 'more-work', `Vừa có thêm hộ trong đợt này: nay là ${now} hộ. Hãy xem lại rồi cất.`);
    await this.#write(by, id, (list) => list.set(ROUND_ROW, ASIDE_FIELD, 'x'));
    accounts.db.transaction(() => {
      const people = this.#peopleOf(id);
      accounts.db.prepare('UPDATE review SET aside = ? WHERE id = ?').run(Date.now(), id);
      if (next) accounts.db.prepare('UPDATE user SET review = ? WHERE review = ?').run(next.id, id);
      changes.add({
        by: by.id,
        kind: 'aside',
        review: id,
        before: reviewTitle(review),
        after: next ? reviewTitle(next) : '',
        movedTo: to,
        people,
      });
    })();
    accounts.rightsChanged();
  }

  /** Brings a round back with everything in it, and with the people who have not been moved on. */
  async bringBack(by: By, { id }: { id: string }): Promise<void> {
    const { accounts, changes } = this.#to;
    const review = accounts.reviews.aside().find((each) => each.id === id);
    if (!review) throw gone();
    if (accounts.reviews.has(review.unit, review.plan ?? ''))
      throw new HttpError(
        409,
        'review-exists',
        `${reviewTitle(review)} đã có một đợt khác đang dùng. Hãy cất đợt ấy, hoặc sửa năm của nó, rồi đưa đợt này trở lại.`,
      );
    await this.#write(by, id, (list) => list.set(ROUND_ROW, ASIDE_FIELD, null));
    accounts.db.transaction(() => {
      accounts.db.prepare('UPDATE review SET aside = NULL WHERE id = ?').run(id);
      changes.add({ by: by.id, kind: 'back', review: id, before: '', after: reviewTitle(review), people: this.#peopleOf(id) });
    })();
    accounts.rightsChanged();
  }

  #find(id: string): Review {
    const review = this.#to.accounts.reviews.find(id);
    if (!review) throw gone();
    return review;
  }

  #peopleOf(review: string): string[] {
    return this.#to.accounts.list().flatMap((account) => (account.review === review ? account.id : []));
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
  #keepForms({ level, name: before }: Unit, name: string): void {
    const bound = this.#to.own
      .files()
      .filter(({ province }) => level === 'province' && province && isSameProvince(province, before) && !isSameProvince(province, name));
    if (bound.length > 0)
      throw new HttpError(
        409,
        'forms-bound',
        `Biểu ${bound.map(({ form }) => form.id).join(', ')} đang dùng cho “${before}” theo tên ấy. Hãy thôi dùng ở trang Biểu mẫu, sửa tên, rồi đưa vào lại tệp đã sửa dòng province.`,
      );
  }

  #join(from: number, into: number): void {
    const { db, reviews } = this.#to.accounts;
    const units = reviews.units();
    for (const child of units.filter(({ parent }) => parent === from)) {
      const same = units.find(({ parent, level, name }) => parent === into && level === child.level && name === child.name);
      if (same) this.#join(child.id, same.id);
      else db.prepare('UPDATE unit SET parent = ? WHERE id = ?').run(into, child.id);
    }
    const twice = [...reviews.list()].find(({ unit, plan = '' }) => unit === from && reviews.has(into, plan));
    if (twice) throw new HttpError(409, 'review-exists', `Hai bên đều có ${reviewTitle(twice)}. Hãy cất một đợt, rồi nhập làm một.`);
    db.prepare('UPDATE review SET unit = ? WHERE unit = ?').run(into, from);
    db.prepare('UPDATE user SET unit = ? WHERE unit = ?').run(into, from);
    db.prepare('DELETE FROM unit WHERE id = ?').run(from);
  }
}
