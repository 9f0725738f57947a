import { describe, expect, it } from 'vitest';
import { utils, write, type CellObject, type WorkSheet } from 'xlsx';
import { ND07 } from '../review/standards.ts';
import { missingIn } from './asked-columns.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';

type Sheets = Record<string, unknown[][] | WorkSheet>;
function book(sheets: Sheets, bookType: 'xlsx' | 'ods' | 'biff8' = 'xlsx'): Uint8Array {
  const workbook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(workbook, Array.isArray(rows) ? utils.aoa_to_sheet(rows) : rows, name);
  return new Uint8Array(write(workbook, { type: 'array', bookType }) as ArrayBuffer);
}
const read = (sheets: Sheets): WorkbookReading => readWorkbook(book(sheets), 'tep.xlsx', new Date(2023, 9, 1));
const codes = (reading: WorkbookReading): string[] => reading.problems.map(({ code }) => code);
const heads = (reading: WorkbookReading): unknown[] => reading.data.households.map(({ cells }) => cells['head']);

const HEAD = [
  'STT',
  'Mã hộ',
  'Họ và tên chủ hộ',
  'Số CCCD/ĐDCN',
  'Ngày sinh',
  'Thôn',
  'Số nhân khẩu',
  'Kết quả năm trước',
  'Điểm B1',
  'Điểm B2',
  'Kết quả phân loại',
];
const VILLAGES = [
  ['STT', 'Tên thôn', 'Khu vực', 'Tổng số hộ dân cư'],
  [1, 'Tổ 1', 'NT', 80],
  [2, 'Tổ 2', 'NT', '1.250'],
  ['', 'Tổng cộng', '', 1330],
];

describe('problems name their place', () => {
  it('sheet, row, column and label', () => {
    const reading = read({ 'Danh sách 01': [HEAD, [1, 'A1', 'Hà Văn Dũng', '006092000108', '31/02/1990', 'Tổ 1', 3, 'N', 'abc']] });
    const problem = reading.problems.find(({ code }) => code === 'not-a-number');
    expect(problem).toEqual({
      code: 'not-a-number',
      severity: 'error',
      sheet: 'Danh sách 01',
      row: 2,
      column: 'I',
      household: 'A1',
      text: "Trang Danh sách 01, dòng 2, cột I (Điểm B1): 'abc' không phải là số.",
    });
    expect(reading.data.households[0]?.cells).toMatchObject({ b1: 'abc', birth: '31/02/1990', lastYear: 'Hộ nghèo' });
    for (const { text, sheet } of reading.problems) expect(text).toMatch(new RegExp(`^Trang ${sheet}`));
  });
});

describe('formula columns and errors', () => {
  it('are kept separate from the cells', () => {
    const reading = read({ 'Danh sách 01': [HEAD, [1, 'A1', 'Hà', '', '', 'Tổ 1', 3, 'N', 100, 40, 'Hộ nghèo']] });
    expect(reading.formulaValues).toEqual([
      { household: 'A1', label: 'Điểm B2', value: 40, sheet: 'Danh sách 01', row: 2, column: 'J' },
      { household: 'A1', label: 'Kết quả phân loại', value: 'Hộ nghèo', sheet: 'Danh sách 01', row: 2, column: 'K' },
    ]);
    expect(reading.data.households[0]?.cells).not.toHaveProperty('class');
    expect(reading.problems).toEqual([]);
  });

  it('a formula gives its cached value; an error is a problem', () => {
    const sheet = utils.aoa_to_sheet([HEAD, [1, 'A1', 'Hà', '', '', 'Tổ 1', 3, 'N', 0], [2, 'A2', 'Lý', '', '', 'Tổ 1', 3, 'N', 0]]);
    sheet['I2'] = { t: 'n', v: 120, f: '100+20' } satisfies CellObject;
    sheet['I3'] = { t: 'e', v: 0x17, w: '#REF!', f: '#REF!' } satisfies CellObject;
    const reading = read({ 'Danh sách 01': sheet });
    expect(reading.data.households.map(({ cells }) => cells['b1'] ?? null)).toEqual([120, null]);
    expect(reading.problems).toMatchObject([{ code: 'formula-error', row: 3, column: 'I', household: 'A2' }]);
    expect(reading.problems[0]?.text).toContain('#REF!');
  });
});

