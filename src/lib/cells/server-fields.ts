/** Fields that only the commune's machine writes. Their names say so, so that the server need not look up the row of an entry. */
import type { CellValue } from '../review/types.ts';
import { CELL_LIMIT } from './entry.ts';

/** Of what was done in the round (src/lib/process): it is recorded after its conditions were checked. */
export const ACT_FIELD = 'act.';

/** On the round's row: 'x' once a meeting decided otherwise than a list computes. */
export const DECIDES_FIELD = 'act.decides';

export const isServerField = (field: string): boolean => field.startsWith(ACT_FIELD);

/** A text longer than a cell continues in cells of its own: 'act.households', 'act.households+1', … */
const PART = '+';

export const isFurtherPart = (field: string): boolean => field.includes(PART);

/** 'act.households+1' -> 'act.households' */
export const firstPart = (field: string): string => field.split(PART, 1)[0] ?? field;

export function textParts(field: string, value: CellValue): [string, CellValue][] {
  if (typeof value !== 'string' || value.length <= CELL_LIMIT) return [[field, value]];
  // Half as many characters as a cell takes, counted whole: none of them is cut in two.
  return (value.match(/[^]{1,1000}/gu) ?? []).map((text, n) => [n === 0 ? field : `${field}${PART}${n}`, text]);
}

export function wholeText(cells: Readonly<Record<string, CellValue>>, field: string): CellValue {
  let text = cells[field] ?? null;
  for (let n = 1; typeof text === 'string'; n++) {
    const more = cells[`${field}${PART}${n}`];
    if (typeof more !== 'string') break;
    text += more;
  }
  return text;
}
