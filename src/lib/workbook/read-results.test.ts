import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { read, utils, write, type WorkSheet } from 'xlsx';
import { fillReport } from '../forms/report.ts';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import { ND07 } from '../review/standards.ts';
import type { ReviewData, Row } from '../review/types.ts';
import { missingIn } from './asked-columns.ts';
import { placeResults } from './place-results.ts';
import { previewImport } from './preview.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';
import { writeReport } from './write.ts';

type Sheets = Record<string, unknown[][] | WorkSheet>;
function bookOf(sheets: Sheets): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, Array.isArray(rows) ? utils.aoa_to_sheet(rows) : rows, name);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}
const readSheets = (sheets: Sheets, name = 'ket-qua.xlsx'): WorkbookReading => readWorkbook(bookOf(sheets), name, new Date(2023, 9, 1));
const codes = ({ problems }: { problems: { code: string }[] }): string[] => problems.map(({ code }) => code);

/** Columns A to AA of domain.md §4.6; the words are one commune's. */
const HEAD = [
  'STT',
  'STT hộ',
  'Họ và tên chủ hộ',
  'Họ và tên thành viên',
  'Quan hệ với chủ hộ',
  'Ngày sinh',
  'Giới tính',
  'CCCD / số định danh',
  'Tỉnh',
  'Huyện',
  'Mã huyện',
  'Xã',
  'Mã xã',
  'Thôn',
  'Dân tộc',
  'Phân loại hộ',
  'Quyết định công nhận (số)',
  'Ngày ban hành quyết định',
  'Điểm B1',
  'Điểm B2',
  'Hộ DTTS',
  'Hộ không có khả năng lao động',
  'Hộ có thành viên người có công với cách mạng',
  'Nguyên nhân nghèo',
  'Ghi chú',
  'Tuổi',
  'Số nhân khẩu',
];
const place = ['Bắc Kạn', 'TP Bắc Kạn', '058', 'Xã Nông Thượng', '01840'];
const decision = ['512/QĐ-UBND', '20/12/2022'];
const ROWS = [
  [
    1,
    1,
    'Hà Văn Dũng',
    'Hà Văn Dũng',
    'Chủ hộ',
    '09/04/1992',
    'Nam',
    '006092000108',
    ...place,
    'Thôn 1',
    'Tày',
    'Hộ nghèo',
    ...decision,
    95,
    40,
    'x',
    '',
    '',
    'Không có đất sản xuất',
    '',
    30,
    3,
  ],
  [
    2,
    '',
    '',
    'Nông Thị Mai',
    'Vợ',
    '11/05/1994',
    'Nữ',
    '006194000109',
    ...place,
    '',
    'Kinh',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    '',
    28,
    '',
  ],
  [3, '', '', 'Hà An', 'Con đẻ', '03/02/2015', 'Nam', '', ...place, '', 'Tày', '', '', '', '', '', '', '', '', '', '', 7, ''],
  [
    4,
    2,
    'Lý Thị Mai',
    'Lý Thị Mai',
    'Chủ hộ',
    '1990',
    'Nữ',
    '006190000777',
    ...place,
    'Thôn 2',
    'Kinh',
    'Hộ cận nghèo',
    ...decision,
    120,
    20,
    '',
    'x',
    '',
    '',
    '',
    32,
    1,
  ],
];
const LIST = [
  ['UBND XÃ NÔNG THƯỢNG', '', '', '', '', '', '', 'Nông Thượng, ngày 05 tháng 01 năm 2023'],
  [],
  [],
  ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT NĂM 2022'],
  [],
  HEAD,
  HEAD.map((_, index) => index + 1),
  ...ROWS,
];

