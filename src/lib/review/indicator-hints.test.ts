import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { AGED_OR_DISABLED, SCHOOLING } from './columns.ts';
import { indicatorHints, type IndicatorHint } from './indicator-hints.ts';
import { chooseRound } from './plans.ts';
import type { CellValue, Row } from './types.ts';

const ROUND = chooseRound({ year: 2026 });
const LAST = '2026-12-14';

type Cells = Record<string, CellValue>;
const household = (cells: Cells = {}, disputed?: string[]): Row => ({
  id: 'h:1',
  sheet: 'list01',
  cells: { code: 'A', head: 'Nông Văn An', b1: 100, ...cells },
  ...(disputed && { disputed }),
});
const member = (name: string, cells: Cells = {}, disputed?: string[]): Row => ({
  id: `m:${name}`,
  sheet: 'members',
  cells: { code: 'A', name, ...cells },
  ...(disputed && { disputed }),
});
const hintsOf = (own: Row, members: Row[], round = ROUND): Record<string, IndicatorHint> =>
  Object.fromEntries(indicatorHints(own, members, round).map((hint) => [hint.key, hint]));
const said = (own: Row, members: Row[], key: string): [string, string] => {
  const hint = hintsOf(own, members)[key];
  return [hint?.says ?? '', hint?.text ?? ''];
};

it('ends on the day that ages are counted on', () => expect(ROUND.lastDay).toBe(LAST));

describe('dependants', () => {
  const an = member('An', { birth: '1980', allowance: 'Không' });
  const binh = member('Bình', { birth: '20/05/2015' });
  const cuc = member('Cúc', { birth: '01/01/2020' });
  const dao = member('Đào', { birth: '02/02/1950', allowance: AGED_OR_DISABLED });

  it('are more than half', () =>
    expect(said(household({ size: 4 }), [an, binh, cuc, dao], 'i2')).toEqual(['deprived', '3/4 người phụ thuộc: Bình, Cúc, Đào']));
  it('are half: not more than half', () =>
    expect(said(household({ size: 4 }), [an, member('Giang', { birth: '1990', allowance: 'Đối tượng khác' }), binh, cuc], 'i2')).toEqual([
      'not-deprived',
      '2/4 người phụ thuộc: Bình, Cúc',
    ]));
  it('may be more than half: an adult of whom nothing is known is no dependant and not none', () =>
    expect(said(household({ size: 4 }), [an, member('Hà', { birth: '1990' }), binh, cuc], 'i2')).toEqual([
      'unknown',
      'mới rõ 2/4 người phụ thuộc: Bình, Cúc; chưa rõ trợ cấp xã hội của Hà',
    ]));
  it('are more than half, whoever is not listed', () =>
    expect(said(household({ size: 5 }), [binh, cuc, dao], 'i2')).toEqual(['deprived', '3/5 người phụ thuộc: Bình, Cúc, Đào']));
  it('are not counted where more persons are listed than there are', () =>
    expect(said(household({ size: 2 }), [an, binh, cuc], 'i2')).toEqual(['unknown', 'Số nhân khẩu ghi 2 mà trang Thành viên có 3 người']));
  it.each([
    ['14/12/2010', 'not-deprived'],
    ['15/12/2010', 'deprived'],
    ['12/2010', 'unknown'],
    ['11/2010', 'not-deprived'],
    ['2010', 'unknown'],
    ['2011', 'deprived'],
    [null, 'unknown'],
  ])('a child born %s: %s', (birth, says) =>
    expect(said(household({ size: 1 }), [member('Én', { birth, allowance: 'Không' })], 'i2')[0]).toBe(says),
  );
});

