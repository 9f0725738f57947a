/** The commune's own records, read and written by the pages: the round, the locks. */
import { BESIDE_FIELD, besideCell, besideOf, LOCKED_FIELD, ROUND_ROW, VILLAGE_PREFIX, type Village } from '$lib/cells/review-rooms.ts';
import { isoOf, dayText } from '$lib/review/iso-day.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { chooseRound, RoundError, type Area, type Round, type RoundChoice } from '$lib/review/plans.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { CellValue } from '$lib/review/types.ts';

export interface RoundReading {
  unit: string;
  year: number | null;
  round: Round | null;
  /** Why there is no round, in words; null if there is one, or if nothing has been recorded yet. */
  problem: string | null;
  /** Why a standard recorded beside the main one is not used now, in words. */
  besideProblem?: string;
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
    ...areaChoice(cells),
  };
  const year = choice.year ?? null;
  if (choice.plan === undefined && year === null) return { unit, year, round: null, problem: null };
  try {
    const round = chooseRound(choice, confirmed);
    const beside = withBeside(round, choice, besideOf(cells[BESIDE_FIELD]), confirmed);
    return { unit, year: year ?? round.plan.year, problem: null, ...beside };
  } catch (error) {
    if (!(error instanceof RoundError)) throw error;
    return { unit, year, round: null, problem: error.message };
  }
}

/** A standard that cannot be used (any more) does not take the round away from the people who work in it. */
function withBeside(
  round: Round,
  choice: RoundChoice,
  beside: readonly string[],
  confirmed: readonly Standard[],
): Pick<RoundReading, 'round' | 'besideProblem'> {
  if (beside.length === 0) return { round };
  try {
    return { round: chooseRound({ ...choice, beside }, confirmed) };
  } catch (error) {
    if (!(error instanceof RoundError)) throw error;
    return { round, besideProblem: error.message };
  }
}

/** Classifies by these standards as well; an ordinary write into the commune's own list. */
export const setBeside = (list: SharedList, standards: readonly string[]): void => list.set(ROUND_ROW, BESIDE_FIELD, besideCell(standards));

/** The commune's area, for villages without one; '' for none. An area of no day is simply so. */
export function setCommuneArea(list: SharedList, { area, areaFrom, areaBefore }: Record<'area' | 'areaFrom' | 'areaBefore', string>): void {
  const from = area === '' ? '' : areaFrom;
  const cells = { area, areaFrom: from === '' ? '' : dayText(from), areaBefore: from === '' ? '' : areaBefore };
  list.write(Object.entries(cells).map(([field, value]) => ({ row: ROUND_ROW, field, value: value || null })));
}

/** @param day yyyy-mm-dd: the villages' areas of this day count. */
export const setAreaDay = (list: SharedList, day: string): void => list.set(ROUND_ROW, 'areaDay', dayText(day));

/** Of the round's row: the commune's area, since when, what it was before, and the day whose area counts. Days are written dd/mm/yyyy. */
function areaChoice({ area, areaFrom, areaBefore, areaDay }: Record<string, CellValue>): Partial<RoundChoice> {
  const [from, day] = [isoOf(areaFrom), isoOf(areaDay)];
  return {
    ...(isArea(area) && { area }),
    ...(from !== null && { areaFrom: from }),
    ...(isArea(areaBefore) && { areaBefore }),
    ...(day !== null && { areaDay: day }),
  };
}

const isArea = (value: unknown): value is Area => value === 'rural' || value === 'urban';
