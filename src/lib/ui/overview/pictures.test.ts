/** Every figure of a picture is the one that the official form has, for the sample lists of 2023. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../../tests/fixtures/confirmed-2027.ts';
import { communeFigures, fillFromFigures } from '$lib/forms/communes.ts';
import { fillPassages, fillReport } from '$lib/forms/report.ts';
import { classifyAll, eachAlone } from '$lib/review/classify.ts';
import { NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { INDICATORS } from '$lib/review/indicators.ts';
import { chooseRound, standardsOf } from '$lib/review/plans.ts';
import { UNTOLD_SERVICES, type ServiceTargets } from '$lib/review/services.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import type { Shape } from '$lib/shapes/shape.ts';
import { readWorkbook } from '$lib/workbook/read.ts';
import { causesPicture, deprivationsPicture } from '../pictures/by-reason.ts';
import { mapPicture } from '../pictures/map.ts';
import { movementPicture } from '../pictures/movements.ts';
import { isEmpty } from '../pictures/picture.ts';
import { passagePictures } from '../pictures/passages.ts';
import { ratesPicture } from '../pictures/rates.ts';
import { servicesPicture } from '../pictures/services.ts';
import { targetsPicture } from '../pictures/targets.ts';

const file = (name: string): Buffer => readFileSync(new URL(`../../../../tests/fixtures/${name}`, import.meta.url));
const TOTAL = 'Tổng cộng';

describe.each(['nong-thuong-2023', 'huyen-tung-2023', 'kim-son-2023'])('%s', (name) => {
  const { forms, area } = JSON.parse(file(`${name}.expected.json`).toString()) as {
    forms: Record<string, Record<string, number[]>>;
    area: 'rural' | 'urban';
  };
  const { data } = readWorkbook(file(`${name}.xlsx`), name);
  const filled = fillReport(classifyAll(data, chooseRound({ year: 2023, area })));
  /** Figure of a column of the expected form, numbered from 1. */
  const expected = (form: string, unit: string, column: number): number => forms[form]?.[unit]?.[column - 1] ?? NaN;

  it('shows the rates of Mẫu 7.1', () => {
    const { bars, table } = ratesPicture(filled, 'Toàn xã');
    expect(bars).toHaveLength(data.villages.length + 1);
    for (const { name: unit, values, isTotal } of bars)
      expect([unit, ...values]).toEqual([unit, ...[4, 6].map((column) => expected('7.1', isTotal ? TOTAL : unit, column))]);
    expect(table.rows).toHaveLength(bars.length);
  });

  it('draws the rates of Mẫu 7.1 on the map', () => {
    const point = (at: number): Shape => [[[10_580_000 + at * 100, 2_210_000]]];
    const placeOf = ({ name: unit }: { name: string }, at: number) => ({ key: unit, name: unit, shape: at === 0 ? null : point(at) });
    for (const [measure, column] of [
      ['ngheo', 4],
      ['can-ngheo', 6],
    ] as const) {
      const { units, table, steps } = mapPicture(filled, 'Toàn xã', placeOf, measure)!;
      expect(units).toHaveLength(data.villages.length - 1);
      for (const { name: unit, value, step } of units) {
        expect([unit, value]).toEqual([unit, expected('7.1', unit, column)]);
        const [from, to] = (steps[step!]!.match(/[\d,]+/g) ?? []).map((text) => Number(text.replace(',', '.')));
        expect(value).toBeGreaterThanOrEqual(to === undefined ? 0 : from!);
        expect(value).toBeLessThanOrEqual(to ?? from!);
      }
      expect(table.rows).toHaveLength(data.villages.length);
    }
    expect(mapPicture(filled, 'Toàn xã', (row) => ({ ...placeOf(row, 0), shape: null }))).toBeNull();
  });

  it('shows the movements of Mẫu 7.2 and 7.3, which end in the results of Mẫu 7.1', () => {
    const { flows } = movementPicture(filled);
    const sum = (side: 'from' | 'to', index: number): number =>
      flows.filter((flow) => flow[side] === index).reduce((all, { value }) => all + value, 0);
    const [of72, of73] = ['7.2', '7.3'].map((form) => (column: number) => expected(form, TOTAL, column));
    expect([sum('from', 0), sum('from', 1)]).toEqual([of72!(1), of73!(1)]);
    expect([sum('to', 0), sum('to', 1)]).toEqual([expected('7.1', TOTAL, 3), expected('7.1', TOTAL, 5)]);
    const value = (from: number, to: number): number => flows.find((flow) => flow.from === from && flow.to === to)?.value ?? 0;
    expect([value(0, 1), value(0, 2), value(0, 3), value(1, 0)]).toEqual([2, 3, 4, 5].map((column) => of72!(column)));
    expect([value(1, 0), value(1, 2), value(1, 3), value(0, 1)]).toEqual([2, 3, 4, 5].map((column) => of73!(column)));
    // Every household of these lists is classified.
    expect(sum('to', 4)).toBe(0);
  });

  it('shows the deprivations of Mẫu 7.4 and 7.6, the most frequent first', () => {
    const { bars } = deprivationsPicture(filled);
    const values = bars.map(({ values: [poor, near] }) => [poor, near]);
    // Columns 2 to 13 of the published forms: the sum of deprivations is ours.
    const published = Array.from({ length: 12 }, (_, index) => ['7.4', '7.6'].map((form) => expected(form, TOTAL, index + 2)));
    expect([...values].sort()).toEqual([...published].sort());
    const sums = values.map(([poor, near]) => (poor ?? 0) + (near ?? 0));
    expect(sums).toEqual([...sums].sort((a, b) => b - a));
  });

  it('shows the causes of Mẫu 7.10', () => {
    const published = Array.from({ length: 8 }, (_, index) => [index + 2, index + 11].map((column) => expected('7.10', TOTAL, column)));
    expect(
      causesPicture(filled)
        .bars.map(({ values }) => [...values])
        .sort(),
    ).toEqual(published.sort());
  });
});

