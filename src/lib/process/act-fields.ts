/** Fields that acts share, with the texts of their errors. */
import * as v from 'valibot';
import { tidy } from '../review/text.ts';

export const day = (what: string) => v.pipe(v.string(`Hãy ghi ${what}.`), v.isoDate(`Hãy ghi ${what} theo ngày, tháng, năm.`));
export const words = (what: string, most = 500) =>
  v.pipe(
    v.string(`Hãy ghi ${what}.`),
    v.transform(tidy),
    v.minLength(1, `Hãy ghi ${what}.`),
    v.maxLength(most, `Phần ${what} dài quá ${most} chữ.`),
  );
export const maybeWords = (most = 2_000) =>
  v.optional(v.pipe(v.string(), v.transform(tidy), v.maxLength(most, `Dài quá ${most} chữ.`)), '');
/** In paragraphs. */
export const maybeLines = (most: number) =>
  v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split('\n').map(tidy).filter(Boolean).join('\n')),
      v.maxLength(most, `Dài quá ${most} chữ.`),
    ),
    '',
  );
export const count = (what: string) =>
  v.pipe(
    v.number(`Hãy ghi ${what}.`),
    v.integer(`Phần ${what} phải là số nguyên.`),
    v.minValue(0, `Phần ${what} không thể âm.`),
    v.maxValue(100_000, `Phần ${what} quá lớn.`),
  );
export const Value = v.nullable(v.union([v.pipe(v.string(), v.maxLength(2_000)), v.pipe(v.number(), v.finite())]));
export const household = v.pipe(v.string('Hãy chọn hộ.'), v.minLength(1, 'Hãy chọn hộ.'), v.maxLength(200));
