/** Where each village of the review stands, for pages that show all of them. */
import type { InUse } from '$lib/forms/own.ts';
import { readActs } from '$lib/process/act-rows.ts';
import { courseOf } from '$lib/process/course.ts';
import { standingOf, type Standing } from '$lib/process/standing.ts';
import { isStep, type StepId } from '$lib/process/steps.ts';
import { waitsFor, waitsForText } from '$lib/process/waits.ts';
import { groupBy } from '$lib/review/group-by.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { calendarNow } from './calendar-now.ts';
import { dayText } from '$lib/review/iso-day.ts';

export class Standings {
  readonly #rooms: Rooms;

  readonly #own: Pick<InUse, 'rules' | 'workingDays'>;

  /** @param own reactive. */
  constructor(rooms: Rooms, own: Pick<InUse, 'rules' | 'workingDays'>) {
    this.#rooms = rooms;
    this.#own = own;
  }

  /** By village; without those in no round. */
  readonly all = $derived.by((): ReadonlyMap<string, Standing> => {
    void this.#rooms.commune.version;
    const { round, villages } = this.#rooms;
    if (!round) return new Map();
    const [course, calendar] = [courseOf(round, this.#own.rules), calendarNow(this.#own.workingDays)];
    const acts = groupBy(readActs(this.#rooms.commune.list), ({ village }) => village);
    return new Map(villages.map(({ id }) => [id, standingOf(acts.get(id) ?? [], calendar, course)]));
  });
}

export { WAITS_FOR, waitsFor, waitsForText, type WaitsFor } from '$lib/process/waits.ts';

/** In the address of the page of steps: only villages that wait for this. */
export const WAITS = 'cho';

/** What it waits for, with the day. */
export const waitsText = (standing: Standing): string =>
  standing.step === 'posting' && standing.posting
    ? `niêm yết đến hết ngày ${dayText(standing.posting.until)}`
    : waitsForText(waitsFor(standing));

/** The step that the commune can close now; null while it waits for a day, or for others. */
export function dueNow(standing: Standing): StepId | null {
  const waits = waitsFor(standing);
  return isStep(waits) ? waits : null;
}
