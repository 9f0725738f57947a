/** The residents of a village: as on the sheet Thôn, otherwise counted from the lists without those who left. */
import { excelKey } from '../review/excel-key.ts';
import { move } from '../review/formula-columns.ts';
import type { Classified } from '../review/classify.ts';
import type { CellValue, Row } from '../review/types.ts';
import type { Of, Term } from './official/description.ts';

const GONE = [move('poor-other-out'), move('near-other-out'), move('out')];

/** The same count as terms, for the live formula. */
export const RESIDENTS: readonly Term[] = [
  { sheet: 'list01', where: {} },
  ...GONE.map((gone): Term => ({ sheet: 'list01', where: { move: gone }, minus: true })),
  { sheet: 'list02', where: {} },
];

export type Residents = (village: Row, of: Of) => number;

export function residentsOf({ data, results }: Classified): Residents {
  const counted = new Map<string, Record<Of, number>>();
  for (const { id, cells } of data.households) {
    if (GONE.includes(String(results.get(id)?.move ?? ''))) continue;
    const key = excelKey(cells.village);
    const sums = counted.get(key) ?? { households: 0, persons: 0 };
    sums.households++;
    sums.persons += typeof cells.size === 'number' ? cells.size : 0;
    counted.set(key, sums);
  }
  return ({ cells }, of) => numberOr(cells[of], counted.get(excelKey(cells.name))?.[of] ?? 0);
}

export const numberOr = (value: CellValue | undefined, otherwise: number): number => (typeof value === 'number' ? value : otherwise);
