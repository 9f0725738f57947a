import { expect, it } from 'vitest';
import { WorkingDays } from '$lib/review/working-days.ts';
import { dueText } from './due-text.ts';

const days = new WorkingDays();

it('says the last day, and when it has passed', () => {
  // 24 November 2026 is a day off.
  const due = days.lastDay('2026-11-20', { days: 3, unit: 'working' });
  expect(dueText(due, '2026-11-21')).toBe('Hạn trả lời: hết ngày 26/11/2026.');
  expect(dueText(due, '2026-11-27')).toBe('Hạn trả lời: hết ngày 26/11/2026, đã quá hạn.');
});

it('says that it rests on days nobody has confirmed', () =>
  expect(dueText(days.lastDay('2027-10-01', { days: 3, unit: 'working' }), '2027-10-01')).toBe(
    'Hạn trả lời: hết ngày 06/10/2027. Lịch nghỉ năm 2027 chưa được xác nhận đủ: ngày này có thể thay đổi.',
  ));
