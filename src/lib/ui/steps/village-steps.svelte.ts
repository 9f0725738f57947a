/** The steps of one village: where it stands, what each act still needs, and recording one. */
import { readHousehold, readOneVillage } from '$lib/cells/review-rooms.ts';
import type { InUse } from '$lib/forms/own.ts';
import { actsOf, readActs } from '$lib/process/act-rows.ts';
import { mayRecord } from '$lib/process/act-right.ts';
import { LATE } from '$lib/api/late.ts';
import { PROCESS } from '$lib/api/process.ts';
import { waitingNotes, type VisitorNote } from '$lib/process/visitor-notes.ts';
import { roomName } from '$lib/review/people.ts';
import { ask, reasonOf } from '../parts/ask.ts';
import { ACTS, isOfUpper, type Act, type WantedAct } from '$lib/process/acts.ts';
import { certificatesOf } from '$lib/process/certificates.ts';
import { needsOf, type Need } from '$lib/process/needs.ts';
import { bookOf } from '$lib/process/number-book.ts';
import { courseOf, type Course } from '$lib/process/course.ts';
import { standingOf, type Calendar, type Standing } from '$lib/process/standing.ts';
import type { Round } from '$lib/review/plans.ts';
import { classifyAll, type Classified } from '$lib/review/classify.ts';
import type { Action } from '$lib/review/roles.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { calendarNow } from './calendar-now.ts';
import { recordAct } from './record-act.ts';

const PROVES: ReadonlySet<Act['kind']> = new Set(['reviewed', 'checked', 'met', 'posted', 'sent', 'opinion', 'recognised', 'paper']);

export class VillageSteps {
  readonly id: string;
  readonly room: LiveRoom;
  readonly course: Course;
  readonly #rooms: Rooms;
  readonly calendar: Calendar;

  constructor(id: string, round: Round, rooms: Rooms, own: Pick<InUse, 'rules' | 'workingDays'>) {
    this.id = id;
    this.course = courseOf(round, own.rules);
    this.#rooms = rooms;
    this.calendar = calendarNow(own.workingDays);
    this.room = rooms.open(id);
  }

  /** All that was recorded about this village, also what was taken back. */
  readonly acts = $derived.by((): readonly Act[] => {
    void this.#rooms.commune.version;
    return actsOf(this.#rooms.commune.list, this.id);
  });

  readonly standing: Standing = $derived.by(() => standingOf(this.acts, this.calendar, this.course));

  /** null until the list is on this device. */
  readonly classified = $derived.by((): Classified | null => {
    void this.room.version;
    const { round } = this.#rooms;
    if (!this.room.here || !round) return null;
    return classifyAll(readOneVillage(this.#rooms.commune.list, this.room.list, this.id), round, this.#rooms.withoutPersonal(this.id));
  });

  /** What visitors of the posting wrote; only for those who record complaints. */
  #notes = $state.raw<readonly VisitorNote[]>([]);
  /** Why the commune's machine did not give them. */
  notesFailed = $state('');

  /** Notes that nobody has handled. */
  readonly waiting = $derived.by((): VisitorNote[] => {
    const ids = new Set(
      waitingNotes(
        this.#notes.map(({ id }) => id),
        this.standing,
      ),
    );
    return this.#notes.filter(({ id }) => ids.has(id));
  });

  /** Edits that came after the lock and wait for the commune; only for those who decide about them. */
  late = $state(0);

  async loadLate(): Promise<void> {
    if (!this.#rooms.may('late', this.id)) return;
    try {
      const room = roomName(this.#rooms.review, this.id);
      const { waiting } = await ask(LATE.waiting);
      this.late = waiting.find((each) => each.room === room)?.edits.length ?? 0;
    } catch (error) {
      // Without a network nothing is recorded either; the commune's machine asks again.
      console.warn('late', error);
    }
  }

  async loadNotes(): Promise<void> {
    if (!this.#rooms.may(ACTS.complaint.right, this.id)) return;
    try {
      this.#notes = (await ask(PROCESS.notes, { room: roomName(this.#rooms.review, this.id) })).notes;
      this.notesFailed = '';
    } catch (error) {
      this.notesFailed = reasonOf(error);
    }
  }

  /** What an act still needs, as far as this device knows; the commune's machine decides. */
  needs(wanted: WantedAct): Need[] {
    const { classified } = this;
    if (!classified) return [];
    const review = this.#rooms.review;
    const rounds = [{ review, acts: readActs(this.#rooms.commune.list) }];
    return needsOf(wanted, {
      review,
      village: this.id,
      certificates: certificatesOf(rounds),
      numbers: bookOf(rounds),
      acts: this.acts,
      calendar: this.calendar,
      course: this.course,
      classified,
      late: this.late,
      notes: this.#notes.map(({ id }) => id),
    });
  }

  /** Whether this person may open the list as it was at an act. */
  opens(act: Act): boolean {
    const may = (action: Action): boolean => this.#rooms.may(action, this.id);
    return may('readFrozen') || (may('readSent') && isOfUpper(act.kind) && this.standing.acts.includes(act));
  }

  /** Whether somebody asks later which list an act was about. */
  proves({ kind }: Act): boolean {
    return PROVES.has(kind);
  }

  /** Whether this person may take back an act, and nothing rests on it. */
  mayUndo(act: Act): boolean {
    const wanted: WantedAct = { kind: 'undone', data: { of: act.id, text: '' } };
    const place = { review: this.#rooms.review, village: this.id };
    return this.standing.acts.includes(act) && mayRecord(this.#rooms.person, wanted, place, this.acts) && this.needs(wanted).length === 0;
  }

  /** Reactive: on a slow device the acts are there before the list. */
  nameOf(household: string): string {
    void this.room.version;
    const { cells } = readHousehold(this.room.list, household, null);
    return String(cells.head ?? 'Hộ chưa có tên');
  }

  /**
   * Asks the commune's machine to record it.
   * @returns what is missing; empty when it is recorded.
   * @throws AskError; ActError when a field is not filled in rightly.
   */
  record(wanted: { kind: string; data: Record<string, unknown> }): Promise<readonly Need[]> {
    return recordAct(this.#rooms.review, this.id, wanted);
  }

  close(): void {
    this.#rooms.release(this.id);
  }
}
