/** The villages of the home page with their progress: their rooms stay open as long as the page. */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { callsIn, readComments, type Comment } from '$lib/cells/comments.ts';
import { openTasks } from '$lib/cells/tasks.ts';
import { Classifier } from '$lib/review/classify.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import { progressOf, sum, NOTHING, type Progress } from '$lib/summary/progress.ts';
import type { Rooms, Village } from '../commune/rooms.svelte.ts';

export class VillageWork {
  readonly id: string;
  readonly #room: LiveRoom;
  readonly #works: VillageWorks;
  #progress = $derived.by(() => {
    void this.#room.version;
    if (!this.here) return NOTHING;
    return progressOf(this.#room.list, this.#works.nameOf(this.id), this.#works.classifier);
  });

  #calls = $derived.by(() => {
    void this.#room.version;
    return this.here ? callsIn(readComments(this.#room.list), this.#works.me).length : 0;
  });

  #tasks = $derived.by(() => {
    void this.#room.version;
    return openTasks(this.#room.list);
  });

  constructor(id: string, room: LiveRoom, works: VillageWorks) {
    this.id = id;
    this.#room = room;
    this.#works = works;
  }

  /** False while a village that was never opened on this device waits for the network. */
  get here(): boolean {
    return this.#room.here;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** The number of threads that mention this person and wait for an answer. */
  get calls(): number {
    return this.#calls;
  }

  /** What the commune has asked the village to check. */
  get tasks(): readonly Comment[] {
    return this.#tasks;
  }
}

export class VillageWorks {
  readonly #rooms: Rooms;
  readonly #works = new SvelteMap<string, VillageWork>();
  #names = $derived.by(() => new Map(this.#rooms.villages.map(({ id, name }) => [id, name])));
  #classifier = $derived.by(() =>
    this.#rooms.round
      ? new Classifier(
          this.#rooms.round,
          this.#rooms.villages.map(({ row }) => row),
          this.#rooms.withoutPersonal(),
        )
      : null,
  );
  #total = $derived.by(() => sum([...this.#works.values()].map((work) => work.progress)));

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** Id of the viewer. */
  get me(): string {
    return this.#rooms.person.id;
  }

  get classifier(): Classifier | null {
    return this.#classifier;
  }

  get total(): Progress {
    return this.#total;
  }

  /** How many villages the total counts: without those still opening or waiting for the network. */
  get opened(): number {
    return [...this.#works.values()].filter(({ here }) => here).length;
  }

  of(village: string): VillageWork | undefined {
    return this.#works.get(village);
  }

  nameOf(village: string): string {
    return this.#names.get(village) ?? village;
  }

  /** Call it in an effect: opens the rooms of villages that were added. */
  follow(villages: readonly Village[]): void {
    untrack(() => {
      for (const { id } of villages) if (!this.#works.has(id)) this.#works.set(id, new VillageWork(id, this.#rooms.open(id), this));
    });
  }

  close(): void {
    for (const id of this.#works.keys()) this.#rooms.release(id);
    this.#works.clear();
  }
}
