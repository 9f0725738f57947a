import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { ARRIVING, LEAVING, NEAR_POOR, POOR, RURAL, URBAN } from '../review/columns.ts';
import { INDICATORS } from '../review/indicators.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { leavesOf } from './official/description.ts';
import { rateOf } from './fill.ts';
import { checkIdentities } from './identities.ts';
import { figuresByUnit, fillReport } from './report.ts';
import { blankColumns } from './blank.ts';
import { SUMMARIES } from './official/summaries.ts';

const village = (name: string, cells: Record<string, CellValue> = {}): Row => ({
  id: `v:${name}`,
  sheet: 'villages',
  cells: { name, area: RURAL, ...cells },
});
let serial = 0;
const household = (cells: Record<string, CellValue>, sheet: 'list01' | 'list02' = 'list01'): Row => ({
  id: `h:${++serial}`,
  sheet,
  cells: { village: 'Thôn 1', size: 4, ...cells },
});
const deprived = (count: number): Record<string, CellValue> => Object.fromEntries(INDICATORS.slice(0, count).map(({ key }) => [key, 'x']));
const poor = { b1: 100, ...deprived(3) };
const fill = (data: Partial<ReviewData>, plan?: string): ReturnType<typeof figuresByUnit> =>
  figuresByUnit(
    fillReport(
      classifyAll(
        { unit: 'Xã A', villages: [village('Thôn 1')], households: [], members: [], ...data },
        chooseRound(plan ? { plan } : { year: 2023 }),
      ),
    ),
  );

describe('the forms', () => {
  it('have the official number of columns', () => {
    expect(SUMMARIES.filter(({ id }) => id.startsWith('7.')).map(({ id, headings }) => [id, leavesOf(headings).length])).toEqual([
      ['7.1', 14],
      ['7.2', 9],
      ['7.3', 9],
      ['7.4', 14],
      ['7.5', 13],
      ['7.6', 14],
      ['7.7', 13],
      ['7.8', 10],
      ['7.9', 6],
      ['7.10', 18],
      ['7.11', 8],
    ]);
  });

  it('round rates half up and give 0 for an empty whole', () => {
    expect(rateOf(8, 1416)).toBe(0.56);
    expect(rateOf(1, 8)).toBe(12.5);
    expect(rateOf(1, 800)).toBe(0.13);
    expect(rateOf(3, 0)).toBe(0);
  });

  it('take the totals of Mẫu 7.1 from the sheet Thôn, or count the lists without those who left', () => {
    const households = [
      household({ lastYear: POOR, ...poor }),
      household({ lastYear: POOR, change: 'Chết' }),
      household({ size: 2 }, 'list02'),
    ];
    expect(fill({ households })['7.1']?.['Thôn 1']?.slice(0, 4)).toEqual([2, 6, 1, 50]);
    expect(fill({ households, villages: [village('Thôn 1', { households: 80, persons: 300 })] })['7.1']?.['Thôn 1']?.slice(0, 4)).toEqual([
      80, 300, 1, 1.25,
    ]);
  });

  it('count a village without households as zero, whatever the commune’s other villages have', () => {
    const villages = [village('Thôn 1'), village('Thôn 2', { households: 40, persons: 150 })];
    const filled = fill({ villages, households: [household({ lastYear: POOR, ...poor })] });
    expect(filled['7.1']?.['Thôn 2']?.slice(0, 4)).toEqual([40, 150, 0, 0]);
    expect(filled['7.2']?.['Thôn 2']).toEqual(filled['7.2']?.['Thôn 2']?.map(() => 0));
  });

  it('keep last year’s arrivals out of column 1 and in column 8', () => {
    const households = [household({ lastYear: POOR, change: 'Chuyển đến', ...poor }), household({ lastYear: POOR, change: 'Chuyển đi' })];
    const filled = fill({ households });
    expect(filled['7.2']?.['Thôn 1']).toEqual([1, 0, 0, 1, 0, 0, 0, 1, 1]);
    expect(filled['7.2.persons']?.['Thôn 1']).toEqual([4, 0, 0, 4, 0, 0, 0, 4, 4]);
  });

  it('count farming households of average living standard on both lists', () => {
    const living = { income: 2_000_000, farming: 'x' };
    const households = [
      household({ lastYear: POOR, b1: 300, ...living }),
      household({ size: 3, ...living }, 'list02'),
      household({ income: 2_000_000 }, 'list02'),
    ];
    expect(fill({ households }, 'tra-cu-2023')['7.1']?.['Thôn 1']?.[6]).toBe(2);
    expect(fill({ households }, 'tra-cu-2023')['7.1']?.['Thôn 1']?.[12]).toBe(7);
  });

  it('give every village one row, whatever case the lists write it in', () => {
    const filled = fill({
      households: [household({ village: 'THÔN 1', lastYear: POOR, ...poor }), household({ village: 'Bản Mới', lastYear: POOR, ...poor })],
    });
    expect(Object.keys(filled['7.2'] ?? {})).toEqual(['Thôn 1', 'Bản Mới', 'Tổng cộng']);
    expect(filled['7.2']?.['Thôn 1']?.[8]).toBe(1);
  });
});