const LEFT_HEAD = [
  '',
  'STT hộ',
  'Họ và tên',
  'Quan hệ với chủ hộ',
  'Giới tính',
  'Ngày sinh',
  'CCCD',
  'Dân tộc',
  'Địa chỉ',
  'B1',
  'B2',
  '',
  'Ghi chú',
  'Tuổi',
  'Số nhân khẩu',
];
const left = (title: string, rows: unknown[][]): unknown[][] => [[], [], [], [], ['', title], [], [], [], LEFT_HEAD, ...rows];
const LEFT_POOR = left('DANH SÁCH HỘ THOÁT NGHÈO SAU KHI RÀ SOÁT', [
  ['', 1, 'Tô Văn Bằng', 'Chủ hộ', 'Nam', '1970', '006070000001', 'Tày', 'Thôn 1', 150, 10, '', '', 52, 2],
  ['', '', 'Tô Thị Lan', 'Con đẻ', 'Nữ', '02/02/2012', '006312000002', 'Tày', '', '', '', '', '', 10, ''],
]);
const LEFT_NEAR = left('DANH SÁCH HỘ THOÁT CẬN NGHÈO SAU KHI RÀ SOÁT', [
  ['', 1, 'Bàn Thị Mai', 'Chủ hộ', 'Nữ', '1980', '006180000003', 'Dao', 'Thôn 2', 160, 0, '', '', 42, 1],
]);

