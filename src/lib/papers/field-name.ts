/** Names of fields as people type them in Word: any case, single letters or letters with loose tones, spaces as they come. */
import { tidy } from '../review/text.ts';

export const fieldName = (typed: string): string => tidy(typed).toLocaleLowerCase('vi');
