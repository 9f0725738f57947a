/** What is settled, asked or assigned in *Đối chiếu*, and how it is undone. */
import { seenWrites } from '$lib/cells/apart.ts';
import { commentWrites, resolveWrites, type Comment, type NewComment } from '$lib/cells/comments.ts';
import { choiceWrites } from '$lib/cells/mistaken.ts';
import { newId } from '$lib/cells/new-ids.ts';
import type { CellWrite, Settlement, SharedList } from '$lib/cells/shared-list.ts';
import { apartKey, type ApartQuestion } from './apart-question.ts';

/** Everything settled, asked or assigned in one action, and undone in one. */
interface Deed {
  text: string;
  /** The item it was done to; '' if there were many. */
  key: string;
  parts: { list: SharedList; settled: readonly Settlement[] }[];
}

interface Villages {
  nameOf(village: string): string;
  /** null if this person may not write there now. */
  listToWrite(village: string): SharedList | null;
  /** Open checks that the village was asked for. */
  tasks(village: string): readonly Comment[];
}

export type Say = (text: string, kind?: 'done' | 'warning') => void;

export class Settling {
  readonly #villages: Villages;
  readonly #say: Say;
  #deeds = $state.raw<readonly Deed[]>([]);

  constructor(villages: Villages, say: Say) {
    this.#villages = villages;
    this.#say = say;
  }

  settle(text: string, choices: readonly { village: string; write: CellWrite }[], key = ''): void {
    const byVillage = new Map<string, CellWrite[]>();
    for (const { village, write } of choices) {
      const list = this.#villages.listToWrite(village);
      if (list) byVillage.set(village, [...(byVillage.get(village) ?? []), ...choiceWrites(list, write)]);
    }
    // Settling these cells also answers what the village was asked to check about them.
    for (const [village, writes] of byVillage) {
      const answered =
        this.#villages
          .tasks(village)
          .filter((task) => task.field !== null && writes.some(({ row, field }) => row === task.row && field === task.field)) ?? [];
      byVillage.set(village, [...writes, ...resolveWrites(answered)]);
    }
    this.#do(text, byVillage, key);
  }

  /** Both values stay on purpose. */
  keepBoth(question: ApartQuestion): void {
    const { household, pairs } = question;
    this.#do(
      `Đã xem, giữ cả hai: hộ ${household.name}`,
      new Map([[household.village, seenWrites(household.row.id, pairs)]]),
      apartKey(question),
    );
  }

  assign(village: string, comment: NewComment, key = ''): void {
    this.#do(
      `Đã giao ${this.#villages.nameOf(village)} kiểm tra`,
      new Map([[village, commentWrites(newId(''), { ...comment, task: true })]]),
      key,
    );
  }

  get canUndo(): boolean {
    return this.#deeds.length > 0;
  }

  /** Undoes the last action in every list it touched. @returns its item, to be shown again. */
  undo(): string {
    const deed = this.#deeds.at(-1);
    if (!deed) return '';
    this.#deeds = this.#deeds.slice(0, -1);
    const skipped = deed.parts.reduce((sum, { list, settled }) => sum + list.reopen(settled).skipped.length, 0);
    this.#say(
      `Đã hoàn tác: ${deed.text}.${skipped > 0 ? ` ${skipped} ô người khác đã ghi sau đó nên để nguyên.` : ''}`,
      skipped > 0 ? 'warning' : 'done',
    );
    return deed.key;
  }

  #do(text: string, writes: ReadonlyMap<string, readonly CellWrite[]>, key: string): void {
    const parts = [...writes].flatMap(([village, own]) => {
      const list = this.#villages.listToWrite(village);
      const settled = list?.settleAll(own) ?? [];
      return list && settled.length > 0 ? [{ list, settled }] : [];
    });
    if (parts.length === 0) return;
    this.#deeds = [...this.#deeds, { text, key, parts }];
    this.#say(`${text}.`);
  }
}