const household = (id: string, cells: Record<string, CellValue>): Row => ({
  id,
  sheet: 'list01',
  cells: { village: 'Thôn 1', size: 4, ...cells },
});
const deprived = Object.fromEntries(INDICATORS.slice(0, 3).map(({ key }) => [key, 'x']));
const village: Row = { id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: 'Nông thôn', households: 100 } };
const fill = (households: Row[], of = village) =>
  fillReport(classifyAll({ unit: 'Xã A', villages: [of], households, members: [] }, chooseRound({ year: 2023, area: 'rural' })));

it('shows households that are not classified yet apart, and never as staying', () => {
  const { flows, to, sentence } = movementPicture(
    fill([
      household('h:1', { lastYear: POOR, b1: 100, ...deprived }),
      household('h:2', { lastYear: POOR }),
      household('h:3', { lastYear: NEAR_POOR, b1: 300 }),
      household('h:4', { request: 'x', formA: 0, b1: 100, ...deprived }),
    ]),
  );
  expect(to[4]).toBe('Chưa phân loại');
  expect(flows).toEqual([
    { from: 0, to: 0, value: 1 },
    { from: 0, to: 4, value: 1 },
    { from: 3, to: 0, value: 1 },
    { from: 1, to: 2, value: 1 },
  ]);
  expect(sentence).toBe(
    'Năm trước 2 hộ nghèo: 1 hộ vẫn nghèo, 1 hộ chưa phân loại. Năm nay 2 hộ nghèo: 1 hộ phát sinh mới; 0 hộ cận nghèo.',
  );
});

it('shows households whose result is not agreed on apart: they were on last year’s list, too', () => {
  const { flows, to, sentence } = movementPicture(
    fill([
      household('h:1', { lastYear: POOR, b1: 100, ...deprived }),
      { ...household('h:2', { lastYear: POOR, b1: 100, ...deprived }), disputed: ['b1'] },
      { ...household('h:3', { lastYear: NEAR_POOR, b1: 300 }), disputed: ['b1'] },
    ]),
  );
  expect(to[5]).toBe('Chưa thống nhất');
  expect(flows).toEqual([
    { from: 0, to: 0, value: 1 },
    { from: 0, to: 5, value: 1 },
    { from: 1, to: 5, value: 1 },
  ]);
  expect(sentence).toBe('Năm trước 2 hộ nghèo: 1 hộ vẫn nghèo, 1 hộ chưa thống nhất. Năm nay 1 hộ nghèo; 0 hộ cận nghèo.');
});

