/** The months and the requests, in words. */
import type { YearOfMonths } from '$lib/api/monthly.ts';
import { MONTH_STATES } from '$lib/process/months.ts';
import type { HouseholdRequest } from '$lib/process/requests.ts';
import { dayText } from '$lib/review/iso-day.ts';

export type MonthRow = YearOfMonths['months'][number];

export const stateText = ({ state, isLate, counts }: MonthRow): string =>
  [MONTH_STATES[state], isLate && (counts.late > 0 ? `${counts.late} giấy quá hạn` : 'quá tháng')].filter(Boolean).join(', ');

/** '3 giấy: 1 công nhận, 1 không công nhận, 1 chưa xong'; '' without any. */
export const countsText = ({ counts }: MonthRow): string => {
  const parts = [
    [counts.recognised, 'công nhận'],
    [counts.refused, 'không công nhận'],
    [counts.retracted, 'rút giấy'],
    [counts.open, 'chưa xong'],
  ] as const;
  return counts.all === 0
    ? ''
    : `${counts.all} giấy: ${parts.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : [])).join(', ')}`;
};

export function outcomeText({ outcome, isOwed, act }: HouseholdRequest, waits: string): string {
  switch (outcome?.kind) {
    case 'recognised':
      return `Công nhận ${act.data.ask === 'leave' ? 'thoát, nay là ' : ''}${outcome.result.toLowerCase()}, quyết định ${outcome.number} ngày ${dayText(outcome.day)}`;
    case 'refused':
      return `Không công nhận, trả lời ngày ${dayText(outcome.day)}${outcome.number && `, văn bản số ${outcome.number}`}: ${outcome.text}`;
    case 'retracted':
      return `Hộ rút giấy ngày ${dayText(outcome.day)}: ${outcome.text}`;
    case undefined:
      if (!isOwed) return `Trong danh sách của thôn, ${waits}`;
      return act.data.listed === 'no'
        ? `Phiếu A có ${act.data.formA ?? 0} tiêu chí nên không đưa vào danh sách. Phải trả lời bằng văn bản`
        : 'Kết quả không như hộ đề nghị. Phải trả lời bằng văn bản';
  }
}
