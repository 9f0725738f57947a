/** The papers that were made in a round, as the commune's machine knows them; without it, as this device has them. */
import { PAPER_ROUTES } from '$lib/api/papers.ts';
import type { PaperRecord } from '$lib/papers/paper.ts';
import type { Act, ActOf } from '$lib/process/acts.ts';
import type { Need } from '$lib/process/need.ts';
import { paperKind, type PaperId } from '$lib/process/paper-kinds.ts';
import { liveActs } from '$lib/process/standing.ts';
import { roomName } from '$lib/review/people.ts';
import { yearOf } from '$lib/review/iso-day.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask, AskError } from '../parts/ask.ts';
import { recordAct } from '../steps/record-act.ts';

export interface MadePaper {
  act: ActOf<'paper'>;
  undone: boolean;
  /** Ids of villages whose list is another now; null while the commune's machine has not said. */
  where: readonly string[] | null;
}

export class PaperRecords {
  readonly #rooms: Rooms;
  readonly #acts: () => readonly Act[];
  #where = $state.raw<ReadonlyMap<string, readonly string[]> | null>(null);
  #numbers = $state.raw<readonly { symbol: string; year: number; next: number }[]>([]);

  /** @param acts of the round; reactive. */
  constructor(rooms: Rooms, acts: () => readonly Act[]) {
    this.#rooms = rooms;
    this.#acts = acts;
  }

  /** The latest first. */
  readonly all: readonly MadePaper[] = $derived.by(() => {
    const acts = this.#acts();
    const live = new Set(liveActs(acts).map(({ id }) => id));
    return acts
      .filter((act): act is ActOf<'paper'> => act.kind === 'paper')
      .map((act) => ({ act, undone: !live.has(act.id), where: this.#where?.get(act.id) ?? null }))
      .reverse();
  });

  of(paper: PaperId, village: string | null): MadePaper[] {
    return this.all.filter(({ act }) => act.data.paper === paper && act.village === (village ?? ''));
  }

  async load(): Promise<void> {
    try {
      const { papers, numbers } = await ask(PAPER_ROUTES.papers, { room: roomName(this.#rooms.review, null) });
      this.#where = new Map(papers.map(({ act, where }) => [act.id, where]));
      this.#numbers = numbers;
    } catch (error) {
      // Without the commune's machine the page shows what this device has.
      if (!(error instanceof AskError)) throw error;
    }
  }

  /** The next free number of the office's book; null while nobody has said. */
  next(paper: PaperId, day: string): number | null {
    const { symbol } = paperKind(paper);
    if (this.#where === null || symbol === null) return null;
    return this.#numbers.find((book) => book.symbol === symbol && book.year === yearOf(day))?.next ?? 1;
  }

  /**
   * @returns what is missing; empty when it is recorded.
   * @throws AskError; ActError
   */
  async record(
    paper: PaperId,
    village: string | null,
    { about, record, template, today }: { about: string; record: PaperRecord; template: string; today: string },
  ): Promise<readonly Need[]> {
    const { number, day, signer, texts } = record;
    const needs = await recordAct(this.#rooms.review, village, {
      kind: 'paper',
      data: {
        // A paper without a number has no day of its own.
        ...{ paper, day: paperKind(paper).symbol === null ? today : day, signer, about, template },
        ...(number !== null && { number }),
        texts: JSON.stringify(texts),
      },
    });
    if (needs.length === 0) await this.load();
    return needs;
  }

  async undo({ act }: MadePaper, text: string): Promise<readonly Need[]> {
    const needs = await recordAct(this.#rooms.review, act.village || null, { kind: 'undone', data: { of: act.id, text } });
    if (needs.length === 0) await this.load();
    return needs;
  }
}