const cells = fc.record({
  village: fc.constantFrom('Thôn 1', 'Thôn 2'),
  size: fc.integer({ min: 1, max: 9 }),
  lastYear: fc.constantFrom<CellValue>(POOR, NEAR_POOR, null),
  formerly: fc.constantFrom<CellValue>(POOR, NEAR_POOR, null),
  change: fc.constantFrom<CellValue>(null, null, null, ...LEAVING, ...ARRIVING),
  request: fc.constantFrom<CellValue>('x', null),
  formA: fc.integer({ min: 0, max: 6 }),
  b1: fc.integer({ min: 120, max: 190 }),
  farming: fc.constantFrom<CellValue>('x', null),
  income: fc.integer({ min: 1, max: 12 }).map((millions) => millions * 1_000_000),
  deprived: fc.integer({ min: 0, max: 12 }),
});

it('if all households are classified, every review fills forms that agree with each other', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cells, fc.boolean()), { maxLength: 60 }),
      fc.constantFrom('tra-cu-2023', 'bac-kan-2024'),
      (list, plan) => {
        const households = list.map(([{ deprived: count, ...rest }, second]) =>
          household({ ...rest, ...deprived(count), ...(second && { lastYear: null }) }, second ? 'list02' : 'list01'),
        );
        const villages = [village('Thôn 1'), village('Thôn 2', { area: URBAN })];
        const filled = fillReport(classifyAll({ unit: 'Xã A', villages, households, members: [] }, chooseRound({ plan })));
        expect(checkIdentities(filled)).toEqual([]);
        for (const { rows, total, form, numbers } of filled.forms) {
          const blank = blankColumns(form, () => new Set());
          leavesOf(form.headings).forEach(({ measure }, column) => {
            // Unknown figures, and what is made of them, cannot be added up.
            if (measure.kind !== 'rate' && !('decimals' in measure) && !blank.has(numbers[column] ?? ''))
              total.lines.forEach((line, index) =>
                expect(rows.reduce((sum, row) => sum + (row.lines[index]?.[column] ?? 0), 0)).toBe(line[column]),
              );
          });
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('a household without a class shows as a figure that disagrees', () => {
  const filled = fillReport(
    classifyAll(
      { unit: 'Xã A', villages: [village('Thôn 1')], households: [household({ lastYear: POOR, b1: null })], members: [] },
      chooseRound({ year: 2023 }),
    ),
  );
  expect(checkIdentities(filled).map(({ code, text }) => [code, text])[0]).toEqual([
    'figure-disagrees',
    'Số hộ nghèo ở biểu tổng hợp và ở biểu diễn biến không khớp (Thôn 1): Mẫu 7.1, cột 3 là 0, Mẫu 7.2, cột 9 (Hộ) là 1',
  ]);
});

describe('blocks', () => {
  const households = [
    household({ lastYear: POOR, ...poor }),
    household({ village: 'Tổ 2', lastYear: POOR, ...poor, size: 1 }),
    household({ village: 'Tổ 2', ...poor, request: 'x', formA: 0, b1: 170 }),
  ];
  const filled = fillReport(
    classifyAll(
      { unit: 'Xã A', villages: [village('Thôn 1'), village('Tổ 2', { area: URBAN })], households, members: [] },
      chooseRound({ year: 2023 }),
    ),
  );
  const form = (id: string): (typeof filled.forms)[number] => filled.forms.find((each) => each.form.id === id)!;

  it('put urban first if a unit has both, each with its sum, and the total covers both', () => {
    const { rows, blocks, total } = form('7.2');
    expect(rows.map(({ name }) => name)).toEqual(['Tổ 2', 'Thôn 1']);
    expect(blocks.map(({ sum }) => [sum.name, sum.lines.map((line) => line[8])])).toEqual([
      ['I. Khu vực thành thị', [2, 5]],
      ['II. Khu vực nông thôn', [1, 4]],
    ]);
    expect(total.lines.map((line) => line[8])).toEqual([3, 9]);
  });

  it('calculate their rates from their own sums, also if the counts are on another form', () => {
    const rates = form('7.5');
    expect(rates.blocks.map(({ sum }) => sum.lines[0]?.slice(0, 3))).toEqual([
      [2, 100, 100],
      [1, 100, 100],
    ]);
    expect(rates.total.lines[0]?.slice(0, 5)).toEqual([3, 100, 100, 100, 0]);
  });

  it('do not appear if all is rural', () => {
    expect(
      fillReport(
        classifyAll({ unit: 'Xã A', villages: [village('Thôn 1')], households: [], members: [] }, chooseRound({ year: 2023 })),
      ).forms.every(({ blocks }) => blocks.length === 0),
    ).toBe(true);
  });
});

describe('Mẫu 7.9', () => {
  it('has a column for each ethnic group among the poor or near poor, in the national order, and one for the rest', () => {
    const households = [
      household({ lastYear: POOR, ...poor, ethnic: 'Dao' }),
      household({ lastYear: POOR, ...poor, ethnic: 'Kinh' }),
      household({ lastYear: POOR, ...poor }),
      household({ lastYear: NEAR_POOR, b1: 100, ethnic: 'Tày' }),
      household({ lastYear: POOR, b1: 300, ethnic: 'Nùng' }),
    ];
    const { forms } = fillReport(
      classifyAll({ unit: 'Xã A', villages: [village('Thôn 1')], households, members: [] }, chooseRound({ year: 2023 })),
    );
    const { form, numbers, total } = forms.find((each) => each.form.id === '7.9')!;
    expect(leavesOf(form.headings).map(({ text }, index) => [numbers[index], text, total.lines[0]?.[index]])).toEqual([
      ['1.0', 'Tổng số', 3],
      ['1.1', 'Kinh', 1],
      ['1.2', 'Tổng số hộ DTTS', 2],
      ['1.2.1', 'Tày', 0],
      ['1.2.2', 'Dao', 1],
      ['1.2.3', 'Khác', 1],
      ['2.0', 'Tổng số', 1],
      ['2.1', 'Kinh', 0],
      ['2.2', 'Tổng số hộ DTTS', 1],
      ['2.2.1', 'Tày', 1],
      ['2.2.2', 'Dao', 0],
      ['2.2.3', 'Khác', 0],
    ]);
  });
});

it('only the requested forms are filled, with the forms they take figures from', () => {
  const classified = classifyAll({ unit: 'Xã A', villages: [village('Thôn 1')], households: [], members: [] }, chooseRound({ year: 2023 }));
  expect(fillReport(classified, ['7.5', '6.2']).forms.map(({ form }) => form.id)).toEqual(['7.4', '7.5']);
});
