/** A village's meeting: its agenda, the household that everybody sees, what is noted, and its outcome. */
import { createContext } from 'svelte';
import { agendaOf, withRaised, type AgendaItem } from '$lib/process/agenda.ts';
import { ATTENDING, type ActData } from '$lib/process/acts.ts';
import { MeetingNotes, type MeetingField, type TalkField } from '$lib/process/meeting-notes.ts';
import type { CourseStep } from '$lib/process/course.ts';
import { CLASSES, codeOf } from '$lib/review/formula-columns.ts';
import type { Row } from '$lib/review/types.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import type { VillageSteps } from '../steps/village-steps.svelte.ts';

const NONE: readonly AgendaItem[] = [];
const END = 'end';

export class Meeting {
  readonly steps: VillageSteps;
  readonly room: LiveRoom;
  readonly mayWrite: boolean;
  readonly #rooms: Rooms;
  /** Where this device looks while it does not follow the one who leads. */
  #own = $state<string | null>(null);

  constructor(steps: VillageSteps, rooms: Rooms) {
    this.steps = steps;
    this.#rooms = rooms;
    this.room = rooms.openMeeting(steps.id);
    this.mayWrite = this.room.mayWrite;
  }

  /** Only these households go before the meeting again; null: all of the list. */
  readonly #about = $derived.by((): ReadonlySet<string> | null => {
    const { about } = this.steps.standing;
    return about && about.size > 0 ? about : null;
  });

  /** Every household that the meeting may speak of. */
  readonly households = $derived.by(
    (): readonly Row[] => this.steps.classified?.data.households.filter(({ id }) => this.#about?.has(id) ?? true) ?? [],
  );

  readonly #needed = $derived.by((): readonly AgendaItem[] => {
    const { classified } = this.steps;
    return classified ? agendaOf(classified, this.#about) : NONE;
  });

  /** Households of the agenda, and those that somebody asked about; the last place after them is the end of the meeting. */
  readonly agenda = $derived.by((): readonly AgendaItem[] =>
    withRaised(this.#needed, this.households, new Set([...this.notes.noted, this.#place])),
  );

  /**
   * Where the village stands: the meeting has not come yet, and which step must be closed first; it is being held; or it is over. Votes
   * count for a list that nobody changes any more.
   */
  readonly stage = $derived.by((): { kind: 'before'; missing: CourseStep } | { kind: 'held' | 'over' } => {
    const { standing, course } = this.steps;
    const order = course.steps.map(({ id }) => id);
    const missing = course.steps.find(({ id }) => id === standing.step);
    if (standing.step === 'meeting') return { kind: 'held' };
    return missing && order.indexOf(missing.id) < order.indexOf('meeting') ? { kind: 'before', missing } : { kind: 'over' };
  });

  /** Whether this device notes votes and the outcome now. */
  get takesNotes(): boolean {
    return this.mayWrite && this.stage.kind === 'held';
  }

  /** Reactive reading of the notes. */
  get notes(): MeetingNotes {
    void this.room.version;
    return new MeetingNotes(this.room.list);
  }

  get leads(): boolean {
    return this.notes.get('lead') === this.#rooms.person.name;
  }

  get leader(): string {
    return this.notes.get('lead');
  }

  get follows(): boolean {
    return this.#own === null;
  }

  /** The household on show; null at the end of the meeting. */
  get item(): AgendaItem | null {
    return this.agenda[this.index] ?? null;
  }

  /** What this device shows: a household, or the end. */
  get #place(): string {
    return this.#own ?? this.notes.get('household');
  }

  get index(): number {
    const place = this.#place;
    if (place === END) return this.agenda.length;
    const index = this.agenda.findIndex(({ household }) => household.id === place);
    return Math.max(0, index);
  }

  goTo(index: number): void {
    this.show(this.agenda[Math.max(0, index)]?.household.id ?? END);
  }

  /** Moves everybody when this device leads, otherwise only this device. */
  show(place: string): void {
    if (!this.leads || !this.mayWrite) {
      this.#own = place;
      return;
    }
    this.#own = null;
    this.note('household', place);
  }

  lead(): void {
    const here = this.agenda[this.index]?.household.id ?? END;
    this.note('lead', this.#rooms.person.name);
    this.note('household', here);
    this.#own = null;
  }

  follow(): void {
    this.#own = null;
  }

  note(field: MeetingField, value: string): void {
    if (this.mayWrite) new MeetingNotes(this.room.list).set(field, value);
  }

  noteTalk(household: string, field: TalkField, value: string): void {
    if (this.takesNotes) new MeetingNotes(this.room.list).setTalk(household, field, value);
  }

  /** What the acts of the meeting would hold: read from the notes at this moment, because what is shown follows a little later. */
  outcome(): Omit<ActData<'met'>, 'day'> {
    const { notes } = this;
    return {
      place: notes.get('place'),
      chair: notes.get('chair'),
      secretary: notes.get('secretary'),
      ...(Object.fromEntries(ATTENDING.map(({ key }) => [key, Number(notes.get(key) || 0)])) as Record<
        (typeof ATTENDING)[number]['key'],
        number
      >),
      agreeing: notes.get('agreeing') === '' ? NaN : Number(notes.get('agreeing')),
      text: [notes.get('text'), ...this.households.map(({ id }) => notes.line(id, this.steps.nameOf(id)))].filter(Boolean).join('\n'),
    };
  }

  /** Households whose result the meeting decides otherwise. */
  decided(): { household: string; result: string; text: string }[] {
    const { notes } = this;
    return notes.noted.flatMap((household) => {
      const result = notes.talk(household, 'result');
      return result === '' ? [] : [{ household, result, text: notes.talk(household, 'text') }];
    });
  }

  /** Households whose decision was recorded, and which the meeting then left as the scores say. */
  takenBack(): { household: string; result: string; text: string }[] {
    const noted = new Set(this.notes.noted);
    return [...this.steps.standing.decided.keys()].flatMap((household) => {
      const own = this.steps.classified?.results.get(household);
      const result = codeOf(CLASSES, own?.computed ?? own?.class);
      return !noted.has(household) || this.notes.talk(household, 'result') !== '' || result === ''
        ? []
        : [{ household, result, text: 'Cuộc họp giữ kết quả theo điểm' }];
    });
  }

  close(): void {
    this.#rooms.releaseMeeting(this.steps.id);
    this.steps.close();
  }
}

export const [getMeeting, setMeeting] = createContext<Meeting>();
