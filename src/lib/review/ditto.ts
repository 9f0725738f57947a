/** What people write where the value above is meant: ", //, nt, như trên. */
import { fold } from './text.ts';

const MARKS = /^[-–—_\s]*(?:["“”″〃]\s*|''\s*|\/\/+\s*|,,\s*)+[-–—_\s]*$/;
const SAME = new Set(['nt', 'n t', 'nhu tren', 'nhu tren nt', 'giong tren', 'nhu dong tren', 'ditto']);

export const isDitto = (text: string): boolean => MARKS.test(text) || (text.length <= 20 && SAME.has(fold(text)));
