/** Routes for the monthly reviews of a commune. */
import { MONTHLY } from '../../src/lib/api/monthly.ts';
import { BESIDE_FIELD, besideCell, besideOf } from '../../src/lib/cells/review-rooms.ts';
import { mayBeWithout, monthLine, type Without } from '../../src/lib/process/months.ts';
import type { InUse } from '../../src/lib/forms/own.ts';
import type { Review, Unit } from '../../src/lib/review/account.ts';
import { dayText } from '../../src/lib/review/iso-day.ts';
import { parseRoom } from '../../src/lib/review/people.ts';
import { monthlyPlan, monthlyPlanId, monthOf, type Month, type Plan } from '../../src/lib/review/plans.ts';
import { ruledPlan } from '../../src/lib/review/ruled-plan.ts';
import { STANDARDS } from '../../src/lib/review/standards.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { answered, DONE, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { HouseholdRequest } from '../../src/lib/process/requests.ts';
import type { Accounts } from './accounts.ts';
import { MonthsWithout } from './months-without.ts';
import type { OwnForms } from './own-forms.ts';
import type { ReviewRecords } from './review-routes.ts';
import { roundOf } from './reviews.ts';

export interface MonthlyOptions {
  accounts: Accounts;
  records: ReviewRecords;
  own: OwnForms;
  clock: () => number;
}

export function monthlyAnswers({ accounts, records, own, clock }: MonthlyOptions): Answered[] {
  const without = new MonthsWithout(accounts.db, clock);
  const today = (): string => vietnamDay(clock());
  const communeOf = async (room: string): Promise<{ unit: Unit; review: string }> => {
    const review = parseRoom(room)?.review ?? '';
    const unit = await accounts.reviews.unitOf(review);
    if (!unit) throw new HttpError(404, 'no-such-review', 'Không còn đợt rà soát này. Hãy mở lại trang.');
    return { unit, review };
  };
  const planOf = (month: Month, { rules }: InUse): Plan => ruledPlan(monthlyPlan(month), rules);
  /** A commune's monthly reviews, by their plans. */
  const monthsOf = async (unit: Unit): Promise<Map<string, Review>> =>
    new Map((await accounts.reviews.monthly(unit.id)).map((review) => [review.plan ?? '', review]));
  const requestsIn = async (review: Review | undefined, inUse: InUse): Promise<HouseholdRequest[] | null> =>
    review ? await records.requests(review.id, inUse, today()) : null;

  return [
    answered(MONTHLY.year, async ({ room, query }) => {
      const { unit, review: of } = await communeOf(room);
      const asked = Number(query.get('year'));
      const thisYear = Number(today().slice(0, 4));
      const year = Number.isInteger(asked) && asked >= 2022 && asked <= 2100 ? asked : thisYear;
      const logged = await without.of(unit.id, year);
      const names = await accounts.namesOf([...new Set([...logged.values()].map(({ by }) => by))]);
      const withName = (entry: Without | undefined): Without | null => (entry ? { ...entry, by: names.get(entry.by) ?? entry.by } : null);
      const [inUse, reviews] = [await own.inUse(), await monthsOf(unit)];
      const aside = new Set((await accounts.reviews.aside()).flatMap((each) => (each.unit === unit.id && each.plan ? [each.plan] : [])));
      const months = [];
      for (let month = 1; month <= 12; month++) {
        const review = reviews.get(monthlyPlanId({ year, month }));
        const line = monthLine(planOf({ year, month }, inUse), await requestsIn(review, inUse), withName(logged.get(month)), today());
        months.push({ month, ...line, review: review?.id ?? null, aside: aside.has(monthlyPlanId({ year, month })) });
      }
      const years = [...reviews.keys()].flatMap((plan) => monthOf(plan)?.year ?? []);
      // An inspector looks at every year since the round's.
      const first = Math.min((await accounts.reviews.find(of))?.year ?? thisYear, thisYear);
      const since = Array.from({ length: thisYear - first + 1 }, (_, index) => first + index);
      return { year, years: [...new Set([...years, ...since, year])].sort((a, b) => b - a), months };
    }),
    // In turn with each other: a month has either a review or an entry that it has none.
    answered(MONTHLY.begin, ({ person, room, body: month }) =>
      accounts.inTurn(async () => {
        const { unit, review } = await communeOf(room);
        if (await without.has(unit.id, month))
          throw new HttpError(
            409,
            'logged-without',
            `Tháng ${month.month}/${month.year} đã ghi không có. Hãy hủy ghi không có, nêu lý do.`,
          );
        const cells = await records.round(review);
        const standards = await own.standards();
        const usable = [...STANDARDS, ...standards].filter(({ from, to }) => isIn(monthlyPlan(month).to, { from, to }));
        const kept = (id: unknown): string => (usable.some((standard) => standard.id === id) ? String(id) : '');
        const beside = besideOf(cells[BESIDE_FIELD]).filter((id) => kept(id) !== '');
        const wanted = { plan: monthlyPlanId(month), year: month.year, standard: kept(cells.standard) };
        const main = roundOf(wanted, standards);
        const others = beside.filter((id) => id !== main.standard.id);
        const { area = null, areaFrom = null, areaBefore = null } = cells;
        const begun = await accounts.reviews.createMonthly(
          unit,
          main,
          { area, areaFrom, areaBefore, [BESIDE_FIELD]: besideCell(others) },
          records.begin(person),
        );
        accounts.rightsChanged();
        return { review: begun };
      }),
    ),
    answered(MONTHLY.without, ({ person, room, body: { text, ...month } }) =>
      accounts.inTurn(async () => {
        const { unit } = await communeOf(room);
        const inUse = await own.inUse();
        const review = (await monthsOf(unit)).get(monthlyPlanId(month));
        refuseUnless(month, planOf(month, inUse), await requestsIn(review, inUse), today());
        await without.add(unit.id, month, person.id, text);
        return DONE;
      }),
    ),
    answered(MONTHLY.undoWithout, async ({ person, room, body: { text, ...month } }) => {
      await without.takeBack((await communeOf(room)).unit.id, month, person.id, text);
      return DONE;
    }),
  ];
}

const isIn = (day: string, { from, to }: { from: string; to: string }): boolean => from <= day && day <= to;

/** @throws HttpError while the month may still bring requests, or has some. */
function refuseUnless(month: Month, plan: Plan, requests: readonly HouseholdRequest[] | null, today: string): void {
  const name = `Tháng ${month.month}/${month.year}`;
  if (!mayBeWithout(plan, today))
    throw new HttpError(
      409,
      'too-early',
      `${name} rà soát từ ngày ${dayText(plan.from)}: đến ngày đó mới ghi được là không có giấy đề nghị.`,
    );
  if (requests && requests.length > 0)
    throw new HttpError(409, 'has-requests', `${name} đã có ${requests.length} giấy đề nghị nên không ghi được là không có.`);
}
