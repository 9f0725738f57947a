/** The parts of the file: how list forms are laid out, printed and counted. */
import { unzipSync, strFromU8 } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { fillReport } from '../forms/report.ts';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { previewImport } from './preview.ts';
import { readWorkbook } from './read.ts';
import { writeReport, type WriteOptions } from './write.ts';

const household = (code: string, village: string, cells: Record<string, CellValue>): Row => ({
  id: `h:${code}`,
  sheet: 'list01',
  cells: {
    code,
    village,
    head: `Lò Văn ${code}`,
    size: 1,
    lastYear: 'Hộ nghèo',
    b1: 100,
    i1: 'x',
    i2: 'x',
    i3: 'x',
    c1: 'x',
    cccd: '006085000020',
    birth: '02/03/1985',
    ethnic: 'Mường',
    ...cells,
  },
});
const data: ReviewData = {
  unit: 'Xã A',
  villages: ['Thôn 1', 'Thôn 2'].map((name): Row => ({ id: name, sheet: 'villages', cells: { name, area: 'Nông thôn' } })),
  households: [
    household('A', 'Thôn 1', {}),
    household('B', 'Thôn 2', { b1: 150, income: 1_600_000, ethnic: 'Co' }),
    household('C', 'Thôn 2', { head: '=1+1', cccd: '=2+2' }),
  ],
  members: [],
};
const make = (of: ReviewData, options: WriteOptions & { wanted?: string[] } = {}): Promise<Uint8Array> => {
  const classified = classifyAll(of, chooseRound({ plan: 'tra-cu-2023' }));
  return writeReport(classified, { ...options, filled: [fillReport(classified, options.wanted)] });
};
const open = (bytes: Uint8Array): XLSX.WorkBook => XLSX.read(bytes, { cellFormula: true });
const cell = (book: XLSX.WorkBook, sheet: string, address: string): XLSX.CellObject | undefined =>
  book.Sheets[sheet]?.[address] as XLSX.CellObject | undefined;
const column = (book: XLSX.WorkBook, sheet: string, heading: string): unknown[] => {
  const rows = XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[sheet]!, { header: 1 });
  const top = rows.findIndex((row) => row.includes(heading));
  return rows.slice(top + 2).map((row) => row[rows[top]!.indexOf(heading)]);
};

describe('a list form in the file', () => {
  let bytes: Uint8Array;
  let book: XLSX.WorkBook;
  let parts: Record<string, Uint8Array>;
  const xml = (sheet: string): string => strFromU8(parts[`xl/worksheets/sheet${book.SheetNames.indexOf(sheet) + 1}.xml`]!);
  const part = (sheet: string, tag: string): string => new RegExp(`<${tag}[ >][^]*?(?:/>|</${tag}>)`).exec(xml(sheet))?.[0] ?? '';
  const merges = (sheet: string): string[] => [...xml(sheet).matchAll(/<mergeCell ref="([^"]+)"/g)].map((match) => match[1]!);
  const nameOf = (name: string, sheet: string): string | undefined =>
    book.Workbook?.Names?.find((each) => each.Name === name && each.Sheet === book.SheetNames.indexOf(sheet))?.Ref;

  beforeAll(async () => {
    bytes = await make(data);
    book = open(bytes);
    parts = unzipSync(bytes);
  });

  it('Phụ lục I: landscape, one page wide, its headings on every page, the names in view', () => {
    expect(part('Phụ lục I', 'pageSetup')).toMatch(/paperSize="9".*orientation="landscape".*fitToHeight="0"/);
    expect(part('Phụ lục I', 'pageSetUpPr')).toContain('fitToPage="1"');
    expect(part('Phụ lục I', 'pane')).toContain('xSplit="2" ySplit="7" topLeftCell="C8"');
    expect(nameOf('_xlnm.Print_Titles', 'Phụ lục I')).toBe("'Phụ lục I'!$6:$7");
    expect(nameOf('_xlnm.Print_Area', 'Phụ lục I')).toBe("'Phụ lục I'!$A$1:$N$22");
    // State header, number, title, reference; one heading for each village; the note; the signatures.
    expect(merges('Phụ lục I')).toEqual(expect.arrayContaining(['A3:N3', 'A4:N4', 'A5:N5', 'B8:N8', 'B10:N10', 'A13:N13']));
    expect([cell(book, 'Phụ lục I', 'B8')?.v, cell(book, 'Phụ lục I', 'B10')?.v]).toEqual(['Thôn 1', 'Thôn 2']);
    expect(cell(book, 'Phụ lục I', 'I9')).toMatchObject({ f: 'IF(\'Danh sách 01\'!$P$4="","",\'Danh sách 01\'!$P$4)', v: 100 });
  });

  it('Niêm yết: portrait, with only what may be public', () => {
    expect(part('Niêm yết', 'pageSetup')).toMatch(/orientation="portrait"/);
    expect(nameOf('_xlnm.Print_Titles', 'Niêm yết')).toBe("'Niêm yết'!$6:$7");
    const text = XLSX.utils.sheet_to_csv(book.Sheets['Niêm yết']!);
    expect(text).toContain('Lò Văn A');
    for (const secret of ['006085000020', '1985', '1600000', '1.600.000', '100', 'Mường', 'Không có đất'])
      expect(text).not.toContain(secret);
    const formulas = Object.values(book.Sheets['Niêm yết']!).flatMap((each) => (each as XLSX.CellObject).f ?? []);
    const columns = new Set(formulas.flatMap((formula) => [...formula.matchAll(/\$([A-Z]+)\$\d/g)].map((match) => match[1])));
    const headings = XLSX.utils.sheet_to_json<string[]>(book.Sheets['Danh sách 01']!, { header: 1, range: 2 })[0]!;
    expect([...columns].map((letter) => headings[XLSX.utils.decode_col(letter!)])).toEqual([
      'Số nhân khẩu',
      'Kết quả phân loại',
      'Diễn biến',
    ]);
  });

  it('keeps texts as texts and money readable', () => {
    expect(cell(book, 'Phụ lục I', 'B12')).toMatchObject({ t: 's', v: '=1+1' });
    expect(cell(book, 'Phụ lục I', 'C12')).toMatchObject({ t: 's', v: '=2+2' });
    expect(cell(book, 'Phụ lục I', 'C12')?.f).toBeUndefined();
    const style = new RegExp('<c r="J8" s="(\\d+)"').exec(xml('9.1'))?.[1];
    const styles = strFromU8(parts['xl/styles.xml']!);
    const format = /numFmtId="(\d+)"/.exec(
      [.../<cellXfs[^]*?<\/cellXfs>/.exec(styles)![0].matchAll(/<xf [^>]*>/g)][Number(style)]![0],
    )?.[1];
    // Excel's own '#,##0'.
    expect(format).toBe('3');
    expect(cell(book, '9.1', 'J8')?.v).toBe(1_600_000);
  });

  it('has a village signature only if the list is of one village', async () => {
    const one = open(await make({ ...data, households: data.households.slice(0, 1) }, { wanted: ['phu luc i'] }));
    expect(XLSX.utils.sheet_to_csv(one.Sheets['Phụ lục I']!)).toContain('TRƯỞNG THÔN');
    expect(XLSX.utils.sheet_to_csv(book.Sheets['Phụ lục I']!)).not.toContain('TRƯỞNG THÔN');
  });
});

