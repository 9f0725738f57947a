/** Kinds of lists that people report trouble with, and similar ones. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { utils, write, type WorkSheet } from 'xlsx';
import { readWorkbook, type WorkbookReading } from './read.ts';
import { isOpen, type Answers } from './questions.ts';

const TODAY = new Date(2023, 11, 14);
const field = (name: string, answers: Answers = {}): WorkbookReading =>
  readWorkbook(readFileSync(new URL(`../../../tests/fixtures/field/${name}.xlsx`, import.meta.url)), `${name}.xlsx`, TODAY, { answers });

function read(sheets: Record<string, unknown[][] | WorkSheet>, answers: Answers = {}): WorkbookReading {
  const workbook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(workbook, Array.isArray(rows) ? utils.aoa_to_sheet(rows) : rows, name);
  return readWorkbook(new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), 'tep.xlsx', TODAY, { answers });
}

const cells = ({ data }: WorkbookReading, ...keys: string[]): unknown[] =>
  data.households.map((row) => (keys.length === 1 ? row.cells[keys[0] ?? ''] : keys.map((key) => row.cells[key])));
const codes = ({ problems }: WorkbookReading): string[] => problems.map(({ code }) => code).filter((code) => code !== 'codes-made');
const open = ({ questions }: WorkbookReading): string[] => questions.filter(isOpen).map(({ id }) => id);
const leftOut = ({ sheets }: WorkbookReading): string[] =>
  sheets.flatMap((sheet) => sheet.leftOut.map(({ row, as }) => `${as} ${row + 1}`));

const HEAD = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Số khẩu', 'Kết quả năm trước', 'Điểm B1'];
const OHNE = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Số khẩu', 'Kết quả năm trước', 'Điểm B1'];

describe('a row’s shape decides what it is', () => {
  it('heads whose names fold to words of sums and signatures are households', () => {
    const reading = field('names-as-furniture');
    expect(cells(reading, 'head')).toEqual(['Hà Văn Mão', 'Tống Công Sơn', 'Tô Trường Giang', 'Trương Bân', 'Lò Thị Én']);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
    const names = [
      'Cống Văn Tổng',
      'Tổng Văn Cộng',
      'Chu Tịch Dương',
      'TRƯƠNG THÔN',
      'Tong Cong Son',
      'Bản Văn Lý',
      'Nguyễn Lập Biểu',
      'Đại Diện',
      'Biểu Văn Mẫu',
      'Danh Sách',
      'Thôn Văn Tổ',
    ];
    for (const list of [
      names.map((name, at) => [at + 1, name, 1970, 'Thôn 1', 3, 'N', 90]),
      names.map((name, at) => [at + 1, name, '', 'Thôn 1', 3, 'N', 90]),
      names.map((name) => ['', name, 1970, 'Thôn 1', 3, 'N', 90]),
      names.map((name, at) => [at + 1, name, '', 'Thôn 1']),
    ]) {
      expect(cells(read({ DS: [HEAD, ...list] }), 'head')).toEqual(names);
    }
  });

  it('sums with any name are left out and reported', () => {
    const reading = field('sums');
    expect(cells(reading, 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én']);
    expect(leftOut(reading)).toEqual(['sum 3', 'sum 5', 'sum 6', 'sum 7', 'sum 8', 'sum 9']);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
  });

  it('a row without a number that adds up is a sum, whatever its name; one that does not is asked', () => {
    const rows = [
      [1, 'Hà Văn Mão', '', 'Thôn 1', 3, 'N', 90],
      [2, 'Lò Thị Én', '', 'Thôn 1', 2, 'CN', 95],
      ['', 'Vùng cao', '', '', 5],
      ['', 'Vi Văn Ba', '', '', 4],
      ['', 'Vi Thị Tư', '', '', 5],
    ];
    const reading = read({ DS: [HEAD, ...rows] });
    expect(leftOut(reading)).toEqual(['sum 4', 'sum 5', 'sum 6']);
    expect(open(reading)).toEqual(['dong.ds.5', 'dong.ds.6']);
    const answered = read({ DS: [HEAD, ...rows] }, { 'dong.ds.5': 'ho', 'dong.ds.6': 'bo' });
    expect(cells(answered, 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én', 'Vi Văn Ba']);
    expect(codes(answered)).toEqual(['count-differs']);
  });

  it('signatures end a table, and the names below them are no persons', () => {
    const reading = read({
      DS: [
        HEAD,
        [1, 'Trương Bân', '', 'Thôn 1', 3, 'N', 90],
        ['', 'Cộng', '', '', 3],
        ['', 'NGƯỜI LẬP BIỂU', '', '', '', 'TRƯỞNG BẢN'],
        ['', '(Ký, ghi rõ họ tên)'],
        ['', 'Nguyễn Văn A', '', '', '', 'Lò Văn B'],
      ],
    });
    expect([cells(reading, 'head'), codes(reading), open(reading)]).toEqual([['Trương Bân'], [], []]);
    expect(leftOut(reading)).toEqual(['sum 3', 'signature 4', 'signature 5', 'signature 6']);
  });

  it('headings and column numbers repeated on every page are skipped', () => {
    const numbering = [1, 2, 3, 4, 5, 6, 7];
    const reading = read({
      DS: [
        HEAD,
        numbering,
        [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90],
        HEAD,
        numbering,
        [2, 'Lò Thị Én', 1971, 'Thôn 1', 2, 'N', 90],
        ['A', 'B', 'C', '(1)', '(2)', '(3)', '4=2+3'],
        [3, 'Vi Văn Ba', 1975, 'Thôn 1', 2, 'N', 90],
      ],
    });
    expect([cells(reading, 'head'), codes(reading), open(reading)]).toEqual([['Hà Văn Mão', 'Lò Thị Én', 'Vi Văn Ba'], [], []]);
  });

  it('people named like a heading, a title or a village, and signatures under Mã hộ', () => {
    const listed = ['Họ và tên chủ hộ', 'Thôn', 'Số khẩu', 'Kết quả năm trước'];
    expect(
      cells(
        read({
          DS: [
            ['STT', ...listed],
            [1, 'Ghi Chú', 'Nà Cáp'],
            [2, 'Lò Thị Én', 'Nà Cáp'],
          ],
        }),
        'head',
      ),
    ).toEqual(['Ghi Chú', 'Lò Thị Én']);
    expect(cells(read({ DS: [listed, ['Ghi Chú', 'Nà Cáp'], ['Trưởng Ban', 'Nà Cáp'], ['Lan', '', '', 'N']] }), 'head')).toEqual([
      'Ghi Chú',
      'Trưởng Ban',
      'Lan',
    ]);
    expect(open(read({ DS: [listed, ['Trưởng Ban', 'Nà Cáp']] }))).toEqual(['dong.ds.2']);
    // The first row of a second table that touches the one above.
    const second = ['Thôn', 'Họ và tên chủ hộ', 'Kết quả năm trước', 'Điểm B1'];
    const touching = read({ DS: [listed, ['Lò Thị Én', 'Nà Cáp', 4, 'N'], second, ['Nà Ỏi', 'Ghi Chú'], ['Nà Ỏi', 'Vi Văn Ba', 'N', 90]] });
    expect(cells(touching, 'head', 'village')).toEqual([
      ['Lò Thị Én', 'Nà Cáp'],
      ['Ghi Chú', 'Nà Ỏi'],
      ['Vi Văn Ba', 'Nà Ỏi'],
    ]);
    expect(cells(read({ DS: [OHNE, [1, 'Khu Thị Bản'], [2, 'Hà Văn Mão', 1970, 3, 'N', 90]] }), 'head', 'village')).toEqual([
      ['Khu Thị Bản', undefined],
      ['Hà Văn Mão', undefined],
    ]);
    const signed = [
      ['Mã hộ', ...listed],
      ['A1', 'Hà Văn Mão', 'Nà Cáp', 3, 'N'],
      ['', 'NGƯỜI LẬP BIỂU', '', 'CHỦ TỊCH'],
      ['Triệu Thị Lập', 'Hoàng Văn Chủ'],
    ];
    expect(cells(read({ DS: signed }), 'head')).toEqual(['Hà Văn Mão']);
  });

  it('the headings of the table above are no title of the one below', () => {
    const reading = read({
      DS: [
        ['STT', 'Điểm B1', 'Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Số thành viên'],
        [1, null, 'NT-101', 'Hà Văn Mão'],
        [],
        ['STT', 'Số nhân khẩu', 'Ngày sinh', 'Họ và tên', 'Mã hộ', 'B1'],
        [1, null, null, 'Lò Thị Én', 'NT-102'],
      ],
    });
    expect(cells(reading, 'head', 'code')).toEqual([
      ['Hà Văn Mão', 'NT-101'],
      ['Lò Thị Én', 'NT-102'],
    ]);
  });

  it('the households are compared with the running numbers', () => {
    const reading = read(
      {
        DS: [
          HEAD,
          [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90],
          ['', 'Lò Thị Én', 1971, 'Thôn 1', 2, 'N', 90],
          [2, 'Vi Văn Ba', 1975, 'Thôn 1', 2, 'N', 90],
          [3, '', '', 'Thôn 1', 2, '', ''],
          [4, 'Vi Văn Tư', 1975, 'Thôn 1', 2, 'N', 90],
        ],
      },
      { dong: 'bo' },
    );
    expect(reading.sheets[0]).toMatchObject({ rows: 4, numbered: 4 });
    expect(reading.problems.find(({ code }) => code === 'count-differs')).toMatchObject({
      severity: 'error',
      text: 'Trang DS: đọc được 4 hộ, còn cột STT có 4 dòng đánh số: dòng 3 không có STT mà được đọc là hộ; dòng 5 có STT mà không được đọc là hộ.',
    });
  });
});

describe('village and section rows', () => {
  it('a row of words only, with households below, is a village', () => {
    const reading = field('village-rows');
    expect(cells(reading, 'village')).toEqual(['Thôn 2', 'Nà Ỏi', 'Tiểu khu 3', 'Đội 7', 'KDC số 5', 'Cụm dân cư Tân Hòa']);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
  });

  it('if nothing shows that it is a village it is asked, and nobody is put under the previous village', () => {
    const rows = [
      OHNE,
      ['', 'Nà Ỏi'],
      [1, 'Hà Văn Mão', 1970, 3, 'N', 90],
      ['', 'Hộ mới phát sinh'],
      [2, 'Lò Thị Én', 1971, 2, 'N', 90],
      [3, 'Vi Văn Ba', 1971, 2, 'N', 90],
    ];
    const reading = read({ DS: rows });
    expect(cells(reading, 'village')).toEqual([undefined, undefined, undefined]);
    expect(open(reading)).toEqual(['dong.ds.2', 'dong.ds.4']);
    expect(cells(read({ DS: rows }, { dong: 'thon', 'dong.ds.4': 'bo' }), 'village')).toEqual(['Nà Ỏi', 'Nà Ỏi', 'Nà Ỏi']);
    // If each household names its village, such a row is a heading.
    const said = read({ DS: [HEAD, ['', 'Hộ mới phát sinh'], [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90]] });
    expect([cells(said, 'village'), open(said), codes(said)]).toEqual([['Thôn 1'], [], ['row-skipped']]);
  });

  it('a number that restarts below does not belong to a household', () => {
    const reading = read(
      {
        DS: [
          OHNE,
          [1, 'Nà Ỏi'],
          [1, 'Hà Văn Mão', 1970, 3, 'N', 90],
          [2, 'Lò Thị Én'],
          [3, 'Vi Văn Ba', 1971, 2, 'N', 90],
          [2, 'Bản Cáp'],
          [1, 'Vi Thị Tư', 1971, 2, 'N', 90],
        ],
      },
      { dong: 'thon' },
    );
    expect(cells(reading, 'head', 'village')).toEqual([
      ['Hà Văn Mão', 'Nà Ỏi'],
      ['Lò Thị Én', 'Nà Ỏi'],
      ['Vi Văn Ba', 'Nà Ỏi'],
      ['Vi Thị Tư', 'Bản Cáp'],
    ]);
    expect(codes(reading)).toEqual([]);
  });

  it('sections by class are asked: last year’s class or the result', () => {
    expect(open(field('section-rows'))).toEqual(['muc.danh-sach-01']);
    expect(cells(field('section-rows'), 'lastYear')).toEqual([undefined, undefined]);
    expect(cells(field('section-rows', { muc: 'nam-truoc' }), 'lastYear')).toEqual(['Hộ nghèo', 'Hộ cận nghèo']);
    const result = field('section-rows', { muc: 'ket-qua' });
    expect(cells(result, 'lastYear')).toEqual([undefined, undefined]);
    expect(result.formulaValues.map(({ label, value }) => [label, value])).toEqual([
      ['Kết quả phân loại', 'Hộ nghèo'],
      ['Kết quả phân loại', 'Hộ cận nghèo'],
    ]);
  });

  it('sections inside villages restart with each village, villages inside sections too', () => {
    const one = (name: string) => [1, name, 1970, 3, '', 90];
    const inside = read(
      {
        DS: [
          OHNE,
          ['', 'Thôn 1'],
          ['A', 'HỘ NGHÈO'],
          one('Hà Văn Mão'),
          ['B', 'HỘ CẬN NGHÈO'],
          one('Lò Thị Én'),
          ['', 'Thôn 2'],
          one('Vi Văn Ba'),
        ],
      },
      { muc: 'nam-truoc' },
    );
    expect(cells(inside, 'village', 'lastYear')).toEqual([
      ['Thôn 1', 'Hộ nghèo'],
      ['Thôn 1', 'Hộ cận nghèo'],
      ['Thôn 2', undefined],
    ]);
    const outside = read(
      {
        DS: [
          OHNE,
          ['A', 'Danh sách hộ nghèo (2 hộ)'],
          ['', 'Thôn 1'],
          one('Hà Văn Mão'),
          ['', 'Thôn 2'],
          one('Lò Thị Én'),
          ['B', 'Hộ cận nghèo'],
          one('Vi Văn Ba'),
        ],
      },
      { muc: 'nam-truoc' },
    );
    expect(cells(outside, 'village', 'lastYear')).toEqual([
      ['Thôn 1', 'Hộ nghèo'],
      ['Thôn 2', 'Hộ nghèo'],
      [undefined, 'Hộ cận nghèo'],
    ]);
  });

  it('a village in the first row only: the question offers to fill it down', () => {
    expect(open(field('fill-down'))).toEqual(['thon-trong.danh-sach-01']);
    expect(cells(field('fill-down'), 'village')).toEqual(['Thôn 1', undefined, 'Thôn 2', undefined]);
    expect(cells(field('fill-down', { 'thon-trong': 'dien' }), 'village')).toEqual(['Thôn 1', 'Thôn 1', 'Thôn 2', 'Thôn 2']);
  });
});

describe('tabs and titles', () => {
  it('tabs named after villages give the village if no column does', () => {
    expect(cells(field('ds-thon-tabs'), 'village')).toEqual(['Thôn 1', 'Thôn 1', 'Thôn 2', 'Thôn 2', 'Thôn 3', 'Thôn 3']);
    const list = [OHNE, [1, 'Hà Văn Mão', 1970, 3, 'N', 90]];
    expect(cells(read({ 'Danh sách Tổ 5 (2)': list, 'HỘ NGHÈO BẢN NÀ ỎI 2023': list, 'Thôn 12': list }), 'village')).toEqual([
      'Tổ 5',
      'Bản Nà Ỏi',
      'Thôn 12',
    ]);
  });

  it('a tab that may be named after a village is asked; the sheet Thôn decides', () => {
    const list = (name: string) => [OHNE, [1, name, 1970, 3, 'N', 90]];
    const sheets = { 'Khuổi Nà': list('Hà Văn Mão'), 'HỘ NGHÈO NÀ CÁP 2023': list('Lò Thị Én'), 'Bản Chiêng': list('Vi Văn Ba') };
    const reading = read(sheets);
    expect(cells(reading, 'village')).toEqual([undefined, undefined, 'Bản Chiêng']);
    expect(open(reading)).toEqual(['ten-trang.khuoi-na', 'ten-trang.ho-ngheo-na-cap-2023']);
    expect(reading.questions[0]?.text).toBe(
      'Trang Khuổi Nà: 1 hộ không ghi thôn. “Khuổi Nà” trong tên trang có phải là thôn của các hộ này không?',
    );
    expect(cells(read(sheets, { 'ten-trang': 'thon' }), 'village')).toEqual(['Khuổi Nà', 'Nà Cáp', 'Bản Chiêng']);
    const denied = read(sheets, { 'ten-trang': 'khong' });
    expect([cells(denied, 'village'), open(denied)]).toEqual([[undefined, undefined, 'Bản Chiêng'], []]);
    const known = read({
      Thôn: [
        ['Tên thôn', 'Khu vực', 'Tổng số hộ dân cư'],
        ['Khuổi Nà', 'NT', 80],
        ['Nà Cáp', 'NT', 80],
      ],
      ...sheets,
    });
    expect([cells(known, 'village').slice(0, 2), open(known)]).toEqual([['Khuổi Nà', 'Nà Cáp'], []]);
    for (const name of ['Sheet1', 'DS', 'Danh sách 01', 'Hộ nghèo', 'Trang tính 2', 'Tháng 9', '2023', 'Bổ sung'])
      expect(open(read({ [name]: list('Hà Văn Mão') })), name).toEqual([]);
  });

  it('a month is no form, a note beside a household no title, a copied tab no other list', () => {
    expect(cells(field('month-tab'), 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én']);
    expect(cells(field('note-report'), 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én']);
    const list = [HEAD.slice(0, 5), [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3]];
    const kinds = (name: string): unknown => read({ [name]: list }).sheets[0]?.sheet;
    expect(['DS (2)', 'Danh sách 01 (2)', 'DS thôn 2', '9.2026', '10.2026', '9.26', '12.2026'].map(kinds)).toEqual(Array(7).fill('list01'));
    expect(['Danh sách 02 (2)', 'DS02', 'Danh sách số 2'].map(kinds)).toEqual(Array(3).fill('list02'));
  });

  it('a list on a report’s tab can be read if somebody says so', () => {
    const list = { 'Biểu 7.5': [HEAD, [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90]] };
    expect(read(list).questions.map(({ id, answer }) => [id, answer])).toEqual([['trang.bieu-7-5', 'bo']]);
    expect(cells(read(list, { trang: 'doc' }), 'head')).toEqual(['Hà Văn Mão']);
  });
});

describe('headings', () => {
  it('a name over two columns, each with its heading or both under one', () => {
    expect(cells(field('ho-dem-ten'), 'head')).toEqual(['Nguyễn Văn An']);
    expect(cells(field('split-name'), 'head')).toEqual(['Nguyễn Văn An', 'Nguyễn Văn Bình']);
    for (const headings of [
      ['Họ', 'Đệm', 'Tên'],
      ['Họ và đệm', 'Tên chủ hộ', ''],
      ['Họ và tên chủ hộ', '', ''],
      ['Họ đệm', 'Tên', ''],
    ]) {
      const width = headings.filter((text) => text !== '').length === 3 ? ['Nguyễn', 'Văn', 'An'] : ['Nguyễn Văn', 'An', ''];
      const list = [
        ['STT', ...headings, 'Năm sinh', 'Thôn'],
        [1, ...width, 1970, 'Thôn 1'],
        [2, ...width, 1971, 'Thôn 1'],
      ];
      expect(cells(read({ DS: list }), 'head'), headings.join()).toEqual(['Nguyễn Văn An', 'Nguyễn Văn An']);
    }
  });

  it('dates over day, month, year; sex and class over columns to tick', () => {
    const reading = field('split-columns');
    expect(cells(reading, 'birth', 'sex', 'lastYear')).toEqual([
      ['05/09/1970', 'Nam', 'Hộ nghèo'],
      ['1971', 'Nữ', 'Hộ cận nghèo'],
    ]);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
    const bare = [
      ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Ngày sinh', 'Tháng sinh', 'Năm sinh', 'Nam', 'Nữ', 'Hộ nghèo', 'Hộ cận nghèo'],
      [1, 'Hà Văn Mão', 'Thôn 1', '05', 9, 1970, 'x', '', '', 'X'],
      [2, 'Lò Thị Én', 'Thôn 1', '', 12, 1971, '', 1, 'v', ''],
    ];
    expect(cells(read({ DS: bare }, { cot: 'nam-truoc' }), 'birth', 'sex', 'lastYear')).toEqual([
      ['05/09/1970', 'Nam', 'Hộ cận nghèo'],
      ['12/1971', 'Nữ', 'Hộ nghèo'],
    ]);
    expect(open(read({ DS: bare }))).toEqual(['cot.ds.1']);
    const both = read({ DS: [bare[0] ?? [], [1, 'Hà Văn Mão', 'Thôn 1', 5, 9, 1970, 'x', 'x', '', '']] });
    expect(codes(both)).toEqual(['not-a-choice']);
  });

  it('abbreviated, as people write them', () => {
    const list = (village: string) => [
      ['TT', 'Chủ hộ', 'Giới', village, 'NK', 'Đầu kỳ', 'B1'],
      [1, 'Hà Văn Mão', 'Nam', 'Nà Ỏi', 3, 'Hộ nghèo', 90],
    ];
    for (const village of ['Xóm/bản', 'Thôn, xóm', 'THÔN/BẢN', 'Buôn', 'Khu phố', 'TDP'])
      expect(cells(read({ DS: list(village) }), 'sex', 'village', 'size', 'lastYear'), village).toEqual([['Nam', 'Nà Ỏi', 3, 'Hộ nghèo']]);
  });

  it('over four rows, then a numbering row', () => {
    const reading = field('four-heading-rows');
    expect(cells(reading, 'head', 'b1', 'i1', 'i2', 'i4', 'i7')).toEqual([
      ['Hà Văn Mão', 100, 'x', 'x', 'x', undefined],
      ['Lò Thị Én', 90, undefined, 'x', undefined, 'x'],
    ]);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
  });
});

describe('villages', () => {
  const list = (...villages: string[]) => ({
    DS: [HEAD, ...villages.map((village, at) => [at + 1, `Hà Văn ${'ABCDEFGH'.charAt(at)}`, 1970, village, 3, 'N', 90])],
  });

  it('that differ in brackets or after a dash are never silently one', () => {
    expect(cells(field('merged-communes'), 'village')).toEqual(['Thôn 1 (xã Tân Lập cũ)', 'Thôn 1 (xã Tân Tiến cũ)', 'Thôn 1 - Đồng Tâm']);
    const reading = read(list('Thôn 1', 'Thôn 1 (xã Tân Lập cũ)', 'Thôn 1'));
    expect(cells(reading, 'village')).toEqual(['Thôn 1', 'Thôn 1 (xã Tân Lập cũ)', 'Thôn 1']);
    expect(open(reading)).toEqual(['ten-thon.ds.3']);
    expect(cells(read(list('Thôn 1', 'Thôn 1 (xã Tân Lập cũ)'), { 'ten-thon': 'mot' }), 'village')).toEqual(['Thôn 1', 'Thôn 1']);
  });

  it('that differ in a tone are asked; capitals, spaces, zeros and tone position make no difference', () => {
    const reading = read(list('Nà Cáp', 'Nà Cạp', 'NÀ  CÁP', 'Tân Hòa', 'Tân Hoà', 'Tổ 01', 'tổ 1'));
    expect(cells(reading, 'village')).toEqual(['Nà Cáp', 'Nà Cạp', 'Nà Cáp', 'Tân Hòa', 'Tân Hòa', 'Tổ 01', 'Tổ 01']);
    expect(open(reading)).toEqual(['ten-thon.ds.3']);
    expect(cells(read(list('Nà Cáp', 'Nà Cạp'), { 'ten-thon': 'rieng' }), 'village')).toEqual(['Nà Cáp', 'Nà Cạp']);
    // Typed without diacritics it is the existing village; if there are two, it is asked.
    expect([open(read(list('Tổ 2', 'to 2'))), cells(read(list('Tổ 2', 'to 2')), 'village')]).toEqual([[], ['Tổ 2', 'Tổ 2']]);
    expect(open(read(list('Nà Cáp', 'Nà Cạp', 'na cap'), { 'ten-thon.ds.3': 'rieng' }))).toEqual(['ten-thon.ds.4']);
  });

  it('that may be one by the word before the name or by a Roman number are asked; two different words make two', () => {
    expect(open(read(list('Bản Nà Cạp', 'Nà Cạp', 'Xóm Nà Cạp')))).toEqual(['ten-thon.ds.3', 'ten-thon.ds.4']);
    expect(open(read(list('Thôn 1', 'Thôn I', '1')))).toEqual(['ten-thon.ds.3', 'ten-thon.ds.4']);
    expect(open(read(list('Thôn 1', 'Tổ 1', 'Xóm 1')))).toEqual([]);
    expect(open(read(list('1', '2', '10', 'Khuổi Vi', 'Khuổi 6')))).toEqual(['ten-thon.ds.6']);
    expect(cells(read(list('Bản Nà Cạp', 'Nà Cạp'), { 'ten-thon': 'mot' }), 'village')).toEqual(['Bản Nà Cạp', 'Bản Nà Cạp']);
    const sheets = {
      Thôn: [
        ['Tên thôn', 'Khu vực', 'Tổng số hộ dân cư'],
        ['Bản Nà Cạp', 'NT', 80],
      ],
      ...list('Nà Cạp'),
    };
    expect(open(read(sheets))).toEqual(['ten-thon.ds.2']);
  });

  it('match those of the sheet Thôn only if spelling says so', () => {
    const sheets = {
      Thôn: [
        ['Tên thôn', 'Khu vực', 'Tổng số hộ dân cư'],
        ['Nà Cáp', 'NT', 80],
        ['Thôn 1', 'NT', 80],
      ],
      ...list('Nà Cạp', 'Thôn 1 - Đồng Tâm', 'na cap', 'Thôn 01'),
    };
    expect([open(read(sheets)), cells(read(sheets), 'village')]).toEqual([
      ['ten-thon.ds.2', 'ten-thon.ds.3'],
      ['Nà Cạp', 'Thôn 1 - Đồng Tâm', 'Nà Cáp', 'Thôn 1'],
    ]);
    expect(cells(read(sheets, { 'ten-thon': 'mot' }), 'village')).toEqual(['Nà Cáp', 'Thôn 1', 'Nà Cáp', 'Thôn 1']);
  });

  it('named by a title over the list, and by each further title', () => {
    const reading = read({
      DS: [
        ['DANH SÁCH HỘ NGHÈO THÔN 1 NĂM 2023'],
        OHNE,
        [1, 'Hà Văn Mão', 1970, 3, 'N', 90],
        ['DANH SÁCH HỘ NGHÈO THÔN NÀ ỎI NĂM 2023'],
        OHNE,
        [1, 'Lò Thị Én', 1971, 2, 'N', 90],
      ],
    });
    expect([cells(reading, 'village'), open(reading)]).toEqual([['Thôn 1', 'Thôn Nà Ỏi'], []]);
    for (const [title, village] of [
      ['DANH SÁCH HỘ NGHÈO TỔ 5', 'Tổ 5'],
      ['DANH SÁCH HỘ NGHÈO KHU 3 NĂM 2023', 'Khu 3'],
      ['Danh sách hộ nghèo Xóm Mới năm 2023', 'Xóm Mới'],
    ])
      expect(cells(read({ DS: [[title], OHNE, [1, 'Hà Văn Mão', 1970, 3, 'N', 90]] }), 'village'), title).toEqual([village]);
    for (const title of [
      'DANH SÁCH HỘ NGHÈO KHU VỰC NÔNG THÔN MỚI',
      'Danh sách hộ nghèo các thôn trên địa bàn xã',
      'BIỂU RÀ SOÁT CỦA THÔN NGHÈO',
    ])
      expect(cells(read({ DS: [[title], OHNE, [1, 'Hà Văn Mão', 1970, 3, 'N', 90]] }), 'village'), title).toEqual([undefined]);
  });
});

describe('tables of a sheet', () => {
  it('beside each other', () => {
    const reading = field('side-by-side');
    expect(cells(reading, 'head', 'village')).toEqual([
      ['Hà Văn Mão', 'Thôn 1'],
      ['Lò Thị Én', 'Thôn 1'],
      ['Vi Văn Ba', 'Thôn 2'],
      ['Vi Thị Tư', 'Thôn 2'],
    ]);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
    const tight = [
      ['Mã hộ', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn'],
      ['A1', 'Hà Văn Mão', 1970, 'Thôn 1'],
    ].map((row, at) => [...row, ...(at === 0 ? row : ['A2', 'Vi Văn Ba', 1971, 'Thôn 2'])]);
    expect(cells(read({ DS: tight }), 'code', 'village')).toEqual([
      ['A1', 'Thôn 1'],
      ['A2', 'Thôn 2'],
    ]);
  });

  it('one below the other, with other columns', () => {
    const second = ['TT', 'Số CCCD', 'Họ và tên chủ hộ', 'Địa chỉ', 'Số khẩu'];
    const reading = read({
      DS: [
        HEAD,
        [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90],
        [],
        ['', 'Bảng thứ hai'],
        second,
        [1, '006092000108', 'Lò Thị Én', 'Thôn 2', 2],
        ...Array.from({ length: 80 }, (_, at) => [at + 2, '', `Vi Văn ${at}`, 'Thôn 2', 2]),
        HEAD,
        [1, 'Vi Văn Ba', 1970, 'Thôn 3', 3, 'CN', 90],
      ],
    });
    expect(reading.data.households).toHaveLength(83);
    expect(cells(reading, 'head', 'village', 'cccd').filter((_, at) => at === 1 || at === 82)).toEqual([
      ['Lò Thị Én', 'Thôn 2', '006092000108'],
      ['Vi Văn Ba', 'Thôn 3', undefined],
    ]);
    expect(codes(reading)).toEqual([]);
  });

  it('one below the other, right under the last household, with headings over two rows, in the unit of the first', () => {
    const first = ['STT', 'Họ và tên chủ hộ', 'Thôn', 'Số khẩu', 'Thu nhập bình quân'];
    const sheet = utils.aoa_to_sheet([
      ['', '', '', '', 'Đơn vị tính: nghìn đồng'],
      first,
      ['1', 'Hà Văn Mão', 'Thôn 1', 3, 900],
      ['2', 'Lò Thị Én', 'Thôn 1'],
      ['STT', 'Thôn', 'Chủ hộ', 'Thông tin khác'],
      ['', '', '', 'Số khẩu', 'TNBQ'],
      ['1', 'Thôn 2', 'Vi Văn Ba', 2, 1200],
    ]);
    const reading = read({ DS: sheet });
    expect(cells(reading, 'head', 'village', 'income')).toEqual([
      ['Hà Văn Mão', 'Thôn 1', 900_000],
      ['Lò Thị Én', 'Thôn 1', undefined],
      ['Vi Văn Ba', 'Thôn 2', 1_200_000],
    ]);
    expect(open(reading)).toEqual([]);
  });

  it('touching, with an unknown column between the number and the name', () => {
    const one = (n: number, name: string): unknown[] => [n, '0912345678', name, 'Thôn 1', 3];
    const heads = ['STT', 'Số điện thoại', 'Họ và tên chủ hộ', 'Thôn', 'Số khẩu'];
    expect(
      read({
        DS: [
          [...heads, ...heads],
          [...one(1, 'Hà Văn Mão'), ...one(2, 'Lò Thị Én')],
        ],
      }).sheets.map(({ rows, numbered }) => [rows, numbered]),
    ).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it('villages merged over their households, more than a thousand times', () => {
    const sheet = utils.aoa_to_sheet([
      HEAD,
      ...Array.from({ length: 3000 }, (_, at) => [at + 1, `Vi Văn ${at}`, 1970, at % 2 === 0 ? `Thôn ${1 + at / 2}` : '', 3, 'N', 90]),
    ]);
    sheet['!merges'] = Array.from({ length: 1500 }, (_, at) => ({ s: { r: 1 + 2 * at, c: 3 }, e: { r: 2 + 2 * at, c: 3 } }));
    const reading = read({ DS: sheet });
    expect([cells(reading, 'village')[2999], open(reading)]).toEqual(['Thôn 1500', []]);
  });
});

describe('members beside their head', () => {
  const people = ({ data }: WorkbookReading): unknown[] =>
    data.members.map((row) => [row.cells['code'], row.cells['name'], row.cells['relation']]);

  it('under a merged head are households with their members', () => {
    const reading = field('members-under-head');
    expect(cells(reading, 'head', 'village', 'birth', 'sex', 'lastYear', 'size')).toEqual([
      ['Hà Văn Mão', 'Thôn 2', '1970', 'Nam', 'Hộ nghèo', 3],
      ['Vi Văn Ba', 'Thôn 2', '1980', 'Nam', 'Hộ cận nghèo', 2],
    ]);
    expect(people(reading)).toEqual([
      ['T2-001', 'Hà Văn Mão', 'Chủ hộ'],
      ['T2-001', 'Lò Thị Én', 'Vợ'],
      ['T2-001', 'Hà Văn Tí', 'Con đẻ'],
      ['T2-002', 'Vi Văn Ba', 'Chủ hộ'],
      ['T2-002', 'Vi Thị Tư', 'Con đẻ'],
    ]);
    expect([codes(reading), open(reading), reading.sheets[0]?.numbered]).toEqual([[], [], 2]);
  });

  it('also with one column of names, with the head repeated, or with the head left out', () => {
    const one = read(
      {
        DS: [
          ['STT', 'Họ và tên', 'Quan hệ với chủ hộ', 'Năm sinh', 'Thôn', 'Kết quả năm trước'],
          [1, 'Hà Văn Mão', 'Chủ hộ', 1970, 'Thôn 2', 'N'],
          ['', 'Lò Thị Én', 'Vợ', 1971, '', ''],
          [2, 'Vi Văn Ba', 'Chủ hộ', 1980, 'Thôn 2', 'CN'],
        ],
      },
      { 'thon-trong': 'de-trong' },
    );
    expect(cells(one, 'head', 'size', 'birth')).toEqual([
      ['Hà Văn Mão', 2, '1970'],
      ['Vi Văn Ba', 1, '1980'],
    ]);
    const repeated = read({
      DS: [
        ['Họ và tên chủ hộ', 'Họ và tên thành viên', 'Quan hệ với chủ hộ', 'Năm sinh', 'Thôn', 'Số khẩu'],
        ['Hà Văn Mão', 'Hà Văn Mão', 'Chủ hộ', 1970, 'Thôn 2', 2],
        ['Hà Văn Mão', 'Lò Thị Én', 'Vợ', 1971, 'Thôn 2', 2],
        ['Vi Văn Ba', 'Vi Thị Tư', 'Con đẻ', 2010, 'Thôn 2', 2],
      ],
    });
    expect(cells(repeated, 'head', 'size', 'birth')).toEqual([
      ['Hà Văn Mão', 2, '1970'],
      ['Vi Văn Ba', 2, undefined],
    ]);
    expect(codes(repeated)).toEqual(['head-not-listed']);
    const coded = read({
      DS: [
        ['Họ và tên chủ hộ', 'Họ và tên thành viên', 'Quan hệ với chủ hộ', 'Năm sinh', 'Thôn', 'Số khẩu'],
        ['Hà Văn Mão', 'Lò Thị Én', 2, 1971, 'Thôn 2', 2],
        ['Hà Văn Mão', 'Hà Văn Mẫn', 1, 1970, 'Thôn 2', 2],
        ['Vi Văn Ba', 'Vi Văn Ba', 1, 1980, 'Thôn 2', 1],
      ],
    });
    expect(cells(coded, 'head', 'size', 'birth')).toEqual([
      ['Hà Văn Mão', 2, '1970'],
      ['Vi Văn Ba', 1, '1980'],
    ]);
  });
});

describe('columns that the person maps', () => {
  const list = {
    DS: utils.aoa_to_sheet([
      [...HEAD, 'Ngày lập sổ', 'Chủ nhà'],
      [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90, 1965, 'Lò Thị Én'],
    ]),
  };
  const mapped = (columns: Record<string, string>): WorkbookReading => {
    const workbook = utils.book_new();
    utils.book_append_sheet(workbook, list.DS, 'DS');
    return readWorkbook(new Uint8Array(write(workbook, { type: 'array' }) as ArrayBuffer), 'tep.xlsx', TODAY, { columns });
  };

  it('are read so, from one place only, or not at all', () => {
    expect(cells(mapped({}), 'birth', 'head', 'b1')).toEqual([['1970', 'Hà Văn Mão', 90]]);
    expect(cells(mapped({ 'DS!H1': 'birth', 'DS!I1': 'head', 'DS!G1': '' }), 'birth', 'head', 'b1')).toEqual([
      ['1965', 'Lò Thị Én', undefined],
    ]);
    expect(cells(mapped({ 'DS!H1': '__proto__', 'Khác!C1': '' }), 'birth')).toEqual(['1970']);
  });
});
