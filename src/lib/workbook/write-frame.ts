/** What every official form has around its table: state header, number, title, reference; signatures below. */
import type { Sheet } from './write-sheet.ts';

export interface Frame {
  /** 'Xã Nông Thượng'; of one village 'Thôn 1, Xã Nông Thượng'. */
  unit: string;
  year: number;
  id: string;
  /** 'Phụ lục số 10'; without it 'Mẫu số' and the id. */
  number?: string;
  title: string;
  reference: string;
  titleRow: number;
  firstColumn: number;
  widths: readonly number[];
}

const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** Last column of the left part: two fifths of the width, so that neither side's words are cut. */
function middle({ widths, firstColumn }: Pick<Frame, 'widths' | 'firstColumn'>): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  let used = 0;
  const index = widths.findIndex((width) => (used += width) >= total * 0.42);
  return Math.max(firstColumn, index + 1);
}

export function writeHeader(sheet: Sheet, frame: Frame): void {
  const { firstColumn: first, titleRow, widths } = frame;
  const last = widths.length;
  const split = middle(frame);
  const office = frame.unit.toUpperCase() || '…………………………';
  // A village, named before its commune, has no committee.
  sheet.merge(1, first, 1, split, office.startsWith('UBND') || office.includes(',') ? office : `UBND ${office}`, { size: 13, bold: true, align: 'center' });
  sheet.merge(1, split + 1, 1, last, NATION, { size: 13, bold: true, align: 'center' });
  sheet.merge(2, split + 1, 2, last, MOTTO, { size: 13, bold: true, underline: true, align: 'center' });
  sheet.merge(titleRow - 1, first, titleRow - 1, last, frame.number ?? `Mẫu số ${frame.id}`, { size: 13, bold: true, align: 'center' });
  sheet.merge(titleRow, first, titleRow, last, frame.title, { size: 14, bold: true, align: 'center', wrap: true });
  sheet.fit(titleRow, [{ text: frame.title, from: first, to: last, size: 15 }], 22);
  sheet.merge(titleRow + 1, first, titleRow + 1, last, `Năm ${frame.year}\n${frame.reference}`, { size: 12, italic: true, align: 'center', wrap: true });
  sheet.height(titleRow + 1, 34);
}

/** @returns the last row written */
export function writeSignatures(sheet: Sheet, row: number, { widths, firstColumn }: Frame): number {
  const last = widths.length;
  const split = middle({ widths, firstColumn });
  const look = { size: 13, align: 'center' } as const;
  sheet.merge(row, split + 1, row, last, '……………………, ngày …… tháng …… năm ………', { ...look, italic: true });
  sheet.merge(row + 1, firstColumn, row + 1, split, 'NGƯỜI LẬP BIỂU', { ...look, bold: true });
  sheet.merge(row + 1, split + 1, row + 1, last, 'TM. ỦY BAN NHÂN DÂN', { ...look, bold: true });
  sheet.merge(row + 2, firstColumn, row + 2, split, '(Ký, ghi rõ họ tên)', { ...look, italic: true });
  sheet.merge(row + 2, split + 1, row + 2, last, 'CHỦ TỊCH', { ...look, bold: true });
  sheet.merge(row + 3, split + 1, row + 3, last, '(Ký tên, đóng dấu)', { ...look, italic: true });
  return row + 7;
}