it('writes ethnic groups in the requested coding scheme, and names it', async () => {
  const all = { ...data, households: data.households.map((row) => ({ ...row, cells: { ...row.cells, b1: 100 } })) };
  const codes = async (options: WriteOptions): Promise<unknown[]> =>
    column(open(await make(all, { ...options, wanted: ['Dân cư'] })), 'Dân cư', 'Mã dân tộc').slice(0, 3);
  expect(await codes({})).toEqual(['06', '30', '06']);
  // A group with an unknown code stays blank.
  expect(await codes({ ethnicCodes: 'gso' })).toEqual(['04', undefined, '04']);
  const text = XLSX.utils.sheet_to_csv(open(await make(all, { ethnicCodes: 'gso' })).Sheets['Dân cư']!);
  expect(text).toContain('Mã dân tộc theo Danh mục dân tộc của các cuộc tổng điều tra');
});

describe('reading back', () => {
  it('our forms are not read as lists, whichever are included', async () => {
    for (const wanted of [undefined, ['Phụ lục I'], ['Niêm yết', '9.1', 'Công an']]) {
      const { changes, writes, unknownVillages, notInFile } = previewImport(data, readWorkbook(await make(data, { wanted }), 'xuat.xlsx'));
      expect({ changes, writes, unknownVillages, notInFile }).toEqual({ changes: [], writes: [], unknownVillages: [], notInFile: 0 });
    }
  });

  it('a sheet that somebody added behind ours is read, and so is a Phụ lục I that is not ours', async () => {
    const added = XLSX.utils.aoa_to_sheet([
      ['DANH SÁCH HỘ GIA ĐÌNH CẦN RÀ SOÁT'],
      [],
      ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Số CCCD', 'Thôn', 'Số khẩu'],
      [1, 'Z', 'Hà Văn Z', '006085000099', 'Thôn 1', 3],
    ]);
    const ours = open(await make(data));
    XLSX.utils.book_append_sheet(ours, added, 'Bổ sung');
    const theirs = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(theirs, added, 'Phụ lục I');
    for (const [book, heads] of [
      [ours, ['Lò Văn A', 'Lò Văn B', '=1+1', 'Hà Văn Z']],
      [theirs, ['Hà Văn Z']],
    ] as const) {
      const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
      expect(readWorkbook(bytes, 'a.xlsx').data.households.map(({ cells }) => cells.head)).toEqual(heads);
    }
  });
});