it('shows how many households pass from one standard’s class to another’s', () => {
  const round = chooseRound({ year: 2026, area: 'rural', beside: [STANDARD_2027.id] }, [STANDARD_2027]);
  const households = [household('h:1', { lastYear: POOR, b1: 100, ...deprived }), household('h:2', { lastYear: POOR, b1: 300 })];
  const classified = classifyAll({ unit: 'Xã A', villages: [village], households, members: [] }, round);
  const [picture, ...more] = passagePictures(fillPassages(classified), standardsOf(round));
  expect(more).toEqual([]);
  expect(picture!.flows.reduce((sum, { value }) => sum + value, 0)).toBe(2);
  const [byMain] = eachAlone(classified);
  const of = (from: number): number => picture!.flows.filter((flow) => flow.from === from).reduce((sum, { value }) => sum + value, 0);
  const results = fillReport(byMain, ['7.1']).forms[0]!.total.lines[0]!;
  expect([picture!.from.slice(0, 2), of(0), of(1)]).toEqual([[POOR, NEAR_POOR], results[2], results[4]]);
});

it('compares the reduction with the target, and draws nothing before a target is written', () => {
  const before = [household('h:1', { lastYear: POOR, b1: 300 }), household('h:2', { lastYear: POOR, b1: 300 })];
  expect(targetsPicture(fill(before), 'Toàn xã')).toBeNull();
  const of = (poorTarget: number) =>
    targetsPicture(fill(before, { ...village, cells: { ...village.cells, poorTarget, householdsLastYear: 100 } }), 'Toàn xã')!;
  const { bars, sentence, table } = of(1);
  expect(bars[1]).toEqual({ name: 'Thôn 1', values: [2], mark: 1 });
  expect(sentence).toBe('1/1 đơn vị có chỉ tiêu đã đạt. Toàn xã: giảm 2 hộ, chỉ tiêu 1 hộ, đạt, vượt 1 hộ.');
  expect(table.rows[0]).toEqual(['Thôn 1', '1', '2', 'đạt, vượt 1 hộ', '1,00', '0,00']);
  expect([of(2), of(5)].map((picture) => picture.table.rows[0]![3])).toEqual(['đạt', 'chưa đạt, còn 3 hộ']);
});

it('compares services with the plan’s targets, and says which have no data', () => {
  const households = [household('h:1', { lastYear: POOR, b1: 100, ...deprived, i10: 'x' }), household('h:2', { lastYear: POOR, b1: 100 })];
  const of = (targets: ServiceTargets) => {
    const round = chooseRound({ year: 2023, area: 'rural' });
    const data = { unit: 'Xã A', villages: [village], households, members: [] };
    return servicesPicture(fillReport(classifyAll(data, { ...round, plan: { ...round.plan, targets } })), 'Toàn xã');
  };
  expect(of({})).toBeNull();
  const { bars, sentence, table } = of({ insurance: 100, toilet: 63.5, water: 100 })!;
  expect(sentence).toBe(
    'Toàn xã: đạt 1/3 chỉ tiêu của kế hoạch. Chưa đạt: Nhà tiêu hợp vệ sinh, 50,00 % (chỉ tiêu 63,50 %). ' + '1 chỉ tiêu chưa có số liệu.',
  );
  // No member is listed: nothing is drawn of them.
  expect(bars.map(({ values, mark }) => [values[0], mark])).toEqual([
    [100, 100],
    [50, 63.5],
    [100, null],
    [100, null],
  ]);
  expect(table.rows.map((row) => row.at(-1))).toEqual([
    ...['chưa có số liệu', 'chưa có số liệu', 'đạt', 'chưa đạt, còn 13,50 %', 'không đặt chỉ tiêu', 'không đặt chỉ tiêu'],
    ...UNTOLD_SERVICES.map(() => 'chưa có số liệu'),
  ]);
});

