import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyAll, type Classified } from '../review/classify.ts';
import { ARRIVING, CAUSES, LEAVING, NEAR_POOR, POOR, RURAL, URBAN } from '../review/columns.ts';
import { INDICATORS } from '../review/indicators.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { readWorkbook } from '../workbook/read.ts';
import { behind, figureAt, measureAt, type Behind, type BehindRow, type Spot, type Piece } from './behind.ts';
import { isUnknown, type FigureValue } from './blank.ts';
import { rateOf, type FilledForm } from './fill.ts';
import { fillReport } from './report.ts';
import { isRate } from './official/description.ts';
import { roundHalfUp } from '../formula/values.ts';

function spotsOf({ form, numbers, rows, blocks, total }: FilledForm): Spot[] {
  const places = [
    ...rows.map((_, index) => ({ part: 'unit' as const, index })),
    ...blocks.map((_, index) => ({ part: 'block' as const, index })),
    { part: 'total' as const, index: 0 },
  ];
  return places.flatMap((place) => total.lines.flatMap((_, line) => numbers.map((column) => ({ form: form.id, ...place, line, column }))));
}

const number = (value: CellValue): number => (typeof value === 'number' ? value : 0);
const add = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);

/** The sum a person gets from the panel; null if a part is unknown. */
function addedUp(found: Behind, measure: NonNullable<ReturnType<typeof measureAt>>): FigureValue {
  if (found.kind === 'rows') {
    if (isUnknown(measure) && found.villages.some(({ value }) => typeof value !== 'number')) return null;
    const count = (rows: readonly BehindRow[]): number => add(rows.map(({ persons }) => (found.of === 'households' ? 1 : persons)));
    return add(found.villages.map(({ value }) => number(value))) + count(found.plus) - count(found.minus);
  }
  if (found.kind === 'plan') return found.target;
  const known = (pieces: readonly Piece[]): number[] => pieces.flatMap(({ figure }) => figure ?? []);
  const pieces = [...found.plus, ...found.minus, ...(found.whole ? [found.whole] : [])];
  if (known(pieces).length < pieces.length) return null;
  const left = add(known(found.plus)) - add(known(found.minus));
  if (found.whole?.figure === 0 && measure.kind === 'rate' && measure.orBlank) return null;
  return found.whole ? rateOf(left, found.whole.figure ?? 0) : isRate(measure) ? roundHalfUp(left, 2) : left;
}

function checkAll(classified: Classified): number {
  const { forms } = fillReport(classified);
  let seen = 0;
  for (const filled of forms)
    for (const spot of spotsOf(filled)) {
      const found = behind(spot, forms, classified);
      const measure = measureAt(forms, spot);
      if (!found || !measure) throw new Error(`nothing behind ${JSON.stringify(spot)}`);
      const figure = figureAt(forms, spot);
      // No `expect` for each figure: there are tens of thousands of them.
      if (addedUp(found, measure) !== figure) expect({ spot, adds: addedUp(found, measure) }).toEqual({ spot, adds: figure });
      seen++;
    }
  return seen;
}

const mark = fc.constantFrom<CellValue>('x', null);
const someOf = (keys: readonly string[]): fc.Arbitrary<Record<string, CellValue>> =>
  fc.subarray([...keys]).map((chosen) => Object.fromEntries(chosen.map((key) => [key, 'x'])));
const household = fc
  .record({
    village: fc.constantFrom<CellValue>('Thôn 1', 'THÔN 2', 'Tổ 3', 'Chưa khai', null),
    size: fc.option(fc.integer({ min: 1, max: 9 })),
    lastYear: fc.constantFrom<CellValue>(POOR, NEAR_POOR, null),
    formerly: fc.constantFrom<CellValue>(POOR, NEAR_POOR, null),
    change: fc.constantFrom<CellValue>(null, null, null, ...LEAVING, ...ARRIVING),
    request: mark,
    formA: fc.integer({ min: 0, max: 6 }),
    b1: fc.option(fc.integer({ min: 120, max: 190 })),
    ethnic: fc.constantFrom<CellValue>('Kinh', 'Tày', 'Dao', null),
    farming: mark,
    merit: mark,
    noLabour: mark,
    income: fc.integer({ min: 1, max: 12 }).map((millions) => millions * 1_000_000),
  })
  .chain((cells) => someOf([...INDICATORS.map(({ key }) => key), ...CAUSES.map(([key]) => key)]).map((marks) => ({ ...cells, ...marks })));
