/** The list forms, in the order of the sheets. A new list is a new entry in one of these files. */
import type { ListForm } from './description.ts';
import { MANAGEMENT_LISTS } from './management-lists.ts';
import { RESULT_LISTS } from './mau-6.ts';
import { LIVING_LISTS, REVIEW_LISTS } from './review-lists.ts';

export const LIST_FORMS: readonly ListForm[] = [...REVIEW_LISTS, ...RESULT_LISTS, ...LIVING_LISTS, ...MANAGEMENT_LISTS];
