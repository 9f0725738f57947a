/** Whether a cell meets a form's criterion, decided as COUNTIFS does. */
import { excelKey } from '../review/excel-key.ts';
import { UNSEEN } from '../review/personal.ts';
import type { CellValue } from '../review/types.ts';
import type { Criterion } from './official/description.ts';

export function meets(criterion: Criterion, value: CellValue): boolean {
  if (typeof criterion === 'string') return excelKey(value) === excelKey(criterion);
  if ('not' in criterion) return excelKey(value) !== excelKey(criterion.not);
  return typeof value === 'number' && ('below' in criterion ? value < criterion.below : value >= criterion.atLeast);
}

/** Whether hidden personal values decide: no visible value contradicts the criteria, and at least one value is hidden. */
export const mayMeet = (criteria: readonly (readonly [key: string, criterion: Criterion])[], read: (key: string) => CellValue): boolean => {
  let unseen = false;
  for (const [key, criterion] of criteria) {
    const value = read(key);
    if (value === UNSEEN) unseen = true;
    else if (!meets(criterion, value)) return false;
  }
  return unseen;
};
