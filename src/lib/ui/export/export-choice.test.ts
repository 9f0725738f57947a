import { describe, expect, it } from 'vitest';
import { chooseRound } from '$lib/review/plans.ts';
import { STANDARD_2027 } from '../../../../tests/fixtures/confirmed-2027.ts';
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
    { name: 'Báo cáo kết quả sơ bộ', forms: ['11'], text: 'Hạn 09/08/2023 · Phụ lục 11' },
  ]);
  choice.what = 'Báo cáo tiến độ';
  expect(choice.forms).toEqual([['10']]);
  expect(choice.personal).toEqual(['Danh sách 01', 'Danh sách 02']);
});

it('has living standards only if the plan determines them, and forms in groups', () => {
  const ids = (plan: string): string[] =>
    new ExportChoice(() => chooseRound({ plan })).groups.flatMap(({ picks }) => picks.map(({ key }) => key));
  expect(ids('tra-cu-2023')).toContain('9.7');
  expect(ids('bac-kan-2024')).not.toContain('9.7');
  const groups = new ExportChoice(() => chooseRound({ plan: 'bac-kan-2024' })).groups;
  expect(groups.map(({ heading, picks }) => [heading, picks[0]?.key])).toEqual([
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
  expect(choice).toMatchObject({ ready: true, forms: [['7.1', '7.2']] });
  choice.whose = 'village';
  expect(choice.ready).toBe(false);
  choice.village = 'Thôn 3';
  expect(choice).toMatchObject({ ready: true, of: { kind: 'village', village: 'Thôn 3' } });
});

describe('in a round of two standards', () => {
  const both = (): ExportChoice => new ExportChoice(() => chooseRound({ year: 2026, beside: [STANDARD_2027.id] }, [STANDARD_2027]));

  it('offers the forms of each, named for it, and the passage', () => {
    const headings = both().groups.map(({ heading }) => heading);
    expect(headings.slice(0, 2)).toEqual(['Danh sách', 'Tổng hợp']);
    expect(headings).toContain('Tổng hợp, Chuẩn 2027-2030');
    expect(headings.at(-1)).toBe('Từ chuẩn này sang chuẩn kia');
    const keys = both().groups.flatMap(({ picks }) => picks.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(expect.arrayContaining(['7.1', '1:7.1', '1:chuyen-chuan-2027', '1:danh-sach-chuyen-chuan-2027']));
  });

  it('a picked form is exported by its own standard only', () => {
    const choice = both();
    choice.what = 'some';
    choice.picked = ['7.2'];
    expect(choice).toMatchObject({ forms: [['7.2']], beside: [] });
    choice.picked = ['1:chuyen-chuan-2027', '1:7.1'];
    expect(choice).toMatchObject({ ready: true, forms: [[], ['7.1', 'chuyen-chuan-2027']], beside: [STANDARD_2027.id] });
  });

  it('a report of the plan has the same forms by each, and the passage', () => {
    const choice = both();
    choice.what = choice.sets[0]!.name;
    expect(choice.forms).toEqual([choice.sets[0]!.forms, [...choice.sets[0]!.forms, 'chuyen-chuan-2027', 'danh-sach-chuyen-chuan-2027']]);
    choice.withBeside = false;
    expect(choice).toMatchObject({ forms: [choice.sets[0]!.forms], beside: [] });
  });

  it('names the personal sheets of each standard that is exported', () => {
    const choice = both();
    expect(choice.personal).toEqual(expect.arrayContaining(['Thành viên', 'Mẫu 6.1', 'Mẫu 6.1 (2027)', 'Mẫu 6.2 (2027)']));
    choice.withBeside = false;
    expect(choice.personal.filter((name) => name.includes('2027'))).toEqual([]);
    choice.what = 'some';
    choice.picked = ['1:6.1'];
    expect(choice.personal).toEqual(['Danh sách 01', 'Thành viên', 'Mẫu 6.1 (2027)']);
  });
});
