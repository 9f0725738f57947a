import { readFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkReview } from '../review/checks.ts';
import { classifyAll, type Classified } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { previewImport } from './preview.ts';
import { readWorkbook } from './read.ts';
import { linesOf } from './write-measure.ts';
import { letterOf } from './write-rows.ts';
import { clean } from './write-xml.ts';
import { writeReport } from './write.ts';

const sample = async (file: string): Promise<ReviewData> =>
  readWorkbook(await readFile(new URL(`../../../tests/fixtures/${file}`, import.meta.url)), file).data;
const open = (bytes: Uint8Array): XLSX.WorkBook => XLSX.read(bytes, { cellFormula: true, cellStyles: true });
const row = (book: XLSX.WorkBook, sheet: string, number: number): unknown[] =>
  XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[sheet]!, { header: 1, range: number - 1 })[0] ?? [];

describe('the workbook of a commune', () => {
  let data: ReviewData;
  let classified: Classified;
  let bytes: Uint8Array;
  let book: XLSX.WorkBook;

  // Slow if the machine runs other tests at the same time.
  beforeAll(async () => {
    data = await sample('kim-son-2023.xlsx');
    classified = classifyAll({ ...data, unit: 'Xã Kim Sơn' }, chooseRound({ plan: 'tra-cu-2023' }));
    bytes = await writeReport(classified);
    book = open(bytes);
  });

  it('has its sheets in the order of the work', () => {
    expect(book.SheetNames).toEqual([
      'Thôn',
      'Danh sách 01',
      'Danh sách 02',
      'Thành viên',
      'Phụ lục I',
      '9.1',
      '6.1',
      '6.2 thoát nghèo',
      '6.2 thoát cận nghèo',
      '9.4',
      '9.5',
      '12',
      '13',
      'Dân cư',
      'Công an',
      'Niêm yết',
      'Niêm yết mức sống',
      '7.1',
      '7.2',
      '7.3',
      '7.4',
      '7.5',
      '7.6',
      '7.7',
      '7.8',
      '7.9',
      '7.10',
      '7.11',
      '8A',
      '8B',
      '9.7',
      '9.8',
      '9.9',
      '10',
      '11',
      'Chỉ tiêu',
      'Kết quả chỉ tiêu',
      'So sánh',
      'Chỉ tiêu dịch vụ',
      'Thông số',
      'Kiểm tra',
    ]);
  });

  it('read back, brings the same lists, and every stored result agrees', () => {
    const again = readWorkbook(bytes, 'xuat.xlsx');
    const cells = (rows: readonly Row[]): Record<string, CellValue>[] =>
      rows.map((each) => Object.fromEntries(Object.entries(each.cells).filter(([, value]) => value !== null)));
    expect(cells(again.data.villages)).toEqual(cells(data.villages));
    expect(cells(again.data.households)).toEqual(cells(data.households));
    expect(cells(again.data.members)).toEqual(cells(data.members));
    expect(again.problems).toEqual([]);
    expect(again.formulaValues.length).toBeGreaterThan(9_000);
    expect(
      checkReview(classifyAll(again.data, classified.round), again.formulaValues).filter(({ code }) => code === 'formula-differs'),
    ).toEqual([]);
  });

  it('suggests no change to the list it came from', () => {
    const { changes, writes, unknownVillages, notInFile } = previewImport(data, readWorkbook(bytes, 'xuat.xlsx'));
    expect({ changes, writes, unknownVillages, notInFile }).toEqual({ changes: [], writes: [], unknownVillages: [], notInFile: 0 });
  });

  it('has Times New Roman as its default font, which widths are based on', () => {
    // The library's default is Calibri; changing it overrides a method that an upgrade may rename.
    const styles = XLSX.CFB.find(XLSX.CFB.read(Buffer.from(bytes), { type: 'buffer' }), '/xl/styles.xml');
    const text = new TextDecoder().decode(Uint8Array.from(styles?.content ?? []));
    expect(/<fonts[^>]*><font>.*?<\/font>/.exec(text)?.[0]).toContain('<sz val="12"/><name val="Times New Roman"/>');
    expect(text).not.toContain('Calibri');
  });

  it('shows no dollar sign in viewers built on this library', () => {
    const shown = XLSX.read(bytes, { cellNF: true, cellText: true });
    const numbers = shown.SheetNames.flatMap((name) => Object.values(shown.Sheets[name] ?? {}) as XLSX.CellObject[]).filter(
      ({ t }) => t === 'n',
    );
    expect(numbers.length).toBeGreaterThan(2_000);
    const formats = new Set(numbers.map(({ z }) => String(z)));
    expect([...formats].filter((format) => (XLSX.SSF.format(format, 1234.5) as string).includes('$'))).toEqual([]);
    expect(formats).toContain('#,##0');
    expect(numbers.filter(({ w }) => w?.includes('$'))).toEqual([]);
  });

  it('protects formulas without a password, and leaves input cells editable, also below the last row', () => {
    const part = (name: string): string =>
      new TextDecoder().decode(Uint8Array.from(XLSX.CFB.find(XLSX.CFB.read(Buffer.from(bytes), { type: 'buffer' }), name)?.content ?? []));
    const sheet = part('/xl/worksheets/sheet2.xml');
    expect(/<sheetProtection[^>]*>/.exec(sheet)?.[0]).toMatch(/^<sheetProtection sheet="1"(?!.*(password|hashValue))/);
    const open = [...part('/xl/styles.xml').matchAll(/<xf [^>]*?(?:\/>|>.*?<\/xf>)/g)].map(([xf]) => xf.includes('locked="0"'));
    const cellStyles = open.slice(
      open.length - part('/xl/styles.xml').split('<cellXfs')[1]!.split('</cellXfs>')[0]!.split('<xf ').length + 1,
    );
    const styleOf = (address: string): boolean | undefined =>
      cellStyles[Number(new RegExp(`<c r="${address}" s="(\\d+)"`).exec(sheet)?.[1])];
    expect(['B4', 'C4', 'P4'].map(styleOf)).toEqual([true, true, true]);
    const formula = /<c r="([A-Z]+4)" s="\d+"[^>]*><f>/.exec(sheet)?.[1] ?? '';
    expect([styleOf(formula), styleOf('B3')]).toEqual([false, false]);
    expect(cellStyles[Number(/<col min="3" [^>]*style="(\d+)"/.exec(sheet)?.[1])]).toBe(true);
  });

  it('gives the same bytes for the same lists', async () => {
    expect(Buffer.compare(await writeReport(classified), bytes)).toBe(0);
  });

  it('has a unit in one row: its name, then its figures in the form’s order', () => {
    expect(row(book, '7.1', 10)).toEqual([1, 'Ấp Chợ', 264, 916, 10, 3.79, 27, 10.23, 26, 9.85, 34, 3.71, 107, 11.68, 80, 8.73]);
    expect(row(book, '7.2', 10)).toEqual([1, 'Ấp Chợ', 'Hộ', 17, 6, 4, 0, 2, 0, 1, 0, 10]);
    expect(row(book, '7.2', 11).filter((value) => value !== undefined)).toEqual(['Nhân khẩu', 62, 26, 10, 0, 6, 0, 2, 0, 34]);
    expect(row(book, '7.1', 17)[1]).toBe('Tổng cộng');
    expect(row(book, '7.1', 9)).toEqual([
      'A',
      'B',
      1,
      2,
      3,
      '4=3/1*100',
      5,
      '6=5/1*100',
      7,
      '8=7/1*100',
      9,
      '10=9/2*100',
      11,
      '12=11/2*100',
      13,
      '14=13/2*100',
    ]);
    expect(row(book, '7.2', 9).at(-1)).toBe('9=1-2-3-4+5+6+7+8');
  });

  it('counts live over the lists', () => {
    const formula = (sheet: string, address: string): string | undefined =>
      (book.Sheets[sheet]?.[address] as XLSX.CellObject | undefined)?.f;
    expect(formula('7.1', 'E10')).toMatch(
      /^COUNTIFS\('Danh sách 01'!\$I\$4:\$I\$246,\$B\$10,'Danh sách 01'!\$[A-Z]+\$4:\$[A-Z]+\$246,"Hộ nghèo"\)$/,
    );
    expect(formula('7.1', 'C10')).toBe("N('Thôn'!$G$4)");
    expect(formula('Thôn', 'G4')).toMatch(/^IF\(ISNUMBER\('Thôn'!\$D\$4\),'Thôn'!\$D\$4,COUNTIFS\(/);
    expect(formula('7.1', 'F10')).toBe('IF(C10=0,0,ROUND(E10/C10*100,2))');
    expect(formula('7.1', 'E17')).toBe('SUM(E10:E16)');
    expect(formula('7.2', 'L10')).toBe('D10+H10+I10+J10+K10-E10-F10-G10');
    expect(formula('7.2', 'D24')).toBe('SUMIF($C$10:$C$23,"Hộ",D10:D23)');
  });

  it('prints as the forms require: their titles, one page wide, headings on every page', () => {
    const names = book.Workbook?.Names ?? [];
    const nameOf = (name: string, sheet: string): string | undefined =>
      names.find((each) => each.Name === name && each.Sheet === book.SheetNames.indexOf(sheet))?.Ref;
    expect(nameOf('_xlnm.Print_Titles', '7.2')).toBe("'7.2'!$7:$9");
    expect(nameOf('_xlnm.Print_Area', '7.1')).toBe("'7.1'!$A$1:$P$26");
    expect(row(book, '6.1', 4)[0]).toBe('DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT');
    expect(row(book, '6.1', 8).slice(0, 2)).toEqual([1, 1]);
    expect((book.Sheets['6.2 thoát nghèo']?.B5 as XLSX.CellObject).v).toBe('DANH SÁCH HỘ THOÁT NGHÈO SAU KHI RÀ SOÁT');
    expect((book.Sheets['6.2 thoát cận nghèo']?.B10 as XLSX.CellObject).v).toBe(1);
    expect(names.find(({ Name }) => Name === 'BANG_THON')?.Ref).toBe("'Thôn'!$B$4:$F$10");
  });

  it('has no disagreement on Kiểm tra', () => {
    const results = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets['Kiểm tra']!, { header: 1, range: 3 }).map((line) => line[6]);
    expect(results).toHaveLength(38);
    // A household with a minority spouse is in Mẫu 7.8 but not in Mẫu 7.9: explained, not wrong.
    expect(results.filter((result) => result !== 'Khớp')).toEqual(['Xem lý do', 'Xem lý do']);
  });
});

it('writes what people typed as text, whatever it looks like', async () => {
  const typed = ['=1+1', '+84', '@SUM(A1)', '-2', "'x", '_x0041_', 'a\u0000b', '\ud800 lẻ'];
  const villages: Row[] = [{ id: 'v', sheet: 'villages', cells: { name: '=1+1', area: 'Nông thôn' } }];
  const households = typed.map((head, index): Row => ({
    id: `h${index}`,
    sheet: 'list01',
    cells: { code: '001', cccd: '006085000020', head, village: '=1+1' },
  }));
  const book = open(await writeReport(classifyAll({ unit: '=1+1', villages, households, members: [] }, chooseRound({ year: 2023 }))));
  const sheet = book.Sheets['Danh sách 01']!;
  expect(typed.map((_, index) => (sheet[`C${4 + index}`] as XLSX.CellObject).v)).toEqual([
    '=1+1',
    '+84',
    '@SUM(A1)',
    '-2',
    "'x",
    '_x0041_',
    'ab',
    '\ufffd lẻ',
  ]);
  for (const address of ['B4', 'C4', 'D4', 'I4']) expect(sheet[address]).toMatchObject({ t: 's' });
  expect((sheet.C4 as XLSX.CellObject).f).toBeUndefined();
  expect((book.Sheets['7.2']!.B10 as XLSX.CellObject).f).toBeUndefined();
});

it('writes a commune of which nothing is known yet', async () => {
  const book = open(await writeReport(classifyAll({ unit: '', villages: [], households: [], members: [] }, chooseRound({ year: 2023 }))));
  expect(row(book, '7.1', 10)[1]).toBe('Tổng cộng');
});

it('handles columns, hostile characters and the width of texts', () => {
  expect([1, 26, 27, 52, 53, 703].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'AAA']);
  expect(clean('a\u0007\uFFFEb')).toBe('ab');
  expect([
    linesOf('', 10),
    linesOf('Thôn 1', 10),
    linesOf('Không có kỹ năng lao động, sản xuất', 20),
    linesOf('một\nhai', 20),
    linesOf('dàidàidàidài', 5),
  ]).toEqual([1, 1, 2, 2, 3]);
});
