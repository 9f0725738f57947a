import { expect, it } from 'vitest';
import { utils, write } from 'xlsx';
import type { ScoreTable } from '../review/score-table.ts';
import { readScoreTables } from './read-score-table.ts';
import { writeScoreTable } from './write-score-table.ts';

type Line = (string | number | null)[];
function workbook(lines: Line[], sheet = 'Bảng điểm'): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(lines), sheet);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
const read = (lines: Line[], scores: ScoreTable['scores'] = 'b1') => readScoreTables(workbook(lines), 'bang.xlsx', scores);

// Shape and points of the forms of 2016-2020, whose scale is another: no points of today's forms are published.
const LINES: Line[] = [
  ['BẢNG ĐIỂM', null, null, null, null],
  ['Mẫu', 'Nhóm', 'Chỉ tiêu', 'Phương án', 'Điểm'],
  ['Mẫu 3.10', 'Nhân khẩu', 'Số người trong hộ', '1 người', 65],
  [null, null, null, '2 người', 55],
  [null, null, null, 'Trên 6 người', 0],
  [null, 'Tài sản', 'Có ô tô', null, 30],
  ['Mẫu 3.4', 'Nhân khẩu', 'Số người trong hộ', '1 người', '80'],
  [null, null, null, '2 người', 55],
];

it('reads the forms of a workbook: cells that are written once stand for the lines below', () => {
  const { tables, problems } = read(LINES);
  expect(problems).toEqual([]);
  expect(tables.map(({ form, region, area }) => [form, region, area])).toEqual([
    ['Mẫu 3.10', 'Đồng bằng sông Cửu Long', 'rural'],
    ['Mẫu 3.4', 'Đồng bằng sông Cửu Long', 'urban'],
  ]);
  expect(tables[0]?.items).toEqual([
    {
      group: 'Nhân khẩu',
      name: 'Số người trong hộ',
      options: [
        { text: '1 người', points: 65 },
        { text: '2 người', points: 55 },
        { text: 'Trên 6 người', points: 0 },
      ],
    },
    { group: 'Tài sản', name: 'Có ô tô', options: [{ text: 'Có', points: 30 }] },
  ]);
});

it('reads region and area where the file says them, and asks nothing of a form it does not know', () => {
  const heading = ['Mẫu', 'Vùng', 'Khu vực', 'Mục', 'Điểm'];
  expect(read([heading, ['3.7', 'Vùng Tây Nguyên', 'Nông thôn', 'Có ti vi', 5]]).tables[0]).toMatchObject({
    region: 'Tây Nguyên',
    area: 'rural',
  });
  expect(read([heading, ['3.7', null, null, 'Có ti vi', 5]]).tables[0]).toMatchObject({ region: '', area: '' });
});

it('names the place of what cannot be used, and uses nothing of the file', () => {
  const { problems } = read([
    ['Mẫu', 'Nhóm', 'Mục', 'Phương án', 'Điểm'],
    ['3.10', 'Nhà', 'Tường', 'Gạch', '12,5'],
    [null, null, null, 'Gỗ', null],
    [null, null, null, 'Gỗ', 4],
    [null, 'Đất', null, 'Có', 4],
  ]);
  expect(problems.map(({ text }) => text)).toEqual([
    'Trang Bảng điểm, dòng 2, cột E: “12,5” không phải là số điểm nguyên.',
    'Trang Bảng điểm, dòng 3, cột E: mục “Tường”, phương án “Gỗ” chưa có điểm.',
    'Trang Bảng điểm, dòng 5, cột C: có phương án hoặc điểm nhưng không có tên mục.',
  ]);
  expect(
    read([
      ['Mẫu', 'Mục', 'Điểm'],
      ['3.10', 'Xe máy', 5],
      ['3.10', 'Ti vi', 5],
      ['3.10', 'Xe máy', 6],
    ]).problems.map(({ text }) => text),
  ).toEqual(['Trang Bảng điểm: mẫu 3.10, mục “Xe máy” có hai lần.']);
  expect(read([['Danh sách'], ['Nông Văn A']]).problems[0]?.text).toContain('không thấy dòng tiêu đề');
  expect(read([['Mẫu', 'Mục', 'Điểm']]).problems[0]?.text).toBe('Trang Bảng điểm, dòng 1: dưới dòng tiêu đề chưa có mục nào.');
});

it('reads Phiếu A from a list of signs', () => {
  expect(read(LINES, 'formA').problems[0]?.text).toContain('Phiếu A chỉ đếm dấu hiệu');
  expect(
    read(
      [
        ['STT', 'Tiêu chí'],
        [1, 'Dấu hiệu thứ nhất'],
        [2, 'Dấu hiệu thứ hai'],
      ],
      'formA',
    ).tables[0]?.items,
  ).toEqual(['Dấu hiệu thứ nhất', 'Dấu hiệu thứ hai'].map((name) => ({ group: '', name, options: [{ text: 'Có', points: 1 }] })));
});

it.each(['b1', 'formA'] as const)('what it writes of %s reads back the same', async (scores) => {
  const items = [
    { group: 'Nhà ở', name: 'Có nhà kiên cố', options: [{ text: 'Có', points: 1 }] },
    ...(scores === 'b1'
      ? [
          {
            group: 'Nhà ở',
            name: 'Diện tích',
            options: [
              { text: '< 8 m²', points: 0 },
              { text: '≥ 8 m²', points: 5 },
            ],
          },
        ]
      : []),
  ];
  const table: ScoreTable = {
    scores,
    form: scores === 'b1' ? 'Mẫu 3.8' : '',
    region: scores === 'b1' ? 'Tây Nguyên' : '',
    area: scores === 'b1' ? 'rural' : '',
    source: '',
    items,
  };
  const reading = readScoreTables(await writeScoreTable(table), 'tai-ve.xlsx', scores);
  expect(reading).toEqual({ problems: [], tables: [{ form: table.form, region: table.region, area: table.area, items }] });
});
