/**
 * Who is called how in a review, for rooms that must know it without waiting: a comment signed with another person's name is refused. Asked
 * for when the first person of a review comes in, and again whenever accounts have changed.
 */
import { isSameName } from '../../src/lib/review/people.ts';

/** @returns the names of everybody in each of these reviews. */
export type NamesIn = (reviews: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;

export class NamesInReviews {
  readonly #ask: NamesIn;
  readonly #known = new Map<string, readonly string[]>();
  /** Number of changes so far: an answer from before a change is not kept. */
  #changes = 0;
  #renewing: Promise<void> | null = null;

  constructor(ask: NamesIn) {
    this.#ask = ask;
  }

  knows(review: string): boolean {
    return this.#known.has(review);
  }

  async learn(review: string): Promise<void> {
    const asked = this.#changes;
    const names = await this.#ask([review]);
    if (asked === this.#changes) this.#known.set(review, names.get(review) ?? []);
  }

  has(name: string, review: string): boolean {
    return this.#known.get(review)?.some((other) => isSameName(other, name)) ?? false;
  }

  /** Accounts have changed. @param used the reviews of people who are connected; the others are forgotten. */
  renew(used: ReadonlySet<string>): Promise<void> {
    this.#changes += 1;
    for (const review of [...this.#known.keys()]) if (!used.has(review)) this.#known.delete(review);
    return (this.#renewing ??= this.#askAgain().finally(() => (this.#renewing = null)));
  }

  /** All in one question, and once more for what has changed meanwhile. */
  async #askAgain(): Promise<void> {
    for (let asked = -1; asked !== this.#changes;) {
      asked = this.#changes;
      const reviews = [...this.#known.keys()];
      const names = reviews.length > 0 ? await this.#ask(reviews) : new Map<string, readonly string[]>();
      for (const review of reviews) if (this.#known.has(review)) this.#known.set(review, names.get(review) ?? []);
    }
  }
}
