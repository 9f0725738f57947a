/** How single cells and whole columns are read: small files of kinds that people report (tests/fixtures/field), and similar ones. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { utils, write, type BookType, type CellObject, type WorkSheet } from 'xlsx';
import type { Answers } from './questions.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';

const TODAY = new Date(2023, 11, 14);
const field = async (name: string, answers: Answers = {}): Promise<WorkbookReading> =>
  readWorkbook(new Uint8Array(await readFile(new URL(`../../../tests/fixtures/field/${name}`, import.meta.url))), name, TODAY, { answers });

function bytesOf(
  sheet: WorkSheet | unknown[][],
  bookType: BookType = 'xlsx',
  change: (book: ReturnType<typeof utils.book_new>) => void = () => undefined,
): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, Array.isArray(sheet) ? utils.aoa_to_sheet(sheet) : sheet, 'Danh sách 01');
  change(book);
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}
const read = (sheet: WorkSheet | unknown[][], answers: Answers = {}): WorkbookReading =>
  readWorkbook(bytesOf(sheet), 'tep.xlsx', TODAY, { answers });

const HEAD = ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Dân tộc', 'Thôn', 'Số khẩu', 'Thu nhập bình quân'];
const rowsOf = (cells: readonly Readonly<Record<number, unknown>>[]): unknown[][] =>
  cells.map((own, n) => Object.assign([n + 1, `A${n + 1}`, `Vi Văn ${n + 1}`, 1970, 'Tày', 'Thôn 2', 3, 1_500_000], own));
const list = (...cells: Readonly<Record<number, unknown>>[]): unknown[][] => [HEAD, ...rowsOf(cells)];

const column = ({ data }: WorkbookReading, key: string): unknown[] => data.households.map(({ cells }) => cells[key] ?? null);
const codes = ({ problems }: WorkbookReading): string[] => problems.map(({ code }) => code);
const asked = ({ questions }: WorkbookReading): (string | null)[][] => questions.map(({ id, answer }) => [id, answer]);
const said = ({ problems }: WorkbookReading, code: string): string | undefined => problems.find((problem) => problem.code === code)?.text;

describe('no value is changed by its size', () => {
  it('in a workbook that counts from 1904 only dates are shifted', async () => {
    const reading = await field('1904-codes.xlsx');
    expect([column(reading, 'code'), column(reading, 'income'), column(reading, 'birth')]).toEqual([
      ['10023', '10024'],
      [70_000, 65_000],
      ['05/09/1984', '11/06/1968'],
    ]);
    expect(reading.problems).toEqual([]);
  });
  it.each<BookType>(['xlsx', 'biff8', 'xlml'])('also as %s', (bookType) => {
    const sheet = utils.aoa_to_sheet(list({ 3: 29_468, 1: 10_023, 7: 70_000 }, { 3: 1970, 7: 29_468 }));
    (sheet['D2'] as CellObject).z = 'dd/mm/yyyy';
    const bytes = bytesOf(sheet, bookType, (book) => (book.Workbook = { ...book.Workbook, WBProps: { date1904: true } }));
    const reading = readWorkbook(bytes, 'tep', TODAY);
    expect([column(reading, 'birth'), column(reading, 'code'), column(reading, 'income')]).toEqual([
      ['05/09/1984', '1970'],
      ['10023', 'A2'],
      [70_000, 29_468],
    ]);
  });
  it('a date without a date format is read and reported', () => {
    const bytes = bytesOf(list({ 3: 29_468 }), 'xlsx', (book) => (book.Workbook = { ...book.Workbook, WBProps: { date1904: true } }));
    const reading = readWorkbook(bytes, 'tep.xlsx', TODAY);
    expect([column(reading, 'birth'), codes(reading)]).toEqual([['05/09/1984'], ['date-without-format']]);
  });
});

describe('units of money', () => {
  const income = (heading: string, values: readonly unknown[], answers: Answers = {}, above: unknown[][] = []): WorkbookReading =>
    read([...above, [...HEAD.slice(0, 7), heading], ...rowsOf(values.map((value) => ({ 7: value })))], answers);
  it('in the heading are applied and reported', async () => {
    const reading = await field('income-thousand.xlsx');
    expect(column(reading, 'income')).toEqual([2_100_000, 1_800_500]);
    expect(said(reading, 'unit-of-heading')).toBe(
      'Trang Danh sách 01, cột I (Thu nhập bình quân): đơn vị ghi là "1.000 đồng/người/tháng" nên 2 số được đổi ra đồng một tháng (ví dụ 2.100 thành 2.100.000): dòng 2, 3.',
    );
  });
  it.each<[string, unknown[], unknown[]]>([
    ['Thu nhập bình quân (nghìn đồng/người/tháng)', [2100, '1.800'], [2_100_000, 1_800_000]],
    ['Thu nhập bình quân (ngàn đ)', [2100], [2_100_000]],
    ['Thu nhập bình quân (triệu đồng/người/năm)', [25.2, '18,6'], [2_100_000, 1_550_000]],
    ['Thu nhập bình quân (Tr.đ)', [2.1], [2_100_000]],
    ['Thu nhập bình quân (100.000 đồng)', [21], [2_100_000]],
    ['Thu nhập bình quân (đồng/người/năm)', [25_200_000], [2_100_000]],
    ['Thu nhập bình quân (1.000đ)', ['2,1 triệu', 1500], [2_100_000, 1_500_000]],
    ['Thu nhập bình quân (đồng/người/tháng)', [2_100_000], [2_100_000]],
    ['TNBQ', [70_000, 65_000], [70_000, 65_000]],
  ])('%s: %j', (heading, values, expected) => expect(column(income(heading, values), 'income')).toEqual(expected));
  it('can stand above the table, too', () => {
    const reading = income('Thu nhập bình quân', [2100], {}, [['DANH SÁCH'], ['', '', 'Đơn vị tính: 1.000 đồng']]);
    expect([column(reading, 'income'), codes(reading)]).toEqual([[2_100_000], ['unit-of-heading']]);
  });
  it('are asked if the numbers cannot be đồng, or two units are named', () => {
    expect(asked(income('Thu nhập bình quân', [2100, 1800]))).toEqual([['don-vi.danh-sach-01.h', null]]);
    expect(column(income('Thu nhập bình quân', [2100, 1800]), 'income')).toEqual([2100, 1800]);
    expect(column(income('Thu nhập bình quân', [2100, 1800], { 'don-vi': 'nghin' }), 'income')).toEqual([2_100_000, 1_800_000]);
    expect(asked(income('Thu nhập bình quân (đồng)', [2_100_000], {}, [['ĐVT: nghìn đồng']]))).toEqual([['don-vi.danh-sach-01.h', null]]);
    expect(asked(income('Thu nhập bình quân (triệu đồng/hộ/năm)', [60]))).toEqual([['thu-nhap-ho.danh-sach-01.h', null]]);
  });
});

describe('placeholders', () => {
  it('ditto marks take the value above, in every column', async () => {
    const reading = await field('ditto.xlsx');
    expect([column(reading, 'ethnic'), column(reading, 'village'), column(reading, 'lastYear')]).toEqual([
      Array(5).fill('Tày'),
      [...Array<string>(4).fill('Thôn Nà Ỏi'), null],
      [...Array<string>(4).fill('Hộ nghèo'), null],
    ]);
    expect(codes(reading)).toEqual(['as-above', 'as-above', 'as-above']);
    expect(said(reading, 'as-above')).toContain('dòng 3, 4, 5, 6');
  });
  it('values that programs write for nothing are empty', async () => {
    const reading = await field('pandas.csv');
    expect([
      column(reading, 'cccd'),
      column(reading, 'birth'),
      column(reading, 'ethnic'),
      column(reading, 'village'),
      column(reading, 'size'),
      column(reading, 'income'),
    ]).toEqual([
      ['006070000108', '001180000555', null],
      ['05/09/1970', '02/01/1980', null],
      ['Tày', null, null],
      ['Thôn 2', 'Thôn 2', null],
      [3, 2, 2],
      [1_500_000, 1_500_000, 1_500_000],
    ]);
    expect(codes(reading).filter((code) => code === 'nothing-written')).toHaveLength(4);
  });
  it.each(['nan', 'NaN', 'None', 'NaT', 'null', 'NULL', '#VALUE!', '#N/A', '#REF!', 'N/A', '<NA>', '#####', '……', '...', '-'])(
    '%s is nothing',
    (word) => {
      const reading = read(list({ 4: word, 5: word, 7: word }));
      expect(['ethnic', 'village', 'income'].map((key) => column(reading, key)[0])).toEqual([null, null, null]);
      expect(codes(reading).length).toBeGreaterThan(0);
    },
  );
  it.each(['--', '?', '??', '_', '.', '/', '*'])('%s means nothing and names no village', (sign) => {
    const reading = read(list({ 4: sign, 5: sign, 7: sign }));
    expect(['ethnic', 'village', 'income'].map((key) => column(reading, key)[0])).toEqual([null, null, null]);
    expect(codes(reading).filter((code) => code === 'nothing-written').length).toBeGreaterThan(0);
  });
  it('no village gets a word for none as its name', () => {
    const reading = read(list({ 5: 'chưa rõ' }, { 5: 'Không có' }, { 5: 'Nà Ỏi' }));
    expect(column(reading, 'village')).toEqual([null, null, 'Nà Ỏi']);
    expect(said(reading, 'nothing-written')).toContain('chưa rõ');
  });
  it.each(['"', '”', "''", '〃', '//', 'nt', 'NT', '-nt-', '- nt -', 'n/t', 'như trên', 'Như trên.', '(nt)', '-"-', '-//-', '" "'])(
    '%s is the value above',
    (word) => {
      const reading = read(list({ 5: 'Nà Ỏi' }, { 4: word, 5: word }));
      expect([column(reading, 'ethnic')[1], column(reading, 'village')[1]]).toEqual(['Tày', 'Nà Ỏi']);
    },
  );
  it('with nothing above is empty, and an error', () => {
    const reading = read(list({ 4: 'nt' }, {}));
    expect([column(reading, 'ethnic'), codes(reading)]).toEqual([[null, 'Tày'], ['nothing-above']]);
  });
  it('names and the column’s own words are not placeholders', () => {
    const reading = read(list({ 2: 'Nan', 5: 'Nan' }, { 2: 'Vi Văn Nt', 5: 'Bản Nan' }));
    expect([column(reading, 'head'), column(reading, 'village'), codes(reading)]).toEqual([['Nan', 'Vi Văn Nt'], ['Nan', 'Bản Nan'], []]);
    const villages = readWorkbook(
      bytesOf([
        ['STT', 'Tên thôn', 'Khu vực', 'Tổng số hộ dân cư'],
        [1, 'Thôn 1', 'NT', 60],
        [2, 'Thôn 2', 'TT', 60],
        [3, 'Thôn 3', 'NT', 60],
      ]),
      'tep.xlsx',
      TODAY,
    );
    expect(villages.data.villages.map(({ cells }) => cells['area'])).toEqual(['Nông thôn', 'Thành thị', 'Nông thôn']);
  });
});

describe('text columns contain what the sheet shows', () => {
  it('codes, villages and identity numbers', async () => {
    const reading = await field('numfmt.xlsx');
    expect([column(reading, 'code'), column(reading, 'village'), column(reading, 'cccd'), column(reading, 'size')]).toEqual([
      ['NT-007', 'NT-012'],
      ['Thôn 1', 'Thôn 2'],
      ['006070000108', '001180000555'],
      [3, 2],
    ]);
    expect(reading.problems).toEqual([]);
  });
  const formatted = (format: string, value: number, at = 'B2', bookType: BookType = 'xlsx'): WorkbookReading => {
    const sheet = utils.aoa_to_sheet(list({ 1: value, 7: value }));
    (sheet[at] as CellObject).z = format;
    return readWorkbook(bytesOf(sheet, bookType), 'tep', TODAY);
  };
  it.each<[string, number, string]>([
    ['"NT-"000', 7, 'NT-007'],
    ['000', 7, '007'],
    ['"Hộ "0', 7, 'Hộ 7'],
    ['00-000', 7001, '07-001'],
    ['\\N\\T0', 7, 'NT7'],
    ['#,##0', 10_023, '10023'],
    ['0', 7, '7'],
    ['0.00', 7, '7'],
    ['General', 7, '7'],
    ['[Red]"NT-"000;-0', 7, 'NT-007'],
    ['_(* 0_)', 7, '7'],
  ])('format %s: %d is %s', (format, value, shown) => {
    expect(column(formatted(format, value), 'code')).toEqual([shown]);
    expect(column(formatted(format, value, 'B2', 'biff8'), 'code')).toEqual([shown]);
  });
  it('a code that Excel turned into a date is reported', () => expect(codes(formatted('d-mmm', 45_000))).toEqual(['date-in-text']));
  it('a number shown with digits it does not have is reported', () => {
    const reading = formatted('0"000"', 2100, 'H2');
    expect(column(reading, 'income')).toEqual([2100]);
    expect(codes(reading)).toContain('shown-otherwise');
  });
  it('digits written in a way that keeps Excel from making them numbers', async () => {
    const reading = await field('excel-safe.csv');
    expect([column(reading, 'cccd'), column(reading, 'birth'), codes(reading)]).toEqual([
      ['006070000108', '001180000555'],
      ['05/09/1970', '1980'],
      [],
    ]);
  });
});

describe('dates, judged by the whole column', () => {
  const day = (value: number): CellObject => ({ t: 'n', v: value, z: 'dd/mm/yyyy' });
  const births = (values: readonly unknown[], answers: Answers = {}): WorkbookReading =>
    read(list(...values.map((value) => ({ 3: value }))), answers);
  it('every form that can mean only one date', async () => {
    const reading = await field('date-texts.xlsx');
    expect(column(reading, 'birth')).toEqual([
      '05/09/1984',
      '05/09/1984',
      '1950',
      '1950',
      '1950',
      '05/09/1984',
      '05/09/1984',
      '05/09/1984',
      '09/1984',
      '05/09/1984',
      '05/09/1984',
      '05/09/1984',
      '05/09/1984',
      'không rõ',
      '1950',
      '05/09/1984',
      '05/09/1984',
      '05/09/1984',
      '01/01/1950',
    ]);
    expect(codes(reading)).toEqual(['not-a-date', 'date-remark']);
  });
  it('days and months that may be swapped are asked, once', async () => {
    const reading = await field('us-swap.xlsx');
    expect(asked(reading)).toEqual([['ngay-thang.danh-sach-01.d', null]]);
    expect(column(reading, 'birth').slice(0, 3)).toEqual(['09/05/1984', '13/05/1970', '04/03/1977']);
    expect(column(await field('us-swap.xlsx', { 'ngay-thang': 'doi' }), 'birth')).toEqual([
      '05/09/1984',
      '13/05/1970',
      '03/04/1977',
      '25/12/1968',
      '11/02/1966',
      '30/01/1959',
      '01/07/1990',
      '17/08/1981',
      '12/12/1958',
      '22/03/1975',
    ]);
    expect(column(await field('us-swap.xlsx', { 'ngay-thang': 'giu' }), 'birth')).toEqual(column(reading, 'birth'));
  });
  it('a column of ordinary dates asks nothing', () => {
    expect(asked(births([day(30_811), day(28_200), '13/05/1970', day(24_413), day(24_430), '02/03/1970']))).toEqual([]);
    expect(asked(births([day(30_811), '1970', day(28_188), 1980, '05/1970']))).toEqual([]);
  });
  it('dates with the month first make the others doubtful', () => {
    const reading = births(['05/13/1970', '12/25/1968', '05/09/1984', '1970']);
    expect([column(reading, 'birth'), asked(reading), codes(reading)]).toEqual([
      ['13/05/1970', '25/12/1968', '05/09/1984', '1970'],
      [['thang-truoc.danh-sach-01.d', null]],
      ['month-first'],
    ]);
    expect(column(births(['05/13/1970', '12/25/1968', '05/09/1984'], { 'thang-truoc': 'doi' }), 'birth')).toEqual([
      '13/05/1970',
      '25/12/1968',
      '09/05/1984',
    ]);
  });
  it('times at the end of a day are asked, once', () => {
    const values = [day(30_929 + 17 / 24), '1970-05-12 17:00:00', day(25_000 + (23 * 3600 + 59 * 60 + 16) / 86_400), day(28_188)];
    const reading = births(values);
    expect(asked(reading)).toEqual([['gio-cuoi-ngay.danh-sach-01.d', null]]);
    expect(column(reading, 'birth')).toEqual(['04/09/1984', '12/05/1970', '11/06/1968', '04/03/1977']);
    expect(column(births(values, { 'gio-cuoi-ngay': 'hom-sau' }), 'birth')).toEqual([
      '05/09/1984',
      '13/05/1970',
      '12/06/1968',
      '04/03/1977',
    ]);
  });
  it('other times are dropped, and reported once', () => {
    const reading = births(['12/05/1970 08:30', day(30_929.35), '13/05/1970 17:00']);
    expect([column(reading, 'birth'), codes(reading), asked(reading)]).toEqual([
      ['12/05/1970', '04/09/1984', '13/05/1970'],
      ['time-dropped'],
      [],
    ]);
  });
  it('nobody is born in the future', () => {
    const reading = births([day(47_366), '05/09/2030', 1980, '12/2023']);
    expect(codes(reading)).toEqual(['in-the-future']);
    expect(reading.problems[0]).toMatchObject({ severity: 'error', column: 'D' });
    expect(reading.problems[0]?.text).toContain('dòng 2, 3');
  });
  it('the same date as text and as a date cell is one date', () => {
    const serial = fc.integer({ min: 5_000, max: 45_000 });
    fc.assert(
      fc.property(fc.uniqueArray(serial, { minLength: 1, maxLength: 5 }), (serials) => {
        const texts = serials.map((each) => new Date((each - 25_569) * 86_400_000).toISOString().slice(0, 10));
        expect(column(births(serials.map(day)), 'birth')).toEqual(column(births(texts), 'birth'));
      }),
      { numRuns: 30 },
    );
  });
});

it('ethnic groups: spellings and codes are mapped, conflicts are asked, unknown ones reported', async () => {
  const reading = await field('ethnic.xlsx', { 'dan-toc.danh-sach-01.man': 'dao' });
  expect(column(reading, 'ethnic')).toEqual([
    'Sán Chay',
    'Sán Chay',
    'Mông',
    'Mông',
    'Dao',
    'Thái',
    'Hoa',
    'Kinh',
    'Kinh',
    'Việt Nam',
    'Kinh',
    'Kinh',
    'Tày',
    'Tày',
    'Nùng',
    'Ta Ôi',
    'Chơ Ro',
    'Gia Rai',
    'Cơ Ho',
    'Thổ (Tày)',
    'Khác',
    'Dao',
    'Mông',
    'Mông',
  ]);
  expect(asked(reading)).toEqual([
    ['dan-toc.danh-sach-01.tho-tay', null],
    ['dan-toc.danh-sach-01.man', 'dao'],
  ]);
  expect(codes(reading)).toEqual(['ethnic-unclear', 'not-on-the-list', 'not-on-the-list']);
});

describe('fonts that change letters', () => {
  it('ü in Wingdings is a tick, and correct Vietnamese stays', async () => {
    const reading = await field('wingdings.xlsx');
    expect(column(reading, 'head')).toEqual(['Tô Bé', 'Lý Thị Nhã', 'Hà Hoà', 'Đàm Công Tú']);
    expect(reading.data.households.map(({ cells }) => ['i1', 'i2', 'i3', 'i4'].map((key) => cells[key] ?? '').join(','))).toEqual([
      'x,x,x,',
      'x,,x,x',
      ',,x,x',
      'x,x,,',
    ]);
    expect(reading.problems).toEqual([]);
  });
  const HEADINGS = ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Thôn', 'Số khẩu', 'Việc làm'];
  /** Sets the font on every cell of the first sheet whose address matches. */
  function inFont(rows: unknown[][], font: string, which: RegExp): Uint8Array {
    const parts = unzipSync(bytesOf(rows));
    const text = (path: string): string => new TextDecoder().decode(parts[path]);
    const styles = text('xl/styles.xml')
      .replace(
        /<fonts[^]*?<\/fonts>/,
        `<fonts count="2"><font><sz val="12"/><name val="Times New Roman"/></font><font><name val="${font}"/></font></fonts>`,
      )
      .replace(/<cellXfs[^]*?<\/cellXfs>/, '<cellXfs count="2"><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>');
    const sheet = text('xl/worksheets/sheet1.xml').replace(/<c r="([A-Z]+\d+)"/g, (tag, address: string) =>
      which.test(address) ? `${tag} s="1"` : tag,
    );
    return zipSync({ ...parts, 'xl/styles.xml': strToU8(styles), 'xl/worksheets/sheet1.xml': strToU8(sheet) });
  }
  it.each<[string, string, unknown]>([
    ['Wingdings', 'ü', 'x'],
    ['Wingdings', 'þ', 'x'],
    ['Wingdings', '\uF0FC', 'x'],
    ['Wingdings 2', 'P', 'x'],
    ['Webdings', 'a', 'x'],
    ['Wingdings', '¨', null],
    ['Wingdings', 'û', '✗'],
  ])('%s %s', (font, letter, expected) => {
    const reading = readWorkbook(inFont([HEADINGS, [1, 'A1', 'Tô Bé', 1970, 'Thôn 2', 3, letter]], font, /^G2$/), 'tep.xlsx', TODAY);
    expect([column(reading, 'i1'), column(reading, 'head')]).toEqual([[expected], ['Tô Bé']]);
  });
  it('cells in .VnTime are TCVN3, their neighbours are not', () => {
    const reading = readWorkbook(
      inFont([HEADINGS, [1, 'A1', 'Tô Bé', 1970, 'Thôn 2', 3, ''], [2, 'A2', 'Tô Bé', 1970, 'Thôn 2', 3, '']], '.VnTime', /^C2$/),
      'tep.xlsx',
      TODAY,
    );
    expect([column(reading, 'head'), codes(reading)]).toEqual([['Tụ Bộ', 'Tô Bé'], ['old-encoding']]);
  });
  it('a tick whose font was lost is still a tick', () => {
    const rows = Array.from({ length: 12 }, (_, n) => [n + 1, `A${n + 1}`, 'Tô Bé', 1970, 'Thôn 2', 3, 'ü']);
    const reading = read([HEADINGS, ...rows]);
    expect([new Set(column(reading, 'i1')), new Set(column(reading, 'head')), codes(reading)]).toEqual([
      new Set(['x']),
      new Set(['Tô Bé']),
      [],
    ]);
  });
  it('if people continued in Unicode, text that reads well stays', () => {
    const old = ['NguyÔn V¨n Hïng', 'Ph¹m ThÞ HuÖ', 'L­êng V¨n §øc'].map((name, n) => [n + 1, `A${n + 1}`, name, 1970, 'Thôn 2', 3, '']);
    const reading = read([HEADINGS, ...old, [4, 'A4', 'Tô Bé', 1970, 'Thôn 2', 3, ''], [5, 'A5', 'Lê Thị Hạnh', 1970, 'Thôn 2', 3, '']]);
    expect(column(reading, 'head')).toEqual(['Nguyễn Văn Hùng', 'Phạm Thị Huệ', 'Lường Văn Đức', 'Tô Bé', 'Lê Thị Hạnh']);
  });
});

