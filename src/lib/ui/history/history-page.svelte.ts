/** The full history of one room for its page, the latest first. Only the server has it. */
import { FULL_HISTORY, type FullHistoryLine } from '$lib/api/full-history.ts';
import { addressOf, type Query } from '$lib/api/route.ts';
import { ask, AskError, reasonOf } from '../parts/ask.ts';

export type { FullHistoryLine };

export class HistoryPage {
  readonly room: string;
  #household = $state('');
  #lines = $state.raw<readonly FullHistoryLine[]>([]);
  #older = $state(0);
  #loading = $state(true);
  #failure = $state('');
  /** Only the answer to the last request is shown. */
  #asked = 0;

  constructor(room: string) {
    this.room = room;
  }

  get lines(): readonly FullHistoryLine[] {
    return this.#lines;
  }

  /** How many older lines more() can still load. */
  get older(): number {
    return this.#older;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** '' if nothing went wrong. */
  get failure(): string {
    return this.#failure;
  }

  /** Address of all lines as a file. */
  get file(): string {
    return addressOf(FULL_HISTORY.csv, this.#question([]));
  }

  async load(household: string): Promise<void> {
    this.#household = household;
    this.#lines = [];
    this.#older = 0;
    await this.more();
  }

  async more(): Promise<void> {
    const asked = ++this.#asked;
    this.#loading = true;
    this.#failure = '';
    try {
      const last = this.#lines.at(-1);
      const { lines, older } = await ask(FULL_HISTORY.page, this.#question(last ? [['before', String(last.number)]] : []));
      if (asked !== this.#asked) return;
      this.#lines = [...this.#lines, ...lines];
      this.#older = older;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#failure =
        error instanceof AskError && error.code === 'away' ? 'Không có mạng: nhật ký chỉ xem được khi có mạng trở lại.' : reasonOf(error);
    }
    this.#loading = false;
  }

  #question(more: Query): { room: string; query: Query } {
    return { room: this.room, query: [...(this.#household ? [['household', this.#household] as const] : []), ...more] };
  }
}
