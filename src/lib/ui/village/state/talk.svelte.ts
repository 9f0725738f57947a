/** The comments of one village: which are open, which mention this person, and the writes that add or resolve them. */
import { createSubscriber } from 'svelte/reactivity';
import {
  callsIn,
  COMMENT_PREFIX,
  commentWrites,
  isAbout,
  lastOfEach,
  readComments,
  resolveWrites,
  type Comment,
} from '$lib/cells/comments.ts';
import { mentionsIn, type Mentionable } from '$lib/cells/mentions.ts';
import type { CellWrite, SharedList } from '$lib/cells/shared-list.ts';
import { newId } from '$lib/cells/new-ids.ts';

/** `field` null: the whole household or member. */
export interface TalkPlace {
  row: string;
  field: string | null;
}

export class VillageTalk {
  readonly #list: SharedList;
  readonly #me: string;
  readonly #people: () => readonly Mentionable[];
  readonly #subscribe: () => void;
  #update: (() => void) | null = null;
  #comments: readonly Comment[] | null = null;
  #counts: ReadonlyMap<string, number> | null = null;
  readonly stop: () => void;

  /** @param people whom a comment can mention; reactive. */
  constructor(list: SharedList, me: string, people: () => readonly Mentionable[]) {
    this.#list = list;
    this.#me = me;
    this.#people = people;
    this.#subscribe = createSubscriber((update) => {
      this.#update = update;
      return () => (this.#update = null);
    });
    this.stop = list.onChange((changes) => {
      if (!changes.some(({ row }) => row.startsWith(COMMENT_PREFIX))) return;
      this.#comments = null;
      this.#counts = null;
      this.#update?.();
    });
  }

  /** Oldest first; reactive, like everything below. */
  get all(): readonly Comment[] {
    this.#subscribe();
    return (this.#comments ??= readComments(this.#list));
  }

  about(place: TalkPlace): Comment[] {
    return this.all.filter((comment) => isAbout(comment, place as { row: string; field: null }));
  }

  /** Every thread about the row or one of its cells; the one about the whole row first. */
  talksOf(row: string): TalkPlace[] {
    const fields = new Set(this.all.filter((comment) => comment.row === row).map(({ field }) => field));
    return [...fields].sort((a, b) => Number(a !== null) - Number(b !== null)).map((field) => ({ row, field }));
  }

  /** Open comments at one place. Called for every cell that is drawn. */
  openAt(row: string, field: string | null): number {
    this.#subscribe();
    this.#counts ??= countByPlace(this.all.filter(({ resolved }) => !resolved));
    return this.#counts.get(placeKey(row, field)) ?? 0;
  }

  /** The last open comment of each place. */
  get open(): readonly Comment[] {
    return lastOfEach(this.all.filter(({ resolved }) => !resolved));
  }

  /** Open comments that mention this person. */
  get calls(): readonly Comment[] {
    return callsIn(this.all, this.#me);
  }

  /** Whom a comment can mention. */
  get people(): readonly Mentionable[] {
    return this.#people();
  }

  writes(place: TalkPlace, text: string): CellWrite[] {
    const again = this.about(place).filter(({ resolved }) => resolved);
    // A new comment opens a resolved thread again.
    return [
      ...commentWrites(newId(''), { ...place, text: text.trim(), mentions: mentionsIn(text, this.people) }),
      ...resolveWrites(again, false),
    ];
  }

  resolveWrites(place: TalkPlace, resolved: boolean): CellWrite[] {
    return resolveWrites(
      this.about(place).filter((comment) => comment.resolved !== resolved),
      resolved,
    );
  }
}

const placeKey = (row: string, field: string | null): string => `${row} ${field ?? ''}`;

function countByPlace(comments: readonly Comment[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { row, field } of comments) counts.set(placeKey(row, field), (counts.get(placeKey(row, field)) ?? 0) + 1);
  return counts;
}
