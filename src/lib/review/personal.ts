/**
 * Personal data: CCCD, date of birth and income (columns.ts). A person without the right to it (people.ts) gets the list without it. What
 * rests on it is then unknown to them and must be shown as unknown: never as 0, never as blank.
 */
import { COLUMNS } from './columns.ts';

const PERSONAL: ReadonlySet<string> = new Set(COLUMNS.flatMap(({ key, personal }) => (personal ? [key] : [])));

/** By key, on any sheet. */
export const isPersonal = (key: string): boolean => PERSONAL.has(key);

/** Shown for a result or a cell that cannot be known without personal data. */
export const UNSEEN = '(không xem được)';

/** A result in words; '' when it cannot be known. */
export const seen = (text: string): string => (text === UNSEEN ? '' : text);

/** The one sentence on the pages. */
export const PERSONAL_WORDS = 'Số CCCD, ngày sinh, thu nhập chỉ rà soát viên và cán bộ xã xem được.';

/** A CCCD has 12 digits, the older CMND 9; people write them in groups. A telephone number has 10. */
const ID_NUMBER = /(?<!\d)(?:\d{9}|\d{12})(?!\d)/;

/** Notes and comments are free text: personal when they contain somebody's number. */
const WORDS: ReadonlySet<string> = new Set(['note', 'text']);

/** Whether a cell's content is personal. */
export const isPersonalCell = (key: string, value: unknown): boolean =>
  isPersonal(key) || (WORDS.has(key) && typeof value === 'string' && ID_NUMBER.test(value.replace(/(?<=\d) (?=\d)/g, '')));
