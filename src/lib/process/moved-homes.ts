/**
 * Where the households of another round's list live now, when villages were merged or split in between: a month's decision is about the
 * village as it was, and belongs where the household is today.
 */
import type { VillageMove } from '../cells/village-moves.ts';
import type { Row } from '../review/types.ts';
import { identitiesOf } from './recognised.ts';

/** A merge or split that was not taken back. */
export type StandingMove = Pick<VillageMove, 'kind' | 'from' | 'into'>;

export class MovedHomes {
  readonly #moves: readonly StandingMove[];
  /** Identity of a household -> the village where it lives now. */
  readonly #homes: ReadonlyMap<string, string>;

  /**
   * @param moves of all rounds of the commune, earliest first.
   * @param lists households of the villages that a move touched, by village; where two lists know a household, the first one counts.
   */
  constructor(moves: readonly StandingMove[], lists: Iterable<readonly [village: string, households: readonly Row[]]>) {
    this.#moves = moves;
    const homes = new Map<string, string>();
    for (const [village, households] of lists)
      for (const identity of households.flatMap(identitiesOf)) if (!homes.has(identity)) homes.set(identity, village);
    this.#homes = homes;
  }

  /** Villages whose older lists may have households of this one, and itself. */
  sourcesOf(village: string): string[] {
    const sources = new Set([village]);
    for (const source of sources) for (const { from, into } of this.#moves) if (into === source) sources.add(from);
    return [...sources];
  }

  /** @param from the village that the older list is of. */
  homeOf(household: Row, from: string): string {
    for (const identity of identitiesOf(household)) {
      const home = this.#homes.get(identity);
      if (home !== undefined) return home;
    }
    // On no list now: it goes with the village as a whole.
    return this.#moves.reduce((home, move) => (move.kind === 'merge' && move.from === home ? move.into : home), from);
  }
}
