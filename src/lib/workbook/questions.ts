/**
 * What a file leaves open is asked, never guessed. Whoever reads a file (or compares it with the list) asks where the
 * spelling or the shape does not settle something, and reads on with the answer; without one it does nothing that
 * could be wrong, and the import waits: the page's write button, and the exit status of `rasoat report`.
 *
 *     const answer = questions.ask({
 *       id: questionId('muc', { sheet: 'Danh sách 01' }),
 *       text: 'Trang Danh sách 01: các dòng "A HỘ NGHÈO" là kết quả của năm nào?',
 *       choices: [{ id: 'nam-truoc', label: 'Kết quả năm trước' }, { id: 'bo', label: 'Chỉ là tiêu đề, không lấy' }],
 *     });
 *     if (answer === 'nam-truoc') …  // null while nobody has answered
 *
 * The same file and the same answers ask the same questions under the same ids: an answer is given by id, and reading
 * again with all answers is the whole mechanism.
 */
import { villageSlug } from '../review/village.ts';

export interface Choice {
  id: string;
  label: string;
}

export interface Question {
  /** Parts between dots, from the kind to the place: 'dong.danh-sach-01.12'. */
  id: string;
  /** Vietnamese; names the place and what is seen there. */
  text: string;
  choices: readonly Choice[];
  /** Taken where nobody answers: only what loses nothing and invents nothing. Without it the import waits. */
  otherwise?: string;
}

export interface Asked extends Question {
  /** Of `choices`; null: the import waits for it. */
  answer: string | null;
}

/** Id of a question, or its beginning up to a dot for all questions that begin so -> id of a choice. */
export type Answers = Readonly<Record<string, string>>;

export const isOpen = ({ answer }: Asked): boolean => answer === null;

/** 'dong.danh-sach-01.12': plain letters, so that it can be typed on a command line. */
export const questionId = (kind: string, { sheet, row }: { sheet: string; row?: number | undefined }): string =>
  [kind, villageSlug(sheet), ...(row === undefined ? [] : [row])].join('.');

/** 'dong.danh-sach-01' of 'dong.danh-sach-01.12': what questions of one kind and sheet share. */
export const groupOf = (id: string): string => id.slice(0, Math.max(id.lastIndexOf('.'), 0)) || id;

/** Whether an answer under `key` is meant for the question `id`. */
export const answersTo = (key: string, id: string): boolean => key === id || id.startsWith(`${key}.`);

const MOST = 200;

export class Questions {
  readonly #answers: ReadonlyMap<string, string>;
  readonly #counts = new Map<string, number>();
  readonly #asked = new Map<string, Asked>();

  constructor(answers: Answers = {}) {
    this.#answers = new Map(Object.entries(answers));
  }

  /** In the order they were asked in. */
  get asked(): Asked[] {
    return [...this.#asked.values()];
  }

  /** What `ask` would return, without asking. */
  answerTo(question: Question): string | null {
    const given = this.#given(this.#idFor(question));
    return question.choices.some((choice) => choice.id === given) ? (given ?? null) : (question.otherwise ?? null);
  }

  /** @returns the id of the choice taken; null while the question is open. */
  ask(question: Question): string | null {
    const id = this.#idFor(question);
    const answer = this.answerTo(question);
    // A group is answered as a whole; nobody reads more of them, and no page should have to show them.
    const alike = this.#asked.has(id) ? 0 : (this.#counts.get(`${answer === null} ${groupOf(id)}`) ?? 0);
    if (alike < MOST) this.#asked.set(id, { ...question, id, answer });
    this.#counts.set(`${answer === null} ${groupOf(id)}`, alike + 1);
    return answer;
  }

  /** Two sheets whose names differ only in their marks share a slug; their questions must not share an answer. */
  #idFor({ id, text }: Question): string {
    let own = id;
    for (let n = 2; this.#asked.has(own) && this.#asked.get(own)?.text !== text; n++) own = `${id}-${n}`;
    return own;
  }

  /** The answer to this very question stands above one to all of its kind. */
  #given(id: string): string | undefined {
    const parts = id.split('.');
    for (let length = parts.length; length > 0; length--) {
      const answer = this.#answers.get(parts.slice(0, length).join('.'));
      if (answer !== undefined) return answer;
    }
    return undefined;
  }
}
