import { textKey } from '../formula/values.ts';

/**
 * Two cells have one key where Excel's "=", COUNTIFS and VLOOKUP call their texts equal: capitals do not count,
 * everything else does. What the workbook looks up or counts with a formula is looked up by this key here, so that both
 * agree. Whether two spellings mean one village is another question: villageSpelling and villageKey.
 */
export const excelKey = (value: unknown): string => textKey(String(value ?? ''));
