/** The commune of a list, if it is named above the headings. */
import { tidy } from '../review/text.ts';
import type { Headings } from './headings.ts';
import type { Grid } from './read-grid.ts';

/** 'UBND PHƯỜNG HUYỀN TỤNG' -> 'Phường Huyền Tụng'. */
export function unitAbove(grid: Grid, headings: Headings): string {
  for (const [row, cells] of grid.rows) {
    if (row >= headings.top) break;
    for (const cell of cells.values()) {
      const text = tidy(String(cell.value));
      const match = /(?:^|UBND|[ỦU][ỶY] BAN NHÂN DÂN|U[ỶY] BAN NHÂN DÂN)\s*(XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(.+)$/iu.exec(
        text.replace(/\s*(CỘNG H[OÒ]|CỘNG HOÀ).*$/iu, ''),
      );
      if (!match) continue;
      const name = tidy((match[2] ?? '').replace(/[,:–(].*$/, '').replace(/\s+(NĂM|HUYỆN|THÀNH PHỐ|TỈNH|THỊ XÃ|ĐỢT)\b.*$/iu, ''));
      const unit = `${match[1] ?? ''} ${name}`;
      if (name === '' || name.length > 40) continue;
      return unit
        .toLowerCase()
        .replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
        .replace(/^(Thị Trấn|Đặc Khu)/, (kind) => kind.charAt(0) + kind.slice(1).toLowerCase());
    }
  }
  return '';
}
