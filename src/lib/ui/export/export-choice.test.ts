import { expect, it } from 'vitest';
import { chooseRound } from '$lib/review/plans.ts';
import { ExportChoice } from './export-choice.svelte.ts';

it('starts with all forms of the whole commune', () => {
  const choice = new ExportChoice(() => chooseRound({ year: 2023 }));
  expect(choice).toMatchObject({ forms: undefined, of: { kind: 'commune' }, ready: true });
  expect(choice.personal).toEqual(expect.arrayContaining(['Danh sách 01', 'Thành viên', 'Mẫu 6.1']));
});

it('offers the reports of the plan, with their forms', () => {
  const choice = new ExportChoice(() => chooseRound({ plan: 'tra-cu-2023' }));
  expect(choice.sets.slice(0, 2)).toEqual([
    { name: 'Báo cáo tiến độ', forms: ['10'], text: 'Trước 15 giờ thứ Năm hằng tuần · Phụ lục 10' },
    { name: 'Báo cáo kết quả sơ bộ', forms: ['11'], text: 'Hạn 10/08/2023 · Phụ lục 11' },
  ]);
  choice.what = 'Báo cáo tiến độ';
  expect(choice.forms).toEqual(['10']);
  expect(choice.personal).toEqual(['Danh sách 01', 'Danh sách 02']);
});

it('has living standards only if the plan determines them, and forms in groups', () => {
  const ids = (plan: string): string[] =>
    new ExportChoice(() => chooseRound({ plan })).groups.flatMap(({ forms }) => forms.map(({ id }) => id));
  expect(ids('tra-cu-2023')).toContain('9.7');
  expect(ids('bac-kan-2024')).not.toContain('9.7');
  const groups = new ExportChoice(() => chooseRound({ plan: 'bac-kan-2024' })).groups;
  expect(groups.map(({ heading, forms }) => [heading, forms[0]?.id])).toEqual([
    ['Danh sách', expect.any(String)],
    ['Tổng hợp', '7.1'],
    ['Khác', '8A'],
  ]);
});

it('is not ready without a form or a village; forms come in the order of the workbook', () => {
  const choice = new ExportChoice(() => chooseRound({ year: 2023 }));
  choice.what = 'some';
  expect(choice.ready).toBe(false);
  choice.picked = ['7.2', '7.1'];
  expect(choice).toMatchObject({ ready: true, forms: ['7.1', '7.2'] });
  choice.whose = 'village';
  expect(choice.ready).toBe(false);
  choice.village = 'Thôn 3';
  expect(choice).toMatchObject({ ready: true, of: { kind: 'village', village: 'Thôn 3' } });
});