describe('one person makes the household deprived', () => {
  it('without insurance, from 6 full years', () => {
    const of = (birth: CellValue): string => said(household({ size: 1 }), [member('Én', { birth, noInsurance: 'x' })], 'i4')[0];
    expect(['14/12/2020', '15/12/2020', '2020', '2019', null].map(of)).toEqual([
      'deprived',
      'not-deprived',
      'unknown',
      'deprived',
      'unknown',
    ]);
  });

  it('out of school, from 3 to under 16', () => {
    const of = (birth: CellValue): string => said(household({ size: 1 }), [member('Én', { birth, notInSchool: 'x' })], 'i6')[0];
    expect(['14/12/2023', '15/12/2023', '15/12/2010', '14/12/2010', '2010'].map(of)).toEqual([
      'deprived',
      'not-deprived',
      'deprived',
      'not-deprived',
      'unknown',
    ]);
  });

  it('malnourished, under 16', () =>
    expect(said(household({ size: 1 }), [member('Én', { birth: '2015', malnourished: 'x' })], 'i3')).toEqual([
      'deprived',
      'suy dinh dưỡng: Én',
    ]));

  it.each<[birth: string, schooling: CellValue, says: string]>([
    ['14/12/2010', SCHOOLING.none, 'deprived'],
    ['15/12/2010', SCHOOLING.none, 'not-deprived'],
    ['2009', SCHOOLING.lowerSecondary, 'not-deprived'],
    ['14/12/2008', SCHOOLING.lowerSecondary, 'deprived'],
    ['15/12/2008', SCHOOLING.lowerSecondary, 'not-deprived'],
    ['2008', SCHOOLING.lowerSecondary, 'unknown'],
    ['2008', SCHOOLING.upperSecondary, 'not-deprived'],
    ['2000', SCHOOLING.inLowerSecondary, 'deprived'],
    ['2000', SCHOOLING.atWork, 'not-deprived'],
    ['2000', null, 'unknown'],
    ['2000', '12/12', 'unknown'],
    ['15/12/1995', SCHOOLING.none, 'deprived'],
    ['14/12/1995', SCHOOLING.none, 'not-deprived'],
  ])('born %s, %s: %s', (birth, schooling, says) =>
    expect(said(household({ size: 1 }), [member('Én', { birth, schooling })], 'i5')[0]).toBe(says),
  );

  it('says whom it does not know, and why', () =>
    expect(said(household({ size: 3 }), [member('Én', { noInsurance: 'x' }), member('Hà', { birth: '1990' })], 'i4')).toEqual([
      'unknown',
      'chưa đánh dấu ai không có BHYT; chưa rõ ngày sinh của Én; trang Thành viên mới có 2/3 người',
    ]));

  it('nobody of that age, or everybody with enough schooling', () => {
    expect(said(household({ size: 1 }), [member('Én', { birth: '1950' })], 'i5')).toEqual([
      'not-deprived',
      'không có người từ 16 đến 30 tuổi',
    ]);
    expect(said(household({ size: 1 }), [member('Hà', { birth: '2000', schooling: SCHOOLING.vocational })], 'i5')).toEqual([
      'not-deprived',
      'không có ai chưa đủ trình độ theo tuổi: Hà',
    ]);
  });
});

describe('the house', () => {
  it.each<[area: CellValue, size: CellValue, members: number, says: string, text: string]>([
    [31, 4, 4, 'deprived', '7,7 m² một người (31 m², 4 người)'],
    [32, 4, 4, 'not-deprived', '8 m² một người (32 m², 4 người)'],
    [32, 4, 2, 'not-deprived', '8 m² một người (32 m², 4 người)'],
    [35, 4, 5, 'unknown', 'Số nhân khẩu ghi 4 mà trang Thành viên có 5 người'],
    [40, 4, 5, 'not-deprived', '10 m² một người (40 m², 4 người)'],
    [10, null, 2, 'deprived', '5 m² một người (10 m², 2 người)'],
    [100, null, 2, 'unknown', 'chưa rõ Số nhân khẩu'],
    [100, null, 0, 'unknown', 'chưa rõ Số nhân khẩu'],
    [null, 4, 4, 'unknown', 'chưa ghi Diện tích nhà ở'],
    ['rộng', 4, 4, 'unknown', 'chưa ghi Diện tích nhà ở'],
  ])('%s m², %s persons, %s listed: %s', (houseArea, size, count, says, text) => {
    const members = Array.from({ length: count }, (_, index) => member(`Người ${index}`));
    expect(said(household({ houseArea, size }), members, 'i8')).toEqual([says, text]);
  });
});