describe('Mẫu 6.1 and 6.2 as communes send them', () => {
  const reading = readSheets({ 'Mẫu 6.1': LIST, 'Thoát nghèo': LEFT_POOR, 'Thoát cận nghèo': LEFT_NEAR });

  it('are households with members, recognised whatever the tab’s name', () => {
    expect(reading.sheets.map((sheet) => [sheet.name, sheet.result, sheet.headingRows, sheet.rows, missingIn(sheet, ND07)])).toEqual([
      ['Mẫu 6.1', 'classes', [6, 6], 4, []],
      ['Thoát nghèo', 'left-poor', [9, 9], 2, []],
      ['Thoát cận nghèo', 'left-near', [9, 9], 1, []],
    ]);
    expect(reading.sheets.flatMap(({ columns }) => columns.filter(({ key, label }) => key === null && label === undefined))).toEqual([]);
    expect(reading.problems).toEqual([]);
    expect(reading.data.households).toEqual([]);
    const [first] = reading.results[0]?.households ?? [];
    expect(first?.row).toEqual({
      id: '',
      sheet: 'list01',
      source: { sheet: 'Mẫu 6.1', row: 8 },
      cells: {
        head: 'Hà Văn Dũng',
        size: 3,
        village: 'Thôn 1',
        spouseEthnic: 'Kinh',
        cccd: '006092000108',
        birth: '09/04/1992',
        sex: 'Nam',
        ethnic: 'Tày',
      },
    });
    expect(first?.members.map(({ cells }) => cells)).toEqual([
      { name: 'Hà Văn Dũng', relation: 'Chủ hộ', birth: '09/04/1992', sex: 'Nam', ethnic: 'Tày', cccd: '006092000108' },
      { name: 'Nông Thị Mai', relation: 'Vợ', birth: '11/05/1994', sex: 'Nữ', ethnic: 'Kinh', cccd: '006194000109' },
      { name: 'Hà An', relation: 'Con đẻ', birth: '03/02/2015', sex: 'Nam', ethnic: 'Tày' },
    ]);
    expect(reading.results.map(({ kind, year, households }) => [kind, year, households.map((each) => each.class)])).toEqual([
      ['classes', 2022, ['Hộ nghèo', 'Hộ cận nghèo']],
      ['left-poor', null, [null]],
      ['left-near', null, [null]],
    ]);
    expect(reading.data.unit).toBe('Xã Nông Thượng');
  });

  it('of last year give Kết quả năm trước and Từng thuộc diện, and no score', () => {
    const { reading: placed, words } = placeResults(reading, { round: 2023 });
    expect(placed.data.households.map(({ id, cells }) => [id, cells.head, cells.village, cells.lastYear, cells.formerly])).toEqual([
      ['h:T1-001', 'Hà Văn Dũng', 'Thôn 1', 'Hộ nghèo', undefined],
      ['h:T2-001', 'Lý Thị Mai', 'Thôn 2', 'Hộ cận nghèo', undefined],
      ['h:T1-002', 'Tô Văn Bằng', 'Thôn 1', undefined, 'Hộ nghèo'],
      ['h:T2-002', 'Bàn Thị Mai', 'Thôn 2', undefined, 'Hộ cận nghèo'],
    ]);
    for (const { cells } of placed.data.households)
      expect(Object.keys(cells).filter((key) => ['b1', 'b2', 'noLabour', 'merit', 'class'].includes(key))).toEqual([]);
    expect(placed.data.members.map(({ id, cells }) => [id, cells.code, cells.name])).toEqual([
      ['m:T1-001:1', 'T1-001', 'Hà Văn Dũng'],
      ['m:T1-001:2', 'T1-001', 'Nông Thị Mai'],
      ['m:T1-001:3', 'T1-001', 'Hà An'],
      ['m:T2-001:1', 'T2-001', 'Lý Thị Mai'],
      ['m:T1-002:1', 'T1-002', 'Tô Văn Bằng'],
      ['m:T1-002:2', 'T1-002', 'Tô Thị Lan'],
      ['m:T2-002:1', 'T2-002', 'Bàn Thị Mai'],
    ]);
    expect(words[0]).toBe(
      'Trang “Mẫu 6.1” (Mẫu 6.1, 2 hộ): kết quả năm 2022 → cột Kết quả năm trước của đợt 2023. Điểm B1, B2, nguyên nhân và các cột nhóm là của năm 2022, không lấy.',
    );
    expect(words[1]).toBe(
      'Trang “Thoát nghèo” (Mẫu 6.2, thoát nghèo, 1 hộ): hộ đã thoát theo kết quả năm 2022 → cột Từng thuộc diện của đợt 2023. Điểm B1, B2 không lấy.',
    );
    expect(placed.earlier).toEqual(placed.data.households.map(({ id }) => id));
  });

  it('of this round bring scores and groups, and their class is compared', () => {
    const { reading: placed } = placeResults(reading, { round: 2023, year: 2023 });
    expect(placed.data.households.map(({ cells }) => [cells.lastYear, cells.b1, cells.noLabour])).toEqual([
      [undefined, 95, undefined],
      [undefined, 120, 'x'],
      ['Hộ nghèo', 150, undefined],
      ['Hộ cận nghèo', 160, undefined],
    ]);
    expect(placed.formulaValues).toContainEqual({
      household: 'T1-001',
      label: 'Kết quả phân loại',
      value: 'Hộ nghèo',
      sheet: 'Mẫu 6.1',
      row: 8,
      column: 'Phân loại hộ',
    });
    expect(placed.earlier).toEqual([]);
  });

  it('older ones only say that the household was once on a list; later ones say nothing', () => {
    expect(
      placeResults(reading, { round: 2025 })
        .reading.data.households.slice(0, 2)
        .map(({ cells }) => [cells.lastYear, cells.formerly]),
    ).toEqual([
      [undefined, 'Hộ nghèo'],
      [undefined, 'Hộ cận nghèo'],
    ]);
    const later = placeResults(reading, { round: 2021, year: 2022 });
    expect(later.reading.data.households).toEqual([]);
    expect(later.words[0]).toContain('sau đợt 2021: không lấy gì');
  });
});

