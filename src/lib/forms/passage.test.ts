import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { STANDARD_2027_NEW_B1, STANDARD_HCM } from '../../../tests/fixtures/confirmed-hcm.ts';
import { oddLists, withOtherKinds } from '../../../tests/oracle/odd-lists.ts';
import { Classifier, classifyAll, completeVillages, together } from '../review/classify.ts';
import { excelKey } from '../review/excel-key.ts';
import { byEachStandard, chooseRound, RoundError, type Round } from '../review/plans.ts';
import type { ReviewData } from '../review/types.ts';
import { behind } from './behind.ts';
import { checkIdentities } from './identities.ts';
import { passagesByVillage, passageIdentities } from './passage.ts';
import { figuresByUnit, fillPassages, fillReport } from './report.ts';

const BOTH: Round = chooseRound({ year: 2026, area: 'rural', beside: ['nd351-2025'] }, [STANDARD_2027]);

/** Random lists after random edits of what only one standard asks, of scores and of answers in dispute. */
const edited = fc
  .record({
    seed: fc.nat(10_000),
    edits: fc.array(
      fc.record({
        at: fc.nat(59),
        key: fc.constantFrom('b1', 'b1New', 'incomeYear', 'i12', 'i13', 'i14', 'formA', 'request', 'lastYear'),
        value: fc.constantFrom<string | number | null>('x', null, 135, 145, 160, 46_000_000, 50_000_000, 'Hộ nghèo'),
        disputed: fc.boolean(),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ seed, edits }): ReviewData => {
    const data = withOtherKinds(oddLists(seed, 60));
    for (const { at, key, value, disputed } of edits) {
      const row = data.households[at];
      if (!row) continue;
      row.cells[key] = value;
      if (disputed) row.disputed = [key];
    }
    return data;
  });

/** The same with HCMC's kind beside the national: income of a year, and no Điểm B1. */
const KINDS: readonly { name: string; both: Round }[] = [
  { name: 'of one kind', both: BOTH },
  { name: 'by Điểm B1 and by income of a year', both: chooseRound({ year: 2026, area: 'rural', beside: ['tp-hcm-2026'] }, [STANDARD_HCM]) },
  {
    name: 'by two tables of Điểm B1',
    both: chooseRound({ year: 2026, area: 'rural', beside: ['nd351-2025'] }, [STANDARD_2027_NEW_B1]),
  },
];

describe.each(KINDS)('a round of two standards, $name', ({ both: BOTH }) => {
  const [MAIN, OTHER] = byEachStandard(BOTH) as [Round, Round];

  it('gives by each of them, household by household and form by form, what it gives alone', () => {
    fc.assert(
      fc.property(edited, (data) => {
        const both = classifyAll(data, BOTH);
        const [other] = both.beside ?? [];
        for (const [set, round] of [
          [both, MAIN],
          [other!, OTHER],
        ] as const) {
          const alone = classifyAll(data, round);
          expect([...set.results]).toEqual([...alone.results]);
          expect(figuresByUnit(fillReport(set))).toEqual(figuresByUnit(fillReport(alone)));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('one classifier gives a household its results by all of them, and each its own', () => {
    const data = withOtherKinds(oddLists(5, 40));
    const all = together(classifyAll(data, BOTH)).results;
    const classifier = new Classifier(BOTH, completeVillages(data, BOTH));
    for (const row of data.households) expect(classifier.results(row)).toEqual(all.get(row.id));
    expect(classifier.beside.map(({ round }) => round.standard.id)).toEqual([OTHER.standard.id]);
  });

  it('the passage adds up with the forms by either, and names the households behind each figure', () => {
    fc.assert(
      fc.property(edited, (data) => {
        const both = classifyAll(data, BOTH);
        const passages = fillPassages(both);
        for (const [set, round] of [
          [both, MAIN],
          [both.beside![0]!, OTHER],
        ] as const) {
          const filled = fillReport(set);
          expect(
            checkIdentities(
              { ...filled, forms: [...filled.forms, ...passages.forms] },
              passageIdentities([BOTH.standard, BOTH.beside![0]!], round.standard),
            ),
          ).toEqual([]);
        }
        const [form] = passages.forms;
        const results = together(both);
        form!.numbers.forEach((column, index) => {
          const figure = form!.total.lines[0]![index]!;
          const found = behind({ form: form!.form.id, part: 'total', index: 0, line: 0, column }, passages.forms, results);
          expect(found?.kind === 'rows' && found.plus.length).toBe(figure);
        });
      }),
      { numRuns: 10 },
    );
  });

  it('is for programs a table by village of those who pass from one class to another', () => {
    const data = withOtherKinds(oddLists(3, 80));
    const [passage] = passagesByVillage(classifyAll(data, BOTH));
    const counted = Object.values(passage!).flatMap((from) => Object.values(from).flatMap((to) => Object.values(to)));
    const classified = classifyAll(data, MAIN);
    const villages = new Set(Object.keys(passage!).map(excelKey));
    const other = classifyAll(data, OTHER);
    const expected = data.households.filter(
      ({ id, sheet, cells }) =>
        sheet === 'list01' && villages.has(excelKey(cells.village)) && (classified.results.get(id)?.class || other.results.get(id)?.class),
    );
    expect(counted.reduce((sum, figure) => sum + figure, 0)).toBe(expected.length);
  });

  it('names neither a standard twice nor one that nobody knows or has confirmed', () => {
    const choose = (beside: string[]): Round => chooseRound({ year: 2026, beside }, []);
    expect(() => choose(['nd07-2021'])).toThrow(new RoundError("Bộ chuẩn 'nd07-2021' được chọn hai lần"));
    expect(() => choose(['khong-co'])).toThrow(RoundError);
    expect(() => choose(['nd351-2025'])).toThrow('chưa dùng được');
  });
});
