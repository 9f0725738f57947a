/** Lists of kinds that people report trouble with, and others of the same kinds. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { utils, write, type WorkSheet } from 'xlsx';
import { readWorkbook, type WorkbookReading } from './read.ts';
import { isOpen, type Answers } from './questions.ts';

const TODAY = new Date(2023, 11, 14);
const field = (name: string, answers: Answers = {}): WorkbookReading => readWorkbook(readFileSync(new URL(`../../../tests/fixtures/field/${name}.xlsx`, import.meta.url)), `${name}.xlsx`, TODAY, { answers });

function read(sheets: Record<string, unknown[][] | WorkSheet>, answers: Answers = {}): WorkbookReading {
  const workbook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(workbook, Array.isArray(rows) ? utils.aoa_to_sheet(rows) : rows, name);
  return readWorkbook(new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer), 'tep.xlsx', TODAY, { answers });
}

const cells = ({ data }: WorkbookReading, ...keys: string[]): unknown[] => data.households.map((row) => (keys.length === 1 ? row.cells[keys[0] ?? ''] : keys.map((key) => row.cells[key])));
const codes = ({ problems }: WorkbookReading): string[] => problems.map(({ code }) => code).filter((code) => code !== 'codes-made');
const open = ({ questions }: WorkbookReading): string[] => questions.filter(isOpen).map(({ id }) => id);
const leftOut = ({ sheets }: WorkbookReading): string[] => sheets.flatMap((sheet) => sheet.leftOut.map(({ row, as }) => `${as} ${row + 1}`));

const HEAD = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Thôn', 'Số khẩu', 'Kết quả năm trước', 'Điểm B1'];
const OHNE = ['STT', 'Họ và tên chủ hộ', 'Năm sinh', 'Số khẩu', 'Kết quả năm trước', 'Điểm B1'];

describe('what a row is, its shape says', () => {
  it('heads whose names fold to words of sums and signatures are households', () => {
    const reading = field('names-as-furniture');
    expect(cells(reading, 'head')).toEqual(['Hà Văn Mão', 'Tống Công Sơn', 'Tô Trường Giang', 'Trương Bân', 'Lò Thị Én']);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
    const names = ['Cống Văn Tổng', 'Tổng Văn Cộng', 'Chu Tịch Dương', 'TRƯƠNG THÔN', 'Tong Cong Son', 'Bản Văn Lý', 'Nguyễn Lập Biểu', 'Đại Diện', 'Biểu Văn Mẫu', 'Danh Sách', 'Thôn Văn Tổ'];
    for (const list of [names.map((name, at) => [at + 1, name, 1970, 'Thôn 1', 3, 'N', 90]), names.map((name, at) => [at + 1, name, '', 'Thôn 1', 3, 'N', 90]), names.map((name) => ['', name, 1970, 'Thôn 1', 3, 'N', 90]), names.map((name, at) => [at + 1, name, '', 'Thôn 1'])]) {
      expect(cells(read({ DS: [HEAD, ...list] }), 'head')).toEqual(names);
    }
  });

  it('sums under any name are left out and said', () => {
    const reading = field('sums');
    expect(cells(reading, 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én']);
    expect(leftOut(reading)).toEqual(['sum 3', 'sum 5', 'sum 6', 'sum 7', 'sum 8', 'sum 9']);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
  });

  it('a row without a number that adds up is a sum whatever it is called; one that does not is asked', () => {
    const rows = [[1, 'Hà Văn Mão', '', 'Thôn 1', 3, 'N', 90], [2, 'Lò Thị Én', '', 'Thôn 1', 2, 'CN', 95], ['', 'Vùng cao', '', '', 5], ['', 'Vi Văn Ba', '', '', 4], ['', 'Vi Thị Tư', '', '', 5]];
    const reading = read({ DS: [HEAD, ...rows] });
    expect(leftOut(reading)).toEqual(['sum 4', 'sum 5', 'sum 6']);
    expect(open(reading)).toEqual(['dong.ds.5', 'dong.ds.6']);
    const answered = read({ DS: [HEAD, ...rows] }, { 'dong.ds.5': 'ho', 'dong.ds.6': 'bo' });
    expect(cells(answered, 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én', 'Vi Văn Ba']);
    expect(codes(answered)).toEqual(['count-differs']);
  });

  it('signatures end a table and the names beneath them are nobody', () => {
    const reading = read({ DS: [HEAD, [1, 'Trương Bân', '', 'Thôn 1', 3, 'N', 90], ['', 'Cộng', '', '', 3], ['', 'NGƯỜI LẬP BIỂU', '', '', '', 'TRƯỞNG BẢN'], ['', '(Ký, ghi rõ họ tên)'], ['', 'Nguyễn Văn A', '', '', '', 'Lò Văn B']] });
    expect([cells(reading, 'head'), codes(reading), open(reading)]).toEqual([['Trương Bân'], [], []]);
    expect(leftOut(reading)).toEqual(['sum 3', 'signature 4', 'signature 5', 'signature 6']);
  });

  it('headings and column numbers printed on every page are passed over', () => {
    const numbering = [1, 2, 3, 4, 5, 6, 7];
    const reading = read({ DS: [HEAD, numbering, [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90], HEAD, numbering, [2, 'Lò Thị Én', 1971, 'Thôn 1', 2, 'N', 90], ['A', 'B', 'C', '(1)', '(2)', '(3)', '4=2+3'], [3, 'Vi Văn Ba', 1975, 'Thôn 1', 2, 'N', 90]] });
    expect([cells(reading, 'head'), codes(reading), open(reading)]).toEqual([['Hà Văn Mão', 'Lò Thị Én', 'Vi Văn Ba'], [], []]);
  });

  it('the households are counted against the running numbers', () => {
    const reading = read({ DS: [HEAD, [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90], ['', 'Lò Thị Én', 1971, 'Thôn 1', 2, 'N', 90], [2, 'Vi Văn Ba', 1975, 'Thôn 1', 2, 'N', 90], [3, '', '', 'Thôn 1', 2, '', ''], [4, 'Vi Văn Tư', 1975, 'Thôn 1', 2, 'N', 90]] }, { dong: 'bo' });
    expect(reading.sheets[0]).toMatchObject({ rows: 4, numbered: 4 });
    expect(reading.problems.find(({ code }) => code === 'count-differs')).toMatchObject({ severity: 'error', text: 'Trang DS: đọc được 4 hộ, còn cột STT có 4 dòng đánh số: dòng 3 không có STT mà được đọc là hộ; dòng 5 có STT mà không được đọc là hộ.' });
  });
});

describe('village and section rows', () => {
  it('a row of words only, with households beneath, is a village', () => {
    const reading = field('village-rows');
    expect(cells(reading, 'village')).toEqual(['Thôn 2', 'Nà Ỏi', 'Tiểu khu 3', 'Đội 7', 'KDC số 5', 'Cụm dân cư Tân Hòa']);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
  });

  it('where nothing says that it is one, it is asked, and nobody is put under the village before', () => {
    const rows = [OHNE, ['', 'Nà Ỏi'], [1, 'Hà Văn Mão', 1970, 3, 'N', 90], ['', 'Hộ mới phát sinh'], [2, 'Lò Thị Én', 1971, 2, 'N', 90], [3, 'Vi Văn Ba', 1971, 2, 'N', 90]];
    const reading = read({ DS: rows });
    expect(cells(reading, 'village')).toEqual([undefined, undefined, undefined]);
    expect(open(reading)).toEqual(['dong.ds.2', 'dong.ds.4']);
    expect(cells(read({ DS: rows }, { dong: 'thon', 'dong.ds.4': 'bo' }), 'village')).toEqual(['Nà Ỏi', 'Nà Ỏi', 'Nà Ỏi']);
    // Where each household says its village, such a row is a heading.
    const said = read({ DS: [HEAD, ['', 'Hộ mới phát sinh'], [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90]] });
    expect([cells(said, 'village'), open(said), codes(said)]).toEqual([['Thôn 1'], [], ['row-skipped']]);
  });

  it('a number that begins anew beneath is no household’s', () => {
    const reading = read({ DS: [OHNE, [1, 'Nà Ỏi'], [1, 'Hà Văn Mão', 1970, 3, 'N', 90], [2, 'Lò Thị Én'], [3, 'Vi Văn Ba', 1971, 2, 'N', 90], [2, 'Bản Cáp'], [1, 'Vi Thị Tư', 1971, 2, 'N', 90]] }, { dong: 'thon' });
    expect(cells(reading, 'head', 'village')).toEqual([['Hà Văn Mão', 'Nà Ỏi'], ['Lò Thị Én', 'Nà Ỏi'], ['Vi Văn Ba', 'Nà Ỏi'], ['Vi Thị Tư', 'Bản Cáp']]);
    expect(codes(reading)).toEqual([]);
  });

  it('sections by class are asked: last year’s or the result', () => {
    expect(open(field('section-rows'))).toEqual(['muc.danh-sach-01']);
    expect(cells(field('section-rows'), 'lastYear')).toEqual([undefined, undefined]);
    expect(cells(field('section-rows', { muc: 'nam-truoc' }), 'lastYear')).toEqual(['Hộ nghèo', 'Hộ cận nghèo']);
    const result = field('section-rows', { muc: 'ket-qua' });
    expect(cells(result, 'lastYear')).toEqual([undefined, undefined]);
    expect(result.formulaValues.map(({ label, value }) => [label, value])).toEqual([['Kết quả phân loại', 'Hộ nghèo'], ['Kết quả phân loại', 'Hộ cận nghèo']]);
  });

  it('sections inside villages begin anew with each, villages inside sections too', () => {
    const one = (name: string) => [1, name, 1970, 3, '', 90];
    const inside = read({ DS: [OHNE, ['', 'Thôn 1'], ['A', 'HỘ NGHÈO'], one('Hà Văn Mão'), ['B', 'HỘ CẬN NGHÈO'], one('Lò Thị Én'), ['', 'Thôn 2'], one('Vi Văn Ba')] }, { muc: 'nam-truoc' });
    expect(cells(inside, 'village', 'lastYear')).toEqual([['Thôn 1', 'Hộ nghèo'], ['Thôn 1', 'Hộ cận nghèo'], ['Thôn 2', undefined]]);
    const outside = read({ DS: [OHNE, ['A', 'Danh sách hộ nghèo (2 hộ)'], ['', 'Thôn 1'], one('Hà Văn Mão'), ['', 'Thôn 2'], one('Lò Thị Én'), ['B', 'Hộ cận nghèo'], one('Vi Văn Ba')] }, { muc: 'nam-truoc' });
    expect(cells(outside, 'village', 'lastYear')).toEqual([['Thôn 1', 'Hộ nghèo'], ['Thôn 2', 'Hộ nghèo'], [undefined, 'Hộ cận nghèo']]);
  });

  it('a village in the first row only is offered to be carried down', () => {
    expect(open(field('fill-down'))).toEqual(['thon-trong.danh-sach-01']);
    expect(cells(field('fill-down'), 'village')).toEqual(['Thôn 1', undefined, 'Thôn 2', undefined]);
    expect(cells(field('fill-down', { 'thon-trong': 'dien' }), 'village')).toEqual(['Thôn 1', 'Thôn 1', 'Thôn 2', 'Thôn 2']);
  });
});

describe('tabs and titles', () => {
  it('tabs named by village give it where no column does', () => {
    expect(cells(field('ds-thon-tabs'), 'village')).toEqual(['Thôn 1', 'Thôn 1', 'Thôn 2', 'Thôn 2', 'Thôn 3', 'Thôn 3']);
    const list = [OHNE, [1, 'Hà Văn Mão', 1970, 3, 'N', 90]];
    expect(cells(read({ 'Danh sách Tổ 5 (2)': list, 'HỘ NGHÈO BẢN NÀ ỎI 2023': list, 'Thôn 12': list }), 'village')).toEqual(['Tổ 5', 'Bản Nà Ỏi', 'Thôn 12']);
  });

  it('a month is no form, a note beside a household no title, a copied tab no other list', () => {
    expect(cells(field('month-tab'), 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én']);
    expect(cells(field('note-report'), 'head')).toEqual(['Hà Văn Mão', 'Lò Thị Én']);
    const list = [HEAD.slice(0, 5), [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3]];
    const kinds = (name: string): unknown => read({ [name]: list }).sheets[0]?.sheet;
    expect(['DS (2)', 'Danh sách 01 (2)', 'DS thôn 2', '9.2026', '10.2026', '9.26', '12.2026'].map(kinds)).toEqual(Array(7).fill('list01'));
    expect(['Danh sách 02 (2)', 'DS02', 'Danh sách số 2'].map(kinds)).toEqual(Array(3).fill('list02'));
  });

  it('a list on the tab of a report can be read if somebody says so', () => {
    const list = { 'Biểu 7.5': [HEAD, [1, 'Hà Văn Mão', 1970, 'Thôn 1', 3, 'N', 90]] };
    expect(read(list).questions.map(({ id, answer }) => [id, answer])).toEqual([['trang.bieu-7-5', 'bo']]);
    expect(cells(read(list, { trang: 'doc' }), 'head')).toEqual(['Hà Văn Mão']);
  });
});

describe('headings', () => {
  it('a name over two columns, each with its heading or both under one', () => {
    expect(cells(field('ho-dem-ten'), 'head')).toEqual(['Nguyễn Văn An']);
    expect(cells(field('split-name'), 'head')).toEqual(['Nguyễn Văn An', 'Nguyễn Văn Bình']);
    for (const headings of [['Họ', 'Đệm', 'Tên'], ['Họ và đệm', 'Tên chủ hộ', ''], ['Họ và tên chủ hộ', '', ''], ['Họ đệm', 'Tên', '']]) {
      const width = headings.filter((text) => text !== '').length === 3 ? ['Nguyễn', 'Văn', 'An'] : ['Nguyễn Văn', 'An', ''];
      const list = [['STT', ...headings, 'Năm sinh', 'Thôn'], [1, ...width, 1970, 'Thôn 1'], [2, ...width, 1971, 'Thôn 1']];
      expect(cells(read({ DS: list }), 'head'), headings.join()).toEqual(['Nguyễn Văn An', 'Nguyễn Văn An']);
    }
  });

  it('dates over day, month, year; sex and class over columns to be ticked', () => {
    const reading = field('split-columns');
    expect(cells(reading, 'birth', 'sex', 'lastYear')).toEqual([['05/09/1970', 'Nam', 'Hộ nghèo'], ['1971', 'Nữ', 'Hộ cận nghèo']]);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
    const bare = [['STT', 'Họ và tên chủ hộ', 'Thôn', 'Ngày sinh', 'Tháng sinh', 'Năm sinh', 'Nam', 'Nữ', 'Hộ nghèo', 'Hộ cận nghèo'], [1, 'Hà Văn Mão', 'Thôn 1', '05', 9, 1970, 'x', '', '', 'X'], [2, 'Lò Thị Én', 'Thôn 1', '', 12, 1971, '', 1, 'v', '']];
    expect(cells(read({ DS: bare }, { cot: 'nam-truoc' }), 'birth', 'sex', 'lastYear')).toEqual([['05/09/1970', 'Nam', 'Hộ cận nghèo'], ['12/1971', 'Nữ', 'Hộ nghèo']]);
    expect(open(read({ DS: bare }))).toEqual(['cot.ds.1']);
    const both = read({ DS: [bare[0] ?? [], [1, 'Hà Văn Mão', 'Thôn 1', 5, 9, 1970, 'x', 'x', '', '']] });
    expect(codes(both)).toEqual(['not-a-choice']);
  });

  it('over four rows, then a numbering row', () => {
    const reading = field('four-heading-rows');
    expect(cells(reading, 'head', 'b1', 'i1', 'i2', 'i4', 'i7')).toEqual([['Hà Văn Mão', 100, 'x', 'x', 'x', undefined], ['Lò Thị Én', 90, undefined, 'x', undefined, 'x']]);
    expect([codes(reading), open(reading)]).toEqual([[], []]);
  });
});
