/** Forms for a person who may not see personal data: each figure is correct or missing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyAll, type Classified } from '../review/classify.ts';
import { RURAL } from '../review/columns.ts';
import { INDICATORS } from '../review/indicators.ts';
import { isPersonal, UNSEEN } from '../review/personal.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { hasUnseen } from './fill.ts';
import { LIST_FORMS } from './official/lists.ts';
import { SERVICE_FORM } from './official/services.ts';
import { figuresByUnit, fillReport } from './report.ts';

const PLANS = [chooseRound({ year: 2023 }), chooseRound({ plan: 'tra-cu-2023' })] as const;

/** As in the open part of a list. */
const without = (row: Row): Row => ({ ...row, cells: Object.fromEntries(Object.entries(row.cells).filter(([key]) => !isPersonal(key))) });
const open = (data: ReviewData): ReviewData => ({ ...data, households: data.households.map(without), members: data.members.map(without) });

const deprived = (count: number): Record<string, CellValue> => Object.fromEntries(INDICATORS.slice(0, count).map(({ key }) => [key, 'x']));
const household = fc.record({
  village: fc.constantFrom('Thôn 1', 'Thôn 2'),
  sheet: fc.constantFrom('list01' as const, 'list02' as const),
  lastYear: fc.constantFrom(null, 'Hộ nghèo', 'Hộ cận nghèo'),
  b1: fc.constantFrom(null, 100, 140, 300),
  income: fc.constantFrom(null, 900_000, 2_000_000, 9_000_000),
  farming: fc.constantFrom(null, 'x'),
  deprived: fc.nat(4),
  ages: fc.array(fc.constantFrom('01/01/2015', '1960', null), { maxLength: 3 }),
});

function dataOf(rows: (typeof household extends fc.Arbitrary<infer T> ? T : never)[]): ReviewData {
  return {
    unit: 'Xã A',
    villages: ['Thôn 1', 'Thôn 2'].map((name): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name, area: RURAL } })),
    households: rows.map(({ sheet, deprived: count, ages, ...cells }, index): Row => ({
      id: `h:${index}`,
      sheet,
      cells: {
        ...cells,
        code: `A-${index}`,
        head: `Bàn ${index}`,
        cccd: `0060560000${index}`,
        size: ages.length + 1,
        ...(sheet === 'list01' && deprived(count)),
      },
    })),
    members: rows.flatMap(({ ages }, index) =>
      ages.map((birth, at): Row => ({
        id: `m:${index}:${at}`,
        sheet: 'members',
        cells: { code: `A-${index}`, name: `Con ${at}`, birth, noInsurance: 'x' },
      })),
    ),
  };
}

describe('without personal data', () => {
  it('every figure equals the commune’s, or is missing', () => {
    let [blank, known] = [0, 0];
    fc.assert(
      fc.property(fc.array(household, { maxLength: 12 }), fc.constantFrom(...PLANS), (rows, round) => {
        const data = dataOf(rows);
        const whole = figuresByUnit(fillReport(classifyAll(data, round)));
        const seen = figuresByUnit(fillReport(classifyAll(open(data), round, true)));
        expect(Object.keys(seen)).toEqual(Object.keys(whole));
        for (const [form, units] of Object.entries(seen))
          for (const [unit, figures] of Object.entries(units))
            figures.forEach((figure, column) => {
              if (figure === null) blank++;
              else expect([form, unit, column, figure]).toEqual([form, unit, column, whole[form]?.[unit]?.[column]]);
              if (figure) known++;
            });
      }),
      { numRuns: 25 },
    );
    expect([blank > 40, known > 40]).toEqual([true, true]);
  });

  const classified = (rows: Parameters<typeof dataOf>[0], round: (typeof PLANS)[number]): Classified =>
    classifyAll(open(dataOf(rows)), round, true);
  const one = {
    village: 'Thôn 1',
    sheet: 'list01',
    lastYear: 'Hộ nghèo',
    b1: 100,
    income: null,
    farming: null,
    deprived: 3,
    ages: ['01/01/2015'],
  } as const;

  it('children are unknown, not 0, and a form that asks for nothing personal is complete', () => {
    const { forms } = fillReport(classified([{ ...one, ages: [...one.ages] }], PLANS[0]));
    expect(forms.filter(hasUnseen).map(({ form }) => form.id)).toEqual(['7.11', SERVICE_FORM]);
    expect(forms.find(({ form }) => form.id === '7.11')?.total.lines[0]?.slice(0, 5)).toEqual([null, 0, null, 0, 0]);
  });

  it('a list has no personal column, and is left out if it would have to guess who is on it', () => {
    const rows = [
      { ...one, ages: [...one.ages] },
      { ...one, sheet: 'list02' as const, lastYear: null, b1: null, ages: [] },
    ];
    for (const round of PLANS) {
      const { lists } = fillReport(classified(rows, round));
      for (const { form, sections, unseen } of lists) {
        const text = form.columns.map(({ source }) => JSON.stringify(source)).join();
        expect(text).not.toMatch(/cccd|birth|income|"age"|idTrouble/);
        if (unseen) expect(sections).toEqual([]);
      }
      expect(lists.find(({ form }) => form.id === '6.1')?.sections[0]?.lines.length).toBe(2);
      const rests = LIST_FORMS.filter(
        ({ id, lines, which }) =>
          lists.some(({ form }) => form.id === id) &&
          (lines === 'unidentified' || (round.plan.living && which.some(({ where }) => 'living' in where))),
      ).map(({ id }) => id);
      expect(lists.flatMap(({ form, unseen }) => (unseen ? [form.id] : []))).toEqual(rests);
    }
    expect(JSON.stringify(classified(rows, PLANS[1]).results.get('h:1'))).toContain(UNSEEN);
  });
});
