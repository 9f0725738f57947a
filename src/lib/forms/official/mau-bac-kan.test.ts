import { describe, expect, it } from 'vitest';
import { classifyAll, type Classified } from '../../review/classify.ts';
import { chooseRound } from '../../review/plans.ts';
import type { CellValue, Row } from '../../review/types.ts';
import { communeFigures, fillFromFigures } from '../communes.ts';
import { figuresByUnit, fillReport } from '../report.ts';

/**
 * Kế hoạch của UBND thành phố Bắc Kạn, tháng 3/2024: total and poor households at the start of 2024, the planned
 * reduction; then the printed rates.
 */
const PUBLISHED: readonly [name: string, ...figures: number[]][] = [
  ['Phường Sông Cầu', 2347, 27, 1.15, 2, 0.08, 1.07],
  ['Phường Xuất Hóa', 827, 34, 4.11, 2, 0.24, 3.87],
  ['Phường Đức Xuân', 2494, 24, 0.96, 1, 0.04, 0.92],
  ['Phường Nguyễn Thị Minh Khai', 1416, 8, 0.56, 1, 0.07, 0.49],
  ['Phường Phùng Chí Kiên', 2036, 12, 0.59, 1, 0.05, 0.54],
  ['Phường Huyền Tụng', 1382, 73, 5.28, 3, 0.21, 5.07],
  ['Xã Nông Thượng', 916, 34, 3.71, 2, 0.22, 3.49],
  ['Xã Dương Quang', 863, 29, 3.36, 1, 0.12, 3.24],
];

const poor = { lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i3: 'x', size: 3 };

it('reproduces the published table of targets, where the reduction of the rate is the difference of two rounded rates', () => {
  const villages = PUBLISHED.map(([name, households, , , target]): Row => ({
    id: `v:${name}`,
    sheet: 'villages',
    cells: { name: `Tổ của ${name}`, commune: name, area: 'Thành thị', households: households as number, poorTargetNext: target as number },
  }));
  const households = PUBLISHED.flatMap(([name, , count]) =>
    Array.from({ length: count as number }, (_, index): Row => ({
      id: `h:${name}:${index}`,
      sheet: 'list01',
      cells: { ...poor, village: `Tổ của ${name}` },
    })),
  );
  const { forms } = fillReport(classifyAll({ unit: 'Thành phố Bắc Kạn', villages, households, members: [] }, chooseRound({ year: 2023 })), [
    'chi-tieu',
  ]);
  expect(forms[0]!.rows.map(({ name, lines }) => [name, ...lines[0]!])).toEqual(PUBLISHED);
  expect(forms[0]!.total.lines[0]).toEqual([12281, 241, 1.96, 13, 0.1, 1.86]);
});

it('plans nothing for a village whose target nobody has written', () => {
  const village = (name: string, cells: Row['cells']): Row => ({
    id: `v:${name}`,
    sheet: 'villages',
    cells: { name, area: 'Nông thôn', households: 100, ...cells },
  });
  const villages = [village('Thôn 1', { poorTargetNext: 1 }), village('Thôn 2', {}), village('Thôn 3', { poorTargetNext: 0 })];
  const households = villages.map(({ cells }): Row => ({
    id: `h:${cells.name}`,
    sheet: 'list01',
    cells: { ...poor, village: cells.name! },
  }));
  const [form] = fillReport(classifyAll({ unit: '', villages, households, members: [] }, chooseRound({ year: 2023 })), ['chi-tieu']).forms;
  expect([...form!.rows, form!.total].map((row) => row.lines[0])).toEqual([
    [100, 1, 1, 1, 1, 0],
    [100, 1, 1, null, null, null],
    [100, 1, 1, 0, 0, 1],
    [300, 3, 1, null, null, null],
  ]);
});

/**
 * Báo cáo sơ bộ của UBND thành phố Bắc Kạn, tháng 11/2023. It does not give last year's total of households; 12.231
 * is one that yields its 2,33 %.
 */
it('compares with last year as the report of 2023 does', () => {
  const village: Row = {
    id: 'v:1',
    sheet: 'villages',
    cells: { name: 'Thành phố', area: 'Thành thị', households: 12_299, householdsLastYear: 12_231 },
  };
  const many = (count: number, cells: Row['cells']): Row[] =>
    Array.from({ length: count }, (_, index) => ({
      id: `h:${JSON.stringify(cells)}${index}`,
      sheet: 'list01',
      cells: { village: 'Thành phố', size: 3, ...cells },
    }));
  const near = { ...poor, i2: null, i3: null };
  const households = [
    ...many(242, poor),
    ...many(43, { ...poor, b1: 300 }),
    ...many(114, { ...near, lastYear: 'Hộ cận nghèo' }),
    ...many(7, { ...near, lastYear: null, request: 'x', formA: 1 }),
  ];
  const { forms } = fillReport(classifyAll({ unit: '', villages: [village], households, members: [] }, chooseRound({ year: 2023 })), [
    'so-sanh',
  ]);
  expect(forms[0]!.total.lines[0]).toEqual([12_231, 12_299, 285, 2.33, 242, 1.97, -43, -0.36, 114, 0.93, 121, 0.98, 7, 0.05]);
});

