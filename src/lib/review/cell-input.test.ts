import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCell, displayCell, readCell } from './cell-input.ts';
import { COLUMNS, columnOf, type Column } from './columns.ts';
import { ETHNIC_GROUPS } from './ethnic.ts';
import { fold, tidy } from './text.ts';
import { villageKey, villageSlug } from './village.ts';
import type { SheetId } from './types.ts';

const TODAY = new Date(2023, 9, 1);
const column = (sheet: SheetId, key: string): Column => {
  const found = columnOf(sheet, key);
  if (!found) throw new Error(key);
  return found;
};
const read = (key: string, typed: unknown, sheet: SheetId = 'list01') => {
  const { value, problem } = readCell(column(sheet, key), typed, TODAY);
  return problem ? [value, problem.code, problem.severity] : value;
};

describe('text', () => {
  it('folds diacritics, case, tone placement, spaces and punctuation', () => {
    expect(fold('  HOÀ  Bình')).toBe(fold('hòa-bình'));
    expect(fold('Số CCCD/ĐDCN')).toBe('so cccd ddcn');
    expect(tidy(' Nguye\u0302\u0303n\u00A0 Đức\n')).toBe('Nguyễn Đức');
    expect(villageSlug('Ấp Trà Cú A')).toBe('ap-tra-cu-a');
    expect(villageKey('TỔ 01')).toBe(villageKey('Tổ 1'));
  });
});

