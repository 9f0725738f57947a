/** The commune's own records, read and written by the pages: the round, the locks. */
import { LOCKED_FIELD, ROUND_ROW, VILLAGE_PREFIX, type Village } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { chooseRound, RoundError, type Area, type Round, type RoundChoice } from '$lib/review/plans.ts';
import type { Standard } from '$lib/review/standards.ts';

export interface RoundReading {
  unit: string;
  year: number | null;
  round: Round | null;
  /** Why there is no round, in words; null if there is one, or if nothing has been recorded yet. */
  problem: string | null;
}

/** An ordinary write into the commune's own list; one write for all the villages. */
export const setLocked = (list: SharedList, villages: readonly Pick<Village, 'id'>[], locked: boolean): void => {
  list.write(villages.map(({ id }) => ({ row: VILLAGE_PREFIX + id, field: LOCKED_FIELD, value: locked ? 'x' : null })));
};

/** @param confirmed draft standards that may be used. */
export function readRound(list: SharedList, confirmed: readonly Standard[] = []): RoundReading {
  const cells = list.snapshotRow(ROUND_ROW);
  const unit = String(cells.unit ?? '');
  const choice: RoundChoice = {
    ...(typeof cells.plan === 'string' && cells.plan !== '' && { plan: cells.plan }),
    ...(typeof cells.standard === 'string' && cells.standard !== '' && { standard: cells.standard }),
    ...(typeof cells.year === 'number' && { year: cells.year }),
    ...(isArea(cells.area) && { area: cells.area }),
  };
  const year = choice.year ?? null;
  if (choice.plan === undefined && year === null) return { unit, year, round: null, problem: null };
  try {
    const round = chooseRound(choice, confirmed);
    return { unit, year: year ?? round.plan.year, round, problem: null };
  } catch (error) {
    if (!(error instanceof RoundError)) throw error;
    return { unit, year, round: null, problem: error.message };
  }
}

const isArea = (value: unknown): value is Area => value === 'rural' || value === 'urban';
