import type { Calendar } from '$lib/process/standing.ts';
import { vietnamDay } from '$lib/review/vietnam-day.ts';
import type { WorkingDays } from '$lib/review/working-days.ts';

/** Today, and the working days in use. */
export const calendarNow = (days: WorkingDays): Calendar => ({ today: vietnamDay(Date.now()), days });