describe('OpenDocument', () => {
  const rows = list({}, {}, {}, {});
  /** As LibreOffice writes it: a filter, a hidden row, a collapsed group, a hidden sheet. */
  function hide(content: string): string {
    let row = 0;
    return content
      .replace(
        /<table:table-row>/g,
        (tag) => ['', '', '<table:table-row table:visibility="collapse">', '<table:table-row table:visibility="filter">'][row++] || tag,
      )
      .replace(
        '</office:automatic-styles>',
        '<style:style style:name="an" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>',
      )
      .replace(/(<table:table table:name="[^"]*") table:style-name="[^"]*"/, '$1 table:style-name="an"');
  }
  const flat = (): string => new TextDecoder().decode(bytesOf(rows, 'fods'));
  it.each(['.ods', '.fods'])('hidden rows and sheets of an %s are read and reported', (ending) => {
    let bytes = strToU8(hide(flat()));
    if (ending === '.ods') {
      const parts = unzipSync(bytesOf(rows, 'ods'));
      bytes = zipSync({ ...parts, 'content.xml': strToU8(hide(new TextDecoder().decode(parts['content.xml']))) });
    }
    const reading = readWorkbook(bytes, `tep${ending}`, TODAY);
    expect(column(reading, 'code')).toEqual(['A1', 'A2', 'A3', 'A4']);
    expect(codes(reading)).toEqual(['hidden-sheet', 'hidden-rows']);
    expect(said(reading, 'hidden-rows')).toContain('2 dòng đang ẩn, vẫn được đọc: dòng 3, 4');
  });
  it('nothing is hidden unless the file says so', () => {
    expect(codes(readWorkbook(strToU8(flat()), 'tep.fods', TODAY))).toEqual([]);
    expect(codes(readWorkbook(bytesOf(rows, 'ods'), 'tep.ods', TODAY))).toEqual([]);
  });
  it('a flat file is read', async () => {
    const reading = await field('fods.fods');
    expect([column(reading, 'head'), column(reading, 'cccd'), column(reading, 'birth'), column(reading, 'ethnic')]).toEqual([
      ['Nguyễn Thị Hường', 'Lò Thị Én'],
      ['006070000108', '001180000555'],
      ['07/03/1972', '25/03/1960'],
      ['Mông', 'Kinh'],
    ]);
  });
  it.each<[string, string]>([
    [
      '<?xml version="1.0"?><office:document xmlns:office="x" office:mimetype="application/vnd.oasis.opendocument.text"/>',
      'văn bản của LibreOffice',
    ],
    ['<?xml version="1.0"?><pkg:package/>', 'văn bản Word'],
    ['MIME-Version: 1.0\r\nContent-Type: multipart/related', '.mht'],
    ['ID;PWXL;N;E', 'SYLK'],
    ['{"a": 1}', 'JSON'],
    ['<?xml version="1.0"?><rows/>', 'XML khác'],
  ])('what is no sheet is refused for what it is: %s', (text, what) =>
    expect(() => readWorkbook(strToU8(text), 'tep', TODAY)).toThrow(what),
  );
});
