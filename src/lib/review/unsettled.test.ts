import { describe, expect, it } from 'vitest';
import { fillReport } from '../forms/report.ts';
import { checkIdentities } from '../forms/identities.ts';
import { classifyAll } from './classify.ts';
import { checkReview } from './checks.ts';
import { RURAL } from './columns.ts';
import { UNSETTLED } from './formula-columns.ts';
import { chooseRound } from './plans.ts';
import { ND07 } from './standards.ts';
import { mayRecognise } from './recognise.ts';
import type { CellValue, ReviewData, Row } from './types.ts';
import { unsettledHouseholds, unsettledResults, unsettledText } from './unsettled.ts';

const poor = Object.fromEntries(ND07.indicators.slice(0, 4).map((key) => [key, 'x']));
const household = (id: string, cells: Record<string, CellValue>, disputed?: string[]): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, head: `Hộ ${id}`, village: 'Thôn 1', size: 4, lastYear: 'Hộ nghèo', b1: 100, ...poor, c1: 'x', ...cells },
  ...(disputed && { disputed }),
});
const review = (households: Row[], members: Row[] = []): ReviewData => ({
  unit: 'Xã A',
  villages: [{ id: 'v:1', sheet: 'villages', cells: { name: 'Thôn 1', area: RURAL, households: 50, persons: 200 } }],
  households,
  members,
});
const national = chooseRound({ year: 2023 });
const traCu = chooseRound({ plan: 'tra-cu-2023' });
const figures = (data: ReviewData, form: string): (number | null)[] =>
  fillReport(classifyAll(data, national)).forms.find((filled) => filled.form.id === form)?.total.lines[0] ?? [];

describe('a result whose inputs are disputed', () => {
  it('is open: class, movement and living standard together, and only where they rest on it', () => {
    expect([...unsettledResults('list01', ['b1'], national)]).toEqual(['computed', 'class', 'move']);
    expect([...unsettledResults('list01', ['i3'], traCu)]).toEqual(['computed', 'class', 'move', 'living']);
    expect([...unsettledResults('list01', ['c1', 'note', 'formerly', 'ethnic'], traCu)]).toEqual([]);
    expect([...unsettledResults('list01', ['income'], traCu)]).toEqual(['living']);
    expect([...unsettledResults('list02', ['income'], traCu)]).toEqual(['living']);
    expect([...unsettledResults('list02', ['income'], national)]).toEqual([]);
    const results = classifyAll(review([household('1', {}, ['b1'])]), traCu).results.get('1');
    expect([results?.class, results?.move, results?.living]).toEqual([UNSETTLED, UNSETTLED, UNSETTLED]);
    expect(results?.list).toBe('01');
  });

  it('is in no class column of any form, and the forms still agree with each other and the lists', () => {
    const members: Row[] = [{ id: 'm:1', sheet: 'members', cells: { code: '2', name: 'A', birth: '01/01/2020', malnourished: 'x' } }];
    const data = review(
      [
        household('1', {}),
        household('2', { lastYear: 'Hộ cận nghèo' }, ['b1']),
        household('3', { change: 'Chuyển đến' }, ['i1', 'c1']),
        household('4', {}, ['c2']),
      ],
      members,
    );
    const classified = classifyAll(data, national);
    expect(unsettledHouseholds(classified).map(({ id }) => id)).toEqual(['2', '3']);
    // Số hộ nghèo, hộ cận nghèo of Mẫu 7.1; đầu kỳ and cuối kỳ of 7.2 and 7.3; children of 7.11.
    expect([figures(data, '7.1')[2], figures(data, '7.1')[4]]).toEqual([2, 0]);
    expect([figures(data, '7.2')[0], figures(data, '7.2').at(-1)]).toEqual([2, 2]);
    expect([figures(data, '7.3')[0], figures(data, '7.3').at(-1)]).toEqual([0, 0]);
    expect(figures(data, '7.11')[0]).toBe(0);
    expect(checkIdentities(fillReport(classified))).toEqual([]);
    expect(unsettledText(2)).toContain('Chưa thống nhất: 2 hộ');
  });

  it('is reported for each household by the checks, with the columns', () => {
    const problems = checkReview(classifyAll(review([household('1', {}, ['b1', 'note']), household('2', {}, ['c2'])]), national));
    const said = problems.filter(({ code }) => code === 'unsettled' || code === 'disputed');
    expect(said.map(({ code, severity, household: who }) => [code, severity, who])).toEqual([
      ['unsettled', 'error', '1'],
      ['disputed', 'warning', '2'],
    ]);
    expect(said[0]?.text).toContain('Điểm B1, Ghi chú');
  });

  it('prevents recognition', () => {
    const [obstacle, ...others] = mayRecognise(classifyAll(review([household('1', {}, ['b1']), household('2', {}, ['c1'])]), national));
    expect(others).toEqual([]);
    expect(obstacle).toMatchObject({ code: 'unsettled', households: [{ id: '1' }] });
    expect(mayRecognise(classifyAll(review([household('1', {}), household('2', {}, ['note'])]), national))).toEqual([]);
  });
});