describe('what is marked', () => {
  const child = member('Én', { birth: '2015', malnourished: 'x' });
  const differing = (own: Row, members: Row[]): string[] =>
    indicatorHints(own, members, ROUND).flatMap(({ key, differs }) => (differs ? [key] : []));

  it('differs both ways', () => {
    expect(differing(household({ size: 1, i2: 'x' }), [child])).toEqual(['i3']);
    expect(differing(household({ size: 1, i2: 'x', i3: 'x', i5: 'x' }), [child])).toEqual(['i5']);
  });
  it('differs where nobody is named, if everybody is listed', () => {
    const other = member('Hà', { birth: '2016' });
    expect(differing(household({ size: 1, i2: 'x', i3: 'x' }), [other])).toEqual(['i3']);
    expect(differing(household({ size: 2, i2: 'x', i3: 'x' }), [other])).toEqual([]);
  });
  it('never differs where it is in conflict, unclear or not asked yet', () => {
    expect(differing(household({ size: 1, i2: 'x' }, ['i3']), [child])).toEqual([]);
    expect(differing(household({ size: 1, i2: 'x', i3: '?' }), [child])).toEqual([]);
    expect(differing(household({ size: 1, b1: null }), [child])).toEqual([]);
  });
});

it('makes hints only by a standard whose definition is that of the decree', () => {
  const members = [member('Én', { birth: '2015' })];
  const keys = (round: typeof ROUND): string[] => Object.keys(hintsOf(household({ size: 1 }), members, round));
  expect(keys(ROUND)).toEqual(['i2', 'i3', 'i4', 'i5', 'i6', 'i8']);
  expect(keys({ ...ROUND, standard: STANDARD_2027 })).toEqual(['i2', 'i3']);
  expect(keys({ ...ROUND, standard: STANDARD_2027, beside: [ROUND.standard] })).toEqual(['i2', 'i3', 'i4', 'i5', 'i6', 'i8']);
});

it('says nothing of a household that leaves, is on list 02, or has no members; and of ages to nobody who may not see births', () => {
  const members = [member('Én', { birth: '2015' })];
  expect(indicatorHints(household({ size: 1, change: 'Chuyển đi' }), members, ROUND)).toEqual([]);
  expect(indicatorHints({ ...household({ size: 1 }), sheet: 'list02' }, members, ROUND)).toEqual([]);
  expect(Object.keys(hintsOf(household({ size: 1 }), []))).toEqual(['i8']);
  expect(indicatorHints(household({ size: 1 }), members, ROUND, true).map(({ key }) => key)).toEqual(['i8']);
});

/** A household as it really is, and what somebody has written of it. */
interface Truth {
  people: { born: string; allowance: string; schooling: string; malnourished: boolean; noInsurance: boolean; notInSchool: boolean }[];
  area: number;
}

/** Counted with the calendar, year by year, unlike the code. */
function ageOn(born: string, day: string): number {
  const [year = 0, month = 0, date = 0] = born.split('-').map(Number);
  let age = 0;
  while (Date.UTC(year + age + 1, month - 1, date) <= Date.parse(`${day}T00:00:00Z`)) age++;
  return age;
}

function deprivedIn({ people, area }: Truth, day: string): Record<string, boolean> {
  const aged = people.map((person) => ({ ...person, age: ageOn(person.born, day) }));
  const fit = (schooling: string, age: number): boolean =>
    [SCHOOLING.inUpperSecondary, SCHOOLING.upperSecondary, SCHOOLING.vocational, SCHOOLING.atWork].some((each) => each === schooling) ||
    (age < 18 && schooling !== SCHOOLING.none);
  return {
    i2: aged.filter(({ age, allowance }) => age < 16 || allowance === AGED_OR_DISABLED).length / people.length > 0.5,
    i3: aged.some(({ age, malnourished }) => age < 16 && malnourished),
    i4: aged.some(({ age, noInsurance }) => age >= 6 && noInsurance),
    i5: aged.some(({ age, schooling }) => age >= 16 && age <= 30 && !fit(schooling, age)),
    i6: aged.some(({ age, notInSchool }) => age >= 3 && age < 16 && notInSchool),
    i8: area / people.length < 8,
  };
}

