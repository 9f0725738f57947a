/** What this year's round takes from the workbook that was handed in last year. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { read, utils, write, type WorkBook, type WorkSheet } from 'xlsx';
import { fillReport } from '../forms/report.ts';
import { classifyAll } from '../review/classify.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { chooseRound } from '../review/plans.ts';
import type { ReviewData } from '../review/types.ts';
import { yearInTitles } from './list-year.ts';
import { placeResults } from './place-results.ts';
import { previewImport } from './preview.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';
import { writeReport } from './write.ts';

const EMPTY: ReviewData = { unit: '', villages: [], households: [], members: [] };
const round = chooseRound({ year: 2023, area: 'rural' });
const source = readWorkbook(
  readFileSync(new URL('../../../tests/fixtures/nong-thuong-2023.xlsx', import.meta.url)),
  'nong-thuong-2023.xlsx',
);
const classified = classifyAll({ ...source.data, unit: 'Xã Nông Thượng' }, round);
const with_ = (...classes: string[]) =>
  classified.data.households.filter(
    ({ id, cells }) =>
      classes.includes(String(classified.results.get(id)?.class)) && !['Chuyển đi', 'Chết', 'Nhập hộ'].includes(String(cells.change)),
  );
let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await writeReport(classified, { filled: [fillReport(classified, ['6.1', '6.2'])], review: 'nong-thuong-2023' });
});

/** Saves the workbook like an office program that keeps no properties. */
function rewritten(change: (book: WorkBook) => void): Uint8Array {
  const book = read(bytes);
  delete book.Props;
  change(book);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

const NOT_OF_THIS_YEAR = ['b1', 'b2', 'i1', 'c1', 'listReason', 'meeting', 'decision', 'reviewedOn', 'class', 'note'];
function expectResultsOnly(reading: WorkbookReading): void {
  const { households } = reading.data;
  const expected = with_(POOR, NEAR_POOR);
  expect(expected.length).toBeGreaterThan(50);
  expect(
    households
      .filter(({ cells }) => cells.lastYear !== undefined)
      .map(({ cells }) => [cells.head, cells.lastYear])
      .sort(),
  ).toEqual(expected.map(({ id, cells }) => [cells.head, classified.results.get(id)?.class]).sort());
  for (const { cells } of households) for (const key of NOT_OF_THIS_YEAR) expect(cells[key], key).toBeUndefined();
  expect(reading.formulaValues).toEqual([]);
}

describe('a workbook of ours', () => {
  it('says its year, commune, standard and round, to programs and to people', () => {
    const { Props, Sheets } = read(bytes);
    expect(Props?.Keywords).toBe(`so-ra-soat; nam=2023; xa=Xã Nông Thượng; bo-chuan=${round.standard.id}; dot=nong-thuong-2023`);
    for (const sheet of ['Thôn', 'Danh sách 01', 'Thành viên'])
      expect((Sheets[sheet]?.['A1'] as { v: string }).v).toMatch(/Rà soát năm 2023, Xã Nông Thượng$/);
    expect((Sheets['Thông số']?.['A3'] as { v: string }).v).toBe('Rà soát năm 2023, Xã Nông Thượng');
  });

  it('gives its own round its lists, and the next round only last year’s results, and says so', () => {
    const reading = readWorkbook(bytes, 'a.xlsx');
    expect(reading.of).toMatchObject({ year: 2023, unit: 'Xã Nông Thượng', ours: true });
    expect(placeResults(reading, { round: 2023 }).reading.data.households).toHaveLength(source.data.households.length);
    const { reading: next, words } = placeResults(reading, { round: 2024 });
    expectResultsOnly(next);
    expect(words).toHaveLength(1);
    expect(words[0]).toMatch(
      /^Danh sách trong tệp là của năm 2023, không phải của đợt 2024: chỉ lấy kết quả của \d+ hộ nghèo, cận nghèo \(cột Kết quả năm trước\)/,
    );
    // Villages bring no numbers of another year.
    expect(next.data.villages.every(({ cells }) => Object.keys(cells).every((key) => ['name', 'area'].includes(key)))).toBe(true);
    // Years later it only says that they were once on a list.
    const later = placeResults(reading, { round: 2026 }).reading.data.households;
    expect(later.every(({ cells }) => cells.lastYear === undefined && cells.formerly !== undefined)).toBe(true);
    expect(placeResults(reading, { round: 2022 }).reading.data.households).toEqual([]);
  });

  it('overwrites nothing that this year has', () => {
    const reading = placeResults(readWorkbook(bytes, 'a.xlsx'), { round: 2024 }).reading;
    const [known] = with_(POOR);
    const current: ReviewData = {
      ...EMPTY,
      villages: reading.data.villages,
      households: [
        {
          id: 'h:1',
          sheet: 'list01',
          cells: { ...known?.cells, code: 'M-1', lastYear: null, b1: 15, size: 9, cccd: known?.cells.cccd ?? null },
        },
      ],
    };
    const changes = previewImport(current, reading).changes.filter(({ row }) => row === 'h:1');
    expect(changes.map(({ key, after }) => [key, after])).toEqual([['lastYear', POOR]]);
  });

  it('without properties is known by the line on its sheets, and without that by Thông số', () => {
    expect(
      readWorkbook(
        rewritten(() => undefined),
        'a.xlsx',
      ).of,
    ).toMatchObject({ year: 2023, unit: 'Xã Nông Thượng' });
    const bare = rewritten((book) => {
      for (const name of book.SheetNames) {
        const sheet = book.Sheets[name] as WorkSheet;
        if (/^(Thôn|Danh sách|Thành viên)/.test(name)) sheet['A1'] = { t: 's', v: 'DANH SÁCH' };
        if (name === 'Thông số') delete sheet['A3'];
      }
    });
    expect(readWorkbook(bare, 'a.xlsx').of?.year).toBe(2023);
    expectResultsOnly(placeResults(readWorkbook(bare, 'a.xlsx'), { round: 2024 }).reading);
  });

  it('is of the year that a person chooses', () => {
    const reading = readWorkbook(bytes, 'a.xlsx');
    expect(placeResults(reading, { round: 2024, year: 2024 }).reading.data.households).toHaveLength(source.data.households.length);
  });
});

describe('a list from somebody else', () => {
  const list = (title: string, tab: string, dates: (string | null)[], b1: number | null = 60): WorkbookReading => {
    const book = utils.book_new();
    const rows = dates.map((date, n) => [n + 1, `NT-${n}`, `Lò Văn ${'ABCDEF'.charAt(n)}`, 'Thôn 1', 3, 'Hộ nghèo', b1, 'x', 'x', date]);
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        [title],
        [],
        [
          'STT',
          'Mã hộ',
          'Họ và tên chủ hộ',
          'Thôn',
          'Số nhân khẩu',
          'Kết quả năm trước',
          'Điểm B1',
          'Việc làm',
          'Dinh dưỡng',
          'Ngày rà soát',
        ],
        ...rows,
      ]),
      tab,
    );
    return readWorkbook(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), 'danh sach 2019.xlsx');
  };
  const NONE = [null, null, null];

  it.each([
    ['DANH SÁCH HỘ RÀ SOÁT NĂM 2022', 'DS', NONE, 2022],
    ['DANH SÁCH HỘ', 'Rà soát năm 2022', NONE, 2022],
    ['DANH SÁCH HỘ NGHÈO NĂM 2022 ĐƯA VÀO RÀ SOÁT NĂM 2023', 'DS', NONE, 2023],
    ['Nông Thượng, ngày 3 tháng 1 năm 2021', 'DS', ['05/11/2022', '06/11/2022', null], 2022],
    ['DANH SÁCH HỘ', 'DS', ['05/11/2022', null, null], undefined],
    ['DANH SÁCH HỘ', 'DS', NONE, undefined],
  ])('“%s”, tab “%s”, dates %j: %s', (title, tab, dates, year) => expect(list(title, tab, dates).of?.year).toBe(year));

  it('gives last year’s results, counted by the standard of its year', () => {
    const { reading, words } = placeResults(list('DANH SÁCH HỘ RÀ SOÁT NĂM 2022', 'DS', NONE), { round: 2023 });
    expect(reading.data.households.map(({ cells }) => [cells.lastYear, cells.b1])).toEqual([
      [NEAR_POOR, undefined],
      [NEAR_POOR, undefined],
      [NEAR_POOR, undefined],
    ]);
    expect(words[0]).toContain('của năm 2022');
  });

  it('without results of that year is this round’s list with an old title', () => {
    const { reading, words } = placeResults(list('DANH SÁCH HỘ NGHÈO NĂM 2022', 'DS', NONE, null), { round: 2023 });
    expect(reading.data.households).toHaveLength(3);
    expect(words).toEqual([]);
  });

  it('a date beside the signatures is not the year of the list', () => {
    expect(yearInTitles(['Nông Thượng, ngày 12 tháng 12 năm 2023'])).toBeNull();
    expect(yearInTitles(['năm 2022', 'năm 2023'])).toBeNull();
  });
});
