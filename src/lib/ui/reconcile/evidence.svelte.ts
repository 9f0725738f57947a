/** What the commune's log knows about one village's open cells: devices, times of receipt, earlier values. Only with a network. */
import { FULL_HISTORY } from '$lib/api/full-history.ts';
import { roomName } from '$lib/review/people.ts';
import type { CellValue } from '$lib/review/types.ts';
import { AskError, ask, reasonOf } from '../parts/ask.ts';

export interface CellKnown {
  before: CellValue;
  brought: readonly { value: CellValue; author: string; name: string; device: string; at: number }[];
}

export const cellKey = (row: string, field: string): string => `${row} ${field}`;

export class Evidence {
  readonly #room: string;
  #cells = $state.raw<ReadonlyMap<string, CellKnown>>(new Map());
  #away = $state(false);
  #asked = '';

  constructor(review: string, village: string) {
    this.#room = roomName(review, village);
  }

  /** The last request got no answer. */
  get away(): boolean {
    return this.#away;
  }

  of(row: string, field: string): CellKnown | undefined {
    return this.#cells.get(cellKey(row, field));
  }

  /** Asks once for each set of open cells, if the log may have something new. */
  async ask(open: readonly string[]): Promise<void> {
    const asked = open.join('\n');
    if (asked === this.#asked) return;
    this.#asked = asked;
    if (open.length === 0) return;
    try {
      const { cells } = await ask(FULL_HISTORY.open, { room: this.#room });
      if (asked !== this.#asked) return;
      this.#cells = new Map(cells.map(({ row, field, ...known }) => [cellKey(row, field), known]));
      this.#away = false;
    } catch (error) {
      if (!(error instanceof AskError)) console.error(reasonOf(error));
      this.#away = true;
      // Asks again when the network is back, or when other cells are open.
      if (asked === this.#asked) this.#asked = '';
    }
  }
}
