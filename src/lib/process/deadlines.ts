/** What is due in a round, for whom and on which day: read from its course, where its villages stand, and the reports of its plan. */
import { addDays, dayText, weekday } from '../review/iso-day.ts';
import type { Plan, Report } from '../review/plans.ts';

import { unconfirmedText, type WorkingDays } from '../review/working-days.ts';
import type { Course, CourseStep } from './course.ts';
import type { Standing } from './standing.ts';
import type { StepId } from './steps.ts';

/** Whose work it is. */
export type Doer = 'reviewer' | 'village-head' | 'commune' | 'upper';

export interface Due {
  /** The same as long as it is the same thing, also when its day changes. */
  id: string;
  kind: 'step' | 'posting' | 'complaint' | 'opinion' | 'report';
  what: string;
  /** The last day, yyyy-mm-dd. */
  day: string;
  /** By this hour of that day: '15:00'. */
  time?: string;
  by: readonly Doer[];
  /** Ids of the villages that it waits for; empty for the commune as a whole. */
  villages: readonly string[];
  late: boolean;
  /** Why the day is another one than the plan's, or may still change. */
  note: string;
  /** Of a report: its id, and the day that it is marked by when it was sent. */
  report?: { id: string; day: string };
}

export interface RoundState {
  plan: Plan;
  course: Course;
  villages: readonly { id: string; name: string; standing: Standing }[];
  /** 'REPORT DAY' for each report that was sent. */
  sent: ReadonlySet<string>;
  calendar: { today: string; days: WorkingDays };
}

const STEP_BY: Readonly<Record<StepId, readonly Doer[]>> = {
  review: ['reviewer', 'commune'],
  check: ['upper', 'commune'],
  meeting: ['village-head', 'commune'],
  posting: ['commune'],
  opinion: ['commune'],
  recognition: ['commune'],
};

/** All that is still to do, in the order of its days. */
export const duesOf = (state: RoundState): Due[] =>
  [...stepDues(state), ...villageDues(state), ...reportDues(state)].sort((a, b) =>
    a.day === b.day ? (a.time ?? '24').localeCompare(b.time ?? '24') : a.day < b.day ? -1 : 1,
  );

/** Steps with a last day, each for the villages that have not closed it; the recognition at the latest on the round's last day. */
function stepDues({ course, villages, calendar: { today, days } }: RoundState): Due[] {
  const order = course.steps.map(({ id }) => id);
  return course.steps.flatMap((step): Due[] => {
    const { id, name } = step;
    const last = lastDayOf(step, course, days);
    const waiting = villages.filter(({ standing }) => standing.step !== null && order.indexOf(standing.step) <= order.indexOf(id));
    if (!last || waiting.length === 0) return [];
    const { day, unconfirmed } = last;
    return [
      {
        id: `step.${id}`,
        kind: 'step',
        what: name,
        day,
        by: STEP_BY[id],
        villages: waiting.map((village) => village.id),
        late: day < today,
        note: unconfirmedText(unconfirmed),
      },
    ];
  });
}

/** The last day of a step, by the plan or by its own limit; null where nothing says it. */
export function lastDayOf({ id, until }: CourseStep, course: Course, days: WorkingDays): ReturnType<WorkingDays['lastDay']> | null {
  if (until !== undefined) return { day: until, unconfirmed: [] };
  if (id !== 'recognition') return null;
  return decisionDay(course, days) ?? { day: course.span.to, unconfirmed: [] };
}

/** Of a review that has a limit for its decision, counted from its beginning. */
const decisionDay = ({ decision, span }: Course, days: WorkingDays): ReturnType<WorkingDays['lastDay']> | null =>
  decision?.event === 'started' ? days.lastDay(span.from, decision.term) : null;

/** What runs in one village: its posting, its complaints, the opinion about its list. */
const villageDues = ({ course, villages, calendar }: RoundState): Due[] =>
  villages.flatMap(({ id, name, standing }) => ofVillage(id, name, standing, course, calendar));

