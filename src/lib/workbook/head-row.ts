/** Which person of a household is its head, as lists write it; in some, 1 is the code of the relation. */
import { textOf } from '../review/check-place.ts';
import { fold } from '../review/text.ts';
import type { Row } from '../review/types.ts';

export const isHead = (row: Row): boolean => /^(chu ho|ch|1)$/.test(fold(textOf(row, 'relation')));
