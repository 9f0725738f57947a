/** A score table as the workbook that read-score-table.ts reads; without items, the blank one. */
import ExcelJS from 'exceljs';
import { areaName } from '../review/areas.ts';
import { isTick, type ScoreTable } from '../review/score-table.ts';

const FONT: Partial<ExcelJS.Font> = { name: 'Times New Roman', size: 12 };

export async function writeScoreTable({ scores, form, region, area, items }: ScoreTable): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(scores === 'formA' ? 'Phiếu A' : 'Bảng điểm B1', { views: [{ state: 'frozen', ySplit: 1 }] });
  const signs = scores === 'formA';
  sheet.columns = (
    signs
      ? [
          ['Nhóm', 30],
          ['Tiêu chí', 80],
        ]
      : [
          ['Mẫu', 12],
          ['Vùng', 32],
          ['Khu vực', 12],
          ['Nhóm', 30],
          ['Mục', 50],
          ['Phương án', 40],
          ['Điểm', 8],
        ]
  ).map(([header, width]) => ({
    header: String(header),
    width: Number(width),
    style: { font: FONT, alignment: { wrapText: true, vertical: 'top' as const } },
  }));
  sheet.getRow(1).font = { ...FONT, bold: true };
  for (const item of items)
    for (const { text, points } of item.options)
      sheet.addRow(
        signs
          ? [item.group, item.name]
          : [form, region, areaName(area || undefined), item.group, item.name, isTick(item) ? '' : text, points],
      );
  return new Uint8Array(await book.xlsx.writeBuffer());
}
