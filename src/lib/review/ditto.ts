/** What people write for "same as the value above": ", //, nt, như trên. */
import { remember } from './remember.ts';
import { fold } from './text.ts';

// Each run of one mark matches as a whole, in one way only: otherwise a long row of slashes would backtrack through all its parts.
const MARKS = /^[-–—_\s]*(?:["“”″〃]\s*|''\s*|\/{2,}(?!\/)\s*|,,\s*)+[-–—_\s]*$/;
const SAME = new Set(['nt', 'n t', 'nhu tren', 'nhu tren nt', 'giong tren', 'nhu dong tren', 'ditto']);
/** The first letter rules out most. */
const MAY_BE_SAME = /^[^\p{L}]*[ngd]/iu;

/** Every parsed cell comes through here. */
export const isDitto = remember((text) => MARKS.test(text) || (text.length <= 20 && MAY_BE_SAME.test(text) && SAME.has(fold(text))));
