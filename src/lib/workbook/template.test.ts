import { beforeAll, describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { SHEETS } from '../review/columns.ts';
import { roundColumns } from '../review/round-columns.ts';
import { ND07 } from '../review/standards.ts';
import { missingIn } from './asked-columns.ts';
import { readWorkbook } from './read.ts';
import { blankTemplate } from './template.ts';

let bytes: Uint8Array;
const book = new ExcelJS.Workbook();
beforeAll(async () => {
  bytes = await blankTemplate(ND07);
  await book.xlsx.load(bytes.slice().buffer as unknown as ExcelJS.Buffer);
});

describe('the blank template', () => {
  it('reads back as empty, without a problem', () => {
    const { data, problems, sheets } = readWorkbook(bytes, 'mau.xlsx');
    expect([data.households, data.members, data.villages, problems]).toEqual([[], [], [], []]);
    expect(sheets.map((sheet) => [sheet.sheet, missingIn(sheet, ND07)])).toEqual([
      ['villages', []],
      ['list01', []],
      ['list02', []],
      ['members', []],
      [null, []],
    ]);
  });

  it('has our headings after STT, in row 3, under a title', () => {
    for (const id of ['villages', 'list01', 'list02', 'members'] as const) {
      const sheet = book.getWorksheet(SHEETS[id].name);
      expect((sheet?.getRow(3).values as unknown[]).slice(1)).toEqual(['STT', ...roundColumns(id, ND07).map(({ label }) => label)]);
      expect(sheet?.getCell('A1').value).toBe(SHEETS[id].title);
      expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
    }
  });

  it('asks the indicators of the round’s standard', async () => {
    const [, list01] = readWorkbook(await blankTemplate(STANDARD_2027), 'mau.xlsx').sheets;
    const headings = list01!.columns.map(({ heading }) => heading);
    expect([headings.includes('Xử lý rác thải'), headings.includes('Phương tiện phục vụ tiếp cận thông tin')]).toEqual([true, false]);
    expect([missingIn(list01!, STANDARD_2027), missingIn(list01!, ND07)]).toEqual([[], ['Phương tiện phục vụ tiếp cận thông tin']]);
  });

  it('stores as text what Excel would change, and offers the choices', () => {
    const sheet = book.getWorksheet(SHEETS.list01.name);
    expect(['B4', 'D4', 'E4'].map((cell) => sheet?.getCell(cell).numFmt)).toEqual(['@', '@', '@']);
    const index = (key: string): number => roundColumns('list01', ND07).findIndex((column) => column.key === key) + 2;
    expect(sheet?.getCell(4, index('i1')).dataValidation).toMatchObject({ type: 'list', formulae: ['"x"'] });
    expect(sheet?.getCell(4, index('ethnic')).dataValidation).toMatchObject({ type: 'list', formulae: ["'Danh mục'!$C$1:$C$54"] });
  });

  it('what is typed into it is recognised', async () => {
    const sheet = book.getWorksheet(SHEETS.list01.name);
    const row = sheet?.getRow(4);
    if (!row) throw new Error('no sheet');
    row.getCell(2).value = 'A1';
    row.getCell(3).value = 'Hà Văn Dũng';
    row.getCell(4).value = '006092000108';
    const { data, problems } = readWorkbook(new Uint8Array(await book.xlsx.writeBuffer()), 'mau.xlsx');
    expect(problems).toEqual([]);
    expect(data.households[0]?.cells).toEqual({ code: 'A1', head: 'Hà Văn Dũng', cccd: '006092000108' });
  });
});
