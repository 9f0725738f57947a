import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { Row } from '../review/types.ts';
import { fillReport } from './report.ts';

/** Kế hoạch của UBND thành phố Bắc Kạn, tháng 3/2024: total and poor households at the start of 2024, the planned reduction; then the printed rates. */
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

it("reproduces the published table of targets, whose reduced rate is the difference of two rounded ones", () => {
  const villages = PUBLISHED.map(([name, households, , , poorTarget]): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name: `Tổ của ${name}`, commune: name, area: 'Thành thị', households: households as number, poorTarget: poorTarget as number } }));
  const households = PUBLISHED.flatMap(([name, , count]) => Array.from({ length: count as number }, (_, index): Row => ({ id: `h:${name}:${index}`, sheet: 'list01', cells: { ...poor, village: `Tổ của ${name}` } })));
  const { forms } = fillReport(classifyAll({ unit: 'Thành phố Bắc Kạn', villages, households, members: [] }, chooseRound({ year: 2023 })), ['chi-tieu']);
  expect(forms[0]!.rows.map(({ name, lines }) => [name, ...lines[0]!])).toEqual(PUBLISHED);
  expect(forms[0]!.total.lines[0]).toEqual([12281, 241, 1.96, 13, 0.1, 1.86]);
});

/** Báo cáo sơ bộ của UBND thành phố Bắc Kạn, tháng 11/2023. Last year's total of households is not in it: 12.231 is one that gives its 2,33 %. */
it('compares with last year as the report of 2023 does', () => {
  const village: Row = { id: 'v:1', sheet: 'villages', cells: { name: 'Thành phố', area: 'Thành thị', households: 12_299, householdsLastYear: 12_231 } };
  const many = (count: number, cells: Row['cells']): Row[] => Array.from({ length: count }, (_, index) => ({ id: `h:${JSON.stringify(cells)}${index}`, sheet: 'list01', cells: { village: 'Thành phố', size: 3, ...cells } }));
  const near = { ...poor, i2: null, i3: null };
  const households = [
    ...many(242, poor),
    ...many(43, { ...poor, b1: 300 }),
    ...many(114, { ...near, lastYear: 'Hộ cận nghèo' }),
    ...many(7, { ...near, lastYear: null, request: 'x', formA: 1 }),
  ];
  const { forms } = fillReport(classifyAll({ unit: '', villages: [village], households, members: [] }, chooseRound({ year: 2023 })), ['so-sanh']);
  expect(forms[0]!.total.lines[0]).toEqual([12_231, 12_299, 285, 2.33, 242, 1.97, -43, -0.36, 114, 0.93, 121, 0.98, 7, 0.05]);
});
