/** Which round an import suggests, and what a choice changes in the records. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../../tests/fixtures/confirmed-2027.ts';
import { checkFormulaValues } from '$lib/review/check-formula-values.ts';
import { classifyAll } from '$lib/review/classify.ts';
import { chooseRound, PLANS } from '$lib/review/plans.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { CellValue, ReviewData, Row } from '$lib/review/types.ts';
import { readWorkbook, type WorkbookReading } from '$lib/workbook/read.ts';
import { writeExport } from '$lib/workbook/write-export.ts';
import { ImportRound } from './import-round.svelte.ts';

type Records = Record<string, CellValue>;
function roundOf(records: Records = {}, standards: Standard[] = []): ImportRound {
  const year = typeof records.year === 'number' ? records.year : null;
  const round = typeof records.plan === 'string' ? chooseRound({ plan: records.plan }) : null;
  return new ImportRound({
    standards,
    roundReading: { unit: String(records.unit ?? ''), year, round, problem: null },
    commune: { list: { snapshotRow: () => records } },
  });
}
const file = (unit: string, ...dates: string[]) => {
  const households = dates.map((reviewedOn, i): Row => ({ id: `h:${i}`, sheet: 'list01', cells: { reviewedOn } }));
  return { of: null, results: [], formulaValues: [], data: { unit, villages: [], households, members: [] } };
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

describe('a workbook of a round by two standards', () => {
  const LAID_OUT = { unit: 'Xã A', year: 2026, plan: 'dinh-ky-2026', area: 'rural' };
  let data: ReviewData;
  let both: WorkbookReading;
  const written = async (beside: Standard): Promise<WorkbookReading> => {
    const round = chooseRound({ year: 2026, area: 'rural', beside: [beside.id] }, [beside]);
    return readWorkbook(await writeExport({ data, round, forms: [['7.1'], ['7.1']], whose: { kind: 'commune' } }), 'a.xlsx');
  };
  beforeAll(async () => {
    const name = 'nong-thuong-2023.xlsx';
    data = readWorkbook(await readFile(new URL(`../../../../tests/fixtures/${name}`, import.meta.url)), name).data;
    both = await written(STANDARD_2027);
  });

  it('proposes both where the commune has no round yet', () => {
    const round = roundOf({}, [STANDARD_2027]);
    round.suggest(both);
    round.unit = 'Xã A';
    expect([round.year, round.standard.id, round.beside?.map(({ id }) => id)]).toEqual([2026, 'nd07-2021', ['nd351-2025']]);
    expect(round.fileWords).toEqual([expect.stringContaining('chuẩn 2027-2030: chuẩn ấy được đánh dấu')]);
    expect(round.changes()).toMatchObject({ year: 2026, beside: 'nd351-2025' });
  });

  it('asks where the round is laid out without the second, and says nothing where it has it', () => {
    const round = roundOf(LAID_OUT, [STANDARD_2027]);
    round.suggest(both);
    expect([round.besideIds, round.offersBeside, round.addsBeside, round.changes()]).toEqual([[], true, false, {}]);
    expect(round.fileWords).toEqual([expect.stringContaining('đợt này không phân loại theo chuẩn ấy')]);
    round.besideIds = ['nd351-2025'];
    expect([round.addsBeside, round.changes()]).toEqual([true, { beside: 'nd351-2025' }]);
    const has = roundOf({ ...LAID_OUT, beside: 'nd351-2025' }, [STANDARD_2027]);
    has.suggest(both);
    expect([has.besideIds, has.offersBeside, has.fileWords, has.changes()]).toEqual([['nd351-2025'], false, [], {}]);
  });

  it('says why an unconfirmed standard cannot be used, and names one that nobody here knows', async () => {
    const round = roundOf();
    round.suggest(both);
    expect([round.besideIds, round.offersBeside, round.problem]).toEqual([[], false, '']);
    expect(round.fileWords).toEqual([expect.stringContaining('chưa xác nhận các số')]);
    const theirs = await written({ ...STANDARD_2027, id: 'tinh-x', short: 'Chuẩn tỉnh X', mark: 'TINHX' });
    expect(theirs.data.households).toHaveLength(data.households.length);
    round.suggest(theirs);
    expect([round.besideIds, round.fileWords]).toEqual([[], [expect.stringContaining('ký hiệu “TINHX”')]]);
  });

  it('is compared by each standard, and a difference names its standard', () => {
    const round = roundOf({}, [STANDARD_2027]);
    round.suggest(both);
    round.area = 'rural';
    const { chosen } = round;
    if (typeof chosen === 'string') throw new Error(chosen);
    const classified = classifyAll(both.data, chosen);
    expect(checkFormulaValues(classified, both.formulaValues)).toEqual([]);
    const label = 'Kết quả phân loại (2027)';
    const [first] = both.formulaValues.filter((each) => each.label === label && each.value === 'Hộ nghèo');
    const changed = both.formulaValues.map((each) => (each === first ? { ...each, value: 'Hộ cận nghèo' } : each));
    expect(first).toBeDefined();
    expect(checkFormulaValues(classified, changed)).toEqual([expect.objectContaining({ text: expect.stringContaining(label) as string })]);
  });
});
