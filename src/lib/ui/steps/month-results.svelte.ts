/** What monthly decisions recognised in a village, and a yearly list that runs at the same time does not know. */
import { PROCESS } from '$lib/api/process.ts';
import { HOUSEHOLD_PREFIX, listedRows, readHousehold } from '$lib/cells/review-rooms.ts';
import type { UndoResult } from '$lib/cells/shared-list.ts';
import { takingBack } from '$lib/cells/take-back.ts';
import type { Step } from '$lib/cells/undo-stack.ts';
import { monthWrites } from '$lib/process/month-result-writes.ts';
import { monthOffer, type MonthOffer, type MonthResult } from '$lib/process/month-results.ts';
import { roomName } from '$lib/review/people.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import { ask, reasonOf } from '../parts/ask.ts';

export class MonthResults {
  readonly #rooms: Rooms;
  readonly #village: string;
  readonly #room: LiveRoom;
  #results = $state.raw<readonly MonthResult[]>([]);
  /** Why the commune's machine did not give them. */
  failed = $state('');
  /** Doubts that this person has said to be other households. */
  #others = $state.raw<ReadonlySet<string>>(new Set());
  #steps = $state.raw<readonly Step[]>([]);
  /** How many households came in last. */
  brought = $state(0);
  /** What undoing left as it is, because others have worked on it since. */
  left = $state(0);

  constructor(village: string, room: LiveRoom, rooms: Rooms) {
    this.#village = village;
    this.#room = room;
    this.#rooms = rooms;
  }

  /** Whether there may be any: in the round that one works in, beside which monthly reviews run. */
  get isAsked(): boolean {
    const { own, person, round } = this.#rooms;
    const may = this.#rooms.may('writeVillage', this.#village) && this.#rooms.may('readPersonal', this.#village);
    return own && may && (person.alongside?.length ?? 0) > 0 && (round?.plan.procedure ?? 'yearly') === 'yearly';
  }

  async load(): Promise<void> {
    if (!this.isAsked) return;
    try {
      this.#results = (await ask(PROCESS.monthResults, { room: roomName(this.#rooms.review, this.#village) })).results;
      this.failed = '';
    } catch (error) {
      this.failed = reasonOf(error);
    }
  }

  readonly offer: MonthOffer = $derived.by(() => {
    void this.#room.version;
    return this.#now();
  });

  /** How many households one press would bring in. */
  get waiting(): number {
    return this.offer.added.length + this.offer.changed.length;
  }

  /** What stands in the list at this moment: what is shown follows a little later. */
  #now(): MonthOffer {
    const { list } = this.#room;
    // Until the list is on this device it has nothing, and everything would seem to be missing.
    const isKnown = this.#results.length > 0 && this.#room.here;
    const households = isKnown ? listedRows(list, HOUSEHOLD_PREFIX).map((row) => readHousehold(list, row, null)) : [];
    return monthOffer({ households }, isKnown ? this.#results : [], this.#others);
  }

  /** Says whether a doubt is another household than those of the list. */
  isOther(key: string, other: boolean): void {
    this.#others = new Set([...this.#others].filter((each) => each !== key).concat(other ? key : []));
  }

  bring(): void {
    const offer = this.#now();
    this.#steps = this.#room.list.write(monthWrites(this.#room.list, offer));
    this.brought = offer.added.length + offer.changed.length;
    this.left = 0;
  }

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  undo(): UndoResult {
    const plan = takingBack(this.#room.list, this.#steps);
    this.left = plan.stays.filter((row) => row.startsWith(HOUSEHOLD_PREFIX)).length + plan.left.length;
    this.#steps = [];
    this.brought = 0;
    return this.#room.list.takeBack(plan.steps);
  }
}