describe('villages', () => {
  it('corrects spelling to the sheet Thôn and names each unknown village once', () => {
    const row = (n: number, village: unknown) => [n, `A${n}`, `Người ${n}`, '', '', village, 3];
    const reading = read({
      Thôn: VILLAGES,
      'Danh sách 01': [HEAD, row(1, 'TỔ  1'), row(2, 'to 2'), row(3, 'Tổ 01'), row(4, 'Tổ 9'), row(5, 'Tổ 9'), row(6, 2)],
    });
    expect(reading.data.households.map(({ cells }) => cells['village'])).toEqual(['Tổ 1', 'Tổ 2', 'Tổ 1', 'Tổ 9', 'Tổ 9', 'Tổ 2']);
    expect(codes(reading).sort()).toEqual(['ambiguous-number', 'village-guessed', 'village-unknown']);
    expect(reading.data.villages.map(({ id, cells }) => [id, cells['area'], cells['households']])).toEqual([
      ['v:to-1', 'Nông thôn', 80],
      ['v:to-2', 'Nông thôn', 1250],
    ]);
  });

  it('takes the village row above if there is no column', () => {
    const reading = read({
      'DS rà soát': [
        ['UBND XÃ TÂN SƠN'],
        ['DANH SÁCH HỘ CẦN RÀ SOÁT'],
        ['TT', 'Họ tên chủ hộ', 'Năm sinh', 'Số khẩu', 'Phân loại hộ đầu kỳ'],
        ['A', 'B', '(1)', '(2)', '(3)'],
        ['I', 'THÔN BẢN LÀNG'],
        [1, 'Tô Văn Bằng', 1970, 4, 'N'],
        [2, 'Bàn Thị Mai', 1980, 3, 'CN'],
        ['', 'Cộng thôn Bản Làng', '', 7],
        ['II', 'Thôn Khuổi Nộc (1 hộ)'],
        [1, 'Tống Văn Cộng', 1960, 2, 'CN'],
        ['', 'Tổng cộng: 3 hộ', '', 9],
        ['', '', '', 'Tân Sơn, ngày 5 tháng 9 năm 2023'],
        ['', 'NGƯỜI LẬP BIỂU', '', '', 'TM. UBND XÃ'],
        ['', 'Nguyễn Văn A'],
      ],
    });
    expect(reading.data.unit).toBe('Xã Tân Sơn');
    expect(reading.data.households.map(({ cells }) => [cells['head'], cells['village'], cells['code']])).toEqual([
      ['Tô Văn Bằng', 'Thôn Bản Làng', 'TBL-001'],
      ['Bàn Thị Mai', 'Thôn Bản Làng', 'TBL-002'],
      ['Tống Văn Cộng', 'Thôn Khuổi Nộc', 'TKN-001'],
    ]);
    expect(codes(reading)).toEqual(['codes-made']);
    expect(reading.sheets[0]?.sheet).toBe('list01');
  });

  it('takes the tab if each village has its own', () => {
    const list = [
      ['STT', 'Họ và tên chủ hộ', 'Ngày sinh', 'Số nhân khẩu'],
      [1, 'Hà Văn A', '1970', 2],
    ];
    expect(read({ 'Tổ 1': list, 'Tổ 2': list }).data.households.map(({ id, cells }) => [id, cells['village']])).toEqual([
      ['h:T1-001', 'Tổ 1'],
      ['h:T2-001', 'Tổ 2'],
    ]);
  });
});

