import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readWorkbook } from './read.ts';
import { writeTable, type PrintedTable } from './write-table.ts';

const LONG =
  'Hai hộ cùng mã trong một đợt, một hộ ở Thôn 3, một hộ ở Thôn 4 và có khác tên chủ hộ, nên chưa nối được với các năm khác. Hãy sửa mã hộ, rồi xem lại các năm trước.';
const table = (rows: PrintedTable['rows']): PrintedTable => ({
  ...{ name: 'Sổ', unit: 'Xã Nông Thượng', title: 'SỔ THEO DÕI', note: 'Thôn 3; 2 hộ', day: '2023-12-05', fixed: 2 },
  columns: [
    { text: 'STT', align: 'center', most: 6 },
    { text: 'Họ và tên chủ hộ', most: 24 },
    { text: 'Mã hộ', most: 12 },
    { text: 'Ghi chú', most: 30 },
  ],
  rows,
});
const ROWS = [
  [1, 'Hà Văn Dũng', '007', LONG],
  [2, '=1+1', '1/2', null],
];

async function written(of: PrintedTable): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeTable(of)).slice().buffer as unknown as ExcelJS.Buffer);
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

describe('a table as a workbook', () => {
  it('holds what it was given, numbers as numbers and every text as text', async () => {
    const sheet = await written(table(ROWS));
    const line = (row: number): unknown[] => [1, 2, 3, 4].map((column) => sheet.getCell(row, column).value);
    expect(line(7)).toEqual(['STT', 'Họ và tên chủ hộ', 'Mã hộ', 'Ghi chú']);
    expect([line(8), line(9)]).toEqual(ROWS);
    expect(['C8', 'B9', 'C9'].map((cell) => sheet.getCell(cell).numFmt)).toEqual(['@', '@', '@']);
    expect(['A1', 'A4', 'A5'].map((cell) => sheet.getCell(cell).value)).toEqual(['UBND XÃ NÔNG THƯỢNG', 'SỔ THEO DÕI', 'Thôn 3; 2 hộ']);
    // A long text wraps, and its row is as high as its lines.
    expect(sheet.getRow(8).height).toBeGreaterThan(sheet.getRow(9).height);
  });

  it('is set for A4 landscape with its headings on every page and nothing outside the print area', async () => {
    const sheet = await written(table(ROWS));
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1, printTitlesRow: '7:7' });
    expect(sheet.pageSetup.printArea).toBe('A1:D18');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 7 });
    expect(sheet.autoFilter).toBe('A7:D9');
  });

  it('a long one ends its pages itself, and no page holds the signatures alone', async () => {
    const bytes = await writeTable(table(Array.from({ length: 200 }, (_, n) => [n + 1, 'Hà Văn Dũng', `NT-${n}`, ''])));
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    const breaks = [...xml.matchAll(/<brk id="(\d+)"/g)].map(([, row]) => Number(row));
    expect(breaks.length).toBeGreaterThan(3);
    // The last three of the rows 8 to 207 go with the signatures.
    expect(breaks.at(-1)).toBeLessThan(205);
  });

  it('the same content gives the same bytes, and read as a list it is none', async () => {
    const bytes = await writeTable(table(ROWS));
    expect(await writeTable(table(ROWS))).toEqual(bytes);
    expect(readWorkbook(bytes, 'so.xlsx').data.households).toEqual([]);
  });
});
