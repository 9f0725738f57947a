import { formatNumber } from '../review/cell-number.ts';

/** What an editor begins with, and what is copied: numbers without separators. */
export const asTyped = (value: unknown): string =>
  typeof value === 'number' ? formatNumber(value, false) : typeof value === 'string' ? value : '';
