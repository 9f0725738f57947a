/** A commune's review as lists of reviews name it. */
import type { Review } from './account.ts';
import { monthOf } from './plans.ts';

/** A monthly review runs beside the yearly one, with the same people. */
export const isMonthly = ({ plan = '' }: Pick<Review, 'plan'>): boolean => monthOf(plan) !== null;

/** 'Xã Kim Sơn, đợt 2025', 'Xã Kim Sơn, thường xuyên tháng 3/2025' */
export function reviewTitle({ name, year, plan = '' }: Pick<Review, 'name' | 'year' | 'plan'>): string {
  const month = monthOf(plan);
  return month ? `${name}, thường xuyên tháng ${month.month}/${month.year}` : `${name}, đợt ${year}`;
}

/** What has been done with villages whose round is put aside no longer. */
export const decidedWords = (review: Pick<Review, 'plan'>): string =>
  isMonthly(review) ? 'có quyết định công nhận hoặc văn bản trả lời' : 'gửi lên cấp trên hoặc đã công nhận';
