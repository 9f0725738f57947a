/** The requests of the monthly review on the page, with what their villages' lists on this device say. */
import { readOneVillage } from '$lib/cells/review-rooms.ts';
import type { InUse } from '$lib/forms/own.ts';
import { readActs } from '$lib/process/act-rows.ts';
import { courseOf } from '$lib/process/course.ts';
import type { Need } from '$lib/process/need.ts';
import { requestsOf, type HouseholdRequest } from '$lib/process/requests.ts';
import { classifyAll } from '$lib/review/classify.ts';
import type { Round } from '$lib/review/plans.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { calendarNow } from '../steps/calendar-now.ts';
import { Standings } from '../steps/standings.svelte.ts';
import { recordAct } from '../steps/record-act.ts';

export class MonthRequests {
  readonly #rooms: Rooms;
  readonly #round: Round;
  readonly #own: Pick<InUse, 'rules' | 'workingDays'>;
  readonly standings: Standings;
  readonly #opened = new Set<string>();

  constructor(rooms: Rooms, round: Round, own: Pick<InUse, 'rules' | 'workingDays'>) {
    this.#rooms = rooms;
    this.#round = round;
    this.#own = own;
    this.standings = new Standings(rooms, own);
  }

  readonly acts = $derived.by(() => {
    void this.#rooms.commune.version;
    return readActs(this.#rooms.commune.list);
  });

  /** Villages that the person reads; of the others only the requests themselves are known. */
  readonly villages = $derived.by(() => {
    const asked = new Set(this.acts.flatMap((act) => (act.kind === 'requested' ? [act.village] : [])));
    return this.#rooms.villages.filter(({ id }) => asked.has(id));
  });

  readonly all: readonly HouseholdRequest[] = $derived.by(() =>
    requestsOf(this.acts, {
      plan: this.#round.plan,
      course: courseOf(this.#round, this.#own.rules),
      calendar: calendarNow(this.#own.workingDays),
      village: (id) => {
        const standing = this.standings.all.get(id);
        const room = this.#rooms.peek(id);
        void room?.version;
        if (!standing) return undefined;
        if (!room?.here) return { standing, classified: null };
        const data = readOneVillage(this.#rooms.commune.list, room.list, id);
        return { standing, classified: classifyAll(data, this.#round, this.#rooms.withoutPersonal(id)) };
      },
    }),
  );

  /** Opens the lists that the requests are on. Call in an effect. */
  follow(): void {
    for (const { id } of this.villages)
      if (!this.#opened.has(id)) {
        this.#opened.add(id);
        this.#rooms.open(id);
      }
  }

  close(): void {
    for (const id of this.#opened) this.#rooms.release(id);
  }

  /** @returns what is missing; empty when it is recorded. @throws AskError; ActError when a field is not filled in rightly. */
  record(village: string, wanted: { kind: string; data: Record<string, unknown> }): Promise<readonly Need[]> {
    return recordAct(this.#rooms.review, village, wanted);
  }
}
