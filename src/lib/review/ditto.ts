/** What people write where the value above is meant: ", //, nt, như trên. */
import { fold } from './text.ts';

// Each run of one mark is taken whole, in one way only: a long row of slashes would otherwise be tried in all its parts.
const MARKS = /^[-–—_\s]*(?:["“”″〃]\s*|''\s*|\/{2,}(?!\/)\s*|,,\s*)+[-–—_\s]*$/;
const SAME = new Set(['nt', 'n t', 'nhu tren', 'nhu tren nt', 'giong tren', 'nhu dong tren', 'ditto']);
/** Every cell that is read comes by here: most are told by their first letter. */
const MAY_BE_SAME = /^[^\p{L}]*[ngd]/iu;

export const isDitto = (text: string): boolean => MARKS.test(text) || (text.length <= 20 && MAY_BE_SAME.test(text) && SAME.has(fold(text)));
