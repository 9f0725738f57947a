/** Several communes in one run: one workbook for all, or one for each with a summary. */
import { mkdir, readdir, readFile, copyFile, writeFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { isRate, leavesOf } from '../../src/lib/forms/official/description.ts';
import { SUMMARIES } from '../../src/lib/forms/official/summaries.ts';
import { Desk, fixture, type CommuneReports } from './testing.ts';

const desk = new Desk();
beforeAll(() => desk.open());
afterAll(desk.close);

const PLACES = [
  ['Xã Nông Thượng', 'nong-thuong-2023'],
  ['Phường Huyền Tụng', 'huyen-tung-2023'],
  ['Xã Kim Sơn', 'kim-son-2023'],
] as const;
const NAMED = PLACES.map(([name, file]) => `${name}=${fixture(`${file}.xlsx`)}`);
const CITY = ['--plan', 'tra-cu-2023', '--unit', 'Thành phố Bắc Kạn'];
const TOTAL = 'Tổng cộng';

const book = async (name: string): Promise<XLSX.WorkBook> => XLSX.read(await readFile(desk.path(name)), { cellFormula: true });
const cells = (workbook: XLSX.WorkBook, sheet: string): unknown[][] =>
  XLSX.utils.sheet_to_json<unknown[]>(workbook.Sheets[sheet]!, { header: 1 });

/** A form's line of a unit, starting at its first figure, without columns that only provinces have. */
const line = (workbook: XLSX.WorkBook, sheet: string, name: string, from: number): unknown[] =>
  (cells(workbook, sheet).find((row) => row[1] === name) ?? []).slice(from);

/** Columns of a form with whole numbers, as in machine-readable output. */
const countedIn = (form: string): number[] => {
  const leaves = leavesOf(SUMMARIES.find(({ id }) => id === form.replace('.persons', ''))?.headings ?? []).filter(({ local }) => !local);
  return leaves.flatMap(({ measure }, column) => (isRate(measure) ? [] : [column]));
};

/** Whole numbers of the communes must add up; rates are calculated from the sums. */
function addsUp({ communes, forms }: CommuneReports): void {
  const names = Object.keys(communes);
  for (const [form, lines] of Object.entries(forms)) {
    for (const name of names) expect([form, name, lines[name]]).toEqual([form, name, communes[name]?.forms[form]?.[TOTAL]]);
    const counts = countedIn(form);
    for (const column of counts)
      expect([form, column, lines[TOTAL]?.[column]]).toEqual([
        form,
        column,
        names.reduce((sum, name) => sum + (lines[name]?.[column] ?? 0), 0),
      ]);
  }
}

describe('the three samples as one city', () => {
  beforeAll(async () => {
    const result = await desk.report(...NAMED, ...CITY, '--out', 'mot.xlsx', '--json', 'mot.json');
    // Eleven households of Kim Sơn must go on Danh sách 01.
    expect(result.status).toBe(1);
    expect(result.lines.filter((text) => text.startsWith('Xã Kim Sơn: Trang Danh sách 02'))).toHaveLength(11);
  });

  it('have in JSON what each has alone, and the sums', async () => {
    const report = await desk.json<CommuneReports>('mot.json');
    expect(report.unit).toBe('Thành phố Bắc Kạn');
    expect(Object.entries(report.communes).map(([name, { area }]) => [name, area])).toEqual([
      ['Xã Nông Thượng', 'rural'],
      ['Phường Huyền Tụng', 'urban'],
      ['Xã Kim Sơn', 'rural'],
    ]);
    const kimSon = JSON.parse(await readFile(fixture('kim-son-2023.expected.json'), 'utf8')) as CommuneReports['communes'][string];
    const ours = report.communes['Xã Kim Sơn'];
    expect(ours?.households).toEqual(kimSon.households);
    for (const form of Object.keys(kimSon.forms)) expect([form, ours?.forms[form]]).toEqual([form, kimSon.forms[form]]);
    expect(Object.keys(report.forms)).toEqual(expect.arrayContaining(Object.keys(kimSon.forms)));
    addsUp(report);
  });

  it('are rows of the summaries, counted live over all lists', async () => {
    const workbook = await book('mot.xlsx');
    const { forms } = await desk.json<CommuneReports>('mot.json');
    expect(
      cells(workbook, '7.1')
        .map((row) => row[1])
        .filter((name) => /^(Xã|Phường|I|Tổng cộng)/.test(String(name))),
    ).toEqual(['I. Khu vực thành thị', 'Phường Huyền Tụng', 'II. Khu vực nông thôn', 'Xã Nông Thượng', 'Xã Kim Sơn', TOTAL]);
    for (const name of ['Xã Kim Sơn', 'Phường Huyền Tụng', TOTAL]) expect(line(workbook, '7.1', name, 2)).toEqual(forms['7.1']?.[name]);
    const sheet = workbook.Sheets['7.1']!;
    expect((sheet.E11 as XLSX.CellObject).f).toMatch(/^COUNTIFS\('Danh sách 01'!/);
    expect(
      new Set(
        cells(workbook, '6.1')
          .slice(8, 30)
          .map((row) => row[11]),
      ),
    ).toEqual(new Set(['Xã Nông Thượng']));
    expect(
      cells(workbook, 'Kiểm tra')
        .slice(3)
        .map((row) => row[6])
        .filter((result) => result !== 'Khớp' && result !== 'Xem lý do'),
    ).toEqual([]);
  });

  it('get one workbook each in a folder, and a summary from their sums with the same figures', async () => {
    const result = await desk.report(...NAMED, ...CITY, '--out', 'bac-kan/', '--json', 'tung.json');
    expect(result.status).toBe(1);
    expect((await readdir(desk.path('bac-kan'))).sort()).toEqual([
      'Phuong-Huyen-Tung_2023_Bo-bieu.xlsx',
      'Thanh-pho-Bac-Kan_2023_Bo-bieu.xlsx',
      'Xa-Kim-Son_2023_Bo-bieu.xlsx',
      'Xa-Nong-Thuong_2023_Bo-bieu.xlsx',
    ]);
    expect(await desk.json('tung.json')).toEqual(await desk.json('mot.json'));
    const [summary, whole] = [await book('bac-kan/Thanh-pho-Bac-Kan_2023_Bo-bieu.xlsx'), await book('mot.xlsx')];
    for (const form of ['7.1', '7.2', '7.5', '7.8', '7.9', '7.11']) {
      const table = (workbook: XLSX.WorkBook): unknown[][] => {
        const rows = cells(workbook, form);
        const split = rows.some((row) => row[2] === 'Nhân khẩu');
        return rows.slice(6, rows.findIndex((row) => row[1] === TOTAL) + (split ? 2 : 1));
      };
      expect([form, table(summary)]).toEqual([form, table(whole)]);
    }
    const sheet = summary.Sheets['7.1']!;
    expect(['E11', 'F11', 'E15'].map((address) => (sheet[address] as XLSX.CellObject).f)).toEqual([
      undefined,
      'IF(C11=0,0,ROUND(E11/C11*100,2))',
      'E10+E12',
    ]);
    expect(cells(summary, '7.1').some((row) => String(row[0]).startsWith('Số của từng đơn vị lấy từ bộ biểu'))).toBe(true);
    expect(
      cells(summary, 'Kiểm tra')
        .slice(3)
        .filter((row) => row[6] === 'Lệch'),
    ).toEqual([]);
  });

  it('go into one zip, the same bytes every time', async () => {
    const run = (name: string): Promise<unknown> =>
      desk.report(...NAMED.slice(0, 2), '--unit', 'Thành phố Bắc Kạn', '--zip', '--out', `${name}/`);
    await run('nen-1');
    await run('nen-2');
    expect(await readdir(desk.path('nen-1'))).toEqual(['Thanh-pho-Bac-Kan_2023_Tung-xa_Bo-bieu.zip']);
    const bytes = await readFile(desk.path('nen-1/Thanh-pho-Bac-Kan_2023_Tung-xa_Bo-bieu.zip'));
    const inside = unzipSync(bytes);
    expect(Object.keys(inside).sort()).toEqual([
      'Phuong-Huyen-Tung_2023_Bo-bieu.xlsx',
      'Thanh-pho-Bac-Kan_2023_Bo-bieu.xlsx',
      'Xa-Nong-Thuong_2023_Bo-bieu.xlsx',
    ]);
    expect(XLSX.read(inside['Xa-Nong-Thuong_2023_Bo-bieu.xlsx']).SheetNames).toContain('7.11');
    expect(Buffer.compare(bytes, await readFile(desk.path('nen-2/Thanh-pho-Bac-Kan_2023_Tung-xa_Bo-bieu.zip')))).toBe(0);
  });
});

describe('which commune a file belongs to', () => {
  it('comes from the sheets Thôn if no list says it, and the person is told', async () => {
    const result = await desk.report(
      ...PLACES.slice(0, 2).map(([, file]) => fixture(`${file}.xlsx`)),
      '--out',
      'khong-ten.xlsx',
      '--json',
      'khong-ten.json',
    );
    expect(result).toMatchObject({
      status: 0,
      lines: [
        'Danh sách không ghi tên xã, tạm gọi theo tên tệp: nong-thuong-2023, huyen-tung-2023. Muốn ghi tên xã, viết trước tên tệp: "Xã …=TỆP".',
      ],
    });
    expect(Object.keys((await desk.json<CommuneReports>('khong-ten.json')).communes)).toEqual(['nong-thuong-2023', 'huyen-tung-2023']);
  });

  it('is written in our own workbooks', async () => {
    for (const [name, file] of PLACES.slice(0, 2)) await desk.report(fixture(`${file}.xlsx`), '--unit', name, '--out', `${file}.xlsx`);
    const result = await desk.report(...PLACES.slice(0, 2).map(([, file]) => `${file}.xlsx`), '--out', 'lai.xlsx', '--json', 'lai.json');
    expect(result).toMatchObject({ status: 0, lines: [] });
    expect(Object.keys((await desk.json<CommuneReports>('lai.json')).communes)).toEqual(['Xã Nông Thượng', 'Phường Huyền Tụng']);
  });

  it('is asked if a file could belong to several', async () => {
    const members = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(members, XLSX.read(await readFile(fixture('nong-thuong-2023.xlsx'))).Sheets['Thành viên']!, 'Thành viên');
    await writeFile(desk.path('thanh-vien.xlsx'), new Uint8Array(XLSX.write(members, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
    const result = await desk.report(NAMED[0]!, NAMED[1]!, 'thanh-vien.xlsx', '--out', 'khong.xlsx');
    expect(result).toMatchObject({
      status: 2,
      lines: [
        'Không biết thanh-vien.xlsx là của xã nào, vì danh sách không ghi tên xã. Hãy ghi tên xã trước tên tệp: "Xã …=thanh-vien.xlsx"',
      ],
    });
  });

  it('distinguishes two communes whose villages and codes have the same names', async () => {
    const twin = XLSX.read(await readFile(fixture('nong-thuong-2023.xlsx')));
    await writeFile(desk.path('song-sinh.xlsx'), new Uint8Array(XLSX.write(twin, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
    const result = await desk.report(NAMED[0]!, 'Xã Song Sinh=song-sinh.xlsx', '--out', 'hai.xlsx', '--json', 'hai.json');
    expect(result).toMatchObject({ status: 0, lines: [] });
    const report = await desk.json<CommuneReports>('hai.json');
    addsUp(report);
    expect(report.forms['7.11']?.['Xã Song Sinh']).toEqual(report.communes['Xã Nông Thượng']?.forms['7.11']?.[TOTAL]);
    const workbook = await book('hai.xlsx');
    expect(cells(workbook, 'Thôn')[3]?.[1]).toBe('Thôn 1 (Xã Nông Thượng)');
    expect(
      cells(workbook, 'Danh sách 01')
        .map((row) => row[1])
        .filter((code) => String(code).startsWith('NT-01-0007')),
    ).toEqual(['NT-01-0007 (Xã Nông Thượng)', 'NT-01-0007 (Xã Song Sinh)']);
  });

  it('several folders are one district each', async () => {
    for (const [district, files] of [
      ['Huyện Bắc', ['nong-thuong-2023', 'huyen-tung-2023']],
      ['Huyện Nam', ['kim-son-2023']],
    ] as const) {
      await mkdir(desk.path(district), { recursive: true });
      for (const file of files) await copyFile(fixture(`${file}.xlsx`), desk.path(`${district}/${file}.xlsx`));
    }
    const result = await desk.report(
      'Huyện Bắc',
      'Huyện Nam',
      '--plan',
      'tra-cu-2023',
      '--unit',
      'Tỉnh Bắc Kạn',
      '--out',
      'tinh/',
      '--forms',
      '7.1,7.2',
    );
    expect(result.status).toBe(1);
    expect((await readdir(desk.path('tinh'), { recursive: true })).sort()).toEqual([
      'Huyen-Bac',
      'Huyen-Bac/huyen-tung_2023_Bo-bieu.xlsx',
      'Huyen-Bac/nong-thuong_2023_Bo-bieu.xlsx',
      'Huyen-Nam',
      'Huyen-Nam/kim-son_2023_Bo-bieu.xlsx',
      'Tinh-Bac-Kan_2023_Bo-bieu.xlsx',
    ]);
    const summary = await book('tinh/Tinh-Bac-Kan_2023_Bo-bieu.xlsx');
    expect(summary.SheetNames).toEqual(['7.1', '7.2', 'Kiểm tra']);
    const rows = cells(summary, '7.1').slice(9, 15);
    expect(rows.map((row) => row[1])).toEqual([
      'I. Huyện Bắc',
      'huyen-tung-2023',
      'nong-thuong-2023',
      'II. Huyện Nam',
      'kim-son-2023',
      TOTAL,
    ]);
    expect(rows[0]?.[4]).toBe(Number(rows[1]?.[4]) + Number(rows[2]?.[4]));
    expect(rows[5]?.[4]).toBe(Number(rows[0]?.[4]) + Number(rows[3]?.[4]));
  });
});

it.each<[string, string[]]>([
  ['a zip shall go into a workbook', [...NAMED, '--zip', '--out', 'khong.xlsx']],
  ['the results would go among the lists', ['.', '--out', './']],
  ['one of the communes cannot be read', [...NAMED, 'Xã Không=khong-co.xlsx', '--out', 'khong/']],
])('nothing is written when %s', async (_, args) => {
  const before = await readdir(desk.folder);
  const result = await desk.report(...args);
  expect([result.status, result.lines.length]).toEqual([2, 1]);
  expect(await readdir(desk.folder)).toEqual(before);
});

describe('so many communes that several are made at a time', () => {
  const copies = ['Xã Một', 'Xã Hai', 'Xã Ba', 'Phường Bốn', 'Xã Năm'].map((name) => `${name}=${fixture('nong-thuong-2023.xlsx')}`);

  it('have the files, the figures and the words that each has when it is made alone, in their order', async () => {
    const result = await desk.report(...copies, ...CITY, '--out', 'nam/', '--json', 'nam.json');
    const alone = await desk.report(copies[3] ?? '', ...CITY.slice(0, 2), '--out', 'bon.xlsx', '--json', 'bon.json');
    const bytes = await readFile(desk.path('nam/Phuong-Bon_2023_Bo-bieu.xlsx'));
    expect(Buffer.compare(bytes, await readFile(desk.path('bon.xlsx')))).toBe(0);
    const whole = await desk.json<CommuneReports>('nam.json');
    expect(Object.keys(whole.communes)).toEqual(['Xã Một', 'Xã Hai', 'Xã Ba', 'Phường Bốn', 'Xã Năm']);
    expect(whole.communes['Phường Bốn']).toEqual(await desk.json('bon.json'));
    addsUp(whole);
    const said = (name: string): string[] =>
      result.lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
    expect(said('Phường Bốn')).toEqual(alone.lines);
    expect(result.status).toBe(alone.status);
  });
});
