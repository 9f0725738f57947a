import { describe, expect, it } from 'vitest';
import { checkReview, type FormulaValue } from './checks.ts';
import { classifyAll } from './classify.ts';
import { chooseRound, type RoundChoice } from './plans.ts';
import type { CellValue, ReviewData, Row } from './types.ts';

const place = { sheet: 'Danh sách 01', row: 5 };
const good = { code: 'A', head: 'Lò Văn A', village: 'Thôn 1', size: 2, lastYear: 'Hộ nghèo', b1: 100, c1: 'x' };
const household = (cells: Record<string, CellValue>, sheet: 'list01' | 'list02' = 'list01'): Row => ({
  id: `h:${String(cells.code ?? 'A')}:${sheet}`,
  sheet,
  cells: { ...good, ...cells },
  source: place,
});
const member = (cells: Record<string, CellValue>): Row => ({
  id: `m:${JSON.stringify(cells)}`,
  sheet: 'members',
  cells: { code: 'A', ...cells },
});

function check(data: Partial<ReviewData>, choice: RoundChoice = { year: 2023 }, values: FormulaValue[] = []): [string, string][] {
  const villages: Row[] = [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 1', area: 'Nông thôn' } }];
  const classified = classifyAll({ unit: 'Xã A', villages, households: [], members: [], ...data }, chooseRound(choice));
  return checkReview(classified, values).map(({ severity, code }) => [severity, code]);
}

describe('a household', () => {
  it.each<[string, Record<string, CellValue>, [string, string][]]>([
    ['is in order', {}, []],
    ['has no score', { b1: null }, [['error', 'unclassified']]],
    [
      'has a mark that is no mark',
      { i3: 'chưa rõ' },
      [
        ['error', 'not-yes'],
        ['error', 'unclassified'],
      ],
    ],
    ['has no village', { village: null }, [['error', 'no-village']]],
    ['is gone', { b1: null, change: 'Chuyển đi' }, []],
    ['has no cause', { c1: null }, [['warning', 'cause-missing']]],
    ['has no number of persons', { size: null }, [['error', 'size-missing']]],
    ['asked and has no Phiếu A', { request: 'x' }, [['error', 'form-a-missing']]],
    ['against Phiếu A with a reason', { request: 'x', formA: 5, formAWhy: 'nhà cháy' }, [['warning', 'form-a-against']]],
    ['belongs on list 02', { lastYear: null, b1: null }, []],
  ])('that %s', (_, cells, expected) => expect(check({ households: [household(cells)] })).toEqual(expected));

  it.each<[string, Record<string, CellValue>, [string, string][]]>([
    ['whose income is not known', { income: null }, [['error', 'unclassified']]],
    ['of low income without a score', { income: 1_000_000, b1: null }, [['error', 'need-b1']]],
    ['of low income and low score', { income: 1_000_000, b1: 100 }, [['error', 'to-list-01']]],
    ['that filed a request', { income: 5_000_000, request: 'x', formA: 2 }, [['error', 'to-list-01']]],
    ['of average living', { income: 2_000_000 }, []],
  ])('of list 02 %s, where living standards are asked', (_, cells, expected) =>
    expect(check({ households: [household({ lastYear: null, c1: null, ...cells }, 'list02')] }, { plan: 'tra-cu-2023' })).toEqual(expected),
  );

  it('names its place in the file', () => {
    const classified = classifyAll(
      { unit: '', villages: [], households: [household({ b1: null })], members: [] },
      chooseRound({ year: 2023, area: 'rural' }),
    );
    expect(checkReview(classified)[0]).toMatchObject({
      text: 'Trang Danh sách 01, dòng 5, cột Điểm B1: hộ A (Lò Văn A) chưa phân loại được, còn thiếu: Điểm B1.',
      sheet: 'Danh sách 01',
      row: 5,
      column: 'Điểm B1',
      household: 'A',
    });
  });
});

it('finds persons and codes that occur twice', () => {
  const id = '006085000020';
  expect(check({ households: [household({}), household({ village: 'Thôn 1' }, 'list02')] })).toContainEqual(['error', 'code-twice']);
  const households = [household({ cccd: id }), household({ code: 'B', cccd: id })];
  expect(check({ households })).toEqual([['warning', 'id-number-twice']]);
  const members = [
    member({ name: 'Nông Văn Xá' }),
    member({ name: 'Nông Văn Yên', cccd: id }),
    member({ name: 'Nông Thị Dân' }),
    member({ code: 'Q', name: 'Hà Văn Lý' }),
  ];
  expect(check({ households: [household({}), household({ code: 'B', cccd: id })], members })).toEqual([
    ['error', 'size-differs'],
    ['warning', 'person-in-two-households'],
    ['warning', 'member-of-no-household'],
  ]);
});

it('warns where an indicator does not fit the members or the house, and only where it is counted', () => {
  const child = member({ name: 'Lò Thị Hoa', birth: '01/02/2015', noInsurance: 'x' });
  const adult = member({ name: 'Lò Văn A', birth: '1980' });
  const warning = ['warning', 'indicator-differs'];
  expect(check({ households: [household({ i2: 'x', i4: 'x' })], members: [adult, child] })).toEqual([]);
  expect(check({ households: [household({ i6: 'x', houseArea: 10 })], members: [adult, child] })).toEqual([warning]);
  expect(check({ households: [household({ i6: 'x', change: 'Chết' })], members: [adult, child] })).toEqual([]);
  const classified = classifyAll(
    { unit: '', villages: [], households: [household({ houseArea: 10 })], members: [adult, child] },
    chooseRound({ year: 2023, area: 'rural' }),
  );
  expect(checkReview(classified).map(({ text, column }) => [text, column])).toEqual([
    [
      'Trang Danh sách 01, dòng 5, cột Các chỉ số thiếu hụt dịch vụ xã hội cơ bản: hộ A (Lò Văn A) có chỉ số khác với những gì đã ghi về hộ: ' +
        'Bảo hiểm y tế (chưa đánh dấu; không có BHYT: Lò Thị Hoa); Diện tích nhà ở bình quân đầu người (chưa đánh dấu; 5 m² một người (10 m², 2 người)).',
      'Các chỉ số thiếu hụt dịch vụ xã hội cơ bản',
    ],
  ]);
  expect(checkReview({ ...classified, withoutPersonal: true })[0]?.text).not.toContain('BHYT');
  // Whose members they are is not known.
  const twice = check({ households: [household({}), household({}, 'list02')], members: [adult, child] });
  expect(twice).not.toContainEqual(warning);
});

it('compares villages with the lists', () => {
  const village = (cells: Record<string, CellValue>, id = 'v'): Row => ({
    id,
    sheet: 'villages',
    cells: { name: 'Thôn 1', area: 'Nông thôn', ...cells },
  });
  expect(check({ villages: [village({ households: 0, persons: 1 })], households: [household({})] })).toEqual([
    ['error', 'village-too-small'],
    ['error', 'village-too-small'],
  ]);
  expect(check({ villages: [village({}), village({ name: 'thôn 1' }, 'w')] })).toEqual([['error', 'village-twice']]);
  expect(check({ villages: [village({ area: null })] })).toEqual([['warning', 'village-without-area']]);
});

it('compares the formula columns of a file, in whatever words', () => {
  const value = (label: string, found: CellValue): FormulaValue => ({ household: 'A', label, value: found, ...place, column: 'AT' });
  const households = [household({})];
  expect(
    check({ households }, { year: 2023 }, [
      value('Kết quả phân loại', 'CN'),
      value('Điểm B2', '0'),
      value('Danh sách', 1),
      value('Hộ DTTS', null),
    ]),
  ).toEqual([]);
  expect(check({ households }, { year: 2023 }, [value('Kết quả phân loại', 'Hộ nghèo'), value('Điểm B2', 30)])).toEqual([
    ['error', 'formula-differs'],
    ['error', 'formula-differs'],
  ]);
});
