/** A visitor's note on the yearly posting that is registered as a request of a month: the request first, then the note is done with. */
import { PROCESS } from '$lib/api/process.ts';
import type { Need } from '$lib/process/need.ts';
import type { VisitorNote } from '$lib/process/visitor-notes.ts';
import { roomName } from '$lib/review/people.ts';
import { ask, reasonOf } from '../parts/ask.ts';
import { recordAct } from '../steps/record-act.ts';

export class NotedRequest {
  /** The yearly review of the posting, and its village. */
  readonly #review: string;
  readonly village: string;
  readonly #id: string;
  note = $state.raw<VisitorNote | null>(null);
  failed = $state('');
  done = $state(false);

  constructor(review: string, village: string, id: string) {
    this.#review = review;
    this.village = village;
    this.#id = id;
  }

  async load(): Promise<void> {
    try {
      const { notes } = await ask(PROCESS.notes, { room: roomName(this.#review, this.village) });
      this.note = notes.find(({ id }) => id === this.#id) ?? null;
    } catch (error) {
      this.failed = reasonOf(error);
    }
  }

  /**
   * @param record of the request, in the month's review. @param month its name.
   * @throws AskError; ActError
   */
  async record(wanted: Data, month: string, record: (data: Data) => Promise<readonly Need[]>): Promise<readonly Need[]> {
    const missing = await record({ ...wanted, note: `${roomName(this.#review, this.village)} ${this.#id}` });
    // Recorded before, when the note could not be marked: only that is left to do.
    if (missing.some(({ code }) => code !== 'note-requested')) return missing;
    const text = `Đã ghi thành giấy đề nghị rà soát (${month})`;
    const left = await recordAct(this.#review, this.village, { kind: 'dismissed', data: { of: this.#id, text } });
    this.done = true;
    return left.filter(({ code }) => code !== 'no-note');
  }
}

type Data = Record<string, unknown>;
