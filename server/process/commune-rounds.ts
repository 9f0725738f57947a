/** All rounds of a commune together: its certificates are numbered over all of them, and its register joins them. */
import { readActs } from '../../src/lib/process/act-rows.ts';
import type { RoundActs } from '../../src/lib/process/certificates.ts';
import type { CommuneRound } from '../../src/lib/review/account.ts';
import { roomName } from '../../src/lib/review/people.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

/** @returns all rounds of the commune of this review, earliest first; without accounts, the review alone. */
export type RoundsOf = (review: string) => Promise<readonly CommuneRound[]>;

export class CommuneRounds {
  readonly #log: UpdateLog;
  readonly of: RoundsOf;

  constructor(log: UpdateLog, of: RoundsOf) {
    this.#log = log;
    this.of = of;
  }

  /** Names of all rounds of the commune. */
  async names(review: string): Promise<string[]> {
    return [...new Set([review, ...(await this.of(review)).map((round) => round.review)])];
  }

  /** Acts of the commune's other rounds, as they are stored. */
  async elsewhere(review: string): Promise<RoundActs[]> {
    const others = (await this.of(review)).filter((round) => round.review !== review);
    return Promise.all(
      others.map(async (round) => ({
        review: round.review,
        acts: await readRoom(this.#log, roomName(round.review, null), readActs),
      })),
    );
  }

  /** One after the other within a commune, so that two of its rounds cannot take the same number at the same time. */
  async inTurn<T>(review: string, work: () => Promise<T>): Promise<T> {
    const commune = (await this.of(review))[0]?.review ?? review;
    return this.#log.alone(`commune/${commune}`, work);
  }
}
