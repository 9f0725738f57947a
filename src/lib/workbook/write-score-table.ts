/** A score table as the workbook that read-score-table.ts reads; without items, the blank one. */
import { areaName } from '../review/areas.ts';
import { isTick, type ScoreTable } from '../review/score-table.ts';
import { Book } from './write-book.ts';
import { CALIBRI, type Look } from './write-styles.ts';

const CELL: Look = { vertical: 'top', wrap: true };
const HEAD: Look = { ...CELL, bold: true };

export function writeScoreTable({ scores, form, region, area, items }: ScoreTable): Promise<Uint8Array> {
  const signs = scores === 'formA';
  const name = signs ? 'Phiếu A' : 'Bảng điểm B1';
  const book = new Book({ title: name }, { font: CALIBRI });
  const sheet = book.sheet(name);
  const columns: [string, number][] = signs
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
      ];
  sheet.columns(columns.map(([, width]) => ({ width, look: CELL })));
  columns.forEach(([heading], index) => sheet.put(1, index + 1, heading, HEAD));
  let row = 2;
  for (const item of items)
    for (const { text, points } of item.options) {
      const cells = signs
        ? [item.group, item.name]
        : [form, region, areaName(area || undefined), item.group, item.name, isTick(item) ? '' : text, points];
      cells.forEach((value, index) => sheet.put(row, index + 1, value, CELL));
      row++;
    }
  sheet.freeze(2, 1);
  return book.bytes();
}
