/**
 * What is personal: CCCD, date of birth and income (columns.ts). Who has no right to it (people.ts) is given a list
 * without it. What rests on it is then not known to them, and must be said so: never a 0, never a blank.
 */
import { COLUMNS } from './columns.ts';

const PERSONAL: ReadonlySet<string> = new Set(COLUMNS.flatMap(({ key, personal }) => (personal ? [key] : [])));

/** By key, whatever the sheet. */
export const isPersonal = (key: string): boolean => PERSONAL.has(key);

/** Stands where a result or a cell cannot be known without what is personal. */
export const UNSEEN = '(không xem được)';

/** A result in words, '' where it cannot be told. */
export const seen = (text: string): string => (text === UNSEEN ? '' : text);

/** The one sentence of the pages. */
export const PERSONAL_WORDS = 'Số CCCD, ngày sinh, thu nhập chỉ rà soát viên và cán bộ xã xem được.';

/** CCCD has 12 digits, the CMND before it 9; people write them in groups. A telephone number has 10. */
const ID_NUMBER = /(?<!\d)(?:\d{9}|\d{12})(?!\d)/;

/** A note and a comment are free words: personal where they name somebody's number. */
const WORDS: ReadonlySet<string> = new Set(['note', 'text']);

/** Whether what a cell holds is personal. */
export const isPersonalCell = (key: string, value: unknown): boolean =>
  isPersonal(key) || (WORDS.has(key) && typeof value === 'string' && ID_NUMBER.test(value.replace(/(?<=\d) (?=\d)/g, '')));
