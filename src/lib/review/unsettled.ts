/**
 * Which results of a household are unknown while cells are in conflict. `Row.disputed` names those cells; the results that rest on them
 * read '(chưa thống nhất)' until somebody chooses.
 */
import { keyBy, type ResultKey } from './by-standard.ts';
import { decidingInputs } from './deciding.ts';
import { formulaColumnsOf, UNSETTLED, type FormulaKey } from './formula-columns.ts';
import type { ListSheet } from './formula-trees.ts';
import { MISTAKEN_FIELD } from './mistaken.ts';
import type { Round } from './plans.ts';
import type { CellValue, ReviewData, Row } from './types.ts';

/** What decides which cells a result rests on. */
type Basis = Pick<Round, 'plan' | 'standard' | 'beside'>;

const NONE: ReadonlySet<FormulaKey> = new Set();
const WHOLE_RESULT: ReadonlySet<FormulaKey> = new Set(['computed', 'class', 'move', 'living']);
const LIVING: ReadonlySet<FormulaKey> = new Set(['living']);

/** Fields of a row: which list the household is on, and whether on any. They can be in conflict like a column. */
const PLACE: ReadonlySet<string> = new Set(['sheet', MISTAKEN_FIELD]);
export const isOfPlace = (field: string): boolean => PLACE.has(field);

const restsOn = (sheet: ListSheet, key: FormulaKey, disputed: readonly string[], { standard }: Basis): boolean =>
  disputed.some((field) => decidingInputs(sheet, key, standard).has(field));

/**
 * Formula columns that rest on a cell in conflict, for display. Thiếu thông tin stays readable: what is missing is missing whoever is
 * right.
 */
export function unsettledColumns(sheet: ListSheet, disputed: readonly string[], round: Basis): ReadonlySet<ResultKey> {
  if (disputed.length === 0) return NONE;
  const by = (basis: Basis): FormulaKey[] => {
    const uncounted = disputed.some(isOfPlace) ? unsettledResults(sheet, disputed, { ...round, ...basis }) : NONE;
    return formulaColumnsOf(sheet, basis.standard)
      .map(({ key }) => key)
      .filter(
        (key) =>
          key !== 'missing' && (round.plan.living || key !== 'living') && (uncounted.has(key) || restsOn(sheet, key, disputed, basis)),
      );
  };
  const beside = (round.beside ?? []).flatMap((standard) => by({ ...round, standard }).map((key) => keyBy(key, standard)));
  return new Set([...by(round), ...beside]);
}

/**
 * Results that no form may count. Class, movement and living standard go together, so that the forms agree with each other. A conflict that
 * does not affect the class (a cause, 'Từng thuộc diện') leaves the household in its columns.
 */
export function unsettledResults(sheet: ListSheet, disputed: readonly string[], round: Basis): ReadonlySet<FormulaKey> {
  const withLiving = round.plan.living;
  const place = disputed.some(isOfPlace);
  if (sheet === 'list01' && (place || restsOn(sheet, 'class', disputed, round))) return withLiving ? WHOLE_RESULT : CLASS_AND_MOVE;
  if (place) return LIVING;
  return withLiving && restsOn(sheet, 'living', disputed, round) ? LIVING : NONE;
}

const CLASS_AND_MOVE: ReadonlySet<FormulaKey> = new Set(['computed', 'class', 'move']);

type Open = ReadonlyMap<string, Readonly<Record<'class' | 'living', CellValue>>>;

/** Households that the forms count separately: those with an open result by any standard that the review has. */
export function unsettledHouseholds({
  data,
  results,
  beside = [],
}: {
  data: ReviewData;
  results: Open;
  beside?: readonly { results: Open }[];
}): Row[] {
  const isOpen = (by: Open, id: string): boolean => by.get(id)?.class === UNSETTLED || by.get(id)?.living === UNSETTLED;
  return data.households.filter(({ id }) => [results, ...beside.map((other) => other.results)].some((by) => isOpen(by, id)));
}

/** 'Chưa thống nhất: 3 hộ, …': the one sentence of the pages and the sheets. */
export const unsettledText = (count: number): string =>
  `Chưa thống nhất: ${count} hộ có ô hai người ghi khác nhau, chưa tính vào cột kết quả nào.`;
