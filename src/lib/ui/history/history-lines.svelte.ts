/** The history of some rows or of one cell for a panel, the latest first. The panel loads it again when the list changes. */
import { AskError, reasonOf } from '../parts/ask.ts';
import { askHistory, type DeclinedLine, type HistoryLine } from './ask-history.ts';

export class HistoryLines {
  #lines = $state.raw<readonly HistoryLine[]>([]);
  #declined = $state.raw<readonly DeclinedLine[]>([]);
  #older = $state(0);
  #loading = $state(true);
  #away = $state(false);
  #failure = $state('');
  /** Only the answer to the last request is shown. */
  #asked = 0;
  readonly #room: string;

  constructor(room: string) {
    this.#room = room;
  }

  get lines(): readonly HistoryLine[] {
    return this.#lines;
  }

  get declined(): readonly DeclinedLine[] {
    return this.#declined;
  }

  get older(): number {
    return this.#older;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** The server did not answer, so only this device's data can be shown. */
  get away(): boolean {
    return this.#away;
  }

  get failure(): string {
    return this.#failure;
  }

  clear(): void {
    this.#asked++;
    this.#lines = [];
    this.#declined = [];
    this.#older = 0;
    this.#failure = '';
    this.#away = false;
    this.#loading = true;
  }

  load(rows: readonly string[], field?: string): Promise<void> {
    return this.#ask(rows, field, undefined);
  }

  more(rows: readonly string[], field?: string): Promise<void> {
    return this.#ask(rows, field, this.#lines.at(-1)?.number);
  }

  async #ask(rows: readonly string[], field: string | undefined, before: number | undefined): Promise<void> {
    const asked = ++this.#asked;
    this.#loading = true;
    this.#failure = '';
    try {
      const { lines, older, declined } = await askHistory(this.#room, rows, field, before);
      if (asked !== this.#asked) return;
      this.#lines = before === undefined ? lines : [...this.#lines, ...lines];
      this.#declined = declined;
      this.#older = older;
      this.#away = false;
    } catch (error) {
      if (asked !== this.#asked) return;
      if (error instanceof AskError && error.code === 'away') this.#away = true;
      else this.#failure = reasonOf(error);
    }
    this.#loading = false;
  }
}
