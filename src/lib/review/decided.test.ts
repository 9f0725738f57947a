/** A meeting decides otherwise than the scores say: its result stands everywhere, beside the computed one. */
import { expect, it } from 'vitest';
import { fillReport } from '../forms/report.ts';
import { gridColumns } from '../grid/grid-columns.ts';
import { columnLabel } from '../grid/grid-columns.ts';
import { Classifier, classifyAll } from './classify.ts';
import { DECIDED, DECIDED_WHY } from './columns.ts';
import { chooseRound } from './plans.ts';
import type { CellValue, Row } from './types.ts';
import { explainHousehold } from './why.ts';

const round = chooseRound({ year: 2025 });
const household = (id: string, cells: Record<string, CellValue>): Row => ({
  id,
  sheet: 'list01',
  cells: { village: 'Thôn 3', head: `Hộ ${id}`, size: 3, lastYear: 'Hộ nghèo', c1: 'x', ...cells },
});
const VILLAGE: Row = { id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } };
const listOf = (...households: Row[]) => classifyAll({ unit: 'Xã', villages: [VILLAGE], households, members: [] }, round);
const KEPT = household('kept', { b1: 200, [DECIDED]: 'Hộ cận nghèo', [DECIDED_WHY]: 'Nhà mới cháy' });
const NEAR = household('near', { b1: 100 });

it('stands as the class, and the movement follows it', () => {
  const { results } = listOf(KEPT, NEAR);
  const of = (id: string) => [results.get(id)?.computed, results.get(id)?.class, results.get(id)?.move];
  expect(of('kept')).toEqual(['Không nghèo', 'Hộ cận nghèo', 'Hộ nghèo trở thành hộ cận nghèo']);
  expect(of('near')).toEqual(['Hộ cận nghèo', 'Hộ cận nghèo', 'Hộ nghèo trở thành hộ cận nghèo']);
});

it('is counted by the forms', () => {
  const near = (...rows: Row[]) => fillReport(listOf(...rows)).forms.find(({ form }) => form.id === '7.2')?.total.lines[0];
  expect(near(KEPT, NEAR)).toEqual(near(household('other', { b1: 100 }), NEAR));
});

it('asks for the cause of a household that the meeting keeps poor', () =>
  expect(listOf(household('a', { ...KEPT.cells, c1: null })).results.get('a')?.missing).toContain('Nguyên nhân nghèo'));

it('is said with its reason beside what the scores say', () => {
  const { round: decided } = listOf(KEPT);
  const why = explainHousehold(new Classifier(decided, [VILLAGE]), KEPT);
  expect(why.verdict).toBe('HỘ CẬN NGHÈO');
  expect(why.lines).toContainEqual({ fact: 'Theo điểm: Không nghèo. Họp dân kết luận: Hộ cận nghèo', meaning: 'Nhà mới cháy' });
});

it('has columns only in a round where a meeting decided so', () => {
  const added = (standard: typeof round.standard) =>
    gridColumns('list01', standard)
      .map(columnLabel)
      .filter((label) => ['Kết quả theo điểm', 'Họp dân kết luận', 'Lý do kết luận khác'].includes(label));
  expect(added(round.standard)).toEqual([]);
  expect(added(listOf(KEPT).round.standard)).toEqual(['Kết quả theo điểm', 'Họp dân kết luận', 'Lý do kết luận khác']);
  expect(listOf(NEAR).round).toEqual(round);
});
