/** What an act is weighed by. */
import type { Classified } from '../review/classify.ts';
import type { Act } from './acts.ts';
import type { Certificates } from './certificates.ts';
import type { Course } from './course.ts';
import type { NumberBook } from './number-book.ts';
import type { Calendar } from './standing.ts';

export interface Facts {
  review: string;
  village: string;
  /** About this village, in this round. */
  acts: readonly Act[];
  /** Of the whole commune, over all its rounds. */
  certificates: Certificates;
  numbers: NumberBook;
  calendar: Calendar;
  course: Course;
  /** The village's list by the main standard of the round. */
  classified: Classified;
  /** Cells of the list that wait for a decision because they came after the lock. */
  late: number;
  /** Ids of the notes that visitors of the village's posting have written, handled or not. */
  notes?: readonly string[];
  /** For a request: what the commune's rounds know of the household; null for one that they do not have. */
  known?: { result: string } | null;
}
