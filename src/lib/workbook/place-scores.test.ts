import { expect, it } from 'vitest';
import { STANDARD_2027_NEW_B1, STANDARD_HCM } from '../../../tests/fixtures/confirmed-hcm.ts';
import { surveyOf } from '../review/round-columns.ts';
import { ND07 } from '../review/standards.ts';
import type { CellValue } from '../review/types.ts';
import { placeScores } from './place-scores.ts';

const of = (cells: Record<string, CellValue>) => ({
  data: { unit: '', villages: [], members: [], households: [{ id: 'h', sheet: 'list01' as const, cells }] },
});
const placed = (cells: Record<string, CellValue>, ...standards: [typeof ND07, ...(typeof ND07)[]]): unknown => {
  const [standard, ...beside] = standards;
  return placeScores(of(cells), surveyOf({ standard, beside })).data.households[0]?.cells;
};

it('a score that names no table is by the only table of the round', () => {
  expect(placed({ b1: 130 }, STANDARD_2027_NEW_B1)).toEqual({ b1New: 130 });
  expect(placed({ b1: 130 }, STANDARD_2027_NEW_B1, STANDARD_HCM)).toEqual({ b1New: 130 });
});

it('stays what it is where the round has that table, several, or none, and where the file names the other', () => {
  expect(placed({ b1: 130 }, ND07)).toEqual({ b1: 130 });
  expect(placed({ b1: 130 }, ND07, STANDARD_2027_NEW_B1)).toEqual({ b1: 130 });
  expect(placed({ b1: 130 }, STANDARD_HCM)).toEqual({ b1: 130 });
  expect(placed({ b1: 130, b1New: 90 }, STANDARD_2027_NEW_B1)).toEqual({ b1: 130, b1New: 90 });
});
