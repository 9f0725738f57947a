/** The answers to score tables go out in the workbook and come back; LibreOffice adds them up in tests/oracle. */
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { RURAL_TABLE as TABLE } from '../../../tests/fixtures/score-tables.ts';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import { surveyOf } from '../review/round-columns.ts';
import { fieldOf } from '../review/score-table.ts';
import type { CellValue, ReviewData } from '../review/types.ts';
import { previewImport } from './preview.ts';
import { readWorkbook } from './read.ts';
import { blankTemplate } from './template.ts';
import { writeReport } from './write.ts';

const [SIZE, FLOOR, CAR] = TABLE.items.map(fieldOf) as [string, string, string];
const round = chooseRound({ year: 2023 });

const household = (code: string, cells: Record<string, CellValue>) => ({
  id: `h:${code}`,
  sheet: 'list01' as const,
  cells: { code, head: `Lò Văn ${code}`, village: 'Thôn 1', size: 2, lastYear: 'Hộ nghèo', ...cells },
});
const data: ReviewData = {
  unit: 'Xã A',
  villages: [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: 'Nông thôn' } }],
  households: [
    household('A', { b1: 80, [SIZE]: '2 người', [FLOOR]: '>= 8 m² *' }),
    household('B', { b1: 90, [SIZE]: '1 người', [FLOOR]: '< 8 m²', [CAR]: 'x' }),
    household('C', { [SIZE]: '1 người' }),
    household('D', { b1: 70 }),
  ],
  members: [],
};
const write = (): Promise<Uint8Array> => writeReport(classifyAll(data, round), { tables: [TABLE], forms: [[]] });

async function edited(bytes: Uint8Array, edit: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.slice().buffer);
  edit(book.getWorksheet('Phiếu B1 NT') as ExcelJS.Worksheet);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

it('writes each answer, the sum where all is answered, and whether it agrees with the list', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await write()).slice().buffer);
  const sheet = book.getWorksheet('Phiếu B1 NT') as ExcelJS.Worksheet;
  const result = (address: string): unknown => (sheet.getCell(address).value as ExcelJS.CellFormulaValue).result ?? '';
  expect([5, 6, 7, 8].map((row) => ['I', 'J', 'K'].map((column) => result(`${column}${row}`)))).toEqual([
    [80, 80, 'khớp'],
    [105, 90, 'lệch'],
    ['', '', ''],
    ['', 70, ''],
  ]);
});

it('a household stands on the sheet of the one table that scores it', async () => {
  const everywhere = { ...TABLE, area: '' as const, form: 'Mẫu chung' };
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeReport(classifyAll(data, round), { tables: [TABLE, everywhere], forms: [[]] })).slice().buffer);
  expect(book.worksheets.map(({ name }) => name).filter((name) => name.startsWith('Phiếu'))).toEqual(['Phiếu B1 NT']);
});

it('reading it back changes nothing, and no list is made of the sheets beside it', async () => {
  const reading = readWorkbook(await write(), 'xa-a.xlsx');
  expect(reading.answered).toEqual([{ name: 'Phiếu B1 NT', households: 3 }]);
  expect(reading.sheets.map(({ name, sheet }) => [name, sheet])).not.toContainEqual(['Bảng điểm', expect.anything()]);
  expect(reading.problems.filter(({ code }) => code === 'score-differs').map(({ text }) => text)).toEqual([
    'Trang Phiếu B1 NT, dòng 6: Điểm B1 trong danh sách là 90, các mục cộng lại là 105; giữ số trong danh sách.',
  ]);
  expect(previewImport(data, reading).changes).toEqual([]);
});

it('an answer of the file is a change that the preview names', async () => {
  const bytes = await edited(await write(), (sheet) => {
    sheet.getCell('G7').value = '< 8 m²';
    sheet.getCell('I7').value = { formula: '75', result: 75 };
    sheet.getCell('F8').value = '3 người';
    sheet.getCell('H8').value = 'X';
    sheet.getCell('D9').value = 'Z';
    sheet.getCell('F9').value = '1 người';
  });
  const reading = readWorkbook(bytes, 'xa-a.xlsx');
  expect(previewImport(data, reading).changes.map(({ household: code, label, before, after }) => [code, label, before, after])).toEqual([
    ['C', 'Điểm B1', null, 75],
    ['C', 'Diện tích bình quân', null, '< 8 m²'],
    ['D', 'Số người trong hộ', null, '3 người'],
    // As Excel's own sum reads it.
    ['D', 'Có ô tô', null, 'x'],
  ]);
  expect(reading.problems.map(({ text }) => text)).toContain(
    'Trang Phiếu B1 NT, dòng 9: Mã hộ Z không có trong danh sách của tệp; các trả lời của dòng này chưa được đọc.',
  );
});

it('the blank workbook asks the items, and reads back as nothing', async () => {
  const { indicators, asks } = surveyOf(round);
  const bytes = await blankTemplate({ indicators, asks }, [TABLE]);
  expect(readWorkbook(bytes, 'mau.xlsx').data.households).toEqual([]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes.slice().buffer);
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    'Thôn',
    'Danh sách 01',
    'Danh sách 02',
    'Thành viên',
    'Phiếu B1 NT',
    'Bảng điểm',
    'Danh mục',
  ]);
  const sheet = book.getWorksheet('Phiếu B1 NT') as ExcelJS.Worksheet;
  expect(sheet.getCell('F5').dataValidation).toMatchObject({ type: 'list', formulae: ["'Bảng điểm'!$I$2:$I$3"] });
});
