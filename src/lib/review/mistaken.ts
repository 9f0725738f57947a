/** A household that was written by mistake and is put aside: the cell that says so, and why. */
import type { CellValue } from './types.ts';

/**
 * On a household's row: why it was written by mistake. On the rows of its members: the household's row. While it stands, they are on no
 * list; their cells stay.
 */
export const MISTAKEN_FIELD = 'mistaken';

export const MISTAKEN_LABEL = 'Hộ ghi nhầm';

export const OTHER_REASON = 'Lý do khác';
export const MISTAKEN_REASONS = [
  'Ghi trùng hộ đã có',
  'Không có hộ này ở thôn',
  'Ghi nhầm hộ của thôn khác',
  'Ghi để thử',
  OTHER_REASON,
] as const;
export type MistakenReason = (typeof MISTAKEN_REASONS)[number];

/** What stands in the cell; '' while something must still be said. */
export function mistakenCell(reason: MistakenReason | null, more: string): string {
  const said = more.normalize('NFC').trim();
  if (reason === null) return '';
  if (reason === OTHER_REASON) return said;
  return said === '' ? reason : `${reason}: ${said}`;
}

/** One of two values that people wrote differently. */
export const mistakenText = (value: CellValue): string => (value === null ? 'Vẫn trong danh sách' : `Để riêng: ${value}`);
