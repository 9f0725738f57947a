import { expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { oddLists } from '../../../tests/oracle/odd-lists.ts';
import { classifyAll, eachOf, together } from '../review/classify.ts';
import { byEachStandard, chooseRound } from '../review/plans.ts';
import { changesSince } from './changes.ts';
import type { FormFile } from './form-file.ts';
import { fillOne } from './one-form.ts';
import { figuresByUnit, fillPassages, fillReport } from './report.ts';
import { SUMMARIES } from './official/summaries.ts';

const BOTH = chooseRound({ year: 2026, area: 'rural', beside: [STANDARD_2027.id] }, [STANDARD_2027]);
const [MAIN, OTHER] = byEachStandard(BOTH);
const data = oddLists(7, 80);
const classified = classifyAll(data, BOTH);
const titleOf = (id: string, chosen: string | null, own: readonly FormFile[] = []): string | undefined =>
  fillOne(classified, id, chosen, own).forms.find(({ form }) => form.id === id)?.form.title;

it('is by the chosen standard what that standard alone gives', () => {
  for (const [chosen, round] of [
    [null, MAIN],
    ['khong-co', MAIN],
    [STANDARD_2027.id, OTHER!],
  ] as const)
    for (const id of ['7.1', '7.4', 'so-sanh'])
      expect(figuresByUnit(fillOne(classified, id, chosen, []))).toEqual(figuresByUnit(fillReport(classifyAll(data, round), [id])));
  const [main, other] = [null, STANDARD_2027.id].map((chosen) => fillOne(classified, '7.1', chosen, []));
  expect(figuresByUnit(main!)).not.toEqual(figuresByUnit(other!));
});

it('says by which standard it is, only in a round of several', () => {
  expect(titleOf('7.1', null)).toMatch(/\(CHUẨN 2022-2025\)$/);
  expect(titleOf('7.1', STANDARD_2027.id)).toMatch(/\(CHUẨN 2027-2030\)$/);
  const [only] = fillOne(classifyAll(data, MAIN), '7.1', STANDARD_2027.id, []).forms;
  expect(only?.form.title).not.toContain('CHUẨN');
});

it('last year was counted by the standard of that year: a form by another one says so', () => {
  const notesOf = (id: string, chosen: string | null): string =>
    (fillOne(classified, id, chosen, []).forms.find(({ form }) => form.id === id)?.form.notes ?? []).join(' ');
  for (const id of ['so-sanh', '7.2']) expect(notesOf(id, STANDARD_2027.id)).toContain('theo chuẩn khi đó');
  expect(notesOf('7.1', STANDARD_2027.id)).not.toContain('theo chuẩn khi đó');
  expect(notesOf('so-sanh', null)).not.toContain('theo chuẩn khi đó');
});

it('a province’s own form counts only by the standard it is made for', () => {
  const form = { ...SUMMARIES.find(({ id }) => id === '7.1')!, title: 'BIỂU CỦA TỈNH' };
  const own = { kind: 'summary', standard: STANDARD_2027.id, from: '2026-01-01', to: '2026-12-31', form } as unknown as FormFile;
  expect(titleOf('7.1', STANDARD_2027.id, [own])).toBe('BIỂU CỦA TỈNH (CHUẨN 2027-2030)');
  expect(titleOf('7.1', null, [own])).not.toContain('TỈNH');
});

it('a passage is the same whichever standard is chosen, and knows the results by both', () => {
  const id = 'chuyen-chuan-2027';
  const [first, second] = [null, STANDARD_2027.id].map((chosen) => fillOne(classified, id, chosen, []));
  expect(first?.forms.map(({ form }) => form.id)).toEqual([id]);
  expect(figuresByUnit(first!)).toEqual(figuresByUnit(second!));
  expect(changesSince(first!.forms[0]!, figuresByUnit(fillPassages(classified)), true)).toEqual([]);
  expect(fillOne(classified, 'danh-sach-chuyen-chuan-2027', null, []).lists).toHaveLength(1);
  expect([...first!.classified.results.values()][0]).toHaveProperty(`class@${STANDARD_2027.id}`);
});

it('results by all standards in one table give each of them back', () => {
  const back = eachOf({ ...together(classified), beside: undefined });
  expect(back.beside?.map(({ round }) => round)).toEqual([OTHER]);
  expect([...back.beside![0]!.results]).toEqual([...classified.beside![0]!.results]);
  const alone = classifyAll(data, MAIN);
  expect(eachOf(alone)).toEqual(alone);
});
