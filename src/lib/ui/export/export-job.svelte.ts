/** The export: reads and checks the whole commune first, then writes what was chosen into one file. */
import { formsOutside, reviewsOutside } from '$lib/forms/check-acts.ts';
import { checkRound } from '$lib/forms/check-round.ts';
import { withOwn } from '$lib/forms/registry.ts';
import { fillEach } from '$lib/forms/report.ts';
import { tablesInUse } from '$lib/cells/score-records.ts';
import { byEachStandard } from '$lib/review/plans.ts';
import { classifyAll, type Classified } from '$lib/review/classify.ts';
import { vietnamDay } from '$lib/review/vietnam-day.ts';
import type { Problem } from '$lib/review/types.ts';
import type { WritingStep } from '$lib/workbook/write.ts';
import { exportName } from '$lib/workbook/export-request.ts';
import { readExport, saveExport, type LastExport } from '../commune/last-export.ts';
import type { OwnForms } from '../device/own-forms.svelte.ts';
import { VillagesNotHere, type Rooms } from '../commune/rooms.svelte.ts';
import { save, XLSX, ZIP } from '../parts/save-file.ts';
import { exportedFigures, onlyBy, type Wanted } from './exported-figures.ts';
import { writeInWorker } from './write-in-worker.ts';

export class ExportJob {
  readonly #rooms: Rooms;
  readonly #own: OwnForms;
  #phase = $state<'checking' | 'checked' | 'writing' | 'failed'>('checking');
  #failure = $state('');
  #classified = $state.raw<Classified | null>(null);
  #problems = $state.raw<readonly Problem[]>([]);
  #outside = $state.raw<readonly string[]>([]);
  #links = new Map<string, string>();
  #written = $state('');
  #stopped = $state(false);
  #step = $state.raw<WritingStep | null>(null);
  #last = $state.raw<LastExport | null>(null);
  #writing: AbortController | null = null;

  constructor(rooms: Rooms, own: OwnForms) {
    this.#rooms = rooms;
    this.#own = own;
    this.#last = readExport(rooms.person.review);
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

  /** Why the forms are not those of the rules in force. */
  get outside(): readonly string[] {
    return this.#outside;
  }

  get classified(): Classified | null {
    return this.#classified;
  }

  /** Name of the last file given to the browser. */
  get written(): string {
    return this.#written;
  }

  /** The person stopped the last export. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** What is being written now; null before the first sheet. */
  get step(): WritingStep | null {
    return this.#step;
  }

  /** The last export from this device, also from before this page was opened. */
  get last(): LastExport | null {
    return this.#last;
  }

  nameOf(wanted: Wanted): string {
    return this.#classified
      ? exportName({ ...this.#classified, ...wanted, round: onlyBy(this.#classified.round, wanted.beside), own: this.#own.files })
      : '';
  }

  linkOf = ({ household }: Problem): string | null => (household === undefined ? null : (this.#links.get(household) ?? null));

  async check(): Promise<void> {
    this.#phase = 'checking';
    this.#failure = '';
    try {
      // What the province put into use after this page was opened; without a network, the last known state.
      if (this.#rooms.commune.status.connected) await this.#own.load();
      await this.#read();
      this.#phase = 'checked';
    } catch (error) {
      this.#fail(error);
    }
  }

  async write(wanted: Wanted): Promise<void> {
    const writing = (this.#writing = new AbortController());
    this.#phase = 'writing';
    this.#written = '';
    this.#stopped = false;
    this.#step = null;
    try {
      // The lists may have changed since the page was opened: the export uses the current state.
      const classified = await this.#read();
      const { data } = classified;
      const { beside, ...what } = wanted;
      const round = onlyBy(classified.round, beside);
      const bytes = await writeInWorker(
        {
          kind: 'export',
          data,
          round,
          review: this.#rooms.review,
          own: [...this.#own.files],
          tables: tablesInUse(this.#rooms.commune.list),
          ...what,
        },
        { signal: writing.signal, onStep: (step) => (this.#step = step) },
      );
      const file = this.nameOf(wanted);
      save(bytes, file, wanted.whose.kind === 'each-village' ? ZIP : XLSX);
      saveExport(this.#rooms.person.review, { file, ...exportedFigures(classified, wanted, this.#own.files, Date.now()) });
      this.#last = readExport(this.#rooms.person.review);
      this.#written = file;
      this.#phase = 'checked';
    } catch (error) {
      if (!writing.signal.aborted) this.#fail(error);
    }
  }

  /** Leaves nothing behind: the file appears only when all of it is written. */
  stop(): void {
    if (this.#phase !== 'writing') return;
    this.#phase = 'checked';
    this.#stopped = true;
    this.#writing?.abort();
  }

  async #read(): Promise<Classified> {
    const data = await this.#rooms.reviewData();
    const { round } = this.#rooms;
    if (!round) throw new NoRound();
    const classified = classifyAll(data, round);
    const villages = new Map(this.#rooms.villages.map(({ id, name }) => [name, id]));
    this.#links = new Map(
      data.households.map(({ id, cells }) => [
        String(cells.code ?? ''),
        `${this.#rooms.address(`/thon/${villages.get(String(cells.village ?? '')) ?? ''}`)}?ho=${encodeURIComponent(id)}`,
      ]),
    );
    this.#classified = classified;
    const filled = fillEach(
      classified,
      undefined,
      byEachStandard(round).map((by) => withOwn(this.#own.files, by)),
    );
    const forms = filled.flatMap(({ forms: summaries, lists }) => [...lists, ...summaries].map(({ form }) => form));
    this.#outside = formsOutside({ forms, round, today: vietnamDay(Date.now()) }, this.#own.rules);
    this.#problems = [...checkRound(filled), ...reviewsOutside(data.households, round.lastDay, this.#own.rules)];
    return classified;
  }

  #fail(error: unknown): void {
    this.#phase = 'failed';
    if (error instanceof VillagesNotHere) this.#failure = `${error.message}. Hãy nối mạng rồi mở lại trang này.`;
    else if (error instanceof NoRound)
      this.#failure = this.#rooms.roundReading.problem ?? 'Chưa chọn đợt rà soát. Hãy nhập danh sách từ Excel trước.';
    else {
      console.error(error);
      this.#failure = 'Chưa lập được bộ biểu. Hãy mở lại trang rồi thử lại.';
    }
  }
}

class NoRound extends Error {}
