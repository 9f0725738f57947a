/** Handing in: the whole commune is read and checked first, then written as one workbook. */
import { readReview } from '$lib/cells/review-rooms.ts';
import { villageSlug } from '$lib/review/village.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { checkIdentities } from '$lib/forms/identities.ts';
import { withOwn } from '$lib/forms/registry.ts';
import { fillReport } from '$lib/forms/report.ts';
import { classifyAll, type Classified } from '$lib/review/classify.ts';
import { checkReview } from '$lib/review/checks.ts';
import type { Problem } from '$lib/review/types.ts';
import type { OwnForms } from './own-forms.svelte.ts';
import { VillagesNotHere, type Rooms } from './rooms.svelte.ts';
import { save } from './save-file.ts';
import { writeInWorker } from './write-in-worker.ts';

export class ExportJob {
  readonly #rooms: Rooms;
  readonly #own: OwnForms;
  #phase = $state<'checking' | 'checked' | 'writing' | 'failed'>('checking');
  #failure = $state('');
  #classified = $state.raw<Classified | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #links = new Map<string, string>();
  #written = $state('');

  constructor(rooms: Rooms, own: OwnForms) {
    this.#rooms = rooms;
    this.#own = own;
  }

  get phase(): 'checking' | 'checked' | 'writing' | 'failed' {
    return this.#phase;
  }

  get failure(): string {
    return this.#failure;
  }

  get problems(): readonly Problem[] {
    return this.#problems;
  }

  get classified(): Classified | null {
    return this.#classified;
  }

  /** Name of the file last handed to the browser. */
  get written(): string {
    return this.#written;
  }

  get fileName(): string {
    const { data, round } = this.#classified ?? {};
    return `${villageSlug(data?.unit ?? '')}-${round?.plan.year ?? ''}.xlsx`;
  }

  linkOf = ({ household }: Problem): string | null => (household === undefined ? null : (this.#links.get(household) ?? null));

  async check(): Promise<void> {
    this.#phase = 'checking';
    this.#failure = '';
    try {
      // What the province put into use since this page was opened; without a network what was last heard of it.
      if (this.#rooms.commune.status.connected) await this.#own.load();
      await this.#read();
      this.#phase = 'checked';
    } catch (error) {
      this.#fail(error);
    }
  }

  async write(): Promise<void> {
    this.#phase = 'writing';
    this.#written = '';
    try {
      // The lists may have changed since the page was opened: what is handed in is what stands now.
      const { data, round } = await this.#read();
      const bytes = await writeInWorker({ kind: 'report', data, round, forms: [...this.#own.files] });
      save(bytes, this.fileName);
      this.#written = this.fileName;
      this.#phase = 'checked';
    } catch (error) {
      this.#fail(error);
    }
  }

  async #read(): Promise<Classified> {
    const [data, unsettled] = await this.#rooms.read((lists) => [readReview(this.#rooms.commune.list, lists), this.#unsettled(lists)]);
    const { round } = this.#rooms;
    if (!round) throw new NoRound();
    const classified = classifyAll(data, round);
    const villages = new Map(this.#rooms.villages.map(({ id, name }) => [name, id]));
    this.#links = new Map(
      data.households.map(({ id, cells }) => [String(cells.code ?? ''), `/thon/${villages.get(String(cells.village ?? '')) ?? ''}?ho=${encodeURIComponent(id)}`]),
    );
    this.#classified = classified;
    this.#problems = [...unsettled, ...checkReview(classified), ...checkIdentities(fillReport(classified, undefined, withOwn(this.#own.files, round)))];
    return classified;
  }

  /** Cells that two people wrote differently: one of the values stands until someone chooses. */
  #unsettled(lists: ReadonlyMap<string, SharedList>): Problem[] {
    return [...lists].flatMap(([id, list]): Problem[] => {
      const cells = list.conflicts().length;
      if (cells === 0) return [];
      const text = `${this.#rooms.nameOf(id)}: ${cells} ô hai người ghi khác nhau, chưa ai chọn. Số liệu đang tính theo giá trị ghi sau.`;
      return [{ code: 'unsettled', severity: 'error', text }];
    });
  }

  #fail(error: unknown): void {
    this.#phase = 'failed';
    if (error instanceof VillagesNotHere) this.#failure = `${error.message}. Hãy nối mạng rồi mở lại trang này.`;
    else if (error instanceof NoRound) this.#failure = this.#rooms.roundReading.problem ?? 'Chưa chọn đợt rà soát. Hãy nhập danh sách từ Excel trước.';
    else {
      console.error(error);
      this.#failure = 'Chưa lập được bộ biểu. Hãy mở lại trang rồi thử lại.';
    }
  }
}

class NoRound extends Error {}
