/** The history of one room as its page shows it, the latest first: asked of the commune's machine, which alone has it. */
import * as v from 'valibot';
import { ask, AskError, reasonOf } from '../parts/ask.ts';

const Value = v.nullable(v.union([v.string(), v.number()]));
const Line = v.object({
  number: v.number(),
  at: v.number(),
  name: v.string(),
  row: v.string(),
  household: v.string(),
  head: v.string(),
  field: v.string(),
  label: v.string(),
  from: v.array(Value),
  to: v.array(Value),
  claimed: v.array(v.string()),
});
const Answer = v.object({ lines: v.array(Line), older: v.number() });

export type HistoryLine = v.InferOutput<typeof Line>;

export class HistoryPage {
  readonly room: string;
  #household = $state('');
  #lines = $state.raw<readonly HistoryLine[]>([]);
  #older = $state(0);
  #loading = $state(true);
  #failure = $state('');
  /** Only what was asked for last is shown. */
  #asked = 0;

  constructor(room: string) {
    this.room = room;
  }

  get lines(): readonly HistoryLine[] {
    return this.#lines;
  }

  /** How many there are that more() has not brought yet. */
  get older(): number {
    return this.#older;
  }

  get loading(): boolean {
    return this.#loading;
  }

  /** '' while nothing went wrong. */
  get failure(): string {
    return this.#failure;
  }

  /** Of everything, as a file. */
  get file(): string {
    return this.#address({ format: 'csv' });
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
      const { lines, older } = v.parse(Answer, await ask('GET', this.#address(last ? { before: String(last.number) } : {})));
      if (asked !== this.#asked) return;
      this.#lines = [...this.#lines, ...lines];
      this.#older = older;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#failure =
        error instanceof AskError && error.code === 'away' ? 'Không có mạng: nhật ký chỉ xem được khi nối với xã.' : reasonOf(error);
    }
    this.#loading = false;
  }

  #address(query: Record<string, string>): string {
    const search = new URLSearchParams({ ...(this.#household && { household: this.#household }), ...query });
    return `/api/audit/${encodeURIComponent(this.room)}${search.size > 0 ? `?${search}` : ''}`;
  }
}
