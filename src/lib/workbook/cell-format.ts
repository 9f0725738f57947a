/** What a number format adds to the number: it marks a date, or shows words and leading zeros that people see and mean. */
import { SSF } from 'xlsx';

export interface Formatted {
  /** The number is a date. */
  date?: true;
  /** The text that the sheet shows, if it is more than a number with separators: 'NT-007', 'Thôn 1', '006070000108'. */
  shown?: string;
  /** The text shown, if the format adds digits of its own or leaves out thousands: 2100 seen as 2100000. */
  scaled?: string;
}

interface Kind {
  date: boolean;
  shown: boolean;
  scaled: boolean;
}

const kinds = new Map<string, Kind>();

function kindOf(format: string): Kind {
  const known = kinds.get(format);
  if (known) return known;
  const [first = ''] = format.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const words = [...first.matchAll(/"([^"]*)"|\\(.)/g)].map((match) => match[1] ?? match[2] ?? '').join('');
  // Without words, padding (_x), fill characters (*x) and colours.
  const digits = first.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').trim();
  const date = SSF.is_date(format) as boolean;
  const kind = {
    date,
    shown: !date && /^[0#\s()/-]+$/.test(digits) && (/[\p{L}\d/.-]/u.test(words) || !/^[0#]$/.test(digits)) && digits !== '##',
    scaled: !date && (/\d/.test(words) || /[0#],+(?![0#,])/.test(digits)),
  };
  if (kinds.size > 2000) kinds.clear();
  kinds.set(format, kind);
  return kind;
}

/**
 * @param format of a number.
 * @param text what the sheet shows, asked for only where it matters.
 */
export function formatted(format: unknown, text: () => string | undefined): Formatted {
  if (typeof format !== 'string' || format === 'General') return {};
  const { date, shown, scaled } = kindOf(format);
  if (date) return { date };
  const said = shown || scaled ? text()?.trim() : undefined;
  return said === undefined ? {} : { ...(shown && { shown: said }), ...(scaled && { scaled: said }) };
}

/** What a sheet shows for a number; undefined where its format cannot be applied. */
export function shownBy(format: string, value: number, date1904: boolean): string | undefined {
  try {
    return SSF.format(format, value, { date1904 }) as string;
  } catch {
    // The library shows nothing then, either.
    return undefined;
  }
}
