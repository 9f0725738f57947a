/** The columns that hints are made from: not on the blank workbook, written once one is filled in, and read again as they were. */
import * as XLSX from 'xlsx';
import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { checkReview } from '../review/checks.ts';
import { COLUMNS, SCHOOLING } from '../review/columns.ts';
import { chooseRound } from '../review/plans.ts';
import { ND07 } from '../review/standards.ts';
import type { ReviewData } from '../review/types.ts';
import { readWorkbook } from './read.ts';
import { blankTemplate } from './template.ts';
import { writeReport } from './write.ts';

const FED = COLUMNS.filter(({ feeds }) => feeds !== undefined);
const DATA: ReviewData = {
  unit: 'Xã A',
  villages: [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: 'Nông thôn', households: 5, persons: 20 } }],
  households: [
    {
      id: 'h:1',
      sheet: 'list01',
      cells: { code: 'A', head: 'Lò Văn An', village: 'Thôn 1', size: 1, lastYear: 'Hộ nghèo', b1: 100, c1: 'x', houseArea: 7, i5: 'x' },
    },
  ],
  members: [
    { id: 'm:1', sheet: 'members', cells: { code: 'A', name: 'Lò Văn An', birth: '2000', schooling: SCHOOLING.none, allowance: 'Không' } },
  ],
};
const headings = (bytes: Uint8Array, sheet: string): unknown[] =>
  XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(bytes).Sheets[sheet]!, { header: 1 }).flat();

it('are not on the blank workbook', async () => {
  const bytes = await blankTemplate(ND07);
  const all = [...headings(bytes, 'Danh sách 01'), ...headings(bytes, 'Thành viên')];
  expect(FED.map(({ label }) => label).filter((label) => all.includes(label))).toEqual([]);
});

it('are written where filled in, read again, and warn alike', async () => {
  const classified = classifyAll(DATA, chooseRound({ year: 2023 }));
  const reading = readWorkbook(await writeReport(classified), 'xa-a.xlsx');
  expect(reading.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(reading.data.households[0]?.cells).toMatchObject({ houseArea: 7 });
  expect(reading.data.members[0]?.cells).toMatchObject({ schooling: SCHOOLING.none, allowance: 'Không' });
  const codes = (data: ReviewData): string[] => checkReview(classifyAll(data, classified.round)).map(({ code }) => code);
  expect(codes(DATA)).toEqual(['indicator-differs']);
  expect(codes(reading.data)).toEqual(['indicator-differs']);
});

it('are known by the words of other lists', () => {
  const book = XLSX.utils.book_new();
  const add = (name: string, rows: unknown[][]): unknown => XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), name);
  add('Danh sách 01', [
    [
      'STT',
      'Mã hộ',
      'Họ và tên chủ hộ',
      'Thôn',
      'Số nhân khẩu',
      'Kết quả năm trước',
      'Điểm B1',
      'Diện tích nhà ở bình quân đầu người',
      'Diện tích nhà ở (m2)',
    ],
    [1, 'A', 'Lò Văn An', 'Thôn 1', 1, 'Hộ nghèo', 100, 'x', 31],
  ]);
  add('Thành viên', [
    ['STT', 'Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ', 'Trình độ giáo dục', 'Hưởng trợ cấp xã hội hằng tháng'],
    [1, 'A', 'Lò Văn An', 'Chủ hộ', 'đã tốt nghiệp thcs', 'không'],
  ]);
  const { data } = readWorkbook(new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), 'thon-1.xlsx');
  expect(data.households[0]?.cells).toMatchObject({ houseArea: 31, i8: 'x' });
  expect(data.members[0]?.cells).toMatchObject({ schooling: SCHOOLING.lowerSecondary, allowance: 'Không' });
});
