/** A report of each week, in words. */
import type { Report } from './plans.ts';

export const WEEKDAYS = ['Chủ Nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'] as const;

/** '15:00' -> '15 giờ'; '15:30' -> '15 giờ 30' */
export function timeText(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${hour ?? 0} giờ${minute ? ` ${minute}` : ''}`;
}

/** 'Trước 15 giờ thứ Năm hằng tuần' */
export const weeklyText = ({ weekday, time }: NonNullable<Report['weekly']>): string =>
  `Trước ${timeText(time)} ${WEEKDAYS[weekday] ?? ''} hằng tuần`;
