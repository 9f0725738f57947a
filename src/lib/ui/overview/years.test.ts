import { expect, it } from 'vitest';
import { fillReport } from '$lib/forms/report.ts';
import type { Review } from '$lib/review/account.ts';
import { classifyAll } from '$lib/review/classify.ts';
import { POOR } from '$lib/review/columns.ts';
import { chooseRound, monthlyPlanId } from '$lib/review/plans.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { layoutYears } from '../pictures/year-layout.ts';
import { yearsPicture, type EarlierYear } from '../pictures/years.ts';
import { earlierThan } from './earlier-years.svelte.ts';

const village = (name: string, cells: Record<string, CellValue> = {}): Row => ({
  id: `v:${name}`,
  sheet: 'villages',
  cells: { name, area: 'Nông thôn', households: 50, ...cells },
});
const household = (id: string, of: string, b1: number): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, village: of, size: 3, lastYear: POOR, b1, i1: 'x', i2: 'x', i3: 'x' },
});
const picture = (villages: Row[], earlier: EarlierYear[] = []) =>
  yearsPicture(
    fillReport(
      classifyAll(
        { unit: 'Xã A', villages, households: [household('1', 'Thôn 1', 100), household('2', 'Thôn 2', 300)], members: [] },
        chooseRound({ year: 2026 }),
      ),
    ),
    earlier,
    { year: 2026, whole: 'Toàn xã', idOf: (name) => name.replace('Thôn ', 'thon-') },
  );
const cells = (of: ReturnType<typeof picture>) => Object.fromEntries((of?.rows ?? []).map((row) => [row.name, row.cells]));

it('has no picture of one year', () => expect(picture([village('Thôn 1'), village('Thôn 2')])).toBeNull());

it('shows last year where its households are written, and no made-up rate beside it', () => {
  const of = picture([village('Thôn 1', { householdsLastYear: 40 }), village('Thôn 2')]);
  expect(of?.years).toEqual([2025, 2026]);
  expect(cells(of)).toEqual({
    'Toàn xã': [null, [1, 0]],
    'Thôn 1': [
      [2.5, 0],
      [2, 0],
    ],
    'Thôn 2': [null, [0, 0]],
  });
  expect(of?.sentence).toBe('Toàn xã, hộ nghèo và hộ cận nghèo: năm 2025, chưa có số liệu; năm 2026, 1,00 % và 0,00 %.');
});

it('takes what earlier rounds recognised, and years without figures are no gap', () => {
  const earlier = [{ year: 2023, villages: new Map([['thon-2', [4, 6] as const]]), whole: null }];
  const of = picture([village('Thôn 1'), village('Thôn 2')], earlier);
  expect([of?.years, cells(of)['Thôn 2'], cells(of)['Thôn 1']]).toEqual([
    [2023, 2026],
    [
      [4, 6],
      [0, 0],
    ],
    [null, [2, 0]],
  ]);
  expect(of?.table.rows.at(-1)).toEqual(['Toàn xã', '', '', '1,00', '0,00']);
});

it('leaves out the earliest years where there is no room', () => {
  const earlier = [2021, 2022, 2023, 2024].map((year) => ({
    year,
    villages: new Map([['thon-1', [year - 2020, 1] as const]]),
    whole: null,
  }));
  const of = picture([village('Thôn 1'), village('Thôn 2')], earlier)!;
  const [wide, narrow] = [760, 340].map((width) => layoutYears(of, width));
  expect([wide!.years.map(({ year }) => year), narrow!.years.map(({ year }) => year)]).toEqual([
    [2021, 2022, 2023, 2024, 2026],
    [2024, 2026],
  ]);
  for (const { rows } of [wide!, narrow!])
    for (const { cells: placed } of rows)
      placed.forEach(({ shares, x }, at) =>
        shares.forEach((share) => expect(share.x + share.width).toBeLessThanOrEqual(placed[at + 1]?.x ?? Math.max(760, x))),
      );
});

it('earlier rounds are those of the same commune, of each year the latest, without months', () => {
  const review = (id: string, year: number, more: Partial<Review> = {}): Review => ({
    id,
    name: 'Xã A',
    year,
    unit: 1,
    district: '',
    ...more,
  });
  const all = [
    review('a-2026', 2026),
    review('a-2025-b', 2025),
    review('a-2025', 2025),
    review('a-2024-3', 2024, { plan: monthlyPlanId({ year: 2024, month: 3 }) }),
    review('b-2024', 2024, { unit: 2 }),
    review('a-2023', 2023),
  ];
  expect(earlierThan('a-2026', all).map(({ id }) => id)).toEqual(['a-2025-b', 'a-2023']);
});
