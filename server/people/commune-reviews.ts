/** All reviews of one commune, those put aside too, as they stand to each other. */
import type { CommuneRound, Unit } from '../../src/lib/review/account.ts';
import { monthOf, periodicPlan, shippedPlan } from '../../src/lib/review/plans.ts';

export interface CommuneReview {
  id: string;
  year: number;
  plan: string;
  created: number;
  aside: boolean;
  /** Commune staff have their accounts in it. */
  staffed: boolean;
}

/** A monthly review runs beside the yearly ones and is no round that people are moved to. */
const isYearly = ({ plan }: CommuneReview): boolean => monthOf(plan) === null;

export class CommuneReviews {
  readonly unit: Unit;
  /** Latest first, also within a year. */
  readonly #all: readonly CommuneReview[];
  readonly #used: readonly CommuneReview[];

  constructor(unit: Unit, all: readonly CommuneReview[]) {
    this.unit = unit;
    this.#all = [...all].sort((a, b) => order(b, a));
    this.#used = this.#all.filter(({ aside }) => !aside);
  }

  isAside(id: string): boolean {
    return this.#all.some((review) => review.id === id && review.aside);
  }

  /** The earlier rounds than a review, latest first. */
  before(id: string): string[] {
    const here = this.#find(id);
    return here ? idsOf(this.#used.filter((review) => isYearly(review) && isEarlier(review, here))) : [];
  }

  /** Monthly reviews, latest first. */
  monthly(): string[] {
    return idsOf(this.#used.filter((review) => !isYearly(review)));
  }

  /**
   * The monthly reviews that those who work in this review work in as well: of its year, the year before and later ones, if it is the one
   * that the commune's own staff works in now.
   */
  alongside(id: string): string[] {
    const here = this.#used.find((review) => isYearly(review) && review.staffed);
    if (here?.id !== id) return [];
    const months = this.#used.filter((review) => !isYearly(review) && review.year >= here.year - 1);
    return idsOf(months.sort((a, b) => (a.plan < b.plan ? 1 : -1)));
  }

  /** Rounds that were put aside. */
  aside(): string[] {
    return idsOf(this.#all.filter(({ aside }) => aside));
  }

  /** All, in the order of their last days, whenever they were laid out. */
  rounds(): CommuneRound[] {
    const lastDay = ({ plan, year }: CommuneReview): string => (shippedPlan(plan) ?? periodicPlan(year)).to;
    return [...this.#all]
      .sort((a, b) => a.created - b.created)
      .sort((a, b) => (lastDay(a) < lastDay(b) ? -1 : lastDay(a) > lastDay(b) ? 1 : 0))
      .map(({ id, year, aside }) => ({ review: id, year, aside }));
  }

  /** The round that a new one of this year follows. */
  latest(year: number): string | null {
    return this.#used.find((review) => isYearly(review) && review.year <= year)?.id ?? null;
  }

  #find(id: string): CommuneReview | undefined {
    return this.#all.find((review) => review.id === id);
  }
}

const isEarlier = (a: CommuneReview, b: CommuneReview): boolean => a.year < b.year || (a.year === b.year && a.created < b.created);
const order = (a: CommuneReview, b: CommuneReview): number => a.year - b.year || a.created - b.created || (a.id < b.id ? -1 : 1);
const idsOf = (reviews: readonly CommuneReview[]): string[] => reviews.map(({ id }) => id);
