/** `rasoat report --standard-file` with a province's own standard, of another kind than the national one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as XLSX from 'xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CONFIRMED_2027, listOf2026, listOf2027 } from '../../tests/fixtures/confirmed-2027.ts';
import { Desk, type Report } from './testing.ts';

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/chuan-tp-hcm.json', import.meta.url));
const UNIT = ['--unit', 'Xã Nông Thượng'];
const INCOMES = [46_000_000, 46_000_001, 54_000_000, 54_000_001] as const;

const desk = new Desk();
let list = '';
beforeAll(async () => {
  await desk.open();
  list = await listOf2026(join(desk.folder, 'danh-sach.xlsx'));
  const book = XLSX.read(await readFile(list));
  const sheet = book.Sheets['Danh sách 01']!;
  const { e: end } = XLSX.utils.decode_range(sheet['!ref']!);
  const column = [['Thu nhập bình quân năm'], ...Array.from({ length: end.r - 2 }, (_, index) => [INCOMES[index % INCOMES.length]])];
  XLSX.utils.sheet_add_aoa(sheet, column, { origin: { r: 2, c: end.c + 1 } });
  await writeFile(list, new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
});
afterAll(desk.close);

const json = async (name: string): Promise<Report> => JSON.parse(await readFile(join(desk.folder, name), 'utf8')) as Report;
const run = (file: string, name: string, standards: readonly string[], standardFile = EXAMPLE): ReturnType<Desk['report']> =>
  desk.report(
    file,
    ...UNIT,
    ...standards.flatMap((id) => ['--standard', id]),
    '--standard-file',
    standardFile,
    '--out',
    `${name}.xlsx`,
    '--json',
    `${name}.json`,
  );

it('classifies by its own rule beside the national standard, each as it does alone', async () => {
  await run(list, 'hai', ['nd07-2021', 'tp-hcm-vi-du']);
  const { standards } = (await json('hai.json')) as unknown as { standards: Record<string, Report> };
  for (const id of ['nd07-2021', 'tp-hcm-vi-du']) {
    await run(list, 'mot', [id]);
    expect(standards[id]).toEqual(await json('mot.json'));
  }
  // Counted by hand: the class of every household on Danh sách 01 that has not left follows from its income alone.
  const book = XLSX.read(await readFile(join(desk.folder, 'hai.xlsx')));
  const [headings = [], ...rows] = XLSX.utils.sheet_to_json<(string | number | null)[]>(book.Sheets['Danh sách 01']!, {
    header: 1,
    range: 2,
  });
  const at = (label: string): number => headings.indexOf(label);
  const classes = rows.map((row) => [row[at('Thu nhập bình quân năm')], row[at('Kết quả phân loại (TPHCM)')]]);
  const expected = new Map<unknown, string>([
    [46_000_000, 'Hộ nghèo'],
    [46_000_001, 'Hộ cận nghèo'],
    [54_000_000, 'Hộ cận nghèo'],
    [54_000_001, 'Không nghèo'],
  ]);
  const classified = classes.filter(([, label]) => label !== undefined && label !== null && label !== '');
  expect(classified.length).toBeGreaterThan(30);
  for (const [income, label] of classified) expect([income, label]).toEqual([income, expected.get(income)]);
  expect(Object.keys(book.Sheets)).toEqual(expect.arrayContaining(['Thông số (TPHCM)', '7.1 (TPHCM)', 'Chuyển chuẩn (TPHCM)']));
});

it('reads its own workbook back as the same review: results by a standard that only the file names are no input', async () => {
  await run(join(desk.folder, 'hai.xlsx'), 'lai', ['nd07-2021', 'tp-hcm-vi-du']);
  expect(await json('lai.json')).toEqual(await json('hai.json'));
});

it('says what is wrong with the file and where, and writes nothing', async () => {
  const wrong = JSON.parse(await readFile(EXAMPLE, 'utf8')) as { standard: { classes: { when?: string }[] } };
  wrong.standard.classes[1]!.when = '[Thu nhập bình quân năm]>TN_CAN_NGHEO';
  const path = join(desk.folder, 'sai.json');
  await writeFile(path, JSON.stringify(wrong));
  const { status, lines } = await run(list, 'khong', ['tp-hcm-vi-du'], path);
  expect([status, lines]).toEqual([2, ["sai.json: classes, dòng 2, when: Không có tên 'TN_CAN_NGHEO'."]]);
});

it('a plain column Điểm B1 is the score by the table of the round, where it has only one', async () => {
  const path = join(desk.folder, 'bang-moi.json');
  const of2027 = await listOf2027(join(desk.folder, '2027.xlsx'));
  const households: unknown[] = [];
  for (const b1Table of ['b1', 'b1New']) {
    await writeFile(path, JSON.stringify({ ...CONFIRMED_2027, b1Table }));
    expect((await run(of2027, b1Table, ['nd351-2025'], path)).status).toBe(0);
    households.push((await json(`${b1Table}.json`)).households);
  }
  expect(households[1]).toEqual(households[0]);
  const book = XLSX.read(await readFile(join(desk.folder, 'b1New.xlsx')));
  const headings = XLSX.utils.sheet_to_json<string[]>(book.Sheets['Danh sách 01']!, { header: 1 })[2];
  expect(headings?.filter((label) => label.startsWith('Điểm B1'))).toEqual(['Điểm B1 (bảng 2027)']);
});
