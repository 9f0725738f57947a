import { expect, it } from 'vitest';
import { mostYear, reviewYear, yearsOf, yearsOfLists } from './review-year.ts';
import type { Row } from './types.ts';

const dated = (...dates: string[]): Row[] => dates.map((reviewedOn, i) => ({ id: String(i), sheet: 'list01', cells: { reviewedOn } }));

it('the majority of households decides, a tie goes to the later year', () => {
  expect(mostYear(yearsOf(dated('10/2022', '11/2022', '12/2023'), 'reviewedOn'))).toEqual({ year: 2022, rows: 2 });
  for (const rows of [dated('12/11/2022', '12/11/2023'), dated('12/11/2023', '12/11/2022')])
    expect(reviewYear(yearsOf(rows, 'reviewedOn'), null)).toBe(2023);
});

it('January and February still belong to the review of the year before', () => {
  expect(reviewYear(yearsOf(dated('15/01/2024', '02/2024'), 'reviewedOn'), null)).toBe(2023);
});

it('what the file states comes before dates, and results alone start the next year', () => {
  expect(reviewYear(yearsOfLists({ of: { year: 2024 }, households: dated('2022', '2022') }), 2021)).toBe(2024);
  expect(reviewYear(yearsOfLists({ of: null, households: dated('') }), 2022)).toBe(2023);
  expect(reviewYear(yearsOfLists({ of: null, households: [] }), null)).toBeUndefined();
});
