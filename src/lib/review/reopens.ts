/** What must be repeated when a settled list is changed after all. */
import { decidingInputs } from './deciding.ts';
import type { ListSheet } from './classify.ts';
import { isB1 } from './b1-tables.ts';
import type { Ruled } from './condition-text.ts';

/** Scores are read out at the meeting: when one changes after the lock, the household must go before the meeting again. */
export function reopensMeeting(sheet: ListSheet, field: string, standards: readonly Ruled[]): boolean {
  const key = sheet === 'list02' ? 'living' : 'class';
  return isB1(field) || standards.some((by) => decidingInputs(sheet, key, by).has(field));
}

export const REOPENS_MEETING = 'Điểm đổi sau khi khóa: phải họp dân lại về hộ này.';
