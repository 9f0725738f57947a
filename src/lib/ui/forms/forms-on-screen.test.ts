import { describe, expect, it } from 'vitest';
import { classifyAll } from '$lib/review/classify.ts';
import { POOR, RURAL, URBAN } from '$lib/review/columns.ts';
import { chooseRound } from '$lib/review/plans.ts';
import type { Row } from '$lib/review/types.ts';
import { leavesOf } from '$lib/forms/official/description.ts';
import { fillReport } from '$lib/forms/report.ts';
import { SUMMARIES } from '$lib/forms/official/summaries.ts';
import { figureWords, wordsText } from './figure-words.ts';
import { formRows } from './form-rows.ts';
import { headingRows, pathsOf } from './heading-rows.ts';

const village = (name: string, area = RURAL): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name, area } });
const household = (id: string, name: string): Row => ({
  id,
  sheet: 'list01',
  cells: { village: name, size: 1200, lastYear: POOR, b1: 100, i1: 'x', i2: 'x', i3: 'x', minority: null, ethnic: 'Tày' },
});
const fill = (villages: Row[]): ReturnType<typeof fillReport> =>
  fillReport(
    classifyAll(
      { unit: 'Xã A', villages, households: [household('h:1', 'Thôn 3'), household('h:2', 'Thôn 3')], members: [] },
      chooseRound({ year: 2023 }),
    ),
  );

describe('headings', () => {
  it.each(SUMMARIES.filter(({ id }) => id !== '7.9'))('of Mẫu $id cover every column on every row of the head', ({ headings }) => {
    const rows = headingRows(headings);
    const covered = rows.map(() => 0);
    rows.forEach((cells, at) =>
      cells.forEach(({ columns, rows: down }) =>
        covered.slice(at, at + down).forEach((_, offset) => (covered[at + offset] = (covered[at + offset] ?? 0) + columns)),
      ),
    );
    expect(covered).toEqual(rows.map(() => leavesOf(headings).length));
    expect(pathsOf(headings)).toHaveLength(leavesOf(headings).length);
  });
});

describe('a figure in words', () => {
  const filled = (id: string) => fill([village('Thôn 3')]).forms.find(({ form }) => form.id === id)!;
  const words = (id: string, line: number, column: string): string =>
    wordsText(figureWords(filled(id), { form: id, part: 'unit', index: 0, line, column }));

  it('gives the amount, its unit, the column and the place', () => {
    expect(words('7.8', 0, '1')).toBe('2 hộ: Hộ nghèo, Tổng số, Thôn 3, Hộ');
    expect(words('7.8', 1, '1')).toBe('2.400 khẩu: Hộ nghèo, Tổng số, Thôn 3, Nhân khẩu');
    expect(words('7.1', 0, '4')).toBe('100,00 %: Kết quả rà soát về hộ (chính thức), Tỷ lệ %, Thôn 3');
    expect(words('7.11', 0, '1')).toBe('0 người: Chỉ số thiếu hụt về trẻ em thuộc hộ nghèo, Tổng số trẻ em, Thôn 3');
  });
});

describe('rows', () => {
  const names = (villages: Row[]): string[] => formRows(fill(villages).forms[0]!).map(({ row }) => row.name);

  it('have each block under its sum', () => {
    expect(names([village('Thôn 3'), village('Tổ 1', URBAN)])).toEqual([
      'I. Khu vực thành thị',
      'Tổ 1',
      'II. Khu vực nông thôn',
      'Thôn 3',
      'Tổng cộng',
    ]);
  });

  it('of a single village have no total, because it would be the same', () => {
    expect(names([village('Thôn 3')])).toEqual(['Thôn 3']);
  });
});
