/** What waits for the commune's decision, by village and by whoever sent it, and deciding about it. */
import { groupBy } from '$lib/review/group-by.ts';
import { AskError, reasonOf } from '../ask.ts';
import { askWaiting, sendDecision, type LateEdit, type LateWish, type WaitingRoom } from './ask-late.ts';

/** What one person's device brought to one village. */
export interface LateSet {
  room: string;
  person: string;
  name: string;
  edits: LateEdit[];
}

export class LatePage {
  #waiting = $state.raw<readonly WaitingRoom[] | null>(null);
  #failure = $state('');
  #busy = $state(false);
  readonly #sets = $derived(
    (this.#waiting ?? []).flatMap(({ room, edits }) =>
      [...groupBy(edits, ({ person }) => person)].map(([person, edits]): LateSet => ({ room, person, name: edits[0]?.name ?? person, edits })),
    ),
  );

  /** null until the commune's machine has answered. */
  get sets(): readonly LateSet[] | null {
    return this.#waiting === null ? null : this.#sets;
  }

  get count(): number {
    return this.#sets.reduce((sum, { edits }) => sum + edits.length, 0);
  }

  get failure(): string {
    return this.#failure;
  }

  get busy(): boolean {
    return this.#busy;
  }

  async load(): Promise<void> {
    try {
      this.#waiting = await askWaiting();
      this.#failure = '';
    } catch (error) {
      this.#failure = error instanceof AskError && error.code === 'away' ? 'Không có mạng: sửa đổi đến muộn nằm ở máy của xã, chỉ xem và quyết định được khi nối với xã.' : reasonOf(error);
    }
  }

  /** @returns what to say of it; '' where it failed, which `failure` tells. */
  async decide(room: string, wish: LateWish, edits: readonly LateEdit[]): Promise<string> {
    this.#busy = true;
    try {
      const outcome = await sendDecision(room, wish, edits.map(({ id }) => id));
      await this.load();
      if (outcome.kind === 'unlocked') return 'Danh sách đã mở khóa: sửa đổi giữ riêng đã vào danh sách.';
      const done = wish.verdict === 'accepted' ? `Đã nhận ${outcome.done} sửa đổi vào danh sách.` : `Không nhận ${outcome.done} sửa đổi; người ghi sẽ thấy lý do.`;
      return outcome.gone > 0 ? `${done} ${outcome.gone} sửa đổi đã được quyết định, hoặc người ghi vừa ghi lại: hãy xem lại.` : done;
    } catch (error) {
      this.#failure = reasonOf(error);
      return '';
    } finally {
      this.#busy = false;
    }
  }
}
