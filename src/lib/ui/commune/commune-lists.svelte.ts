/** All lists of the commune, classified and kept up to date: after a change, only that village is read again. */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { openCells, readReview } from '$lib/cells/review-rooms.ts';
import { classifyAll, completeVillages, type Classified } from '$lib/review/classify.ts';
import { byEachStandard, type Round } from '$lib/review/plans.ts';
import type { LiveRoom } from './live-room.svelte.ts';
import type { Rooms, Village } from './rooms.svelte.ts';

/** What is needed of the review's rooms. */
export interface ListRooms extends Pick<Rooms, 'round' | 'villages' | 'unit' | 'withoutPersonal' | 'address' | 'release'> {
  readonly commune: Pick<LiveRoom, 'list'>;
  open(village: string): Pick<LiveRoom, 'list' | 'version' | 'here'>;
}

class VillageReading {
  readonly room: ReturnType<ListRooms['open']>;
  /** null until the list is on this device. */
  readonly classified = $derived.by((): Classified | null => {
    void this.room.version;
    if (!this.room.here || !this.#rooms.round) return null;
    return classifyAll(
      readReview(this.#rooms.commune.list, new Map([[this.#id, this.room.list]])),
      this.#rooms.round,
      this.#rooms.withoutPersonal(this.#id),
    );
  });
  readonly disputed = $derived.by(() => {
    void this.room.version;
    return openCells(this.room.list).length;
  });
  readonly #id: string;
  readonly #rooms: ListRooms;

  constructor(id: string, rooms: ListRooms) {
    this.#id = id;
    this.#rooms = rooms;
    this.room = rooms.open(id);
  }
}

export class CommuneLists {
  readonly #rooms: ListRooms;
  readonly #readings = new SvelteMap<string, VillageReading>();
  #linkOf = new Map<string, string>();

  constructor(rooms: ListRooms) {
    this.#rooms = rooms;
  }

  /** Call it in an effect: opens the rooms of villages that were added. */
  follow(villages: readonly Village[]): void {
    untrack(() => {
      for (const { id } of villages) if (!this.#readings.has(id)) this.#readings.set(id, new VillageReading(id, this.#rooms));
    });
  }

  close(): void {
    for (const id of this.#readings.keys()) this.#rooms.release(id);
    this.#readings.clear();
  }

  /** Villages whose list is not on this device yet: without them no figure would be the commune's. */
  get away(): string[] {
    return this.#rooms.villages.filter(({ id }) => !this.#readings.get(id)?.room.here).map(({ name }) => name);
  }

  /** One village's list; null while it is missing. */
  of(village: string): Classified | null {
    return this.#readings.get(village)?.classified ?? null;
  }

  /** Number of cells that two people wrote differently. */
  get disputed(): number {
    return [...this.#readings.values()].reduce((sum, { disputed }) => sum + disputed, 0);
  }

  /** null while a list is missing. */
  readonly classified = $derived.by((): Classified | null => {
    const { round, villages } = this.#rooms;
    const readings = villages.map(({ id }) => [id, this.#readings.get(id)?.classified ?? null] as const);
    const parts = readings.flatMap(([, part]) => part ?? []);
    if (!round || parts.length < villages.length) return null;
    const households = parts.flatMap(({ data }) => data.households);
    const data = {
      unit: this.#rooms.unit,
      villages: villages.map(({ row }) => row),
      households,
      members: parts.flatMap((part) => part.data.members),
    };
    this.#linkOf = new Map(
      readings.flatMap(([village, part]) =>
        (part?.data.households ?? []).map(
          ({ id }) => [id, `${this.#rooms.address(`/thon/${village}`)}?ho=${encodeURIComponent(id)}`] as const,
        ),
      ),
    );
    const complete = { ...data, villages: completeVillages(data, round) };
    const withoutPersonal = this.#rooms.withoutPersonal();
    const [main, ...others] = byEachStandard(round);
    const by = (alone: Round, of: readonly Classified[]): Classified => ({
      data: complete,
      round: alone,
      results: new Map(of.flatMap(({ results }) => [...results])),
      withoutPersonal,
    });
    return {
      ...by(main, parts),
      ...(others.length > 0 && {
        round,
        beside: others.map((alone, index) =>
          by(
            alone,
            parts.flatMap(({ beside }) => beside?.[index] ?? []),
          ),
        ),
      }),
    };
  });

  /** Link to the household in its village's workbook. */
  linkOf = ({ id }: { id: string }): string | null => this.#linkOf.get(id) ?? null;
}
