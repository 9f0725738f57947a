/** Households reviewed and steps done by day, against the days of the plan: Ngày rà soát of Danh sách 01, the recorded steps, the plan. */
import { dayText } from '$lib/review/iso-day.ts';
import { numberText } from '../parts/number-text.ts';
import { NO_DATA, type CalendarPicture, type CalendarStep } from './picture.ts';

/** Households of Danh sách 01 by the day of their review. */
export interface ReviewDays {
  toReview: number;
  /** Of which this person cannot know whether they are reviewed. */
  unseen: number;
  /** Reviewed households by day, yyyy-mm-dd; '' for those without a whole date. */
  reviewed: ReadonlyMap<string, number>;
}

/** Villages of a step by the day on which they did it. */
export interface StepDays {
  name: string;
  /** yyyy-mm-dd; null where nothing says a last day. */
  until: string | null;
  villages: number;
  done: ReadonlyMap<string, number>;
}

const households = (count: number): string => `${numberText(count)} hộ`;
const total = (counts: Iterable<number>): number => [...counts].reduce((sum, count) => sum + count, 0);
const byDay = (days: ReadonlyMap<string, number>): [string, number][] => [...days].sort(([a], [b]) => (a < b ? -1 : 1));
const lateIn = ({ done }: CalendarStep): number => total(done.filter(({ late }) => late).map(({ villages }) => villages));

/** @param span first and last day of the round, yyyy-mm-dd. @param until last day of the visits by the plan. */
export function calendarPicture(
  { toReview, unseen, reviewed }: ReviewDays,
  steps: readonly StepDays[],
  { whole, today, span, until }: { whole: string; today: string; span: { from: string; to: string }; until: string | null },
): CalendarPicture {
  const all = total(reviewed.values());
  const undated = reviewed.get('') ?? 0;
  const dated = byDay(reviewed).filter(([day]) => day !== '');
  const early = dated.filter(([day]) => day < span.from);
  const past = dated.filter(([day]) => day >= span.from && day <= today);
  const future = total(dated.filter(([day]) => day > today && day >= span.from).map(([, count]) => count));
  const before = total(early.map(([, count]) => count));
  let sum = before;
  const line = past.map(([day, count]) => ({ day, households: (sum += count) }));
  const shown = before > 0 && past[0]?.[0] !== span.from ? [{ day: span.from, households: before }, ...line] : line;

  const drawn = steps.map(({ name, until: last, villages, done }): CalendarStep => {
    const days = byDay(done).map(([day, count]) => ({ day, villages: count, late: last !== null && day > last }));
    const overdue = last !== null && last < today ? villages - total(done.values()) : 0;
    return { name, until: last, villages, done: days, overdue };
  });
  const known = drawn.flatMap(({ until: last, done }) => [last ?? '', ...done.map(({ day }) => day)]);
  const to = [span.to, until ?? '', ...known, ...shown.map(({ day }) => day)].reduce((last, day) => (day > last ? day : last));

  const left = toReview - all - unseen;
  const words = [
    `${whole}, đến hết ngày ${dayText(today)}: đã rà soát ${numberText(all)}/${households(toReview)}.`,
    until === null ? '' : `Hạn rà soát ${dayText(until)}${left > 0 && until < today ? `, đã quá hạn, còn ${households(left)}` : ''}.`,
    shown.length === 0 ? `Theo ngày: ${NO_DATA}.` : '',
    undated > 0 ? `${households(undated)} chưa ghi ngày rà soát.` : '',
    before > 0 ? `${households(before)} ghi ngày trước đợt, ${dayText(span.from)}.` : '',
    future > 0 ? `${households(future)} ghi ngày sau hôm nay, không vẽ.` : '',
    stepsText(drawn),
  ];
  return {
    kind: 'calendar',
    id: 'tien-do',
    title: 'Tiến độ so với kế hoạch',
    unit: 'hộ',
    source: 'Ngày rà soát của Danh sách 01, các bước đã ghi, kế hoạch của đợt',
    sentence: words.filter(Boolean).join(' '),
    ...{ from: span.from, to, today, toReview, until, reviewed: shown, steps: drawn },
    table: {
      columns: ['Ngày', 'Hộ rà soát', 'Cộng dồn', 'Hạn của kế hoạch', 'Số thôn làm xong'],
      wordsFrom: 3,
      rows: [
        ...(before > 0 ? [[`Trước ${dayText(span.from)}`, numberText(before), numberText(before), '', '']] : []),
        ...tableDays(
          past.map(([day]) => day),
          drawn,
        ).map((day) => {
          const at = line.find((point) => point.day === day);
          return [
            dayText(day),
            at ? numberText(reviewed.get(day) ?? 0) : '',
            at ? numberText(at.households) : '',
            drawn.flatMap(({ name, until: last }) => (last === day ? [name] : [])).join('; '),
            drawn
              .flatMap(({ name, done }) =>
                done.flatMap(({ day: own, villages, late }) =>
                  own === day ? [`${name}: ${numberText(villages)}${late ? ', muộn' : ''}`] : [],
                ),
              )
              .join('; '),
          ];
        }),
        ...(
          [
            ['Ngày sau hôm nay', future],
            ['Chưa ghi ngày rà soát', undated],
            ['Chưa biết đã rà soát', unseen],
            ['Chưa rà soát xong', left],
          ] as const
        ).flatMap(([name, count]) => (count > 0 ? [[name, numberText(count), '', '', '']] : [])),
        ...drawn.flatMap(({ name, overdue }) => (overdue > 0 ? [['Đã quá hạn', '', '', name, `còn ${numberText(overdue)} thôn`]] : [])),
      ],
    },
  };
}

