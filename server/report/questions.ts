/** Open questions of a run's lists: printed with the arguments that answer them; the exit status is 1 until all are answered. */
import type { Problem } from '../../src/lib/review/types.ts';
import { answersTo, isOpen, type Answers, type Asked } from '../../src/lib/workbook/questions.ts';
import type { WorkbookReading } from '../../src/lib/workbook/read.ts';

/** If there are several files, a question's id includes its file: 'thon-1.xlsx/dong.danh-sach-01.12'. */
export const nameQuestions = (reading: WorkbookReading, file: string | null): WorkbookReading =>
  file === null
    ? reading
    : {
        ...reading,
        questions: reading.questions.map((asked) => ({ ...asked, id: `${file}/${asked.id}`, text: `Tệp ${file}: ${asked.text}` })),
      };

/** The answers meant for one file: those that name it, and those that name no file. */
export function answersFor(file: string | null, answers: Answers): Answers {
  const own = Object.entries(answers).filter(([key]) => !key.includes('/'));
  const named =
    file === null
      ? []
      : Object.entries(answers)
          .filter(([key]) => key.startsWith(`${file}/`))
          .map(([key, choice]) => [key.slice(file.length + 1), choice] as const);
  return Object.fromEntries([...own, ...named]);
}

const shellWord = (word: string): string => (/^[\w./=-]+$/.test(word) ? word : `"${word}"`);

export const questionProblems = (questions: readonly Asked[]): Problem[] =>
  questions.filter(isOpen).map(({ id, text, choices }) => ({
    code: 'question-open',
    severity: 'error',
    text: `Cần trả lời: ${text} Chạy lại với ${choices.map((choice) => `--answer ${shellWord(`${id}=${choice.id}`)} (${choice.label})`).join(' hoặc ')}.`,
  }));

/** Answers to questions that were not asked, or with unknown choices, are typing mistakes. */
export function unusedAnswers(answers: Answers, asked: readonly string[]): string[] {
  const meant = (key: string, id: string): boolean =>
    answersTo(key, id) || (!key.includes('/') && answersTo(key, id.slice(id.lastIndexOf('/') + 1)));
  return Object.keys(answers).filter((key) => !asked.some((id) => meant(key, id)));
}
