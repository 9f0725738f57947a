/** What changes with a late edit: the value now, and the household's result with the edit. */
import { HOUSEHOLD_PREFIX, MEMBER_PREFIX, readRow, SHEET_FIELD } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { standardsOf } from '$lib/review/plans.ts';
import { reopensMeeting } from '$lib/review/reopens.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { outcome } from '$lib/review/why.ts';
import type { LateEdit } from './ask-late.ts';

export interface LateOutcomes {
  /** null if the household is not in the list yet. */
  before: string | null;
  /** null for rows that belong to no household. */
  after: string | null;
  reopens: boolean;
}

/** For one edit, or for several edits of one household together. */
export function lateOutcome(
  list: SharedList,
  classifier: Classifier,
  village: string,
  edits: readonly Pick<LateEdit, 'row' | 'field' | 'value'>[],
): LateOutcomes {
  const row = edits[0]?.row ?? '';
  if (!row.startsWith(HOUSEHOLD_PREFIX)) return { before: null, after: null, reopens: false };
  const late = Object.fromEntries(edits.map(({ field, value }) => [field, value]));
  const sheet = (late[SHEET_FIELD] ?? list.get(row, SHEET_FIELD)) === 'list02' ? 'list02' : 'list01';
  const now: Row = readRow(list, row, sheet);
  now.cells.village = village;
  const cells: Record<string, CellValue> = { ...now.cells };
  for (const [field, value] of Object.entries(late)) if (field !== SHEET_FIELD) cells[field] = value;
  return {
    before: list.has(row) ? outcome(classifier, now) : null,
    after: outcome(classifier, { ...now, cells }),
    reopens: edits.some(({ field }) => reopensMeeting(sheet, field, standardsOf(classifier.round))),
  };
}

/** The name of a row's household or member, from the list or from the late edits. */
export function lateName(list: SharedList | undefined, edits: readonly Pick<LateEdit, 'row' | 'field' | 'value'>[], row: string): string {
  const field = row.startsWith(MEMBER_PREFIX) ? 'name' : 'head';
  const own = list?.get(row, field) ?? edits.find((edit) => edit.row === row && edit.field === field)?.value;
  const kind = row.startsWith(MEMBER_PREFIX) ? 'Thành viên' : 'Hộ';
  return `${kind} ${String(own ?? '') || 'chưa ghi tên'}`;
}
