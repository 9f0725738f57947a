/** One paper that is being made: what a person writes into it, kept on this device until it is entered in the book. */
import * as v from 'valibot';
import type { Ask, Paper, PaperFacts, PaperRecord, Recorded } from '$lib/papers/paper.ts';
import type { ActData } from '$lib/process/acts.ts';
import { paperKind } from '$lib/process/paper-kinds.ts';
import { paperTexts } from '$lib/process/paper-shape.ts';
import { recall, remember } from '../device/person-memory.ts';

const DraftShape = v.object({
  number: v.nullable(v.string()),
  day: v.nullable(v.string()),
  signer: v.nullable(v.string()),
  texts: v.record(v.string(), v.string()),
});
const DraftsShape = v.record(v.string(), DraftShape);
type Draft = v.InferOutput<typeof DraftShape>;

/** The last one of its kind that is in the book. */
type Last = Pick<ActData<'paper'>, 'number' | 'day' | 'signer' | 'texts'>;

export class PaperWork {
  readonly paper: Paper;
  readonly #place: string;
  readonly #person: string;
  readonly #facts: () => PaperFacts | null;
  readonly #before: () => Last | null;
  readonly #own: Draft | null;
  /** null while nobody has written one: that of the step it is about, where it is recorded and has no paper in the book yet. */
  #number = $state<string | null>(null);
  #day = $state<string | null>(null);
  /** null while nobody has written one: whoever signed that step, or the last one of its kind. */
  #signer = $state<string | null>(null);
  /** Only what differs from what stands there at first. */
  #texts = $state<Record<string, string>>({});

  /**
   * @param place review, village and household, for what is kept of this paper.
   * @param facts reactive.
   * @param before the last one of this kind that is in the book: who signs, and what the office writes in all of them, are taken from it.
   */
  constructor(paper: Paper, place: string, person: string, facts: () => PaperFacts | null, before: () => Last | null = () => null) {
    this.paper = paper;
    this.#place = `${paper.id} ${place}`;
    this.#person = person;
    this.#facts = facts;
    this.#before = before;
    this.#own = this.#drafts()[this.#place] ?? null;
    if (this.#own) ({ signer: this.#signer, texts: this.#texts } = this.#own);
    // A field that was left empty is asked anew.
    this.#number = this.#own?.number || null;
    this.#day = this.#own?.day || null;
  }

  readonly #recorded: Recorded | null = $derived.by(() => {
    const facts = this.#facts();
    const recorded = (facts && this.paper.recorded?.(facts)) ?? null;
    const before = this.#before();
    return before && before.number === (recorded?.number ?? undefined) && before.day === recorded?.day ? null : recorded;
  });

  get number(): string {
    return this.#number ?? this.#recorded?.number?.toString() ?? '';
  }

  set number(text: string) {
    this.#number = text;
  }

  get day(): string {
    return this.#day ?? this.#recorded?.day ?? '';
  }

  set day(text: string) {
    this.#day = text;
  }

  get signer(): string {
    return this.#signer ?? (this.#recorded?.signer || (this.#before()?.signer ?? ''));
  }

  set signer(name: string) {
    this.#signer = name;
  }

  text(ask: Ask): string {
    return this.#texts[ask.name] ?? this.#initial(ask);
  }

  #initial({ name, initial, lasting }: Ask): string {
    const facts = this.#facts();
    const before = lasting ? paperTexts(this.#before()?.texts ?? '')?.[name] : undefined;
    return before ?? (facts ? initial({ ...facts, day: this.day }) : '');
  }

  write(ask: Ask, text: string): void {
    const { [ask.name]: _, ...others } = this.#texts;
    this.#texts = this.#initial(ask) === text ? others : { ...others, [ask.name]: text };
    this.keep();
  }

  get record(): PaperRecord {
    const number = /^\d{1,5}$/.test(this.number.trim()) ? Number(this.number.trim()) : null;
    return {
      number: paperKind(this.paper.id).symbol === null ? null : number,
      day: this.day,
      signer: this.signer.trim(),
      // All of them: made again, the paper says what it said, whatever stands there at first by then.
      texts: Object.fromEntries(this.paper.asks.map((ask) => [ask.name, this.text(ask)])),
    };
  }

  keep(): void {
    remember('papers', this.#person, {
      ...this.#drafts(),
      [this.#place]: { number: this.#number, day: this.#day, signer: this.#signer, texts: { ...this.#texts } },
    });
  }

  /** It is in the book now. */
  forget(): void {
    const { [this.#place]: mine, ...others } = this.#drafts();
    if (mine) remember('papers', this.#person, others);
  }

  #drafts(): Record<string, Draft> {
    return recall('papers', this.#person, DraftsShape) ?? {};
  }
}
