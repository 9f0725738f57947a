import { expect, it } from 'vitest';
import { drawnColumns, headingRows } from './heading-rows.ts';
import { BUILT_IN } from './registry.ts';

const headingsOf = (id: string) => BUILT_IN.summaries.find((form) => form.id === id)!.headings;

it('fills every row of every form’s headings to its full width, and numbers every column', () => {
  for (const { id, headings } of BUILT_IN.summaries) {
    const columns = drawnColumns(headings);
    const width: number[] = [];
    headingRows(headings).forEach((row, level) => {
      for (const { across, down } of row) for (let at = level; at < level + down; at++) width[at] = (width[at] ?? 0) + across;
    });
    expect([id, new Set(width)]).toEqual([id, new Set([columns.length])]);
    expect(columns.every(({ printed }) => printed !== '')).toBe(true);
  }
});

it('draws what the form prints', () => {
  expect(headingRows(headingsOf('7.1'))[0]).toEqual([
    { text: 'Tổng số hộ dân cư', across: 2, down: 1 },
    { text: 'Kết quả rà soát về hộ (chính thức)', across: 6, down: 1 },
    { text: 'Kết quả rà soát về khẩu (chính thức)', across: 6, down: 1 },
  ]);
  expect(
    drawnColumns(headingsOf('7.1'))
      .map(({ printed }) => printed)
      .slice(0, 5),
  ).toEqual(['1', '2', '3', '4=3/1*100', '5']);
  expect(
    drawnColumns(headingsOf('7.9'))
      .map(({ printed }) => printed)
      .slice(0, 4),
  ).toEqual(['1.0', '1.1', '1.2', '1.2.1 …']);
});
