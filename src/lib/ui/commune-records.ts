/** The commune's own records as the pages read them: the round, and the villages in their order. */
import { readRow, ROUND_ROW, rowsInOrder, VILLAGE_PREFIX } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { chooseRound, RoundError, type Area, type Round, type RoundChoice } from '$lib/review/plans.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { Row } from '$lib/review/types.ts';

export interface RoundReading {
  unit: string;
  year: number | null;
  round: Round | null;
  /** Why there is no round, in words; null when there is one or when nothing has been recorded yet. */
  problem: string | null;
}

/** A village of the commune: `id` names its room and its page (/thon/ID). */
export interface Village {
  id: string;
  name: string;
  row: Row;
}

/** In the order of the sheet Thôn. */
export const readVillages = (list: SharedList): Village[] =>
  rowsInOrder(list, VILLAGE_PREFIX).map((id) => {
    const row = readRow(list, id, 'villages');
    const village = id.slice(VILLAGE_PREFIX.length);
    return { id: village, name: String(row.cells.name ?? village), row };
  });

/** @param confirmed drafts of standards that can be used. */
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
