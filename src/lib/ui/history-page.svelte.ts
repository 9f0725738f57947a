/** The history of one room as its page shows it: asked of the commune's machine, which alone has it. */
import * as v from 'valibot';

const Value = v.nullable(v.union([v.string(), v.number()]));
const Line = v.object({
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
const Answer = v.object({ lines: v.array(Line), count: v.number() });

export type HistoryLine = v.InferOutput<typeof Line>;

export class HistoryPage {
  readonly room: string;
  #lines = $state.raw<readonly HistoryLine[]>([]);
  #count = $state(0);
  #phase = $state<'loading' | 'loaded' | 'failed'>('loading');
  #failure = $state('');

  constructor(room: string) {
    this.room = room;
  }

  get lines(): readonly HistoryLine[] {
    return this.#lines;
  }

  /** How many there are; the page shows the latest of them. */
  get count(): number {
    return this.#count;
  }

  get phase(): 'loading' | 'loaded' | 'failed' {
    return this.#phase;
  }

  get failure(): string {
    return this.#failure;
  }

  address(household: string, format?: 'csv'): string {
    const query = new URLSearchParams({ ...(household.trim() !== '' && { household: household.trim() }), ...(format && { format }) });
    return `/api/audit/${encodeURIComponent(this.room)}${query.size > 0 ? `?${query}` : ''}`;
  }

  async load(household: string): Promise<void> {
    this.#phase = 'loading';
    try {
      const answer = await fetch(this.address(household), { headers: { accept: 'application/json' } });
      const body: unknown = await answer.json();
      if (!answer.ok) return this.#fail(v.is(v.object({ error: v.string() }), body) ? body.error : 'Máy của xã chưa trả lời được. Hãy thử lại.');
      const { lines, count } = v.parse(Answer, body);
      this.#lines = lines;
      this.#count = count;
      this.#phase = 'loaded';
    } catch (error) {
      console.warn('GET', this.room, error);
      this.#fail('Không có mạng: nhật ký chỉ xem được khi nối với xã.');
    }
  }

  #fail(text: string): void {
    this.#failure = text;
    this.#phase = 'failed';
  }
}
