/** What the server sums up for a unit. Only it knows, so without a network there is nothing to show. */
import { SUMMARIES, type SummaryVersion } from '$lib/api/summaries.ts';
import { PASSAGES } from '$lib/summary/names.ts';
import { PICTURE_FORMS } from '../pictures/all-forms.ts';
import { UNITS } from '$lib/api/units.ts';
import { readShape, type Shape } from '$lib/shapes/shape.ts';
import { ask, reasonOf } from '../parts/ask.ts';
import { compare, type Comparison, type UnitOverview, type UnitSums } from './unit-sums.ts';

/** While communes are still being counted, how long until the page asks again. */
const AGAIN_MS = 3_000;

export interface UnitPlace {
  /** null for the person's own. */
  unit: string | null;
  year: string | null;
}

export interface UnitChoice {
  version: SummaryVersion;
  /** null for the main one of the round. */
  standard: string | null;
}

export class UnitFigures {
  overview = $state.raw<UnitOverview | null>(null);
  /** When it was answered, in milliseconds. */
  at = $state(0);
  /** Of the pictures. */
  sums = $state.raw<UnitSums | null>(null);
  passages = $state.raw<UnitSums | null>(null);
  form = $state.raw<UnitSums | null>(null);
  comparison = $state.raw<Comparison | null>(null);
  /** Of communes on the map, by unit. */
  shapes = $state.raw<ReadonlyMap<number, Shape>>(new Map());
  failed = $state('');
  #hasShapes = false;
  #place: UnitPlace = { unit: null, year: null };
  #again: ReturnType<typeof setTimeout> | undefined;
  /** An answer to an earlier question is not shown. */
  readonly #latest = new Map<string, symbol>();

  open(place: UnitPlace): void {
    this.#place = place;
    this.overview = this.sums = this.passages = this.form = this.comparison = null;
    this.load();
    if (!this.#hasShapes) this.#loadShapes();
  }

  load(): void {
    clearTimeout(this.#again);
    void this.#asking('overview', async (isLatest) => {
      const answer = await ask(SUMMARIES.overview, { query: this.#query() });
      if (!isLatest()) return;
      this.overview = answer;
      this.at = Date.now();
      if (answer.total.waiting > 0) this.#again = setTimeout(() => this.load(), AGAIN_MS);
    });
  }

  /** Of all communes that the person may see, whichever unit is shown. */
  #loadShapes(): void {
    void this.#asking('shapes', async (isLatest) => {
      const { shapes } = await ask(UNITS.shapes);
      if (!isLatest()) return;
      this.#hasShapes = true;
      this.shapes = new Map(
        shapes.flatMap(([unit, text]) => {
          const shape = readShape(text);
          return shape ? [[unit, shape] as const] : [];
        }),
      );
    });
  }

  loadPictures(choice: UnitChoice): void {
    void this.#asking('sums', async (isLatest) => {
      const sums = await this.#sums(choice, PICTURE_FORMS);
      const passages = sums.standards.some(({ id }) => id === PASSAGES) ? await this.#sums({ ...choice, standard: PASSAGES }, []) : null;
      if (isLatest()) [this.sums, this.passages] = [sums, passages];
    });
  }

  loadForm(choice: UnitChoice, form: string): void {
    void this.#asking('form', async (isLatest) => {
      const sums = await this.#sums(choice, [form]);
      if (isLatest()) this.form = sums;
    });
  }

  loadComparison(standard: string | null): void {
    void this.#asking('comparison', async (isLatest) => {
      const [sent, official] = await Promise.all(
        (['sent', 'official'] as const).map((version) => this.#sums({ version, standard }, ['7.1'])),
      );
      if (isLatest() && sent && official) this.comparison = compare(sent, official);
    });
  }

  close(): void {
    clearTimeout(this.#again);
    this.#latest.clear();
  }

  #sums({ version, standard }: UnitChoice, forms: readonly string[]): Promise<UnitSums> {
    return ask(SUMMARIES.sums, {
      query: [
        ...this.#query(),
        ['version', version],
        ...(standard === null ? [] : [['standard', standard] as const]),
        ...forms.map((form) => ['form', form] as const),
      ],
    });
  }

  #query(): (readonly [string, string])[] {
    return Object.entries(this.#place).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)] as const]));
  }

  async #asking(what: string, work: (isLatest: () => boolean) => Promise<void>): Promise<void> {
    const mine = Symbol(what);
    this.#latest.set(what, mine);
    const isLatest = (): boolean => this.#latest.get(what) === mine;
    try {
      await work(isLatest);
      if (isLatest()) this.failed = '';
    } catch (error) {
      if (isLatest()) this.failed = reasonOf(error);
    }
  }
}
