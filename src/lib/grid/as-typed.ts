import { formatNumber } from '../review/cell-number.ts';

/** The text of an editor, and of a copied cell: numbers without separators. */
export const asTyped = (value: unknown): string =>
  typeof value === 'number' ? formatNumber(value, false) : typeof value === 'string' ? value : '';
