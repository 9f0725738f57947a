/** Parses every notation of a date that has only one meaning. In Vietnam the day comes first. */
import { fold } from './text.ts';

export interface DateText {
  /** dd/mm/yyyy, mm/yyyy or yyyy. */
  date: string;
  /** 'HH:MM:SS', when it is not midnight. */
  time?: string;
  /** The second number, when it can only be the day because no such month exists. */
  monthFirst?: number;
  /** Day and month could also be swapped. */
  either?: true;
  /** Text in brackets behind the date. */
  remark?: string;
}

const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const DAY = 86_400_000;
/** Of each month, from the first. */
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const two = (n: number): string => String(n).padStart(2, '0');
export const inRange = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

export function exists(day: number, month: number, year: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  return inRange(year) && day >= 1 && day <= (DAYS[month] ?? 0) + leap;
}

const written = (day: number, month: number, year: number): string => `${two(day)}/${two(month)}/${year}`;
const ofDay = (day: number, month: number, year: number): DateText | null =>
  exists(day, month, year) ? { date: written(day, month, year) } : null;
const ofMonth = (month: number, year: number): DateText | null =>
  month >= 1 && month <= 12 && inRange(year) ? { date: `${two(month)}/${year}` } : null;
const ofYear = (year: number): DateText | null => (inRange(year) ? { date: String(year) } : null);

/** Excel's day number. Excel assumes that 29/02/1900 existed, so days before March 1900 are one off. */
export function fromSerial(serial: number): string | null {
  const days = Math.floor(serial) + (serial < 60 ? 1 : 0);
  const date = new Date(Date.UTC(1899, 11, 30) + days * DAY);
  const year = date.getUTCFullYear();
  return serial >= 1 && inRange(year) ? written(date.getUTCDate(), date.getUTCMonth() + 1, year) : null;
}

/** Adds days to a full date; a less precise one stays as it is. */
export function daysLater(date: string, days: number): string {
  const [day, month, year] = date.split('/').map(Number);
  if (year === undefined || days === 0) return date;
  const other = new Date(Date.UTC(year, (month ?? 1) - 1, (day ?? 1) + days));
  return written(other.getUTCDate(), other.getUTCMonth() + 1, other.getUTCFullYear());
}

/** A two-digit year that has not come yet in this century belongs to the last one. */
function century(year: string, today: Date): number {
  const n = Number(year);
  if (year.length === 4) return n;
  return n <= today.getFullYear() % 100 ? 2000 + n : 1900 + n;
}

const ENGLISH = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WORDS = ['mot', 'hai', 'ba', 'tu', 'nam', 'sau', 'bay', 'tam', 'chin', 'muoi', 'muoi mot', 'muoi hai'];
const monthOf = (word: string): number => {
  const name = fold(word);
  if (/^\d+$/.test(name)) return Number(name);
  return (
    (WORDS.indexOf(name) + 1 || ({ gieng: 1, chap: 12 } as Readonly<Record<string, number>>)[name]) ?? ENGLISH.indexOf(name.slice(0, 3)) + 1
  );
};

/** What people write for an unknown day or month. */
const UNKNOWN = String.raw`(?:0{1,2}|_{1,4}|\.{2,4}|…|\?{1,2}|x{1,2})?`;
const SIGN = String.raw`[/.\-]`;
const VN_MONTH = String.raw`(?:tháng|thg|thang)\.? ?(\d{1,2}|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười(?: một| hai)?|chạp)`;
const EN_MONTH = String.raw`((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?`;
const YEAR = String.raw`(\d{4}|\d{2})`;

type Reader = (parts: readonly string[], today: Date) => DateText | null;