describe('codes, persons, duplicates', () => {
  it('a code given twice is an error and both rows stay', () => {
    const reading = read({ 'Danh sách 01': [HEAD, [1, 'A1', 'Hà', '', '', 'Tổ 1', 3], [2, 'A1', 'Lý', '', '', 'Tổ 1', 2]] });
    expect(reading.data.households.map(({ id, cells }) => [id, cells['code']])).toEqual([
      ['h:A1', 'A1'],
      ['h:A1~2', 'A1'],
    ]);
    expect(reading.problems).toMatchObject([{ code: 'code-twice', severity: 'error', row: 3, household: 'A1' }]);
  });

  it('one household on both lists is one row', () => {
    const second = [
      ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Thôn', 'Số nhân khẩu', 'Thu nhập bình quân'],
      [1, 'A1', 'Hà', 'Tổ 1', 3, '2.500.000'],
    ];
    const reading = read({ 'Danh sách 01': [HEAD, [1, 'A1', 'Hà', '', '', 'Tổ 1', 3, 'N']], 'Danh sách 02': second });
    expect(reading.data.households).toMatchObject([{ id: 'h:A1', sheet: 'list01', cells: { income: 2_500_000, lastYear: 'Hộ nghèo' } }]);
    expect(codes(reading)).toEqual(['on-both-lists']);
  });

  it('takes a code from Thành viên by the head, and for members without a code from the head above', () => {
    const people = ['STT', 'Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ', 'Ngày sinh', 'Số CCCD/ĐDCN'];
    const reading = read({
      'Danh sách 01': [HEAD, [1, '', 'Hà A', '006092000108', '', 'Tổ 1', 2], [2, '', 'Lý B', '006092000109', '', 'Tổ 1', 2]],
      'Thành viên': [
        people,
        [1, 'NT-7', 'Hà A', 'Chủ hộ', 1992, '006092000108'],
        [2, '', 'Hà C', 'Con đẻ', 2015, ''],
        [3, '', 'Lý B', 'Chủ hộ', 1991, '006092000109'],
        [4, '', 'Lý D', 'Con đẻ', 2016, ''],
      ],
    });
    expect(reading.data.households.map(({ id }) => id)).toEqual(['h:NT-7', 'h:T1-001']);
    expect(reading.madeCodes).toEqual(['h:T1-001']);
    expect(reading.data.members.map(({ id }) => id)).toEqual(['m:NT-7:1', 'm:NT-7:2', 'm:T1-001:1', 'm:T1-001:2']);
    expect(codes(reading).sort()).toEqual(['codes-made', 'member-codes-made']);
  });

  it('warns of members on no list and of one CCCD on two rows', () => {
    const reading = read({
      'Danh sách 01': [HEAD, [1, 'A1', 'Hà', '006092000108', '', 'Tổ 1', 3], [2, 'A2', 'Lý', '006092000108', '', 'Tổ 1', 2]],
      'Thành viên': [
        ['Mã hộ', 'Họ và tên', 'Quan hệ với chủ hộ'],
        ['A1', 'Hà', 'Chủ hộ'],
        ['ZZ', 'Ai', 'Con đẻ'],
        ['ZZ', 'Nữa', 'Con đẻ'],
      ],
    });
    expect(codes(reading)).toEqual(['member-of-no-household', 'id-number-twice']);
    expect(reading.problems[1]?.text).toContain('dòng 3');
  });
});

