/**
 * What a file leaves open is asked, never guessed. Code that reads a file (or compares it with the list) asks if the
 * spelling or the shape does not settle something, and continues with the answer. Without an answer it does nothing
 * that could be wrong, and the import waits: the page does not write, and `rasoat report` says so in its exit status.
 *
 *     const answer = questions.ask({
 *       id: questionId('muc', { sheet: 'Danh sách 01' }),
 *       text: 'Trang Danh sách 01: các dòng "A HỘ NGHÈO" là kết quả của năm nào?',
 *       choices: [{ id: 'nam-truoc', label: 'Kết quả năm trước' }, { id: 'bo', label: 'Chỉ là tiêu đề, không lấy' }],
 *     });
 *     if (answer === 'nam-truoc') …  // null while nobody has answered
 *
 * The same file with the same answers asks the same questions with the same ids. So an answer is given by id, and the
 * file is simply read again with all answers.
 */
import { villageSlug } from '../review/village.ts';

export interface Choice {
  id: string;
  label: string;
}

export interface Question {
  /** Parts between dots, from the kind to the place: 'dong.danh-sach-01.12'. */
  id: string;
  /** In Vietnamese; names the place and what is seen there. */
  text: string;
  choices: readonly Choice[];
  /** The choice if nobody answers: only one that loses nothing and invents nothing. Without it the import waits. */
  otherwise?: string;
}

export interface Asked extends Question {
  /** One of `choices`; null means the import waits. */
  answer: string | null;
}

/** Id of a question, or its beginning up to a dot (for all such questions) -> id of a choice. */
export type Answers = Readonly<Record<string, string>>;

export const isOpen = ({ answer }: Asked): boolean => answer === null;

/** 'dong.danh-sach-01.12': plain letters, so that it can be typed on a command line. */
export const questionId = (kind: string, { sheet, row }: { sheet: string; row?: number | undefined }): string =>
  [kind, villageSlug(sheet), ...(row === undefined ? [] : [row])].join('.');

/** 'dong.danh-sach-01' of 'dong.danh-sach-01.12': the part that questions of one kind and sheet share. */
export const groupOf = (id: string): string => id.slice(0, Math.max(id.lastIndexOf('.'), 0)) || id;

/** Whether an answer with this key is meant for the question `id`. */
export const answersTo = (key: string, id: string): boolean => key === id || id.startsWith(`${key}.`);

const MOST = 200;

export class Questions {
  readonly #answers: ReadonlyMap<string, string>;
  readonly #counts = new Map<string, number>();
  readonly #asked = new Map<string, Asked>();

  constructor(answers: Answers = {}) {
    this.#answers = new Map(Object.entries(answers));
  }

  /** In the order they were asked. */
  get asked(): Asked[] {
    return [...this.#asked.values()];
  }

  /** The result of `ask`, without asking. */
  answerTo(question: Question): string | null {
    const given = this.#given(this.#idFor(question));
    return question.choices.some((choice) => choice.id === given) ? (given ?? null) : (question.otherwise ?? null);
  }

  /** @returns the id of the chosen answer; null while the question is open. */
  ask(question: Question): string | null {
    const id = this.#idFor(question);
    const answer = this.answerTo(question);
    // A group is answered as a whole. Nobody reads more of its questions, and no page should have to show them.
    const alike = this.#asked.has(id) ? 0 : (this.#counts.get(`${answer === null} ${groupOf(id)}`) ?? 0);
    if (alike < MOST) this.#asked.set(id, { ...question, id, answer });
    this.#counts.set(`${answer === null} ${groupOf(id)}`, alike + 1);
    return answer;
  }

  /** Two sheets whose names differ only in diacritics share a slug; their questions must not share an answer. */
  #idFor({ id, text }: Question): string {
    let own = id;
    for (let n = 2; this.#asked.has(own) && this.#asked.get(own)?.text !== text; n++) own = `${id}-${n}`;
    return own;
  }

  /** The answer to this exact question overrides one to its whole group. */
  #given(id: string): string | undefined {
    const parts = id.split('.');
    for (let length = parts.length; length > 0; length--) {
      const answer = this.#answers.get(parts.slice(0, length).join('.'));
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
}
