/** What this device knows for the papers of a review. */
import type { InUse } from '$lib/forms/own.ts';
import { readTeam, type TeamMember } from '$lib/cells/team.ts';
import type { PaperFacts, PaperVillage } from '$lib/papers/paper.ts';
import { readActs } from '$lib/process/act-rows.ts';
import type { Act } from '$lib/process/acts.ts';
import { courseOf } from '$lib/process/course.ts';
import { standingOf } from '$lib/process/standing.ts';
import type { Round } from '$lib/review/plans.ts';
import type { RegisterRound } from '$lib/process/register.ts';
import { vietnamDay } from '$lib/review/vietnam-day.ts';
import { CommuneLists } from '../commune/commune-lists.svelte.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { calendarNow } from '../steps/calendar-now.ts';

export class PaperData {
  readonly #rooms: Rooms;
  readonly #own: Pick<InUse, 'rules' | 'workingDays'>;
  readonly #lists: CommuneLists;
  readonly #others: () => readonly RegisterRound[] | null;
  readonly today = vietnamDay(Date.now());

  /**
   * @param own reactive.
   * @param others all rounds of the commune, as its register has them; null while they are not known here.
   */
  constructor(rooms: Rooms, own: Pick<InUse, 'rules' | 'workingDays'>, others: () => readonly RegisterRound[] | null = () => null) {
    this.#others = others;
    this.#rooms = rooms;
    this.#own = own;
    this.#lists = new CommuneLists(rooms);
  }

  /** Of the round, with what was taken back. */
  readonly acts: readonly Act[] = $derived.by(() => {
    void this.#rooms.commune.version;
    return readActs(this.#rooms.commune.list);
  });

  get team(): readonly TeamMember[] {
    void this.#rooms.commune.version;
    return readTeam(this.#rooms.commune.list);
  }

  /** Call it in an effect: opens the list of that village, or of all of them. */
  follow(village: string | null): void {
    const { villages } = this.#rooms;
    this.#lists.follow(village === null ? villages : villages.filter(({ id }) => id === village));
  }

  close(): void {
    this.#lists.close();
  }

  #village(id: string, name: string, round: Round): PaperVillage | null {
    const classified = this.#lists.of(id);
    if (!classified) return null;
    const acts = this.acts.filter((act) => act.village === id);
    const { rules, workingDays } = this.#own;
    return { id, name, classified, acts, standing: standingOf(acts, calendarNow(workingDays), courseOf(round, rules)) };
  }

  /**
   * @param village null for a paper of the commune.
   * @returns null while a list that the paper needs is not on this device.
   */
  facts(village: string | null, about: string): PaperFacts | null {
    const { round, unit, villages } = this.#rooms;
    const needed = village === null ? villages : villages.filter(({ id }) => id === village);
    if (!round) return null;
    const known = needed.flatMap(({ id, name }) => this.#village(id, name, round) ?? []);
    if (known.length < needed.length || needed.length === 0) return null;
    const { rules, workingDays: days } = this.#own;
    const rounds = this.#others()?.filter(({ review }) => review !== this.#rooms.review);
    return {
      ...(rounds && { rounds }),
      ...{ unit, round, rules, days, about, course: courseOf(round, rules), acts: this.acts, today: this.today, draws: true },
      villages: known,
      village: village === null ? null : (known[0] ?? null),
      team: this.team,
    };
  }

  /** Names of villages whose list a paper still waits for. */
  away(village: string | null): string[] {
    return this.#rooms.villages.filter(({ id }) => (village === null || id === village) && !this.#lists.of(id)).map(({ name }) => name);
  }
}
