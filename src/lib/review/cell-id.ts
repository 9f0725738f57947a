/** CCCD / số định danh cá nhân: text of 12 digits. The first three are the province where the birth was registered. */
import { doubtful, invalid, type CellReading } from './cell-reading.ts';

const LAST_PROVINCE = 96;
const hasProvince = (id: string): boolean => Number(id.slice(0, 3)) >= 1 && Number(id.slice(0, 3)) <= LAST_PROVINCE;

export function readIdNumber(typed: unknown, text: string): CellReading {
  // Programs that know only decimals write 6070000108.0.
  const digits = text
    .replace(/^'/, '')
    .replace(/^(\d{9,12})\.0$/, '$1')
    .replace(/[\s.]/g, '');
  if (/^\d{12}$/.test(digits)) return { value: digits };
  if (/^\d{9}$/.test(digits)) return doubtful(digits, 'old-id-number', `'${digits}' là số CMND cũ 9 số, cần số CCCD 12 số`);
  // Only a number can have lost its leading zeros; 10 or 11 digits that were typed as text are more likely a typing error.
  if (typeof typed === 'number' && /^\d{10,11}$/.test(digits)) {
    const restored = digits.padStart(12, '0');
    if (hasProvince(restored))
      return doubtful(restored, 'leading-zero-restored', `${digits} bị Excel bỏ số 0 ở đầu, đã sửa thành ${restored}: hãy xem lại`);
  }
  const count = /^\d+$/.test(digits) ? ` (có ${digits.length} số)` : '';
  return invalid(text, 'not-an-id-number', `'${text}' không phải là số CCCD 12 số${count}`);
}