it('does not say that a target is reached by members that contradict their households', () => {
  const round = chooseRound({ year: 2023, area: 'rural' });
  const of = (noInsurance: CellValue) => {
    const households = [household('h:1', { code: '1', lastYear: POOR, b1: 100, ...deprived, i4: 'x' })];
    const members: Row[] = [
      { id: 'm:1', sheet: 'members', cells: { code: '1', village: 'Thôn 1', name: 'A', birth: '1980', noInsurance } },
    ];
    const data = { unit: 'Xã A', villages: [village], households, members };
    return servicesPicture(fillReport(classifyAll(data, { ...round, plan: { ...round.plan, targets: { insurance: 50 } } })), 'Toàn xã')!;
  };
  expect(of(null).sentence).toBe(
    'Toàn xã: đạt 0/1 chỉ tiêu của kế hoạch. Cần xem lại: Tham gia BHYT: 1 hộ ghi thiếu hụt Bảo hiểm y tế, nhưng danh sách thành viên chỉ ghi 0 người.',
  );
  expect(of(null).table.rows[0]!.at(-1)).toBe('cần xem lại');
  expect(of('x').table.rows[0]!.slice(1)).toEqual(['1', '1', '0,00', '50,00', 'chưa đạt, còn 50,00 %']);
});

it('compares several communes with the targets that are the same in all, and says which are not', () => {
  const round = chooseRound({ year: 2023, area: 'rural' });
  const households = [household('h:1', { lastYear: POOR, b1: 100, ...deprived, i10: 'x' })];
  const above = (...all: ServiceTargets[]) => {
    const communes = all.map((targets, at) => {
      const own = classifyAll({ unit: '', villages: [village], households, members: [] }, { ...round, plan: { ...round.plan, targets } });
      return communeFigures(`Xã ${at}`, undefined, fillReport(own));
    });
    return servicesPicture(fillFromFigures('Huyện', round, communes), 'Toàn huyện');
  };
  expect(above({}, {})).toBeNull();
  const { sentence, bars, table } = above({ water: 90, toilet: 80 }, { water: 90, toilet: 60 })!;
  expect(sentence).toBe(
    'Toàn huyện: đạt 1/1 chỉ tiêu của kế hoạch. Các xã không đặt chỉ tiêu như nhau nên không so chung được: Nhà tiêu hợp vệ sinh. Biểu có chỉ tiêu của từng xã.',
  );
  const toilet = table.rows.find(([name]) => name?.includes('nhà tiêu'))!;
  expect(toilet.slice(1)).toEqual(['2', '2', '0,00', '', 'các xã không đặt như nhau']);
  expect(bars.find(({ name }) => name === 'Nhà tiêu hợp vệ sinh')!.mark).toBeNull();
  // One that has set none is not as one that has.
  expect(above({ water: 90 }, {})!.sentence).toContain('Toàn huyện: Các xã không đặt chỉ tiêu như nhau');
});

it('names the village with the highest or lowest rate, and counts those that share it', () => {
  const villages = ['Thôn 1', 'Thôn 2', 'Thôn 3'].map((name): Row => ({ ...village, id: `v:${name}`, cells: { ...village.cells, name } }));
  const poor = ['Thôn 1', 'Thôn 1', 'Thôn 2'].map((name, at) =>
    household(`h:${at}`, { village: name, lastYear: POOR, b1: 100, ...deprived }),
  );
  const sentence = (households: Row[]): string =>
    ratesPicture(
      fillReport(classifyAll({ unit: 'Xã A', villages, households, members: [] }, chooseRound({ year: 2023, area: 'rural' }))),
      'Toàn xã',
    ).sentence;
  expect(sentence(poor)).toContain('cao nhất: Thôn 1, 2,00 %; thấp nhất: Thôn 3, 0,00 %.');
  expect(sentence(poor.slice(0, 2))).toContain('cao nhất: Thôn 1, 2,00 %; thấp nhất: 2 đơn vị, 0,00 %.');
  expect(sentence([])).not.toContain('cao nhất');
});

it('says so where there is nothing to draw', () => {
  const filled = fill([]);
  expect(
    [ratesPicture(filled, 'Toàn xã'), movementPicture(filled), deprivationsPicture(filled), causesPicture(filled)].map(isEmpty),
  ).toEqual([true, true, true, true]);
});
