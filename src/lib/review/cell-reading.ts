/** The result of parsing one cell. */
import type { CellValue } from './types.ts';

/** 'error': kept as typed, but unusable; 'warning': parsed or repaired, should be checked. */
export interface CellProblem {
  code: string;
  text: string;
  severity: 'error' | 'warning';
}

export interface CellReading {
  value: CellValue;
  problem?: CellProblem;
}

export const invalid = (value: string, code: string, text: string): CellReading => ({ value, problem: { code, text, severity: 'error' } });
export const doubtful = (value: CellValue, code: string, text: string): CellReading => ({
  value,
  problem: { code, text, severity: 'warning' },
});
