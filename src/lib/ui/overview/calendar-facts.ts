/** What the calendar picture is drawn from: days of the lists, and days of the recorded steps. */
import { dateOf } from '$lib/cells/entry.ts';
import type { Course } from '$lib/process/course.ts';
import { lastDayOf } from '$lib/process/deadlines.ts';
import type { Standing } from '$lib/process/standing.ts';
import { stepName, type StepId } from '$lib/process/steps.ts';
import { together, type Classified, type Results } from '$lib/review/classify.ts';
import { isoOf } from '$lib/review/iso-day.ts';
import { vietnamDay } from '$lib/review/vietnam-day.ts';
import type { WorkingDays } from '$lib/review/working-days.ts';
import { reviewOf } from '$lib/summary/progress.ts';
import type { ReviewDays, StepDays } from '../pictures/calendar.ts';

/** Of the households that the progress counts as reviewed; their day is Ngày rà soát. */
export function reviewDaysOf(classified: Classified): ReviewDays {
  const { data, results, round } = classified.beside ? together(classified) : classified;
  const reviewed = new Map<string, number>();
  let [toReview, unseen] = [0, 0];
  for (const row of data.households) {
    const review = reviewOf(row, results.get(row.id) as Results, round);
    if (review === null) continue;
    toReview += 1;
    if (review === 'open') unseen += 1;
    if (review !== 'classified') continue;
    const day = isoOf(row.cells.reviewedOn) ?? '';
    reviewed.set(day, (reviewed.get(day) ?? 0) + 1);
  }
  return { toReview, unseen, reviewed };
}

export function sumOfDays(all: readonly ReviewDays[]): ReviewDays {
  const sum = { toReview: 0, unseen: 0, reviewed: new Map<string, number>() };
  for (const { toReview, unseen, reviewed } of all) {
    sum.toReview += toReview;
    sum.unseen += unseen;
    for (const [day, count] of reviewed) sum.reviewed.set(day, (sum.reviewed.get(day) ?? 0) + count);
  }
  return sum;
}

/** The day on which a village was through with a step, yyyy-mm-dd: of a posting its last day; null while it is not through. */
export function doneDay({ closed, posting }: Standing, step: StepId, today: string): string | null {
  const act = closed.get(step);
  if (!act) return null;
  switch (act.kind) {
    case 'reviewed':
      return vietnamDay(dateOf(act.at).getTime());
    case 'posted': {
      const until = posting?.until ?? act.data.from;
      // A calendar that was changed since may put its end after today, although the next step is done.
      return until < today ? until : today;
    }
    default:
      return 'day' in act.data ? act.data.day : null;
  }
}

export const stepDaysOf = (
  course: Course,
  standings: readonly Standing[],
  { today, days }: { today: string; days: WorkingDays },
): StepDays[] =>
  course.steps.map((step) => {
    const done = new Map<string, number>();
    for (const standing of standings) {
      const day = doneDay(standing, step.id, today);
      if (day !== null) done.set(day, (done.get(day) ?? 0) + 1);
    }
    return { name: stepName(step.id), until: lastDayOf(step, course, days)?.day ?? null, villages: standings.length, done };
  });
