import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageBreaks, type Flow } from './write-pages.ts';

const flow = (rows: number, glued: readonly number[] = [], more: Partial<Flow> = {}): Flow => ({
  heights: Array.from({ length: rows }, () => 10),
  page: 104,
  repeated: 20,
  glued: new Set(glued),
  ...more,
});

describe('pages', () => {
  it('are filled, including the repeated headings', () => {
    expect(pageBreaks(flow(10))).toEqual([]);
    expect(pageBreaks(flow(30))).toEqual([10, 18, 26]);
  });

  it('rows that belong together move to the next page together', () => {
    expect(pageBreaks(flow(12, [10, 11, 12]))).toEqual([8]);
    expect(pageBreaks(flow(18, [18]))).toEqual([10]);
    expect(pageBreaks(flow(19, [18, 19]))).toEqual([10, 16]);
  });

  it('a group longer than a page is split, not lost', () => {
    expect(
      pageBreaks(
        flow(
          30,
          Array.from({ length: 29 }, (_, index) => index + 2),
        ),
      ),
    ).toEqual([10, 18, 26]);
    expect(pageBreaks({ ...flow(3), heights: [10, 500, 10] })).toEqual([1, 2]);
  });

  it('no more than a sheet can have', () => expect(pageBreaks(flow(20_000))).toHaveLength(1000));

  it('each has the rows it must keep together, and none begins with a row that belongs to the one above', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 5, max: 60 }), { maxLength: 200 }),
        fc.array(fc.boolean(), { maxLength: 200 }),
        (heights, marks) => {
          // At most three together, so that they always fit.
          const glued = new Set(marks.flatMap((mark, index) => (mark && index % 3 !== 0 ? [index + 1] : [])));
          const breaks = pageBreaks({ heights, page: 260, repeated: 40, glued });
          const ends = [...breaks, heights.length];
          let from = 0;
          for (const [index, end] of ends.entries()) {
            expect(end).toBeGreaterThanOrEqual(from);
            expect(heights.slice(from, end).reduce((sum, height) => sum + height, 0)).toBeLessThanOrEqual(index === 0 ? 260 : 220);
            if (index > 0) expect(glued.has(from + 1)).toBe(false);
            from = end;
          }
        },
      ),
    );
  });
});
