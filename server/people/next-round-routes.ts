/** Routes for next year's round of a commune: what it starts with, and the commune's own button for it. */
import { NEXT_ROUND, type NextStart } from '../../src/lib/api/next-round.ts';
import type { NewReview } from '../../src/lib/api/reviews.ts';
import type { Review } from '../../src/lib/review/account.ts';
import { isoOf } from '../../src/lib/review/iso-day.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import { monthOf, type Round } from '../../src/lib/review/plans.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { Accounts } from './accounts.ts';
import type { OwnForms } from './own-forms.ts';
import type { ReviewRecords } from './review-routes.ts';
import { roundOf } from './reviews.ts';

export interface NextRoundOptions {
  accounts: Accounts;
  records: ReviewRecords;
  own: OwnForms;
}

export function nextRoundAnswers({ accounts, records, own }: NextRoundOptions): Answered[] {
  const reviewIn = async (id: string): Promise<Review> => {
    const review = await accounts.reviews.find(id);
    if (!review) throw new HttpError(404, 'no-such-review', 'Không còn đợt rà soát này. Hãy mở lại trang.');
    return review;
  };
  const start = async ({ id, unit }: Review, next: Round): Promise<NextStart['villages']> => {
    const names = await records.villages(id);
    const monthly = (await accounts.reviews.communeWith(unit))?.monthly() ?? [];
    const lists = await records.next({ review: id, lists: { next, inUse: await own.inUse(), monthly } });
    return names.flatMap(({ id: village, name }) => {
      const list = lists.get(village);
      if (!list) return [];
      const open = list.open.map(({ id: row, cells }) => ({ row, code: String(cells.code ?? ''), head: String(cells.head ?? '') }));
      return [{ id: village, name, households: list.households, open }];
    });
  };
  /** The usual round of the year after; the commune's page may correct it afterwards, like any round. */
  const wantedAfter = async ({ id, name, year, unit }: Review): Promise<NewReview> => {
    const parent = await accounts.reviews.unit((await accounts.reviews.unit(unit))?.parent ?? 0);
    const district = parent?.level === 'district' ? parent : null;
    const { area, areaFrom, areaBefore } = await records.round(id);
    return {
      ...{ commune: name, code: '', district: district?.name ?? '', year: year + 1, plan: '', standard: '', beside: [] },
      province: (district ? await accounts.reviews.unit(district.parent) : parent)?.name ?? '',
      area: areaOf(area),
      areaFrom: isoOf(areaFrom) ?? '',
      areaBefore: areaOf(areaBefore),
      copyVillages: true,
      copyHouseholds: true,
    };
  };
  return [
    answered(NEXT_ROUND.look, async ({ room }) => {
      const review = await reviewIn(parseRoom(room)?.review ?? '');
      const year = review.year + 1;
      const later = (await accounts.reviews.list()).filter((other) => other.unit === review.unit && other.year >= year);
      const exists = later.some(({ plan = '' }) => monthOf(plan) === null);
      try {
        return { year, exists, problem: '', villages: await start(review, roundOf({ plan: '', year }, await own.standards())) };
      } catch (error) {
        if (error instanceof HttpError && error.code === 'no-such-round') return { year, exists, problem: error.message, villages: [] };
        throw error;
      }
    }),
    answered(NEXT_ROUND.begin, async ({ person, room, body: { year } }) => {
      const review = await reviewIn(parseRoom(room)?.review ?? '');
      const wanted = await wantedAfter(review);
      if (wanted.year !== year) throw new HttpError(409, 'other-year', 'Đợt đang làm đã đổi năm. Hãy mở lại trang.');
      return accounts.inTurn(async () => {
        const made = await accounts.reviews.create(wanted, records.begin(person), await own.inUse());
        await accounts.change(person.id, { review: made.id });
        return { review: made };
      });
    }),
    answered(NEXT_ROUND.open, async ({ query }) => {
      const review = await reviewIn(query.get('review') ?? '');
      const villages = await start(review, roundOf({ plan: review.plan ?? '', year: review.year }, await own.standards()));
      return { villages: villages.flatMap(({ name, open }) => (open.length > 0 ? [{ name, open: open.length }] : [])) };
    }),
  ];
}

const areaOf = (cell: unknown): NewReview['area'] => (cell === 'rural' || cell === 'urban' ? cell : '');