function ofVillage(
  id: string,
  name: string,
  { step, posting, complaints, sent }: Standing,
  course: Course,
  { today, days }: RoundState['calendar'],
): Due[] {
  const dues: Due[] = [];
  if (step === 'posting' && posting)
    dues.push({
      id: `${posting.act.id}.${id}`,
      kind: 'posting',
      what: `Hết niêm yết, ${name}`,
      day: posting.until,
      by: ['commune'],
      villages: [id],
      late: false,
      note: unconfirmedText(posting.unconfirmed),
    });
  for (const { act, answer } of step === null ? [] : complaints) {
    if (answer) continue;
    const { day, unconfirmed } = days.lastDay(act.data.day, course.recheck);
    dues.push({
      id: `${act.id}.${id}`,
      kind: 'complaint',
      what: `Trả lời phản ánh, khiếu nại nhận ngày ${dayText(act.data.day)}, ${name}`,
      day,
      by: ['commune'],
      villages: [id],
      late: day < today,
      note: unconfirmedText(unconfirmed),
    });
  }
  if (sent && course.opinion?.term) {
    const { day, unconfirmed } = days.lastDay(sent.data.day, course.opinion.term);
    dues.push({
      id: `${sent.id}.${id}`,
      kind: 'opinion',
      what: `Ý kiến của ${course.opinion.who}, ${name}`,
      day,
      by: ['upper', 'commune'],
      villages: [id],
      late: day < today,
      note: unconfirmedText(unconfirmed),
    });
  }
  return dues;
}

/** Reports that were not marked as sent. A report that would be due on a day off is due on the working day before. */
function reportDues({ plan, sent, calendar: { today, days } }: RoundState): Due[] {
  return plan.reports.flatMap((report) =>
    reportDays(report, plan).flatMap((planned): Due[] => {
      if (sent.has(`${report.id} ${planned}`)) return [];
      const day = workedOnOrBefore(planned, days);
      return [
        {
          id: `report.${report.id}.${planned}`,
          kind: 'report',
          what: report.name,
          day,
          ...(report.weekly && { time: report.weekly.time }),
          by: ['commune'],
          villages: [],
          late: day < today,
          note: [
            day === planned ? '' : `Ngày ${dayText(planned)} là ngày nghỉ, nên gửi vào ngày làm việc trước đó.`,
            unconfirmedText(days.isWorked(planned).unconfirmed),
          ]
            .filter(Boolean)
            .join(' '),
          report: { id: report.id, day: planned },
        },
      ];
    }),
  );
}

/** The days that a plan names for a report. */
export function reportDays({ due, weekly }: Report, { from, to }: Pick<Plan, 'from' | 'to'>): string[] {
  if (!weekly) return due === undefined ? [] : [due];
  const days: string[] = [];
  const first = addDays(from, (weekly.weekday - weekday(from) + 7) % 7);
  for (let day = first; day <= to; day = addDays(day, 7)) days.push(day);
  return days;
}

function workedOnOrBefore(day: string, days: WorkingDays): string {
  let last = day;
  // A holiday lasts days, never weeks; a calendar that is all days off must not hang a page.
  for (let tries = 0; tries < 30 && !days.isWorked(last).worked; tries++) last = addDays(last, -1);
  return last;
}

/**
 * What a page shows: of a weekly report the last one that is late and the next one, because older ones are in the next one's figures.
 * @returns what is late first.
 */
export function duesToShow(dues: readonly Due[], isMine: (due: Due) => boolean): Due[] {
  const mine = dues.filter(isMine);
  const newest = new Map<string, Due>();
  for (const due of mine) {
    const key = due.report ? `${due.report.id} ${String(due.late)}` : due.id;
    if (!newest.has(key) || due.late) newest.set(key, due);
  }
  const shown = [...newest.values()];
  return [...shown.filter(({ late }) => late), ...shown.filter(({ late }) => !late)];
}