describe('sheets', () => {
  it('recognises the lists by name, title and columns; leaves reports and unknown sheets alone', () => {
    const plain = [
      ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Thu nhập bình quân'],
      [1, 'Hà', 'Tổ 1', 1],
    ];
    const sheets = read({
      DS01: plain,
      'Danh sách số 2': plain,
      'Mẫu 6.1': plain,
      Khác: [
        ['abc', 'def'],
        [1, 2],
      ],
      Trống: [[]],
      A: [['DANH SÁCH HỘ XÁC ĐỊNH HỘ CÓ MỨC SỐNG TRUNG BÌNH'], ...plain],
      B: [['DANH SÁCH HỘ CẦN RÀ SOÁT'], ...plain],
      C: [['TỔNG HỢP KẾT QUẢ RÀ SOÁT'], ...plain],
    }).sheets;
    expect(sheets.map(({ name, sheet }) => [name, sheet])).toEqual([
      ['DS01', 'list01'],
      ['Danh sách số 2', 'list02'],
      ['Mẫu 6.1', null],
      ['Khác', null],
      ['Trống', null],
      ['A', 'list02'],
      ['B', 'list01'],
      ['C', null],
    ]);
  });

  it('says what it found and what is missing', () => {
    const [sheet] = read({
      'Danh sách 01': [
        ['STT', '1. Họ và tên\nchủ hộ', 'Thôn (tổ dân phố)', 'TNBQ (đồng/người/tháng)', 'Số điện thoại'],
        [1, 'Hà', 'Tổ 1', '1.500.000', '0912'],
      ],
    }).sheets;
    expect(sheet?.columns.map(({ column, key, label }) => [column, key, label])).toEqual([
      ['A', null, 'STT'],
      ['B', 'head', 'Họ và tên chủ hộ'],
      ['C', 'village', 'Thôn'],
      ['D', 'income', 'Thu nhập bình quân'],
      ['E', null, undefined],
    ]);
    expect(missingIn(sheet!, ND07)).toContain('Mã hộ');
  });

  it('reads Năm sinh split into Nam and Nữ', () => {
    const sheet = utils.aoa_to_sheet([
      ['STT', 'Họ và tên chủ hộ', 'Năm sinh', '', 'Thôn'],
      ['', '', 'Nam', 'Nữ', ''],
      [1, 'Hà Văn A', 1970, '', 'Tổ 1'],
      [2, 'Lý Thị B', '', 1980, 'Tổ 1'],
    ]);
    sheet['!merges'] = ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2'].map((range) => utils.decode_range(range));
    expect(read({ 'Danh sách 01': sheet }).data.households.map(({ cells }) => [cells['birth'], cells['sex']])).toEqual([
      ['1970', 'Nam'],
      ['1980', 'Nữ'],
    ]);
  });

  it('reads hidden rows and says so', () => {
    const sheet = utils.aoa_to_sheet([HEAD, [1, 'A1', 'Hà', '', '', 'Tổ 1', 3], [2, 'A2', 'Lý', '', '', 'Tổ 1', 3]]);
    sheet['!rows'] = [{}, {}, { hidden: true }];
    const reading = read({ 'Danh sách 01': sheet });
    expect(heads(reading)).toEqual(['Hà', 'Lý']);
    expect(reading.problems).toMatchObject([{ code: 'hidden-rows', text: expect.stringContaining('dòng 3') as string }]);
  });

  it('skips headings printed again on every page', () => {
    expect(heads(read({ 'Danh sách 01': [HEAD, [1, 'A1', 'Hà', '', '', 'Tổ 1', 3], HEAD, [2, 'A2', 'Lý', '', '', 'Tổ 1', 3]] }))).toEqual([
      'Hà',
      'Lý',
    ]);
  });

  it('does not flood the reader with one kind of problem', () => {
    const reading = read({ 'Danh sách 01': [HEAD, ...Array.from({ length: 1000 }, (_, n) => [n, 'A1', `Hà ${n}`, '', '', 'Tổ 1', 3])] });
    expect(reading.data.households).toHaveLength(1000);
    expect(reading.problems).toHaveLength(301);
    expect(reading.problems.at(-1)?.text).toBe('Trang Danh sách 01: còn 699 chỗ nữa giống như ở dòng 3.');
  });

  it('nothing recognised is a problem, not a crash', () => expect(codes(read({ A: [['abc'], [1]] }))).toEqual(['nothing-recognised']));
});

