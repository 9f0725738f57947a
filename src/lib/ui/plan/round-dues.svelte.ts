/** What is due in the round on this device, and for the person who looks. */
import { sentReports, sentWrite } from '$lib/cells/plan-record.ts';
import type { InUse } from '$lib/forms/own.ts';
import { courseOf } from '$lib/process/course.ts';
import { duesOf, duesToShow, type Doer, type Due } from '$lib/process/deadlines.ts';
import type { Standing } from '$lib/process/standing.ts';
import { vietnamDay } from '$lib/review/vietnam-day.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';

export class RoundDues {
  readonly #rooms: Rooms;
  readonly #standings: { readonly all: ReadonlyMap<string, Standing> };
  readonly #own: Pick<InUse, 'rules' | 'workingDays'>;
  readonly today = vietnamDay(Date.now());

  /** @param own reactive. */
  constructor(rooms: Rooms, standings: { readonly all: ReadonlyMap<string, Standing> }, own: Pick<InUse, 'rules' | 'workingDays'>) {
    this.#rooms = rooms;
    this.#standings = standings;
    this.#own = own;
  }

  /** Of the whole round, as far as this person sees it. */
  readonly all = $derived.by((): readonly Due[] => {
    void this.#rooms.commune.version;
    const { round, villages } = this.#rooms;
    if (!round) return [];
    return duesOf({
      plan: round.plan,
      course: courseOf(round, this.#own.rules),
      villages: villages.flatMap(({ id, name }) => {
        const standing = this.#standings.all.get(id);
        return standing ? [{ id, name, standing }] : [];
      }),
      sent: sentReports(this.#rooms.commune.list),
      calendar: { today: this.today, days: this.#own.workingDays },
    });
  });

  /** The person's own work, what is late first. */
  readonly mine = $derived.by(() => duesToShow(this.all, (due) => this.isMine(due)));

  isMine({ by }: Due): boolean {
    return by.some((doer: Doer) => doer === this.#rooms.person.role);
  }

  nameOf = (village: string): string => this.#rooms.villages.find(({ id }) => id === village)?.name ?? village;

  /** Marks a report as sent; an ordinary write into the commune's records. */
  markSent({ report }: Due): void {
    if (report) this.#rooms.commune.list.write([sentWrite(report.id, report.day, true)]);
  }
}

/** A page of one village for one village, else the page that shows them all. */
export const pageOf = ({ kind, villages }: Due): string =>
  kind === 'report' ? '/xuat' : villages.length === 1 ? `/cac-buoc/${villages[0] ?? ''}` : '/cac-buoc';