describe('whatever the household', () => {
  const lastDay = fc.constantFrom('2026-12-14', '2024-02-29', '2027-02-28', '2023-12-31', '2026-01-01');
  /** Mostly birthdays around the round's day at the ages that count. */
  const born = (day: string): fc.Arbitrary<string> =>
    fc.tuple(fc.constantFrom(0, 1, 3, 6, 15, 16, 17, 18, 19, 30, 31, 60), fc.integer({ min: -400, max: 2 })).map(([years, days]) => {
      const on = new Date(`${day}T00:00:00Z`);
      on.setUTCFullYear(on.getUTCFullYear() - years);
      return new Date(Math.min(on.getTime() + days * 86_400_000, Date.parse(`${day}T00:00:00Z`))).toISOString().slice(0, 10);
    });
  const truthOn = (day: string): fc.Arbitrary<Truth> =>
    fc.record({
      people: fc.array(
        fc.record({
          born: born(day),
          allowance: fc.constantFrom(AGED_OR_DISABLED, 'Đối tượng khác', 'Không'),
          schooling: fc.constantFrom(...Object.values(SCHOOLING)),
          malnourished: fc.boolean(),
          noInsurance: fc.boolean(),
          notInSchool: fc.boolean(),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      area: fc.integer({ min: 1, max: 60 }),
    });
  const dated = (born: string, keep: 'day' | 'month' | 'year' | 'nothing'): CellValue => {
    const text = born.split('-').reverse().join('/');
    return { day: text, month: text.slice(3), year: text.slice(6), nothing: null }[keep];
  };
  /** Each with what stays of it. */
  const kept = fc.record({
    birth: fc.constantFrom('day' as const, 'day' as const, 'month' as const, 'year' as const, 'nothing' as const),
    allowance: fc.boolean(),
    schooling: fc.boolean(),
    marks: fc.boolean(),
    listed: fc.boolean(),
    disputed: fc.subarray(['birth', 'allowance', 'schooling', 'noInsurance']),
  });
  const WHOLE = { birth: 'day' as const, allowance: true, schooling: true, marks: true, listed: true, disputed: [] };
  type Kept = Omit<typeof WHOLE, 'birth' | 'disputed'> & { birth: 'day' | 'month' | 'year' | 'nothing'; disputed: string[] };

  const written = ({ people }: Truth, keeps: readonly Kept[]): Row[] =>
    people.flatMap((person, index) => {
      const keep = keeps[index % keeps.length] ?? WHOLE;
      const mark = (is: boolean): CellValue => (is && keep.marks ? 'x' : null);
      const cells = {
        birth: dated(person.born, keep.birth),
        allowance: keep.allowance ? person.allowance : null,
        schooling: keep.schooling ? person.schooling : null,
        malnourished: mark(person.malnourished),
        noInsurance: mark(person.noInsurance),
        notInSchool: mark(person.notInSchool),
      };
      return keep.listed ? [member(`Người ${index}`, cells, keep.disputed)] : [];
    });
  const scene = lastDay.chain((day) => fc.tuple(fc.constant(day), truthOn(day)));

  it('of which all is known, is what it is', () => {
    fc.assert(
      fc.property(scene, ([day, truth]) => {
        const hints = hintsOf(household({ size: truth.people.length, houseArea: truth.area }), written(truth, [WHOLE]), {
          ...ROUND,
          lastDay: day,
        });
        for (const [key, is] of Object.entries(deprivedIn(truth, day))) {
          // A mark can only say yes.
          const unsaid = ['i3', 'i4', 'i6'].includes(key) && hints[key]?.says === 'unknown';
          expect([key, unsaid ? false : hints[key]?.says === 'deprived']).toEqual([key, is]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is suggested to be what it may not be by nothing that is unknown', () => {
    fc.assert(
      fc.property(scene, fc.array(kept, { minLength: 1 }), fc.boolean(), ([day, truth], keeps, sized) => {
        const own = household({ size: sized ? truth.people.length : null, houseArea: truth.area });
        const hints = hintsOf(own, written(truth, keeps), { ...ROUND, lastDay: day });
        for (const [key, is] of Object.entries(deprivedIn(truth, day))) {
          const says = hints[key]?.says ?? 'unknown';
          if (says !== 'unknown') expect([key, says]).toEqual([key, is ? 'deprived' : 'not-deprived']);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same in whatever order its members are listed', () => {
    const shuffled = fc.tuple(scene, fc.array(kept, { minLength: 1 })).chain(([[day, truth], keeps]) => {
      const rows = written(truth, keeps);
      return fc.tuple(fc.constant({ day, truth, rows }), fc.shuffledSubarray(rows, { minLength: rows.length }));
    });
    fc.assert(
      fc.property(shuffled, ([{ day, truth, rows }, other]) => {
        const own = household({ size: truth.people.length, houseArea: truth.area, i3: 'x', i4: 'x' });
        const of = (members: Row[]) => indicatorHints(own, members, { ...ROUND, lastDay: day }).map(({ text: _, ...rest }) => rest);
        expect(of(other)).toEqual(of(rows));
      }),
    );
  });
});
