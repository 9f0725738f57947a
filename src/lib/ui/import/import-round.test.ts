/** Which round an import suggests, and what a choice changes in the records. */
import { expect, it } from 'vitest';
import { chooseRound, PLANS } from '$lib/review/plans.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { ImportRound } from './import-round.svelte.ts';

type Records = Record<string, CellValue>;
function roundOf(records: Records = {}): ImportRound {
  const year = typeof records.year === 'number' ? records.year : null;
  const round = typeof records.plan === 'string' ? chooseRound({ plan: records.plan }) : null;
  return new ImportRound({
    standards: [],
    roundReading: { unit: String(records.unit ?? ''), year, round, problem: null },
    commune: { list: { snapshotRow: () => records } },
  });
}
const file = (unit: string, ...dates: string[]) => {
  const households = dates.map((reviewedOn, i): Row => ({ id: `h:${i}`, sheet: 'list01', cells: { reviewedOn } }));
  return { of: null, results: [], data: { unit, villages: [], households, members: [] } };
};

it('suggests what is recorded, and for a first import what the file says', () => {
  const recorded = { unit: 'Xã A', year: 2023, plan: 'dinh-ky-2023', area: 'urban' };
  const known = roundOf(recorded);
  known.suggest(file('Xã B', '12/11/2022'));
  expect([known.unit, known.year, known.plan, known.area]).toEqual(['Xã A', 2023, '', 'urban']);
  const first = roundOf();
  first.suggest(file('Xã B', '12/11/2022'));
  expect([first.unit, first.year, first.plan, first.area]).toEqual(['Xã B', 2022, '', '']);
  first.suggest(file('Xã B'));
  expect(first.year).toBe(new Date().getFullYear());
});

it('writes only what differs from the records', () => {
  const first = roundOf();
  first.suggest(file('  Xã B ', '12/11/2023'));
  first.area = 'rural';
  expect(first.changes()).toEqual({ unit: 'Xã B', year: 2023, plan: 'dinh-ky-2023', area: 'rural' });
  const same = roundOf({ unit: 'Xã A', year: 2023, plan: 'dinh-ky-2023', area: 'rural', standard: 'nd07' });
  same.suggest(file('Xã A'));
  expect(same.changes()).toEqual({});
  same.area = '';
  same.unit = 'Xã An';
  expect(same.changes()).toEqual({ unit: 'Xã An', area: null });
});

it('a plan decides the year, and a year without a standard is a problem in words', () => {
  const round = roundOf();
  round.year = 1990;
  expect(round.problem).not.toBe('');
  expect(typeof round.chosen).toBe('string');
  const [plan] = PLANS;
  round.plan = plan?.id ?? '';
  expect([round.inYear, round.problem]).toEqual([plan?.year, '']);
  expect(round.standard.id).toBe(typeof round.chosen === 'object' && round.chosen.standard.id);
});

it('ticked standards are written with the round, and one that cannot be used now is kept as recorded', () => {
  const round = roundOf({ unit: 'Xã A', year: 2026, plan: 'dinh-ky-2026', beside: 'nd351-2025' });
  round.suggest(file('Xã A'));
  expect([round.besideIds, round.beside, round.problem, round.changes()]).toEqual([['nd351-2025'], undefined, '', {}]);
  round.besideIds = [...round.besideIds, 'tra-vinh-2021'];
  expect(round.beside?.map(({ id }) => id)).toEqual(['tra-vinh-2021']);
  expect(round.changes()).toEqual({ beside: 'nd351-2025 tra-vinh-2021' });
});

it('the commune’s area has its day', () => {
  const round = roundOf({ unit: 'Xã A', year: 2026, plan: 'dinh-ky-2026', area: 'urban', areaFrom: '30/04/2026', areaBefore: 'rural' });
  round.suggest(file('Xã A'));
  expect([round.chosen, round.changes()]).toEqual([
    expect.objectContaining({ area: 'urban', areaFrom: '2026-04-30', areaBefore: 'rural' }),
    {},
  ]);
  round.areaFrom = '2026-05-01';
  expect(round.changes()).toEqual({ areaFrom: '01/05/2026' });
});
