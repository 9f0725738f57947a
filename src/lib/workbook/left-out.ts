/** Says in words how a list was read: households compared with running numbers, and the rows that are not households. */
import type { SheetReading } from './sheet-rows.ts';
import type { LeftOutAs } from './read-rows.ts';

const KINDS: readonly [LeftOutAs, string][] = [
  ['sum', 'dòng cộng'],
  ['village', 'dòng tên thôn'],
  ['section', 'dòng mục'],
  ['title', 'dòng tiêu đề'],
  ['signature', 'dòng ký tên'],
  ['note', 'dòng khác'],
];
const MOST = 8;

/** A running number with figures only is not a written sum. */
const hasWords = ({ text }: SheetReading['leftOut'][number]): boolean => /\p{L}/u.test(text);

/** '6 dòng cộng: dòng 3 “Tổng thôn 2”, 5 “Cộng Nà Ỏi”', one text for each kind; `except` skips kinds that need no mention. */
export function leftOutWords({ leftOut }: Pick<SheetReading, 'leftOut'>, except: readonly LeftOutAs[] = []): string[] {
  const nameless = leftOut.filter((each) => !except.includes(each.as) && !hasWords(each));
  const told = KINDS.filter(([kind]) => !except.includes(kind)).flatMap(([kind, words]) => {
    const rows = leftOut.filter((each) => each.as === kind && hasWords(each));
    const named = rows
      .slice(0, MOST)
      .map(({ row, text }) => `${row + 1} “${text.slice(0, 40)}”`)
      .join(', ');
    return rows.length === 0 ? [] : [`${rows.length} ${words}: dòng ${named}${rows.length > MOST ? ', …' : ''}`];
  });
  const places = nameless.slice(0, MOST).map(({ row }) => row + 1);
  return nameless.length === 0
    ? told
    : [...told, `${nameless.length} dòng không có họ tên: dòng ${places.join(', ')}${nameless.length > MOST ? ', …' : ''}`];
}

/** '72 hộ, 72 dòng có STT'; null if it is not a list of households. */
export function countWords({ sheet, result, rows, numbered, members }: SheetReading): string | null {
  if (result || (sheet !== 'list01' && sheet !== 'list02')) return null;
  return `${rows} hộ${members === undefined ? '' : `, ${members} thành viên`}${numbered === null || numbered === undefined ? '' : `, cột STT có ${numbered} dòng đánh số`}`;
}

/** 'H “Xóm/bản”, J “Diện hộ năm 2022”': columns whose heading matches no column of ours; null if there are none. */
export function unreadColumns({ sheet, columns }: Pick<SheetReading, 'sheet' | 'columns'>): string | null {
  if (sheet === null) return null;
  const unread = columns.filter(({ key, label }) => key === null && label === undefined);
  const named = unread.slice(0, MOST).map(({ column, heading }) => `${column} “${heading.slice(0, 40)}”`);
  return unread.length === 0 ? null : `${named.join(', ')}${unread.length > MOST ? ', …' : ''}`;
}