describe('formats', () => {
  const rows = [
    ['Mã hộ', 'Họ và tên chủ hộ', 'Số CCCD/ĐDCN', 'Ngày sinh', 'Thôn', 'Thu nhập bình quân'],
    ['A1', 'Nguyễn Đức Sơn', '006085000020', '13/02/1985', 'Tổ 1', '1.500.000'],
    ['A2', 'Lường Thị Hoè', '6181003300', '1981', 'Tổ 2', ''],
  ];
  const expected = [
    { code: 'A1', head: 'Nguyễn Đức Sơn', cccd: '006085000020', birth: '13/02/1985', village: 'Tổ 1', income: 1_500_000 },
    { code: 'A2', head: 'Lường Thị Hoè', cccd: '006181003300', birth: '1981', village: 'Tổ 2' },
  ];
  const cells = (bytes: Uint8Array, name = 'ds.csv') => readWorkbook(bytes, name).data.households.map((row) => row.cells);
  const csv = (separator: string): string =>
    rows.map((row) => row.map((field) => (field.includes(separator) ? `"${field}"` : field)).join(separator)).join('\r\n');
  const utf16 = (text: string): Uint8Array =>
    Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8])]);

  it.each([';', ',', '\t'])('csv with %j', (separator) => {
    expect(cells(new TextEncoder().encode(csv(separator)))).toEqual(expected);
    expect(cells(new TextEncoder().encode(`\uFEFF${csv(separator)}`))).toEqual(expected);
    expect(cells(utf16(csv(separator)))).toEqual(expected);
  });

  it('csv in windows-1258 and in TCVN3', () => {
    const old = 'Hä vµ tªn chñ hé;Th«n;Ngµy sinh\nNguyÔn §øc S¬n;Th«n 1;1985\nL­êng ThÞ Ph­îng;Th«n 1;1981\n';
    expect(cells(Uint8Array.from([...old].map((char) => char.charCodeAt(0))))).toMatchObject([
      { head: 'Nguyễn Đức Sơn', village: 'Thôn 1' },
      { head: 'Lường Thị Phượng' },
    ]);
    // The Windows code page writes a tone as a separate code after the vowel: 0xF2 dot, 0xD2 hook, 0xEC acute, 0xCC grave.
    const windows = 'Ho\xF2 t\xEAn chu\xD2 h\xF4\xF2;Th\xF4n;Ng\xE0y sinh\nNguy\xEA\xDEn \xD0\xFD\xECc Th\xE0nh;Th\xF4n 1;1985\n';
    expect(cells(Uint8Array.from([...windows].map((char) => char.charCodeAt(0))))).toMatchObject([
      { head: 'Nguyễn Đức Thành', village: 'Thôn 1', birth: '1985' },
    ]);
  });

  it('csv that lost its letters on saving is reported', () => {
    const lost = 'H? tên ch? h?;Thôn;Ngày sinh\nNguy?n ??c S?n;Thôn 1;1985\nH? Th? H?ng;Thôn 1;1980\nL? V?n B?ng;;\nTr?n H?i;;\n';
    expect(codes(readWorkbook(new TextEncoder().encode(lost), 'a.csv'))).toEqual(['letters-lost']);
  });

  it('quotes, line breaks and separators inside fields', () => {
    const reading = readWorkbook(new TextEncoder().encode('Họ và tên chủ hộ,Thôn,Ghi chú\n"Hà ""Tí"" A",Tổ 1,"một, hai\nba"\n'), 'a.csv');
    expect(reading.data.households[0]?.cells).toMatchObject({ head: 'Hà "Tí" A', note: 'một, hai ba' });
  });

  it.each(['ods', 'biff8'] as const)('%s', (type) => {
    expect(
      cells(book({ 'Danh sách 01': rows.map((row, i) => row.map((field, c) => (i === 2 && c === 2 ? Number(field) : field))) }, type), 'a'),
    ).toEqual(expected);
  });

  it('dates that Excel stores as day numbers', () => {
    const sheet = utils.aoa_to_sheet([HEAD, [1, 'A1', 'Hà', '', 0, 'Tổ 1', 3]]);
    sheet['E2'] = { t: 'n', v: 31091, z: 'dd/mm/yyyy' } satisfies CellObject;
    for (const type of ['xlsx', 'ods', 'biff8'] as const)
      expect(readWorkbook(book({ DS01: sheet }, type), 'a').data.households[0]?.cells['birth'], type).toBe('13/02/1985');
  });
});

describe('titles, sums and signatures in the column of codes', () => {
  const columns = ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Số nhân khẩu', 'Kết quả năm trước', 'Điểm B1', 'Biến động'];

  it('village rows give the village; sums and signatures are not households', () => {
    const reading = read({
      'Danh sách 01': [
        columns,
        ['', 'TỔ 1'],
        [1, 'A1', 'Hà', 1980, 3, 'N', 100],
        ['', 'Cộng tổ 1', '', '', 3],
        ['', 'TỔ 2'],
        [2, 'A2', 'Lý', 1981, 2, 'CN', 90],
        ['', 'Tổng cộng', '', '', 5],
        ['', 'NGƯỜI LẬP BIỂU', '', '', '', '', '', 'CHỦ TỊCH'],
        ['', '(Ký, ghi rõ họ tên)'],
      ],
    });
    expect(reading.data.households.map(({ cells }) => [cells.code, cells.village])).toEqual([
      ['A1', 'Tổ 1'],
      ['A2', 'Tổ 2'],
    ]);
    expect(reading.problems).toEqual([]);
  });

  it('a code without digits is a code if a name is beside it', () => {
    expect(heads(read({ 'Danh sách 01': [columns, [1, 'TO', 'Hà', 1980, 3, 'N', 100]] }))).toEqual(['Hà']);
  });

  it('a village merged over its households applies to each of them', () => {
    const sheet = utils.aoa_to_sheet([
      HEAD,
      [1, 'A1', 'Hà', '', '', 'Tổ 1', 3, 'N', 100],
      [2, 'A2', 'Lý', '', '', '', 2, 'N', 90],
      [3, 'A3', 'Tô', '', '', '', 2, 'N', 90],
      [4, 'A4', 'Bế', '', '', 'Tổ 2', 2, 'N', 90],
    ]);
    sheet['!merges'] = [{ s: { r: 1, c: 5 }, e: { r: 3, c: 5 } }];
    expect(read({ 'Danh sách 01': sheet }).data.households.map(({ cells }) => cells.village)).toEqual(['Tổ 1', 'Tổ 1', 'Tổ 1', 'Tổ 2']);
  });
});
