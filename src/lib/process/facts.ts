/** What an act is weighed by, and what it lacks. */
import type { Classified } from '../review/classify.ts';
import type { Act } from './acts.ts';
import type { Course } from './course.ts';
import type { Calendar } from './standing.ts';

export interface Need {
  code: string;
  text: string;
  /** Households to look at. */
  households?: readonly string[];
}

export interface Facts {
  acts: readonly Act[];
  calendar: Calendar;
  course: Course;
  /** The village's list by the main standard of the round. */
  classified: Classified;
  /** Cells of the list that wait for a decision because they came after the lock. */
  late: number;
  /** For a request: what the commune's rounds know of the household; null for one that they do not have. */
  known?: { result: string } | null;
}
