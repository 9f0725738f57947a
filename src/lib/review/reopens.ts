/** What has to be done again when a list that was settled is changed after all. */
import { decidingInputs } from './deciding.ts';
import type { ListSheet } from './classify.ts';
import type { Counting } from './indicators.ts';

/** Scores were read out at the meeting: one that changes after the lock goes before the meeting again. */
export function reopensMeeting(sheet: ListSheet, field: string, standard: Pick<Counting, 'indicators'>): boolean {
  return field === 'b1' || decidingInputs(sheet, sheet === 'list02' ? 'living' : 'class', standard).has(field);
}

export const REOPENS_MEETING = 'Điểm đổi sau khi khóa: phải họp dân lại về hộ này.';
