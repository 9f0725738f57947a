/** Days in words. */
import { weekday } from '$lib/review/iso-day.ts';

const NAMES = ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'];

export const weekdayName = (day: string): string => NAMES[weekday(day)] ?? '';