describe('what the rows may look like', () => {
  const plain = (rows: unknown[][], title = 'DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT'): WorkbookReading =>
    readSheets({ Sheet1: [[title], ['STT', 'STT hộ', 'Họ và tên', 'Quan hệ', 'Năm sinh', 'Số CCCD', 'Thôn', 'Phân loại'], ...rows] });
  const households = (reading: WorkbookReading): unknown[] =>
    reading.results.flatMap(({ households: all }) =>
      all.map(({ row, members, class: said }) => [row.cells.head, row.cells.village, said, members.map(({ cells }) => cells.name)]),
    );

  it('a class and village in the first household of a block only are filled down and reported', () => {
    const reading = plain([
      [1, 1, 'A', 'Chủ hộ', 1980, '', 'Thôn 1', 'N'],
      [2, '', 'B', 'Vợ', 1982, '', '', ''],
      [3, 2, 'C', 'Chủ hộ', 1970, '', '', ''],
      [4, 3, 'D', 'Chủ hộ', 1971, '', 'Thôn 2', 'CN'],
    ]);
    expect(households(reading)).toEqual([
      ['A', 'Thôn 1', 'Hộ nghèo', ['A', 'B']],
      ['C', 'Thôn 1', 'Hộ nghèo', ['C']],
      ['D', 'Thôn 2', 'Hộ cận nghèo', ['D']],
    ]);
    expect(reading.problems.map(({ code, row }) => [code, row])).toEqual([
      ['class-carried-down', 5],
      ['village-carried-down', 5],
    ]);
  });

  it('a person twice in a household is dropped and reported; twins and persons without identifiers stay', () => {
    const reading = plain([
      [1, 1, 'A', 'Chủ hộ', '01/02/1980', '006080000001', 'Thôn 1', 'N'],
      [2, '', 'A', 'Chủ hộ', '01/02/1980', '006080000001', '', ''],
      [3, '', 'An', 'Con', '05/05/2019', '', '', ''],
      [4, '', 'Bình', 'Con', '05/05/2019', '', '', ''],
      [5, '', 'Bình', 'Con', '05/05/2019', '', '', ''],
      [6, '', 'Bé', 'Con', '', '', '', ''],
      [7, '', 'Bé', 'Con', '', '', '', ''],
    ]);
    // The head's row came twice. The second has no number; without the check it would begin a household.
    expect(households(reading)).toEqual([['A', 'Thôn 1', 'Hộ nghèo', ['A', 'An', 'Bình', 'Bé', 'Bé']]]);
    expect(codes(reading)).toEqual(['person-twice', 'person-twice']);
    expect(reading.problems[0]?.text).toBe('Trang Sheet1, dòng 4: A đã có trong hộ này (trùng CCCD và ngày sinh), bỏ dòng lặp.');
  });

  it('a hostile list of one endless household takes no longer to read, and pollutes nothing', () => {
    const reading = plain(
      Array.from({ length: 20_000 }, (_, n) => ['', n === 0 ? 1 : '', '__proto__', 'Chủ hộ', '1980', '', 'constructor', 'N']),
    );
    expect(households(reading)).toEqual([['__proto__', 'constructor', 'Hộ nghèo', ['__proto__']]]);
    expect(reading.problems.length).toBeLessThan(400);
    expect(placeResults(reading, { round: 2023 }).reading.data.households).toHaveLength(1);
  });

  it('a block pasted twice is one household', () => {
    const block = [
      [1, 1, 'A', 'Chủ hộ', '01/02/1980', '006080000001', 'Thôn 1', 'N'],
      [2, '', 'B', 'Vợ', 1982, '006182000002', '', ''],
    ];
    const { reading } = placeResults(plain([...block, ...block.map(([n, h, ...rest]) => [Number(n) + 2, h && 2, ...rest])]), {
      round: 2023,
    });
    expect([reading.data.households.length, reading.data.members.length, codes(reading)]).toEqual([
      1,
      2,
      ['household-twice', 'codes-made'],
    ]);
  });

  it('a head without a number begins a household, numbers on every row do not, and each village restarts', () => {
    const reading = plain([
      ['', '', 'THÔN 1'],
      [1, 1, 'A', 'Chủ hộ', 1980, '', '', 'N'],
      [2, 1, 'B', 'Vợ', 1982, '', '', 'N'],
      [3, '', 'C', 'Chủ hộ', 1970, '', '', 'CN'],
      ['', '', 'THÔN 2'],
      [4, 1, 'D', 'Chủ hộ', 1971, '', '', 'CN'],
      ['', '', 'Tổng cộng: 3 hộ'],
      ['', '', 'NGƯỜI LẬP BIỂU'],
    ]);
    expect(households(reading)).toEqual([
      ['A', 'Thôn 1', 'Hộ nghèo', ['A', 'B']],
      ['C', 'Thôn 1', 'Hộ cận nghèo', ['C']],
      ['D', 'Thôn 2', 'Hộ cận nghèo', ['D']],
    ]);
    expect(codes(reading)).toEqual(['household-unnumbered']);
  });

  it('without the words STT hộ the sparse running number decides, and without any number the relation', () => {
    const rows = [
      ['A', 'Chủ hộ', 1980, 'Thôn 1', 'N'],
      ['B', 'Vợ', 1982, '', ''],
      ['C', 'Chủ hộ', 1970, 'Thôn 1', 'CN'],
    ];
    const head = ['Họ và tên', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Thôn', 'Phân loại hộ'];
    const title = ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT'];
    const expected = [
      ['A', 'Thôn 1', 'Hộ nghèo', ['A', 'B']],
      ['C', 'Thôn 1', 'Hộ cận nghèo', ['C']],
    ];
    expect(
      households(readSheets({ A: [title, ['STT', ...head], ...rows.map((row, index) => [index === 1 ? '' : index + 1, ...row])] })),
    ).toEqual(expected);
    expect(households(readSheets({ A: [title, head, ...rows] }))).toEqual(expected);
  });

  it('the head in a column of its own, headings in two merged rows, no title', () => {
    const sheet = utils.aoa_to_sheet([
      ['STT', '', 'Họ và tên', '', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Thôn', 'Phân loại hộ', 'Điểm B2'],
      ['Chung', 'hộ', 'Chủ hộ', 'Thành viên', '', '', '', '', ''],
      [1, 1, 'Hà A', '', 'Chủ hộ', '1980', 'Thôn 1', 'N', 30],
      [2, '', '', 'Hà B', 'Con đẻ', '2010', '', '', ''],
    ]);
    sheet['!merges'] = ['A1:B1', 'C1:D1', 'E1:E2', 'F1:F2', 'G1:G2', 'H1:H2', 'I1:I2'].map((range) => utils.decode_range(range));
    expect(households(readSheets({ Sheet1: sheet }))).toEqual([['Hà A', 'Thôn 1', 'Hộ nghèo', ['Hà A', 'Hà B']]]);
  });

  it('the year: from a title, else the decision (January closes the year before), else the file; never from a signature’s date', () => {
    const year = (sheets: Sheets, name?: string): unknown => readSheets(sheets, name).results[0]?.year;
    const untitled = LIST.map((row, index) => (index === 3 ? ['DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO SAU KHI RÀ SOÁT'] : row));
    expect(year({ A: untitled })).toBe(2022);
    const column = HEAD.indexOf('Ngày ban hành quyết định');
    const dated = (text: string): unknown[][] =>
      untitled.map((row, index) => (index > 6 ? row.map((value, at) => (at === column && value !== '' ? text : value)) : row));
    expect(year({ A: dated('06/01/2023') })).toBe(2022);
    expect(year({ A: dated('') })).toBeNull();
    expect(year({ A: dated('') }, 'mau 6.1_2021.xlsx')).toBe(2021);
  });
});

describe('beside the lists of this year', () => {
  const list = [
    ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Số CCCD/ĐDCN', 'Ngày sinh', 'Thôn', 'Số nhân khẩu', 'Điểm B1'],
    [1, 'NT-7', 'Hà Văn Dũng', '006092000108', '09/04/1992', 'Thôn 1', 4, 150],
  ];
  const apply = (data: ReviewData, writes: readonly Row[]): ReviewData => {
    const result = structuredClone(data);
    for (const each of writes) {
      const rows = each.sheet === 'villages' ? result.villages : each.sheet === 'members' ? result.members : result.households;
      const row = rows.find(({ id }) => id === each.id);
      if (row) Object.assign(row.cells, each.cells);
      else rows.push(structuredClone(each));
    }
    return result;
  };

  it('in one file the household is one, and its values of this year stay', () => {
    const { reading } = placeResults(readSheets({ 'Danh sách 01': list, 'Mẫu 6.1': LIST }), { round: 2023 });
    expect(reading.data.households.map(({ id, cells }) => [id, cells.size, cells.b1, cells.lastYear])).toEqual([
      ['h:NT-7', 4, 150, 'Hộ nghèo'],
      ['h:T2-001', 1, undefined, 'Hộ cận nghèo'],
    ]);
    expect(reading.data.members.filter(({ cells }) => cells.code === 'NT-7')).toHaveLength(3);
  });

  it('imported over the list in the program: only empty cells are filled, nobody comes back', () => {
    const current: ReviewData = { unit: 'Xã Nông Thượng', villages: [], households: [], members: [] };
    const first = apply(
      current,
      previewImport(
        current,
        readSheets({
          'Danh sách 01': list,
          'Thành viên': [
            ['Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ'],
            ['NT-7', 'Hà Văn Dũng', 'Chủ hộ'],
          ],
        }),
        { villages: { 'Thôn 1': 'Thôn 1' } },
      ).writes,
    );
    const { reading } = placeResults(readSheets({ 'Mẫu 6.1': LIST }), { round: 2023 });
    const preview = previewImport(first, reading, { villages: { 'Thôn 2': 'Thôn 2' } });
    expect(
      preview.changes.filter(({ sheet }) => sheet === 'list01').map(({ household, key, before, after }) => [household, key, before, after]),
    ).toEqual([
      ['NT-7', 'sex', null, 'Nam'],
      ['NT-7', 'ethnic', null, 'Tày'],
      ['NT-7', 'spouseEthnic', null, 'Kinh'],
      ['NT-7', 'lastYear', null, 'Hộ nghèo'],
    ]);
    expect([preview.notAdded, preview.members]).toEqual([2, { new: 1, changed: 1, unchanged: 0 }]);
    const after = apply(first, preview.writes);
    expect(previewImport(after, placeResults(readSheets({ 'Mẫu 6.1': LIST }), { round: 2023 }).reading).writes).toEqual([]);
  });
});

describe('our own Mẫu 6.1', () => {
  const own = readFileSync(new URL('../../../tests/fixtures/nong-thuong-2023.xlsx', import.meta.url));
  const round = chooseRound({ year: 2023 });
  const classified = classifyAll(readWorkbook(own, 'nong-thuong-2023.xlsx').data, round);
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await writeReport(classified, { filled: [fillReport(classified, ['6.1', '6.2'])] });
  });

  it('is not a list beside the lists it is made of', () => expect(readWorkbook(bytes, 'a.xlsx').results).toEqual([]));

  it('is last year’s list if it was kept alone: every poor and near-poor household with its class', () => {
    const book = read(bytes);
    const kept = utils.book_new();
    for (const name of book.SheetNames.filter((each) => each.startsWith('6.')))
      utils.book_append_sheet(kept, book.Sheets[name] as WorkSheet, name);
    kept.Workbook = { ...book.Workbook, Sheets: [] };
    const { reading } = placeResults(
      readWorkbook(new Uint8Array(write(kept, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), 'a.xlsx'),
      { round: 2024 },
    );
    const expected = classified.data.households.filter(({ id }) =>
      ['Hộ nghèo', 'Hộ cận nghèo'].includes(String(classified.results.get(id)?.class)),
    );
    const byId = new Map(reading.data.households.map(({ cells }) => [cells.cccd, cells]));
    expect(expected.length).toBeGreaterThan(50);
    for (const { id, cells } of expected)
      expect(byId.get(cells.cccd ?? '')).toMatchObject({
        head: cells.head,
        birth: cells.birth,
        village: cells.village,
        lastYear: classified.results.get(id)?.class,
      });
    expect(reading.data.households.filter(({ cells }) => cells.lastYear !== undefined)).toHaveLength(expected.length);
  });
});
