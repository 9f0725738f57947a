/** Rural or urban on the command line: said by a person, never read from "xã" or "phường". */
import { readFile, writeFile } from 'node:fs/promises';
import * as XLSX from 'xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DONG_NAI_2026 } from '../../tests/fixtures/dong-nai-2026.ts';
import { readArea, saidOf } from './area.ts';
import { Desk, fixture } from './testing.ts';

const desk = new Desk();
/** A list as communes send it: one household with 160 points, above the limit of a rural area and within that of an urban one. */
const [LOC_NINH, TRANG_BOM] = ['loc-ninh.xlsx', 'trang-bom.xlsx'];
const HEAD = ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Thôn', 'Năm sinh', 'Số khẩu', 'Kết quả năm trước', 'Điểm B1'];

beforeAll(async () => {
  await desk.open();
  for (const [index, file] of [LOC_NINH, TRANG_BOM].entries()) {
    const book = XLSX.utils.book_new();
    const row = [1, `H${index}`, 'Hà Văn Mão', `Ấp ${index + 1}`, 1970, 3, 'Hộ nghèo', 160];
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([HEAD, row]), 'Ds');
    await writeFile(desk.path(file), new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
  }
});
afterAll(desk.close);

const report = async (...args: string[]) => {
  const ran = await desk.report(...args, '--out', 'bieu.xlsx', '--json', 'bieu.json');
  return { ...ran, lines: ran.lines.filter((line) => line.includes('hu vực') || line.includes('--area')) };
};
type Found = { area: string | null; households: Record<string, { class: string }> };
const found = (name: string) => desk.json<Found & { communes?: Record<string, Found> }>(name);

it.each([
  ['urban', { unit: null, area: 'urban' }],
  ['Phường Lộc Ninh=urban', { unit: 'Phường Lộc Ninh', area: 'urban' }],
  ['Phường Lộc Ninh = rural', null],
  ['Phường Lộc Ninh=urban@2026-04-30', { unit: 'Phường Lộc Ninh', area: 'urban', areaFrom: '2026-04-30' }],
  ['rural,urban@2026-04-30', { unit: null, area: 'urban', areaFrom: '2026-04-30', areaBefore: 'rural' }],
  ['rural,urban', null],
  ['=urban', null],
])('reads --area %s', (text, expected) => {
  const said = readArea(text);
  expect(said && { ...said, text: undefined }).toEqual(expected);
});

it('what names a commune counts before what names none, under any way of writing the name', () => {
  const said = ['rural', 'Phường Hoà Bình=urban'].map((text) => readArea(text)!);
  expect([saidOf(said, ['Phường Hòa Bình'])?.area, saidOf(said, ['Phường Hòa An'])?.area]).toEqual(['urban', 'rural']);
});

describe('a commune that was a xã and is a phường', () => {
  const unit = `Phường ${DONG_NAI_2026[0]!.name}`;

  it('is not classified while nobody says its area: one sentence names it and the option', async () => {
    const { status, lines } = await report(LOC_NINH, '--unit', unit, '--date', '2026-12-14');
    expect([status, lines]).toEqual([
      1,
      [
        'Chưa biết khu vực của Phường Lộc Ninh vào ngày 14/12/2026, nên chưa phân loại được 1 hộ. Tên xã, phường không cho biết khu vực: ' +
          'hãy ghi ở trang Thôn, hoặc thêm --area rural (nông thôn) hoặc --area urban (thành thị).',
      ],
    ]);
    const { area, households } = await found('bieu.json');
    expect([area, households]).toEqual([null, { H0: expect.objectContaining({ class: '' }) as unknown }]);
  });

  it.each([
    ['2026-12-14', [], 'urban', 'near'],
    ['2025-12-14', [], 'rural', 'none'],
    ['2026-12-14', ['--area-day', '2026-04-29'], 'rural', 'none'],
  ])('has its area of the day: %s %s', async (date, more, area, result) => {
    const { status, lines } = await report(LOC_NINH, '--unit', unit, '--area', `${unit}=rural,urban@2026-04-30`, '--date', date, ...more);
    expect([status, lines]).toEqual([0, []]);
    expect(await found('bieu.json')).toMatchObject({ area, households: { H0: { class: result } } });
    // The workbook says it to whoever reads it next, by another day, too.
    const again = await desk.report('bieu.xlsx', '--date', date, ...more, '--out', 'lai.xlsx', '--json', 'lai.json');
    expect([again.status, again.lines.filter((line) => line.includes('hu vực'))]).toEqual([0, []]);
    expect(await found('lai.json')).toMatchObject({ area, households: { H0: { class: result } } });
  });

  it('asks when the change is inside the round', async () => {
    const args = [LOC_NINH, '--unit', unit, '--area', 'rural,urban@2026-10-15', '--date', '2026-12-14'];
    const { status, lines } = await report(...args);
    expect([status, lines]).toEqual([
      0,
      [
        'Khu vực đổi trong đợt rà soát: Ấp 1 là thành thị từ 15/10/2026, trước đó là nông thôn. Chưa ai chọn tính theo khu vực trước hay ' +
          'sau khi đổi; đang tính theo ngày 14/12/2026. Muốn chọn, thêm --area-day NGÀY (YYYY-MM-DD).',
      ],
    ]);
    expect((await report(...args, '--area-day', '2026-09-01')).lines).toEqual([]);
    expect(await found('bieu.json')).toMatchObject({ area: 'rural', households: { H0: { class: 'none' } } });
  });
});

describe('several communes', () => {
  const named = [`Phường Lộc Ninh=${LOC_NINH}`, `Phường Trảng Bom=${TRANG_BOM}`, '--date', '2026-12-14'];

  it('are all named in one sentence while nobody says their areas', async () => {
    const { status, lines } = await report(...named);
    expect([status, lines.length, lines[0]]).toEqual([1, 1, expect.stringContaining('Phường Lộc Ninh, Phường Trảng Bom')]);
    expect(lines[0]).toContain('chưa phân loại được 2 hộ');
    expect(lines[0]).toContain('--area "Phường Lộc Ninh=urban"');
  });

  it('have each its own, and the others what is said for all', async () => {
    const { status } = await report(...named, '--area', 'Phường Lộc Ninh=urban', '--area', 'rural');
    const { communes } = await found('bieu.json');
    expect([status, communes?.['Phường Lộc Ninh']?.area, communes?.['Phường Trảng Bom']?.area]).toEqual([0, 'urban', 'rural']);
    const sheet = XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(await readFile(desk.path('bieu.xlsx'))).Sheets['7.1']!, { header: 1 });
    expect(sheet.flat().filter((cell) => /^I+\. Khu vực/.test(String(cell)))).toEqual(['I. Khu vực thành thị', 'II. Khu vực nông thôn']);
  });

  it('a name that none of them has is said, and the run is not clean', async () => {
    const { status, lines } = await report(...named, '--area', 'urban', '--area', 'Phường Không Có=rural');
    expect([status, lines]).toEqual([1, ['Không có danh sách của nơi nào tên như vậy: --area "Phường Không Có=rural".']]);
  });
});

it('a sheet Thôn that gives areas needs no option, and is not overruled', async () => {
  const { status, lines } = await report(fixture('nong-thuong-2023.xlsx'), '--unit', 'Phường Nông Thượng', '--area', 'urban');
  expect([status, lines.length, lines[0]]).toEqual([
    0,
    1,
    expect.stringMatching(/^--area urban không dùng cho Thôn .*: trang Thôn ghi khu vực khác\.$/),
  ]);
  expect((await found('bieu.json')).area).toBe('rural');
});