const member = fc.record({
  birth: fc.constantFrom<CellValue>('2015', '01/02/1980', null),
  malnourished: mark,
  noInsurance: mark,
  notInSchool: mark,
});
const village = (name: string, cells: Record<string, CellValue>): Row => ({
  id: `v:${name}`,
  sheet: 'villages',
  cells: { name, ...cells },
});

const review: fc.Arbitrary<ReviewData> = fc
  .array(fc.tuple(household, fc.boolean(), fc.array(member, { maxLength: 3 })), { maxLength: 30 })
  .chain((list) =>
    fc.tuple(fc.constant(list), fc.option(fc.integer({ min: 50, max: 99 })), fc.boolean()).map(([all, households, urban]): ReviewData => ({
      unit: 'Xã A',
      villages: [
        village('Thôn 1', { area: RURAL, households, poorTargetNext: 3 }),
        village('Thôn 2', { area: RURAL }),
        village('Tổ 3', { area: urban ? URBAN : RURAL, minorityHouseholds: 4 }),
      ],
      households: all.map(([cells, second], index) => ({
        id: `h:${index}`,
        sheet: second ? 'list02' : 'list01',
        cells: { ...cells, code: `H${index}` },
      })),
      members: all.flatMap(([, , members], index) =>
        members.map((cells, at): Row => ({ id: `m:${index}.${at}`, sheet: 'members', cells: { ...cells, code: `H${index}` } })),
      ),
    })),
  );

describe('the rows behind a figure', () => {
  it('add up to it, in every form of any review', () => {
    fc.assert(
      fc.property(review, fc.constantFrom('tra-cu-2023', 'bac-kan-2024'), (data, plan) => {
        expect(checkAll(classifyAll(data, chooseRound({ plan })))).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it.each(['nong-thuong-2023', 'kim-son-2023', 'huyen-tung-2023'])('add up to it in the sample %s', (name) => {
    const { data } = readWorkbook(
      new Uint8Array(readFileSync(new URL(`../../../tests/fixtures/${name}.xlsx`, import.meta.url))),
      `${name}.xlsx`,
    );
    expect(checkAll(classifyAll(data, chooseRound({ year: 2023, area: 'rural' })))).toBeGreaterThan(1_000);
  });

  it('are the households that the terms count; subtracted ones are listed apart', () => {
    const cells = { village: 'Thôn 1', size: 4, lastYear: POOR, b1: 100, i1: 'x', i2: 'x', i3: 'x' };
    const data: ReviewData = {
      unit: 'Xã A',
      villages: [village('Thôn 1', { area: RURAL })],
      households: [
        { id: 'h:1', sheet: 'list01', cells },
        { id: 'h:2', sheet: 'list01', cells: { ...cells, change: 'Chuyển đến' } },
      ],
      members: [],
    };
    const classified = classifyAll(data, chooseRound({ year: 2023 }));
    const { forms } = fillReport(classified, ['7.2']);
    const found = behind({ form: '7.2', part: 'unit', index: 0, line: 1, column: '1' }, forms, classified);
    expect(found?.kind === 'rows' && [found.of, found.plus.map(({ row }) => row.id), found.minus.map(({ row }) => row.id)]).toEqual([
      'persons',
      ['h:1', 'h:2'],
      ['h:2'],
    ]);
  });

  it('are empty for a form or a column that does not exist', () => {
    const classified = classifyAll({ unit: '', villages: [], households: [], members: [] }, chooseRound({ year: 2023 }));
    const { forms } = fillReport(classified, ['7.2']);
    expect(behind({ form: '7.2', part: 'total', index: 0, line: 0, column: '99' }, forms, classified)).toBeNull();
    expect(behind({ form: '7.1', part: 'total', index: 0, line: 0, column: '1' }, forms, classified)).toBeNull();
    expect(behind({ form: '7.2', part: 'unit', index: 3, line: 0, column: '1' }, forms, classified)).toBeNull();
  });
});
