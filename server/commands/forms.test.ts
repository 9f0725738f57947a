/** Lists the forms, and writes only some of them. */
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { BUILT_IN } from '../../src/lib/forms/registry.ts';
import { Desk, fixture } from '../report/testing.ts';

const desk = new Desk();
beforeAll(() => desk.open());
afterAll(desk.close);

const { lists, summaries } = BUILT_IN;
const ids = [...lists, ...summaries].map(({ id }) => id);

it('`rasoat forms` names every form, for people and for machines', async () => {
  const { status, out } = await desk.command('forms');
  expect(status).toBe(0);
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => line.split('  ')[0]),
  ).toEqual(ids);
  expect(out).toMatch(/^7\.2 +biểu tổng hợp +theo mẫu đã công bố +TỔNG HỢP DIỄN BIẾN HỘ NGHÈO$/m);
  const listed = JSON.parse((await desk.command('forms', '--json')).out) as { id: string }[];
  expect(listed.map(({ id }) => id)).toEqual(ids);
  expect(listed.find(({ id }) => id === '6.1')).toEqual({
    id: '6.1',
    title: 'DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT',
    kind: 'list',
    certainty: 'published',
  });
  expect((await desk.command('forms', '--la')).status).toBe(2);
});

it('--forms writes those forms with the lists they need and the forms they take figures from; JSON has all', async () => {
  const list = fixture('nong-thuong-2023.xlsx');
  const sheets = async (forms: string): Promise<string[]> => {
    const result = await desk.report(list, '--forms', forms, '--out', 'chon.xlsx', '--json', 'chon.json');
    expect(result).toMatchObject({ status: 0, lines: [] });
    return XLSX.read(await readFile(desk.path('chon.xlsx'))).SheetNames;
  };
  expect(await sheets('7.1, 7.5')).toEqual(['Thôn', 'Danh sách 01', '7.1', '7.4', '7.5', 'Thông số', 'Kiểm tra']);
  expect(await sheets('7.11')).toEqual(['Thôn', 'Danh sách 01', 'Thành viên', '7.11', 'Thông số', 'Kiểm tra']);
  expect(await sheets('6.2')).toEqual([
    'Thôn',
    'Danh sách 01',
    'Thành viên',
    '6.2 thoát nghèo',
    '6.2 thoát cận nghèo',
    'Thông số',
    'Kiểm tra',
  ]);
  // As typed without a Vietnamese keyboard.
  expect(await sheets('dan cu')).toEqual(['Thôn', 'Danh sách 01', 'Thành viên', 'Dân cư', 'Thông số', 'Kiểm tra']);
  const expected = JSON.parse(await readFile(fixture('nong-thuong-2023.expected.json'), 'utf8')) as { forms: object };
  expect((await desk.json('chon.json')).forms).toEqual(expected.forms);
});

it.each(['7.1,9.99', '', ' , '])("--forms '%s' is refused in words, and nothing is written", async (forms) => {
  const result = await desk.report(fixture('nong-thuong-2023.xlsx'), '--forms', forms, '--out', 'khong.xlsx');
  expect(result.status).toBe(2);
  expect(result.lines).toEqual([
    expect.stringMatching(/^(Không có mẫu '9\.99'|--forms chưa ghi mẫu nào)\. Có: Phụ lục I, .*7\.11.*\(xem: rasoat forms\)$/),
  ]);
  expect(await readdir(desk.folder)).not.toContain('khong.xlsx');
});