/** The same report: the plan was 23 households fewer, the result 43. */
it('compares the result with the year’s target, and leaves it blank where none is written', () => {
  const village = (name: string, cells: Row['cells']): Row => ({
    id: `v:${name}`,
    sheet: 'villages',
    cells: { name, area: 'Thành thị', households: 12_299, householdsLastYear: 12_231, ...cells },
  });
  const of = (name: string): Row[] =>
    Array.from({ length: 285 }, (_, index) => ({
      id: `h:${name}${index}`,
      sheet: 'list01',
      cells: { village: name, ...poor, ...(index < 43 && { b1: 300 }) },
    }));
  const lines = (...villages: Row[]) => {
    const households = villages.flatMap(({ cells }) => of(String(cells.name)));
    const [form] = fillReport(classifyAll({ unit: '', villages, households, members: [] }, chooseRound({ year: 2023 })), [
      'ket-qua-chi-tieu',
    ]).forms;
    return [...form!.rows, form!.total].map((row) => row.lines[0]);
  };
  const reached = [12_231, 285, 2.33, 23, 0.19, 2.14, 12_299, 242, 1.97, 43, 0.36, 20, 0.17];
  const unwritten = reached.with(3, NaN).map((figure, index) => ([3, 4, 5, 11, 12].includes(index) ? null : figure));
  expect(lines(village('Tổ 1', { poorTarget: 23 }))).toEqual([reached, reached]);
  const [first, second, sum] = lines(village('Tổ 1', { poorTarget: 23 }), village('Tổ 2', {}));
  expect([first, second]).toEqual([reached, unwritten]);
  expect([sum![1], sum![9], sum![3], sum![11], sum![12]]).toEqual([570, 86, null, null, null]);
});

describe('a comparison with a year that is only partly known', () => {
  const village = (name: string, householdsLastYear: CellValue, area = 'Nông thôn'): Row => ({
    id: `v:${name}`,
    sheet: 'villages',
    cells: { name, area, households: 50, householdsLastYear },
  });
  const house = (name: string, id: string): Row => ({ id, sheet: 'list01', cells: { code: id, village: name, ...poor } });
  const of = (...villages: Row[]) =>
    classifyAll(
      { unit: 'Xã A', villages, households: villages.map(({ cells }, index) => house(String(cells.name), `h:${index}`)), members: [] },
      chooseRound({ year: 2023 }),
    );
  const lines = (classified: Classified) => {
    const [form] = fillReport(classified, ['so-sanh']).forms;
    return Object.fromEntries(
      [...form!.rows, ...form!.blocks.map(({ sum }) => sum), form!.total].map(({ name, lines: [line] }) => [name, line]),
    );
  };
  //              total of last year   rate      change of the rate
  const BLANK = [null, 50, 1, null, 1, 2, 0, null, 0, null, 0, 0, 0, null];
  const KNOWN = [40, 50, 1, 2.5, 1, 2, 0, -0.5, 0, 0, 0, 0, 0, 0];

  it('leaves last year’s rate blank, never 0, and also the sum with the unknown part', () => {
    expect(lines(of(village('Thôn 1', null), village('Thôn 2', 40)))).toEqual({
      'Thôn 1': BLANK,
      'Thôn 2': KNOWN,
      'Tổng cộng': [null, 100, 2, null, 2, 2, 0, null, 0, null, 0, 0, 0, null],
    });
    // An entered 0 is known: a new village had no households.
    expect(lines(of(village('Thôn 1', 0), village('Thôn 2', 40)))['Thôn 1']).toEqual([0, 50, 1, 0, 1, 2, 0, 2, 0, 0, 0, 0, 0, 0]);
    const both = lines(of(village('Thôn 1', null), village('Tổ 2', 40, 'Thành thị')));
    expect(Object.entries(both).map(([name, line]) => [name, line![3]])).toEqual([
      ['Tổ 2', 2.5],
      ['Thôn 1', null],
      ['I. Khu vực thành thị', 2.5],
      ['II. Khu vực nông thôn', null],
      ['Tổng cộng', null],
    ]);
  });

  it('is null in JSON, a note for people, and blank in the district that is built from its communes', () => {
    const filled = fillReport(of(village('Thôn 1', null)), ['so-sanh']);
    expect(figuresByUnit(filled)['so-sanh']!['Thôn 1']).toEqual(BLANK);
    expect(filled.forms[0]!.form.notes?.[0]).toContain('để trống');
    const figures = [of(village('Thôn 1', null)), of(village('Thôn 2', 40))].map((classified, index) =>
      communeFigures(`Xã ${index + 1}`, undefined, fillReport(classified, ['so-sanh'])),
    );
    const district = fillFromFigures('Huyện', chooseRound({ year: 2023 }), figures, ['so-sanh']).forms[0]!;
    expect([...district.rows, district.total].map(({ lines: [line] }) => line![3])).toEqual([null, 2.5, null]);
  });
});
