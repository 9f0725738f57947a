/** The late edits that wait for the commune, by village and sender, and the decisions about them. */
import { groupBy } from '$lib/review/group-by.ts';
import { AskError, reasonOf } from '../parts/ask.ts';
import { askWaiting, sendDecision, type LateEdit, type LateWish, type WaitingRoom } from './ask-late.ts';

/** How many edits one request may decide. */
const AT_ONCE = 1_000;

/** The late edits of one person in one village. */
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
      [...groupBy(edits, ({ person }) => person)].map(([person, edits]): LateSet => ({
        room,
        person,
        name: edits[0]?.name ?? person,
        edits,
      })),
    ),
  );

  /** null until the server has answered. */
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
      this.#failure =
        error instanceof AskError && error.code === 'away'
          ? 'Không có mạng: sửa đổi đến muộn nằm ở máy của xã, chỉ xem và quyết định được khi nối với xã.'
          : reasonOf(error);
    }
  }

  /** @returns the message for the person; '' if it failed, then `failure` has the message. */
  async decide(room: string, wish: LateWish, edits: readonly LateEdit[]): Promise<string> {
    this.#busy = true;
    let failure = '';
    try {
      const sum = { done: 0, gone: 0 };
      for (let at = 0; at < edits.length; at += AT_ONCE) {
        const outcome = await sendDecision(
          room,
          wish,
          edits.slice(at, at + AT_ONCE).map(({ id }) => id),
        );
        if (outcome.kind === 'unlocked') return 'Danh sách đã mở khóa: sửa đổi giữ riêng đã vào danh sách.';
        sum.done += outcome.done;
        sum.gone += outcome.gone;
      }
      const done =
        wish.verdict === 'accepted'
          ? `Đã nhận ${sum.done} sửa đổi vào danh sách.`
          : `Không nhận ${sum.done} sửa đổi; người ghi sẽ thấy lý do.`;
      return sum.gone > 0 ? `${done} ${sum.gone} sửa đổi đã được quyết định, hoặc người ghi vừa ghi lại: hãy xem lại.` : done;
    } catch (error) {
      failure = reasonOf(error);
      return '';
    } finally {
      await this.load();
      this.#failure ||= failure;
      this.#busy = false;
    }
  }
}
