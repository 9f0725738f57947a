/** Limits for a file's contents, checked before a library sees them: a few kilobytes can unpack to gigabytes. */
import { workbookError } from './read-error.ts';

const MB = 1024 * 1024;

export const LIMITS = {
  fileSize: 20 * MB,
  unzippedSize: 200 * MB,
  /** Honest workbooks compress 5 to 30 times. Small parts compress better, so the ratio counts only above `ratioFrom`. */
  ratio: 100,
  ratioFrom: 10 * MB,
  zipEntries: 5000,
  /** Our own workbook has some 25 for each standard of its round, and one more for each form of the province. */
  sheets: 200,
  rows: 100_000,
  columns: 200,
} as const;

/** Refuses an .ods that says "repeat this filled cell a million times": it is small even when unzipped. */
export function checkRepeats(contentXml: string): void {
  let rowRepeat = 1;
  let cells = 0;
  for (const [tag, kind = ''] of contentXml.matchAll(/<table:(table-row|table-cell)\b[^>]*>/g)) {
    if (kind === 'table-row') {
      rowRepeat = Number(/number-rows-repeated="(\d+)"/.exec(tag)?.[1] ?? 1);
    } else if (tag.includes('value-type=')) {
      cells += rowRepeat * Number(/number-columns-repeated="(\d+)"/.exec(tag)?.[1] ?? 1);
      if (cells > 5_000_000) throw workbookError('zip-bomb', '5 triệu ô');
    }
  }
}
