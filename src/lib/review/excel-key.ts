import { textKey } from '../formula/values.ts';

/**
 * Two cells have the same key when Excel's "=", COUNTIFS and VLOOKUP treat their texts as equal: only case is ignored. What the workbook
 * looks up or counts by formula is looked up by this key here, so that both agree. Whether two spellings mean one village is another
 * question, see villageSpelling and villageKey.
 */
export const excelKey = (value: unknown): string => textKey(String(value ?? ''));
