/** The forms by a standard of another kind: by income of a year, and by another table of Điểm B1. */
import { expect, it } from 'vitest';
import { STANDARD_2027_NEW_B1, STANDARD_HCM } from '../../../tests/fixtures/confirmed-hcm.ts';
import { oddLists, withOtherKinds } from '../../../tests/oracle/odd-lists.ts';
import { classifyAll } from '../review/classify.ts';
import { chooseRound, type Round } from '../review/plans.ts';
import { isPersonal } from '../review/personal.ts';
import type { ReviewData, Row } from '../review/types.ts';
import { checkIdentities } from './identities.ts';
import { figuresByUnit, fillReport } from './report.ts';

const HCM = chooseRound({ plan: 'tra-cu-2023', standard: 'tp-hcm-2026' }, [STANDARD_HCM]);
const data = withOtherKinds(oddLists(3, 60));

it('agree with each other where an indicator gives no points', () => {
  const incomes = [40_000_000, 46_000_000, 50_000_000, 54_000_000, 60_000_000];
  const households = incomes.map((incomeYear, index): Row => ({
    id: `h:${index}`,
    sheet: 'list01',
    cells: { code: `${index}`, head: 'Lê Thị Lụa', village: 'Tổ 1', size: 3, lastYear: 'Hộ nghèo', incomeYear, i14: 'x', i1: 'x' },
  }));
  const villages: Row[] = [{ id: 'v', sheet: 'villages', cells: { name: 'Tổ 1', households: 90, persons: 300 } }];
  const filled = fillReport(classifyAll({ unit: 'Phường A', villages, households, members: [] }, HCM));
  expect(checkIdentities(filled)).toEqual([]);
  const figures = figuresByUnit(filled);
  // Two poor, two near-poor households, each with Việc làm and Bảo hiểm xã hội of the thirteen, in the standard's order.
  for (const form of ['7.4', '7.6']) expect(figures[form]?.['Tổng cộng']).toEqual([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0]);
});

it('are unknown to people who may not see the incomes that the classes rest on, and never 0', () => {
  const open: ReviewData = {
    ...data,
    households: data.households.map((row) => ({
      ...row,
      cells: Object.fromEntries(Object.entries(row.cells).filter(([key]) => !isPersonal(key))),
    })),
  };
  const figures = figuresByUnit(fillReport(classifyAll(open, HCM, true)));
  for (const form of ['7.2', '7.4', '7.8']) expect(new Set(figures[form]?.['Tổng cộng'])).toEqual(new Set([null]));
  // Everybody who lives there is known.
  expect(figures['7.1']?.['Tổng cộng']?.slice(0, 3)).toEqual([expect.any(Number), expect.any(Number), null]);
});

it('Mẫu 6.1 shows the score by the table of the standard, and none where it scores none', () => {
  const score = (round: Round): unknown =>
    fillReport(classifyAll(data, round))
      .lists.find(({ form }) => form.id === '6.1')
      ?.form.columns.find(({ text }) => text === 'Điểm B1')?.source;
  expect(score(chooseRound({ year: 2023 }))).toEqual({ from: 'live', key: 'b1' });
  expect(score(chooseRound({ year: 2027 }, [STANDARD_2027_NEW_B1]))).toEqual({ from: 'live', key: 'b1New' });
  expect(score(HCM)).toEqual({ from: 'nothing' });
});
