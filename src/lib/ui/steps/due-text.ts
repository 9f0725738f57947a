import { dayText } from '$lib/review/iso-day.ts';
import { unconfirmedText, type Deadline } from '$lib/review/working-days.ts';

/** 'Hạn trả lời: hết ngày 24/10/2026.'; says when it has passed, and when it rests on days that nobody has confirmed. */
export const dueText = ({ day, unconfirmed }: Deadline, today: string, what = 'Hạn trả lời'): string =>
  [`${what}: hết ngày ${dayText(day)}${day < today ? ', đã quá hạn' : ''}.`, unconfirmedText(unconfirmed)].filter(Boolean).join(' ');