describe('parsing a cell', () => {
  it.each([null, undefined, '', '   ', '\u00A0'])('%j is empty in every column', (typed) => {
    for (const each of COLUMNS) expect(readCell(each, typed)).toEqual({ value: null });
  });

  it.each(['x', 'X', 'v', '✓', '1', 1, 'có', 'Co', 'yes', true])('yes: %j', (typed) => expect(read('i1', typed)).toBe('x'));
  it.each(['0', 0, 'không', 'khong', 'no', false, '-'])('no: %j', (typed) => expect(read('i1', typed)).toBe(null));
  it('keeps what is neither', () => expect(read('i1', ' có thể ')).toEqual(['có thể', 'not-yes', 'error']));

  it.each<[string, unknown, unknown]>([
    ['b1', '140', 140],
    ['b1', 140, 140],
    ['b1', 140.00000000000001, 140],
    ['income', '1.500.000', 1_500_000],
    ['income', '1.500.000 đồng', 1_500_000],
    ['income', '1 500 000', 1_500_000],
    ['income', 1815000, 1815000],
    ['income', '1.250', [1250, 'ambiguous-number', 'warning']],
    ['income', '1,250,000', [1_250_000, 'ambiguous-number', 'warning']],
    ['income', '1,250', ['1,250', 'ambiguous-number', 'error']],
    ['income', '1250,5', 1250.5],
    ['b1', 'abc', ['abc', 'not-a-number', 'error']],
    ['b1', '0.250', ['0.250', 'not-a-number', 'error']],
    ['b1', '1,5', ['1,5', 'not-whole', 'error']],
    ['b1', 1.5, ['1,5', 'not-whole', 'error']],
    ['b1', '-5', ['-5', 'too-small', 'error']],
    ['size', 0, ['0', 'too-small', 'error']],
    ['size', '41', ['41', 'too-large', 'error']],
    ['b1', 'Infinity', ['Infinity', 'not-a-number', 'error']],
    ['b1', Number.NaN, ['NaN', 'not-a-number', 'error']],
  ])('number in %s: %j -> %j', (key, typed, expected) => expect(read(key, typed)).toEqual(expected));

  it('reads 1.250 as 1250 in an integer column, with a warning', () => {
    const villages = readCell(column('villages', 'households'), '1.250');
    expect(villages).toMatchObject({ value: 1250, problem: { severity: 'warning' } });
    expect(villages.problem?.text).toContain('1.250');
  });

  it.each<[unknown, unknown]>([
    ['5/3/1980', '05/03/1980'],
    ['05-03-1980', '05/03/1980'],
    ['5.3.80', '05/03/1980'],
    ['5/3/23', '05/03/2023'],
    ['5/3/24', '05/03/1924'],
    ['3/1980', '03/1980'],
    ['1980', '1980'],
    [1980, '1980'],
    ['1980-03-05', '05/03/1980'],
    ['ngày 5 tháng 3 năm 1980', '05/03/1980'],
    [29285, '05/03/1980'],
    [29285.75, '05/03/1980'],
    [new Date(1980, 2, 5), '05/03/1980'],
    ['31/02/1980', ['31/02/1980', 'not-a-date', 'error']],
    ['00/00/1977', '1977'],
    ['13/1980', ['13/1980', 'not-a-date', 'error']],
    ['3/80', ['3/80', 'not-a-date', 'error']],
    ['hôm qua', ['hôm qua', 'not-a-date', 'error']],
    ['29/02/1900', ['29/02/1900', 'not-a-date', 'error']],
    ['29/02/2000', '29/02/2000'],
    [-1, ['-1', 'not-a-date', 'error']],
  ])('date: %j -> %j', (typed, expected) => expect(read('birth', typed)).toEqual(expected));

  it.each<[string, string]>([
    ['05/09/1984 00:00:00', '05/09/1984'],
    ['1984-09-05 00:00:00', '05/09/1984'],
    ['15/03/1943 00:00', '15/03/1943'],
    ['00/00/1950', '1950'],
    ['__/__/1950', '1950'],
    ['.../.../1950', '1950'],
    ['??/09/1950', '09/1950'],
    ['//1950', '1950'],
    ['05\\9\\1984', '05/09/1984'],
    ['5/9/1984.', '05/09/1984'],
    ['05091984', '05/09/1984'],
    ['19840905', '05/09/1984'],
    ['09/1984', '09/1984'],
    ['1984-09-05T00:00:00.000+07:00', '05/09/1984'],
    ['1984-09-04T17:00:00.000Z', '05/09/1984'],
    ['1984-09-05T02:00:00+09:00', '05/09/1984'],
    ['5-thg 9-84', '05/09/1984'],
    ['05-Sep-84', '05/09/1984'],
    ['Sep 5, 1984', '05/09/1984'],
    ['05 /09/ 1984', '05/09/1984'],
    ['05\u201109\u20111984', '05/09/1984'],
    ['05/09/84', '05/09/1984'],
    ['1/1/1950 12:00:00 SA', '01/01/1950'],
    ['tháng 3/1943', '03/1943'],
    ['tháng 3 năm 1943', '03/1943'],
    ['T3/1943', '03/1943'],
    ['05 tháng Chín 1984', '05/09/1984'],
    ['sinh năm 1984', '1984'],
    ['1984.0', '1984'],
    ['Wed Sep 05 1984 00:00:00 GMT+0700 (Indochina Time)', '05/09/1984'],
    ['1984/09/05', '05/09/1984'],
    ['5,9,1984', '05/09/1984'],
    ['Sep 1984', '09/1984'],
  ])('date in other words: %j -> %j', (typed, expected) => expect(read('birth', typed)).toBe(expected));
  it.each<[unknown, unknown, string]>([
    ['1950 (không nhớ ngày)', '1950', 'date-remark'],
    ['05/13/1970', '13/05/1970', 'month-first'],
    ['14/03/1943 17:00', '14/03/1943', 'time-dropped'],
    ['1/1/1950 12:30 CH', '01/01/1950', 'time-dropped'],
    ['05/09/2029', '05/09/2029', 'in-the-future'],
    ['12/2023', '12/2023', 'in-the-future'],
    [47366, '05/09/2029', 'in-the-future'],
    ['không rõ', 'không rõ', 'not-a-date'],
    ['khoảng 1950', 'khoảng 1950', 'not-a-date'],
    ['5/1950/9', '5/1950/9', 'not-a-date'],
  ])('date with a doubt: %j -> %j, %s', (typed, expected, code) =>
    expect(read('birth', typed)).toEqual([expected, code, expect.any(String)]),
  );
  it('only births cannot be in the future', () => expect(read('reviewedOn', '05/12/2023')).toBe('05/12/2023'));
  it('a date has the same value in every notation', () => {
    // Day numbers up to 2100 are years.
    const day = fc.date({ min: new Date(Date.UTC(1906, 0, 1)), max: new Date(Date.UTC(2023, 8, 1)), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const [d, m, y] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
        const [dd, mm] = [d, m].map((each) => String(each).padStart(2, '0'));
        const english = date.toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' });
        const serial = Math.floor(date.getTime() / 86_400_000) + 25_569;
        for (const written of [
          `${d}/${m}/${y}`,
          `${dd}-${mm}-${y}`,
          `${dd}.${mm}.${y}`,
          `${dd}${mm}${y}`,
          `${y}-${mm}-${dd}`,
          `${y}-${mm}-${dd} 00:00:00`,
          `${d}-thg ${m}-${y}`,
          `ngày ${d} tháng ${m} năm ${y}`,
          `${dd}-${english}-${y}`,
          `${english} ${d}, ${y}`,
          `${d}\\${m}\\${y}`,
          serial,
        ]) {
          expect([written, read('birth', written)]).toEqual([written, `${dd}/${mm}/${y}`]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, unknown, unknown]>([
    ['size', '3.0', 3],
    ['b1', '100.0', 100],
    ['income', '1500000.0', 1_500_000],
    ['income', '1,500,000.00', [1_500_000, 'ambiguous-number', 'warning']],
    ['income', '1800500.5', 1_800_500.5],
    ['income', '2,1 triệu', 2_100_000],
    ['income', '2.1 triệu đồng', 2_100_000],
    ['income', '800 nghìn', 800_000],
    ['income', '1.500.000 đồng/người/tháng', 1_500_000],
    ['income', '2tr1', [2_100_000, 'ambiguous-number', 'warning']],
    ['income', '1.500 nghìn', [1_500_000, 'ambiguous-number', 'warning']],
    ['size', '3k', ['3k', 'not-a-number', 'error']],
    ['cccd', '006070000108.0', '006070000108'],
  ])('numbers of programs, and money as it is said: %s %j', (key, typed, expected) => expect(read(key, typed)).toEqual(expected));

  it.each<[string, unknown]>([
    ['Sán Chí', 'Sán Chay'],
    ['Cao Lan (Sán Chay)', 'Sán Chay'],
    ['Mông (Hmông)', 'Mông'],
    ['H`Mông', 'Mông'],
    ['Dao Đỏ', 'Dao'],
    ['Thái Đen', 'Thái'],
    ['Hoa (Hán)', 'Hoa'],
    ['Kinh (Việt)', 'Kinh'],
    ['kinh.', 'Kinh'],
    ['01', 'Kinh'],
    ['1', 'Kinh'],
    ['Tầy', 'Tày'],
    ['DT Tày', 'Tày'],
    ['dân tộc Dao', 'Dao'],
    ['Nùng Phàn Slình', 'Nùng'],
    ['Pa Cô', 'Ta Ôi'],
    ['Châu Ro', 'Chơ Ro'],
    ['Gia-rai', 'Gia Rai'],
    ['Kơ Ho', 'Cơ Ho'],
    ['Mèo', 'Mông'],
    ['H’Mông', 'Mông'],
    ['lao', 'Lào'],
    ['Khác', 'Khác'],
    ['Việt Nam', 'Việt Nam'],
    ['Thái Lan', 'Thái Lan'],
  ])('ethnic group: %s -> %s', (typed, expected) => expect(read('ethnic', typed)).toBe(expected));
  it.each(['Thổ (Tày)', 'Mán', 'Xá', '04', '6', '33'])('ethnic group that a person must choose: %s', (typed) =>
    expect(read('ethnic', typed)).toEqual([typed, 'ethnic-unclear', 'error']),
  );
  it.each(['✓', 'ü', 'þ'])('a tick, also where its font got lost: %s', (typed) => expect(read('i1', typed)).toBe('x'));

  it.each<[unknown, unknown]>([
    ['006077003179', '006077003179'],
    ['006 077 003 179', '006077003179'],
    ['006.077.003.179', '006077003179'],
    [84077003179, ['084077003179', 'leading-zero-restored', 'warning']],
    [6088003288, ['006088003288', 'leading-zero-restored', 'warning']],
    ['84077003179', ['84077003179', 'not-an-id-number', 'error']],
    [99088003288, ['99088003288', 'not-an-id-number', 'error']],
    ['095123456', ['095123456', 'old-id-number', 'warning']],
    [195123456, ['195123456', 'old-id-number', 'warning']],
    ['không có', ['không có', 'not-an-id-number', 'error']],
  ])('CCCD: %j -> %j', (typed, expected) => expect(read('cccd', typed)).toEqual(expected));

  it.each<[string, unknown, unknown]>([
    ['lastYear', 'N', 'Hộ nghèo'],
    ['lastYear', 'hn', 'Hộ nghèo'],
    ['lastYear', 'Nghèo', 'Hộ nghèo'],
    ['lastYear', 'hộ nghèo cũ', 'Hộ nghèo'],
    ['lastYear', 'CN', 'Hộ cận nghèo'],
    ['lastYear', 'HCN', 'Hộ cận nghèo'],
    ['lastYear', 'HỘ CẬN NGHÈO', 'Hộ cận nghèo'],
    ['lastYear', 'khá', ['khá', 'not-a-choice', 'error']],
    ['sex', 'nu', 'Nữ'],
    ['sex', 1, 'Nam'],
    ['sex', '2', 'Nữ'],
    ['change', 'chuyen di', 'Chuyển đi'],
    ['ethnic', "H'Mông", 'Mông'],
    ['ethnic', 'KHƠ-ME', 'Khmer'],
    ['ethnic', 'Êđê', 'Ê Đê'],
    ['ethnic', 'Pháp', 'Pháp'],
  ])('choice in %s: %j -> %j', (key, typed, expected) => expect(read(key, typed)).toEqual(expected));
  it('knows the areas', () => {
    expect(['NT', 'TT', 'nông thôn', 'THÀNH THỊ'].map((t) => read('area', t, 'villages'))).toEqual([
      'Nông thôn',
      'Thành thị',
      'Nông thôn',
      'Thành thị',
    ]);
  });
  it('finds every ethnic group by its name, its variants, and without diacritics where that is unambiguous', () => {
    for (const group of ETHNIC_GROUPS)
      for (const word of [group.name, ...(group.variants ?? [])]) expect(read('ethnic', word)).toBe(group.name);
    expect(read('ethnic', 'tay')).toBe('Tày');
  });

  it.each(['=1+1', '+84', '-x', '@SUM(A1)', '-'])('text stays text: %j', (typed) => expect(read('note', typed)).toBe(typed));
  it('a ditto mark is no value in any column; a note may hold anything', () => {
    for (const mark of ['"', '”', '//', ' nt ', 'như trên'])
      for (const key of ['head', 'village', 'ethnic', 'lastYear', 'b1']) expect(read(key, mark)).toEqual([tidy(mark), 'ditto', 'error']);
    // It stays visible, in any kind of column.
    for (const key of ['head', 'village', 'ethnic', 'b1']) expect(checkCell(column('list01', key), '"', TODAY)?.code).toBe('ditto');
    expect(read('note', '"')).toBe('"');
    expect(read('area', 'NT', 'villages')).toBe('Nông thôn');
  });
  it('cuts very long text, with a warning', () =>
    expect(read('note', 'a'.repeat(5000))).toEqual(['a'.repeat(2000), 'text-too-long', 'warning']));
  it('stores numbers and codes as text', () => {
    expect(read('code', 7)).toBe('7');
    expect(read('note', 1.5)).toBe('1,5');
  });
});

it('shows numbers with dots and the rest as stored', () => {
  expect(displayCell(column('list01', 'income'), 1500000)).toBe('1.500.000');
  expect(displayCell(column('list01', 'income'), -1250.5)).toBe('-1.250,5');
  expect(displayCell(column('list01', 'cccd'), '006077003179')).toBe('006077003179');
  expect(displayCell(column('list01', 'b1'), null)).toBe('');
});

const anything = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined, '31/12/99', '1.250', 'N', '84077003179'),
);

it('parsing a parsed value changes nothing, and its errors stay visible', () => {
  fc.assert(
    fc.property(fc.constantFrom(...COLUMNS), anything, (each, typed) => {
      const first = readCell(each, typed, TODAY);
      const again = readCell(each, first.value, TODAY);
      expect(again.value).toEqual(first.value);
      if (first.problem?.severity === 'error') expect(checkCell(each, first.value, TODAY)?.severity).toBe('error');
      else expect(again.problem?.severity).not.toBe('error');
    }),
    { numRuns: 3000 },
  );
});
