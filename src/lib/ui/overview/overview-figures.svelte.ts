/** The filled forms that the pictures are drawn from: from the lists on this device, by the chosen standard of the round. */
import { fillPassages, fillReport } from '$lib/forms/report.ts';
import type { Filled } from '$lib/forms/identities.ts';
import { standardIn } from '$lib/forms/one-form.ts';
import { eachAlone, type Classified } from '$lib/review/classify.ts';
import { standardsOf } from '$lib/review/plans.ts';
import { CommuneLists } from '../commune/commune-lists.svelte.ts';
import type { Rooms, Village } from '../commune/rooms.svelte.ts';
import { passagePictures } from '../pictures/passages.ts';
import type { FlowPicture } from '../pictures/picture.ts';
import { PICTURE_FORMS } from '../pictures/all-forms.ts';
import type { ReviewDays } from '../pictures/calendar.ts';
import { YEAR_FORMS } from '../pictures/years.ts';
import { reviewDaysOf, sumOfDays } from './calendar-facts.ts';

export class OverviewFigures {
  /** Id of the chosen standard; null for the main one. */
  standard = $state<string | null>(null);
  readonly lists: CommuneLists;

  readonly #rooms: Rooms;
  /** Of a village's list as long as nothing in it changes. */
  readonly #counted = new WeakMap<Classified, ReviewDays>();

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
    this.lists = new CommuneLists(rooms);
  }

  /** null while a list is missing. */
  readonly filled = $derived.by((): Filled | null => {
    const { classified } = this.lists;
    if (!classified) return null;
    const by = standardIn(classified.round, this.standard);
    // A round of one standard needs no second reading.
    const alone = classified.beside ? eachAlone(classified).find(({ round }) => round.standard.id === by.id) : classified;
    return alone ? fillReport(alone, [...PICTURE_FORMS, ...YEAR_FORMS]) : null;
  });

  /** Between the standards of the round; the same whichever is chosen. */
  readonly passages = $derived.by((): FlowPicture[] => {
    const { classified } = this.lists;
    return classified?.beside ? passagePictures(fillPassages(classified), standardsOf(classified.round)) : [];
  });

  /** By every standard of the round; null while a list is missing. */
  readonly days = $derived.by((): ReviewDays | null => {
    const lists = this.#rooms.villages.map(({ id }) => this.lists.of(id));
    if (lists.includes(null)) return null;
    return sumOfDays(lists.flatMap((list) => (list ? [this.#daysOf(list)] : [])));
  });

  /** What the figures count by, in a round of several standards. */
  get ground(): string {
    return this.lists.classified?.beside && this.filled ? this.filled.classified.round.standard.short : '';
  }

  #daysOf(list: Classified): ReviewDays {
    const known = this.#counted.get(list);
    if (known) return known;
    const days = reviewDaysOf(list);
    this.#counted.set(list, days);
    return days;
  }

  /** Call it in an effect. */
  follow(villages: readonly Village[]): void {
    this.lists.follow(villages);
  }

  close(): void {
    this.lists.close();
  }
}
