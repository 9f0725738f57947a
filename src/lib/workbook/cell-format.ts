/** What a number's format says beyond the number: a date, or words and noughts that people see and mean. */
import { SSF } from 'xlsx';

export interface Formatted {
  /** The number is a day. */
  date?: true;
  /** As the sheet shows it, where that is more than a number with separators: 'NT-007', 'Thôn 1', '006070000108'. */
  shown?: string;
  /** As it is shown, where the format adds digits of its own or leaves thousands out: 2100 seen as 2100000. */
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
  // Without words, room (_x), filling (*x) and colours.
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

export function formatted({ t, w, z }: { t?: string; w?: string; z?: unknown }): Formatted {
  if (t !== 'n' || typeof z !== 'string' || z === 'General') return {};
  const { date, shown, scaled } = kindOf(z);
  if (date) return { date };
  return { ...(shown && w !== undefined && { shown: w.trim() }), ...(scaled && w !== undefined && { scaled: w.trim() }) };
}
