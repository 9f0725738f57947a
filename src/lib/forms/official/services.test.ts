import { expect, it } from 'vitest';
import { checkReview } from '../../review/checks.ts';
import { classifyAll } from '../../review/classify.ts';
import { chooseRound } from '../../review/plans.ts';
import { SERVICES, SERVICE_KEYS } from '../../review/services.ts';
import type { CellValue, Row } from '../../review/types.ts';
import { communeFigures, fillFromFigures } from '../communes.ts';
import type { FilledForm, FilledRow } from '../fill.ts';
import { fillReport } from '../report.ts';
import { SERVICE_FORM, serviceColumns } from './services.ts';
import { summariesOf } from './summaries.ts';

const round = chooseRound({ plan: 'bac-kan-2024', area: 'rural' });
const village = (name: string): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name, area: 'Nông thôn', households: 50 } });
const household = (id: string, of: string, cells: Record<string, CellValue>): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, village: of, lastYear: 'Hộ nghèo', b1: 100, size: 3, i1: 'x', ...cells },
});
const member = (id: string, code: string, cells: Record<string, CellValue>): Row => ({
  id,
  sheet: 'members',
  cells: { code, name: id, ...cells },
});

const DATA = {
  unit: 'Xã A',
  villages: [village('Thôn 1'), village('Thôn 2')],
  households: [
    household('nghèo', 'Thôn 1', { i9: 'x', i10: 'x', i12: 'x' }),
    household('cận nghèo', 'Thôn 1', { i10: 'x' }),
    household('không nghèo', 'Thôn 1', { b1: 300, i9: 'x' }),
    household('nghèo 2', 'Thôn 2', { i2: 'x', i3: 'x' }),
  ],
  members: [
    member('a', 'nghèo', { birth: '01/01/1980' }),
    member('b', 'nghèo', { birth: '01/02/2015', notInSchool: 'x', noInsurance: 'x' }),
    member('c', 'cận nghèo', { birth: '01/02/2014' }),
    // Of nursery age or not yet: only the first is among those who should go to school.
    member('d', 'cận nghèo', { birth: '14/12/2021' }),
    member('e', 'cận nghèo', { birth: '15/12/2021', notInSchool: 'x' }),
    member('f', 'không nghèo', { birth: '01/02/2015', notInSchool: 'x', noInsurance: 'x' }),
  ],
};

const of = (form: FilledForm, row: FilledRow, key: (typeof SERVICE_KEYS)[number]) =>
  Object.values(serviceColumns(key)).map((number) => row.lines[0]![form.numbers.indexOf(number)]);

it('compares the plan’s percentages with what members and indicators say', () => {
  const [form] = fillReport(classifyAll(DATA, round), [SERVICE_FORM]).forms;
  const first = form!.rows[0]!;
  expect(Object.fromEntries(SERVICE_KEYS.map((key) => [key, of(form!, first, key)]))).toEqual({
    insurance: [5, 1, 80, 100, -20],
    school: [3, 1, 66.67, 99, -32.33],
    water: [2, 1, 50, 100, -50],
    toilet: [2, 2, 0, 63.5, -63.5],
    telecom: [2, 0, 100, 88, 12],
    means: [1, 1, 0, 95, -95],
  });
  expect(of(form!, form!.total, 'water')).toEqual([3, 1, 66.67, 100, -33.33]);
});

it('has no rate of nobody and no target that the plan does not set', () => {
  const [form] = fillReport(classifyAll(DATA, { ...round, plan: { ...round.plan, targets: { insurance: 100 } } }), [SERVICE_FORM]).forms;
  // No member of Thôn 2 is listed.
  expect(of(form!, form!.rows[1]!, 'insurance')).toEqual([0, 0, null, 100, null]);
  expect(of(form!, form!.rows[1]!, 'water')).toEqual([1, 0, 100, null, null]);
  expect(of(form!, form!.total, 'insurance')).toEqual([5, 1, 80, 100, -20]);
});

it('above communes a target stands only where all have the same', () => {
  const targets = [
    { water: 100, toilet: 60 },
    { water: 100, toilet: 70 },
  ];
  const communes = targets.map((own, index) =>
    communeFigures(
      `Xã ${index}`,
      undefined,
      fillReport(classifyAll(DATA, { ...round, plan: { ...round.plan, targets: own } }), [SERVICE_FORM]),
    ),
  );
  const [form] = fillFromFigures('Huyện', round, communes, [SERVICE_FORM]).forms;
  expect(form!.rows.map((row) => of(form!, row, 'toilet')[3])).toEqual([60, 70]);
  expect(['water', 'toilet'].map((key) => of(form!, form!.total, key as 'water')[3])).toEqual([100, null]);
});

it('counts only indicators of the standard', () => {
  const standard = { indicators: round.standard.indicators.filter((key) => key !== 'i12') };
  const numbers = JSON.stringify(summariesOf(standard).find(({ id }) => id === SERVICE_FORM)!.headings);
  expect(SERVICES.map(({ key }) => numbers.includes(`"${serviceColumns(key).rate}"`))).toEqual([true, true, true, true, true, false]);
});

it('a column of the members that is not filled is named with its village and a household there; a filled one is not', () => {
  const said = (data: typeof DATA, by = round) =>
    checkReview(classifyAll(data, by))
      .filter(({ code }) => code === 'service-unfilled')
      .map(({ text, household, column }) => [household, column, text]);
  expect(said(DATA)).toEqual([]);
  const unmarked = (id: string): Row[] =>
    DATA.members.map((row) => (row.id === id ? { ...row, cells: { ...row.cells, noInsurance: null, notInSchool: null } } : row));
  expect(said({ ...DATA, members: unmarked('b') })).toEqual([
    [
      'nghèo',
      'Không có BHYT',
      'Trang Thành viên, cột Không có BHYT: Thôn 1 chưa đánh dấu ai trong 5 người của hộ nghèo, hộ cận nghèo. Nếu cột này chưa ghi đủ thì Biểu kết quả chỉ tiêu dịch vụ cao hơn thực tế.',
    ],
    ['nghèo', 'Không đi học đúng độ tuổi', expect.stringContaining('Thôn 1 chưa đánh dấu ai trong 3 trẻ em')],
  ]);
  // More households lack it than people are marked: the household without a mark is the place.
  const households = DATA.households.map((row, index) => (index < 2 ? { ...row, cells: { ...row.cells, i4: 'x' } } : row));
  expect(said({ ...DATA, households })).toEqual([
    [
      'cận nghèo',
      'Không có BHYT',
      expect.stringContaining('mới đánh dấu 1 người trong 5 người của hộ nghèo, hộ cận nghèo, mà 2 hộ ghi thiếu hụt'),
    ],
  ]);
  // Without a target nothing rests on it.
  expect(said({ ...DATA, members: unmarked('b') }, chooseRound({ plan: 'tra-cu-2023', area: 'rural' }))).toEqual([]);
});