/** Without the steps that nobody has done and that are not due. */
function stepsText(steps: readonly CalendarStep[]): string {
  const told = steps.filter(({ done, overdue }) => done.length > 0 || overdue > 0);
  return told.length > 0 ? `Số thôn đã xong: ${told.map(stepText).join('; ')}.` : 'Chưa thôn nào xong bước nào.';
}

/** 'Họp dân 9/13, hạn 20/11/2026, muộn 2, quá hạn còn 4' */
function stepText(step: CalendarStep): string {
  const { name, until, villages, done, overdue } = step;
  return [
    `${name} ${numberText(total(done.map((one) => one.villages)))}/${numberText(villages)}`,
    ...(until === null ? [] : [`hạn ${dayText(until)}`]),
    ...(lateIn(step) > 0 ? [`muộn ${numberText(lateIn(step))}`] : []),
    ...(overdue > 0 ? [`quá hạn còn ${numberText(overdue)}`] : []),
  ].join(', ');
}

/** Beside the name of a step: 'hạn 20/11 · 9/13 thôn, muộn 2, quá hạn 4' */
export function stripText(step: CalendarStep): string {
  const { until, villages, done, overdue } = step;
  const figures = [
    `${numberText(total(done.map((one) => one.villages)))}/${numberText(villages)} thôn`,
    ...(lateIn(step) > 0 ? [`muộn ${numberText(lateIn(step))}`] : []),
    ...(overdue > 0 ? [`quá hạn ${numberText(overdue)}`] : []),
  ].join(', ');
  return `${until === null ? 'chưa ghi hạn' : `hạn ${shortDay(until)}`} · ${figures}`;
}

/** '2027-01-05' -> '05/01' */
export const shortDay = (day: string): string => dayText(day).slice(0, 5);

function tableDays(reviewed: readonly string[], steps: readonly CalendarStep[]): string[] {
  const days = steps.flatMap(({ until, done }) => [...(until === null ? [] : [until]), ...done.map(({ day }) => day)]);
  return [...new Set([...reviewed, ...days])].sort();
}