const n = (parts: readonly string[], index: number): number => Number(parts[index]);
const PATTERNS: readonly [RegExp, Reader][] = [
  [new RegExp(String.raw`^(\d{4})(${SIGN})(\d{1,2})\2(\d{1,2})$`), (p) => ofDay(n(p, 4), n(p, 3), n(p, 1))],
  [/^(\d{1,2})[/.\- ,](\d{1,2})[/.\- ,](\d{4}|\d{2})$/, numbers],
  [new RegExp(`^${UNKNOWN}/${UNKNOWN}/(\\d{4})$`, 'i'), (p) => ofYear(n(p, 1))],
  [/^(?:0{1,2}|\?{1,2}|x{1,2}|_{1,4})[.-](?:0{1,2}|\?{1,2}|x{1,2}|_{1,4})[.-](\d{4})$/i, (p) => ofYear(n(p, 1))],
  [new RegExp(`^${UNKNOWN}${SIGN}(\\d{1,2})${SIGN}(\\d{4})$`, 'i'), (p) => ofMonth(n(p, 1), n(p, 2))],
  [new RegExp(`^${UNKNOWN}/(\\d{4})$`, 'i'), (p) => ofYear(n(p, 1))],
  [
    new RegExp(`^(?:ngày )?(\\d{1,2})[ /.-]*${VN_MONTH}[ /.,-]*(?:năm )?${YEAR}$`, 'i'),
    (p, today) => ofDay(n(p, 1), monthOf(p[2] ?? ''), century(p[3] ?? '', today)),
  ],
  [
    new RegExp(`^(\\d{1,2})[ /.-]*${EN_MONTH}[ /.,-]*${YEAR}$`, 'i'),
    (p, today) => ofDay(n(p, 1), monthOf(p[2] ?? ''), century(p[3] ?? '', today)),
  ],
  [new RegExp(`^${EN_MONTH} ?(\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})$`, 'i'), (p) => ofDay(n(p, 2), monthOf(p[1] ?? ''), n(p, 3))],
  [new RegExp(`^(?:${VN_MONTH}|t ?(\\d{1,2}))[ /.,-]*(?:năm )?(\\d{4})$`, 'i'), (p) => ofMonth(monthOf(p[1] ?? p[2] ?? ''), n(p, 3))],
  [new RegExp(`^${EN_MONTH}[ /.,-]*(\\d{4})$`, 'i'), (p) => ofMonth(monthOf(p[1] ?? ''), n(p, 2))],
  [/^(\d{1,2})[/.-](\d{4})$/, (p) => ofMonth(n(p, 1), n(p, 2))],
  [/^(\d{4})-(\d{1,2})$/, (p) => ofMonth(n(p, 2), n(p, 1))],
  // Never both: read as a year, the last four digits would lie before 1900.
  [/^(\d{2})(\d{2})(\d{4})$/, (p) => ofDay(n(p, 1), n(p, 2), n(p, 3))],
  [/^(\d{4})(\d{2})(\d{2})$/, (p) => ofDay(n(p, 3), n(p, 2), n(p, 1))],
  // Programs that know only decimals write a year as 1984.0.
  [/^(\d{4})(?:\.0)?$/, (p) => ofYear(n(p, 1))],
];

function numbers(parts: readonly string[], today: Date): DateText | null {
  const [first, second, year] = [n(parts, 1), n(parts, 2), century(parts[3] ?? '', today)];
  const dayFirst = ofDay(first, second, year);
  if (dayFirst) return first <= 12 && first !== second ? { ...dayFirst, either: true } : dayFirst;
  const monthFirst = second > 12 && parts[3]?.length === 4 ? ofDay(second, first, year) : null;
  return monthFirst && { ...monthFirst, monthFirst: second };
}

const TIME = /[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?(SA|CH|AM|PM)\b)?(?: ?(?:GMT|UTC)?(Z|[+-]\d{2}:?\d{2})?)?(?: ?\([^)]*\))?$/i;
/** Vietnam's time zone, in minutes ahead of UTC. */
const VIETNAM = 7 * 60;

/** The time behind a date, and how many days it shifts the date: a time in another zone is converted to Vietnam's. */
function timeOf(match: RegExpExecArray): { time?: string; days: number } {
  const [, hour = '', minute = '', second = '0', half = '', zone] = match;
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (/^(ch|pm)$/i.test(half) ? 12 : 0);
  const offset =
    zone === undefined
      ? VIETNAM
      : /^z$/i.test(zone)
        ? 0
        : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  const seconds = (hours * 60 + Number(minute) - offset + VIETNAM) * 60 + Number(second);
  const inDay = ((seconds % 86_400) + 86_400) % 86_400;
  const time = [inDay / 3600, (inDay / 60) % 60, inDay % 60].map((part) => two(Math.floor(part))).join(':');
  return { days: Math.floor(seconds / 86_400), ...(inDay > 0 && { time }) };
}

/** As nearly all dates are written: nothing else could be meant. */
const USUAL = /^(\d{2})\/(\d{2})\/(\d{4})$/;
const LEAD = /^(?:ngày|sinh ngày|sinh năm|năm sinh|năm|sn|ns)[ .:]+(?=[\d_.…?x/])|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? (?=[a-z])/i;

/** @returns null when it is no date, or ambiguous. */
export function readDateText(text: string, today: Date): DateText | null {
  // A long text is no date; skip the patterns.
  if (text.length > 60) return null;
  const usual = USUAL.exec(text);
  const read = usual && numbers(usual, today);
  if (read) return read;
  let rest = text
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll('\\', '/')
    .trim();
  const match = TIME.exec(rest);
  if (match) rest = rest.slice(0, match.index);
  const remark = match ? undefined : /^(.*\d)\s*\(([^()]*)\)$/.exec(rest);
  if (remark) rest = remark[1] ?? '';
  rest = rest
    .replace(/(?<=\d)[.,;]+$/, '')
    .replace(LEAD, '')
    .replace(/\s*([/-]|(?<=\d)\.(?=\s*\d))\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  for (const [pattern, reader] of PATTERNS) {
    const parts = pattern.exec(rest);
    const found = parts && reader(parts, today);
    if (!found) continue;
    const { time, days = 0 } = match ? timeOf(match) : {};
    if (match && found.date.length !== 10) return null;
    return { ...found, date: daysLater(found.date, days), ...(time !== undefined && { time }), ...(remark && { remark: remark[2] ?? '' }) };
  }
  return null;
}
