/** What a village's line on the home page says about its progress, and what comes next. */
import { UNSEEN } from '$lib/review/personal.ts';
import type { Classes, Progress } from '$lib/summary/progress.ts';
import { numberText } from '../parts/number-text.ts';

/** A number of households of one class, as a page shows it: unknown is never 0. */
export const classText = (counted: Classes | undefined, key: 'poor' | 'near'): string =>
  counted && counted.unseen > 0 ? UNSEEN : numberText(counted?.[key] ?? 0);

/** What is left to do, largest consequence first; empty if nothing is. */
export function stepsOf({ toReview, classified, unsettled, open, withoutB1, missing, conflicts }: Progress): string[] {
  const otherwise = toReview - classified - unsettled - open - withoutB1;
  return [
    conflicts > 0 && `${conflicts} ô hai người ghi khác nhau${unsettled > 0 ? `, ${unsettled} hộ chưa thống nhất` : ''}`,
    withoutB1 > 0 && `${withoutB1} hộ chưa có Điểm B1`,
    otherwise > 0 && `${otherwise} hộ chưa phân loại được`,
    missing > 0 && `${missing} hộ thiếu thông tin`,
  ].filter((step) => step !== false);
}
