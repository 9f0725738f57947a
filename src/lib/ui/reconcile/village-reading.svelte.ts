/** One village as *Đối chiếu* reads it: its open cells, its open tasks, and what the commune's log knows of them. */
import type { Comment } from '$lib/cells/comments.ts';
import { openTasks } from '$lib/cells/tasks.ts';
import type { HouseholdFigures } from '$lib/forms/household-figures.ts';
import type { Classifier } from '$lib/review/classify.ts';
import type { RoomStatus } from '$lib/sync/room-connection.ts';
import type { LiveRoom } from '../commune/live-room.svelte.ts';
import { cellKey, Evidence } from './evidence.svelte.ts';
import { conflictsOf, type VillageConflicts } from './village-conflicts.ts';

/** What is needed of a village's open room. */
export interface OpenVillage extends Pick<LiveRoom, 'list' | 'version' | 'here' | 'writers' | 'mayWrite'> {
  readonly status: Pick<RoomStatus, 'connected'>;
}

/** What all villages of a commune have in common. Reactive. */
interface ReadingOwner {
  /** null while the commune has no round. */
  readonly classifier: Classifier | null;
  readonly figures: HouseholdFigures | null;
  nameOf(village: string): string;
}

const NOTHING: VillageConflicts = { households: [], apart: [] };

/** What one village's list and the commune's log say. */
export class VillageReading {
  readonly id: string;
  readonly room: OpenVillage;
  readonly evidence: Evidence;
  readonly #owner: ReadingOwner;
  readonly conflicts = $derived.by((): VillageConflicts => {
    void this.room.version;
    const { classifier, figures } = this.#owner;
    if (!this.room.here || !classifier || !figures) return NOTHING;
    return conflictsOf(this.room.list, { id: this.id, name: this.#owner.nameOf(this.id) }, classifier, figures);
  });
  readonly tasks = $derived.by((): readonly Comment[] => {
    void this.room.version;
    return openTasks(this.room.list);
  });
  /** The cells that the log is asked about. */
  readonly open = $derived([
    ...this.conflicts.households.flatMap(({ cells }) =>
      cells.map(({ row, field, entries }) => `${cellKey(row, field)} ${entries.map(({ author, at }) => `${author} ${at}`).join(' ')}`),
    ),
    ...this.conflicts.apart.flatMap(({ row, pairs }) => pairs.flat().map(({ field, entry }) => `${cellKey(row.id, field)} ${entry.at}`)),
  ]);

  constructor(village: string, room: OpenVillage, review: string, owner: ReadingOwner) {
    this.id = village;
    this.room = room;
    this.evidence = new Evidence(review, village);
    this.#owner = owner;
  }
}
