/** A village's list as it was at an act: asked of the commune's machine, which builds it from its log and checks it by the act's hash. */
import { PROCESS } from '$lib/api/process.ts';
import { roundOfCells } from '$lib/cells/round-record.ts';
import type { Act } from '$lib/process/acts.ts';
import { classifyAll, type Classified } from '$lib/review/classify.ts';
import { roomName } from '$lib/review/people.ts';
import { exportName } from '$lib/workbook/export-request.ts';
import type { Rooms } from '../commune/rooms.svelte.ts';
import type { OwnForms } from '../device/own-forms.svelte.ts';
import { writeInWorker } from '../export/write-in-worker.ts';
import { ask, reasonOf } from '../parts/ask.ts';
import { save } from '../parts/save-file.ts';

const LOST =
  'Không dựng lại được đúng danh sách lúc đó: nhật ký đã mất một phần, có thể vì khôi phục từ bản sao lưu. Việc đã ghi và mã kiểm của nó vẫn còn.';

export class FrozenVersion {
  readonly #rooms: Rooms;
  readonly #own: OwnForms;
  readonly #village: string;
  readonly #act: Act;
  #classified = $state.raw<Classified | null>(null);
  #problem = $state('');
  #busy = $state(false);

  constructor(rooms: Rooms, own: OwnForms, village: string, act: Act) {
    this.#rooms = rooms;
    this.#own = own;
    this.#village = village;
    this.#act = act;
  }

  /** null while it is opened, or when it cannot be. */
  get classified(): Classified | null {
    return this.#classified;
  }

  /** Why it cannot be opened, in words. */
  get problem(): string {
    return this.#problem;
  }

  get busy(): boolean {
    return this.#busy;
  }

  async open(): Promise<void> {
    this.#problem = '';
    try {
      const answer = await ask(PROCESS.frozen, { room: roomName(this.#rooms.review, this.#village), query: [['act', this.#act.id]] });
      if (answer.kind === 'lost') this.#problem = LOST;
      else {
        const { round, problem } = roundOfCells(answer.round, this.#own.standards);
        if (round) this.#classified = classifyAll(answer.data, round, this.#rooms.withoutPersonal(this.#village));
        else this.#problem = problem ?? 'Lúc đó đợt chưa có kế hoạch, năm rà soát.';
      }
    } catch (error) {
      this.#problem = reasonOf(error);
    }
  }

  /** The workbook of this version. @throws when it could not be written. */
  async download(): Promise<void> {
    const { classified } = this;
    if (!classified || this.#busy) return;
    this.#busy = true;
    try {
      const { data, round } = classified;
      const village = String(data.villages[0]?.cells.name ?? '');
      const request = { data, round, own: [...this.#own.files], whose: { kind: 'village', village } } as const;
      // The list as it is now has the same name: the two files must not be taken for each other.
      const name = exportName(request).replace(/(?=\.xlsx$)/, `_Ma-kiem-${this.#act.hash.slice(0, 16)}`);
      save(await writeInWorker({ kind: 'export', review: this.#rooms.review, ...request }), name);
    } finally {
      this.#busy = false;
    }
  }
}
