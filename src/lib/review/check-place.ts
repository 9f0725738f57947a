/** Problems of a review that is already data. Each names its place: in the source file, or by household. */
import type { Problem, Row } from './types.ts';

export const textOf = (row: Row, key: string): string => String(row.cells[key] ?? '');

/** 'hộ NT-01-0007 (Nguyễn Đức Sơn)' */
export const householdName = (row: Row): string => `hộ ${textOf(row, 'code') || 'chưa có mã'} (${textOf(row, 'head') || 'chưa có tên'})`;

/** @param what a sentence that begins in lower case, without a full stop. */
export function problemOf(row: Row, severity: Problem['severity'], code: string, what: string, column?: string): Problem {
  const household = textOf(row, 'code');
  const { source } = row;
  const place = source
    ? [`Trang ${source.sheet}`, `dòng ${source.row}`, ...(column ? [`cột ${column}`] : [])].join(', ')
    : column
      ? `Cột ${column}`
      : '';
  return {
    code,
    severity,
    text: `${place ? `${place}: ${what}` : what.charAt(0).toUpperCase() + what.slice(1)}.`,
    ...(source && { sheet: source.sheet, row: source.row }),
    ...(column && { column }),
    ...(household && { household }),
  };
}
