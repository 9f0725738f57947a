/** One village that is open: its list, who may write it, and the parts its page is made of. */
import { createContext } from 'svelte';
import type { Mentionable } from '$lib/cells/mentions.ts';
import type { Lock } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { GRID_SHEETS } from '$lib/grid/grid-row.ts';
import type { Classifier } from '$lib/review/classify.ts';
import type { Column } from '$lib/review/columns.ts';
import type { Writers } from '../../commune/writers.svelte.ts';
import type { MemberHints } from './member-hints.ts';
import type { MistakenRows } from './mistaken-rows.svelte.ts';
import { VillageHistory } from '../../history/village-history.svelte.ts';
import { Filtering } from './filtering.svelte.ts';
import { FindState } from './find-state.svelte.ts';
import { LiveBook } from './live-book.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import type { Presence } from './presence.svelte.ts';
import { RowCount } from './row-count.svelte.ts';
import { RowActions } from './row-actions.svelte.ts';
import { VillageTalk } from './talk.svelte.ts';
import { VillageBook } from './village-book.ts';
import type { Views } from './views.svelte.ts';
import { Writing } from './writing.svelte.ts';

export interface VillageOptions {
  id: string;
  name: string;
  list: SharedList;
  /** The person's right. A locked list is read-only all the same. */
  mayWrite: boolean;
  /** Reactive: the commune locks and unlocks while the page is open. */
  lock(): Lock | null;
  /** Whether this person may put a cell right although a step has closed the list. */
  corrects(): boolean;
  classifier: Classifier;
  presence: Presence;
  views: Views;
  /** Id of the person who works here. */
  me: string;
  writers: Writers;
  /** Whom a comment can mention; reactive. */
  people(): readonly Mentionable[];
  /** Reactive. */
  status(): { unsent: number; connected: boolean };
  /** When this person last looked at the village on this device, before now. */
  lastVisit: number | null;
  /** @param holds reactive: whether what is said is still true. */
  say(text: string, kind: 'done' | 'warning', holds: () => boolean): void;
}

export class VillageState {
  readonly #options: VillageOptions;
  readonly id: string;
  readonly name: string;
  readonly list: SharedList;
  readonly me: string;
  readonly lastVisit: number | null;
  /** The right itself, whether or not the list is locked. */
  readonly mayEver: boolean;
  readonly writers: Writers;
  readonly presence: Presence;
  readonly views: Views;
  readonly book: VillageBook;
  readonly live: LiveBook;
  readonly counted: RowCount;
  readonly talk: VillageTalk;
  readonly history = new VillageHistory();
  readonly find = new FindState();
  readonly navigation: Navigation = new Navigation(this);
  readonly filtering: Filtering = new Filtering(this);
  readonly writing: Writing = new Writing(this);
  readonly rowActions: RowActions = new RowActions(this);
  /** null until they are loaded. */
  hints = $state.raw<MemberHints | null>(null);
  mistaken = $state.raw<MistakenRows | null>(null);

  constructor(options: VillageOptions) {
    const { id, name, list, mayWrite, classifier, presence, views, me, writers, people, lastVisit } = options;
    this.#options = options;
    this.id = id;
    this.name = name;
    this.list = list;
    this.me = me;
    this.lastVisit = lastVisit;
    this.mayEver = mayWrite;
    this.writers = writers;
    this.presence = presence;
    this.views = views;
    this.book = new VillageBook(list, classifier, name, (sheet) => views.layout(sheet).added);
    this.live = new LiveBook(this.book);
    this.counted = new RowCount(() => GRID_SHEETS.flatMap((sheet) => this.book.rows(sheet)));
    this.talk = new VillageTalk(list, me, people);
  }

  /** Reactive, like everything below. */
  get lock(): Lock | null {
    return this.#options.lock();
  }

  get corrects(): boolean {
    return this.#options.corrects();
  }

  /** Whether an edit can be begun now. */
  get mayWrite(): boolean {
    return this.mayEver && this.lock === null;
  }

  get status(): { unsent: number; connected: boolean } {
    return this.#options.status();
  }

  /** When the list is on screen: nobody needs them before. */
  async loadRest(): Promise<void> {
    const [{ MemberHints }, { MistakenRows }] = await Promise.all([import('./member-hints.ts'), import('./mistaken-rows.svelte.ts')]);
    this.hints ??= new MemberHints(this);
    this.mistaken ??= new MistakenRows(this);
  }

  /** Whether this person sees a column: a personal one may be missing from the list, or hidden on this device. */
  sees({ personal }: Column): boolean {
    return !(personal && (this.book.withoutPersonal || this.views.hidesPersonal));
  }

  tell(text: string, kind: 'done' | 'warning', holds: () => boolean): void {
    this.#options.say(text, kind, holds);
  }

  destroy(): void {
    this.writing.dropBare(null);
    this.talk.stop();
    this.counted.stop();
    this.book.destroy();
  }
}

export const [getVillage, setVillage] = createContext<VillageState>();
