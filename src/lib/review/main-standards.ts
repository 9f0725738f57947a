/** Which standards a round can be made by, instead of the one that its plan or its day gives. */
import { onDay } from './limits.ts';
import { periodicPlan, planById, roundOrWhy, type RoundChoice } from './plans.ts';
import { standardOn, STANDARDS, type Standard } from './standards.ts';

type Days = Pick<RoundChoice, 'plan'> & { year: number };

const choiceOf = ({ plan, year }: Days): RoundChoice => (plan ? { plan } : { year });

export interface MainOffers {
  /** What the plan or the day gives; undefined while it cannot be used. */
  usual: Standard | undefined;
  /** The others: those in force on the round's last day. */
  others: readonly Standard[];
}

/** @param usable drafts that were confirmed, and a province's own standards. */
export function mainOffers(of: Days, usable: readonly Standard[]): MainOffers {
  const round = roundOrWhy(choiceOf(of), usable);
  const usual = typeof round === 'string' ? undefined : round.standard;
  const day = (planById(of.plan ?? '') ?? periodicPlan(of.year)).to;
  const all = [...STANDARDS, ...usable.filter(({ id }) => !STANDARDS.some((ours) => ours.id === id))];
  const national = standardOn(day, all)?.id;
  const others = all.filter(
    ({ id, scope, from, to }) => id !== usual?.id && from <= day && day <= to && (scope !== 'nation' || id === national),
  );
  return { usual, others: others.map((one) => onDay(one, day)) };
}

/** The round by this main standard; by the usual one where it is not offered, as after a change of the year. */
export const roundBy = (of: Days, standard: string, usable: readonly Standard[]): ReturnType<typeof roundOrWhy> =>
  roundOrWhy({ ...choiceOf(of), ...(isOffered(of, standard, usable) && { standard }) }, usable);

export const isOffered = (of: Days, standard: string, usable: readonly Standard[]): boolean =>
  mainOffers(of, usable).others.some(({ id }) => id === standard);
