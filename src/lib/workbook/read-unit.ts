/** The commune of a list, and the units above it, if they are named above the headings. */
import { tidy } from '../review/text.ts';
import type { Headings } from './headings.ts';
import type { Grid } from './read-grid.ts';

export interface UnitAbove {
  /** 'Phường Huyền Tụng'; '' for none. */
  name: string;
  /** As written, 'Huyện Chợ Mới'; '' where the list does not say. */
  district: string;
  province: string;
}

export const NO_UNIT: UnitAbove = { name: '', district: '', province: '' };

const COMMUNE = /(?:^|UBND|[ỦU][ỶY] BAN NHÂN DÂN|U[ỶY] BAN NHÂN DÂN)\s*(XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s+(.+)$/iu;
const ABOVE = /(?:^|UBND|NHÂN DÂN|[,;–-])\s*((?:HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|TP\.?|TX\.?|TỈNH)\s+[^,;:–(]+)/giu;

/** 'UBND PHƯỜNG HUYỀN TỤNG, THÀNH PHỐ BẮC KẠN' -> Phường Huyền Tụng in Thành phố Bắc Kạn. */
export function unitAbove(grid: Grid, headings: Headings): UnitAbove {
  const unit = { ...NO_UNIT };
  for (const [row, cells] of grid.rows) {
    if (row >= headings.top) break;
    for (const cell of cells.values()) {
      const text = tidy(String(cell.value)).replace(/\s*(CỘNG H[OÒ]|CỘNG HOÀ).*$/iu, '');
      for (const [, written = ''] of text.matchAll(ABOVE)) {
        const name = asWritten(written.replace(/\s+(NĂM|ĐỢT|NGÀY)\b.*$/iu, ''));
        if (name.length > 40) continue;
        if (/^Tỉnh/.test(name)) unit.province ||= name;
        else unit.district ||= name;
      }
      const match = COMMUNE.exec(text);
      if (unit.name !== '' || !match) continue;
      const name = tidy((match[2] ?? '').replace(/[,:–(].*$/, '').replace(/\s+(NĂM|HUYỆN|THÀNH PHỐ|TỈNH|THỊ XÃ|ĐỢT)\b.*$/iu, ''));
      if (name !== '' && name.length <= 40) unit.name = asWritten(`${match[1] ?? ''} ${name}`);
    }
  }
  return unit;
}

const asWritten = (name: string): string =>
  tidy(name)
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/^(Thị Trấn|Đặc Khu|Thành Phố|Thị Xã)/, (kind) => kind.charAt(0) + kind.slice(1).toLowerCase());
