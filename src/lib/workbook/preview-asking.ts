/** Asks a person about rows of a file that may be rows of the list, and says which were matched under another spelling. */
import { textOf } from '../review/check-place.ts';
import { isUnmarked, spelling } from '../review/text.ts';
import type { Problem, Row } from '../review/types.ts';
import { NEW, type Doubt, type Matching, type Same } from './preview-match.ts';
import { questionId, type Question, type Questions } from './questions.ts';
import { problemAt } from './read-problem.ts';

const MARKS = [
  ['birth', 'sinh'],
  ['cccd', 'CCCD'],
  ['code', 'Mã hộ'],
  ['size', 'nhân khẩu'],
] as const;
/** @param made ids of rows with a generated Mã hộ, which must not be shown as if it were from the file. */
export const marksOf = (row: Row, made?: ReadonlySet<string>): string =>
  MARKS.flatMap(([key, label]) =>
    textOf(row, key) === '' || (key === 'code' && made?.has(row.id)) ? [] : [`${label} ${textOf(row, key)}`],
  ).join(', ');

const placeOf = (row: Row) => ({ sheet: row.source?.sheet ?? '', row: row.source?.row });
const WHAT = { head: 'hộ', name: 'người' } as const;

/** Lists the rows that were matched under another spelling. */
export function sayRespelled(
  { matches, respelled }: Matching,
  nameKey: keyof typeof WHAT,
  made: ReadonlySet<string> = new Set(),
): Problem[] {
  return [...respelled].flatMap((row) => {
    const [given, known] = [textOf(row, nameKey), textOf(matches.get(row) ?? row, nameKey)];
    if (given === '' || isUnmarked(given) || spelling(given) === spelling(known)) return [];
    const household = made.has(row.id) ? '' : textOf(row, 'code');
    return [
      problemAt(
        { ...placeOf(row), ...(household && { household }) },
        'warning',
        'name-differs',
        `tệp ghi ${given}, danh sách đang có ${known}: được hiểu là một ${WHAT[nameKey]}, hãy xem lại`,
      ),
    ];
  });
}

/** Asks about each row that may be one of the list or a new one, and matches again with the answers: one answer may decide another. */
export function matchAsking(
  nameKey: keyof typeof WHAT,
  questions: Questions,
  made: ReadonlySet<string>,
  match: (same: Same) => Matching,
): Matching {
  const same: Record<string, string> = {};
  const takenBy = new Map<string, Row>();
  for (;;) {
    const matching = match(same);
    const told = matching.doubts
      .filter(({ row }) => !Object.hasOwn(same, row.id))
      .flatMap((doubt) => {
        const question = whoIs(doubt, nameKey, made);
        const wanted = questions.answerTo(question);
        const rival = wanted === null ? undefined : takenBy.get(wanted);
        const answer = questions.ask(rival ? withoutTaken(question, wanted ?? '', rival, nameKey) : question);
        if (wanted !== null) same[doubt.row.id] = wanted;
        if (answer !== null && answer !== NEW) takenBy.set(answer, doubt.row);
        return wanted ?? [];
      });
    if (told.length === 0) return matching;
  }
}

const said = (row: Row, nameKey: keyof typeof WHAT, made?: ReadonlySet<string>): string =>
  [textOf(row, nameKey) || '(chưa có tên)', marksOf(row, made)].filter(Boolean).join(', ');

function whoIs({ row, candidates }: Doubt, nameKey: keyof typeof WHAT, made: ReadonlySet<string>): Question {
  const what = WHAT[nameKey];
  const where = textOf(row, 'village');
  return {
    id: questionId(nameKey === 'head' ? 'ho' : 'nguoi', placeOf(row)),
    text: `Trang ${row.source?.sheet ?? ''}, dòng ${row.source?.row ?? '?'}: ${said(row, nameKey, made)}${where && ` (${where})`} là ${what} nào trong danh sách đang có?`,
    choices: [...candidates.map((each) => ({ id: each.id, label: said(each, nameKey) })), { id: NEW, label: `Không phải: là ${what} mới` }],
  };
}

/** Two rows of the file were both answered to be this row of the list: the second is asked again, naming both. */
function withoutTaken(question: Question, taken: string, rival: Row, nameKey: keyof typeof WHAT): Question {
  const what = WHAT[nameKey];
  const label = question.choices.find(({ id }) => id === taken)?.label ?? '';
  const where = `Trang ${rival.source?.sheet ?? ''}, dòng ${rival.source?.row ?? '?'} (${textOf(rival, nameKey)})`;
  return {
    ...question,
    text: `${question.text} ${where} đã được trả lời là ${label}: hai dòng của tệp không thể cùng là một ${what}. Hãy chọn ${what} khác, hoặc sửa câu trả lời của dòng kia.`,
    choices: question.choices.filter(({ id }) => id !== taken),
  };
}
