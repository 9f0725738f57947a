/** One village as its page shows it: the sheet, the filter, the cell one stands in; what is written there is in writing.svelte.ts. */
import { createContext, untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { columnById, NAME_FIELD, type GridColumn } from '$lib/grid/grid-columns.ts';
import type { GridContext } from '$lib/grid/grid-context.ts';
import type { GridRow, GridSheet } from '$lib/grid/grid-row.ts';
import type { GridPlace } from '$lib/grid/place.ts';
import { columnsShow } from '$lib/grid/column-filter.ts';
import { ALL, changedSince, FILTERS, RowFilter, SINCE, type FilterId, type RowQuestion } from '$lib/grid/row-filter.ts';
import type { Column } from '$lib/review/columns.ts';
import type { Classifier } from '$lib/review/classify.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { Lock } from '$lib/cells/review-rooms.ts';
import { FindState } from './find-state.svelte.ts';
import type { Mentionable } from '$lib/cells/mentions.ts';
import type { Writers } from '../../commune/writers.svelte.ts';
import type { Presence } from './presence.svelte.ts';
import type { RowDeed } from './row-deeds.ts';
import { RowDesk } from './row-desk.svelte.ts';
import { VillageTalk, type TalkPlace } from './talk.svelte.ts';
import { VillageHistory } from '../../history/village-history.svelte.ts';
import { valuesWords } from '../../history/history-words.ts';
import { burstsOf } from '$lib/sync/bursts.ts';
import type { Labels } from './tally.ts';
import { VillageBook } from './village-book.ts';
import type { Views } from './views.svelte.ts';
import { rowName } from './write-words.ts';
import { Writing } from './writing.svelte.ts';

/** What can stand beside the grid, or over the card. */
export const PANELS = { why: 'Vì sao?', conflict: 'Hai người ghi khác nhau', comments: 'Ý kiến', history: 'Lịch sử' } as const;
export type PanelKind = keyof typeof PANELS;
/** What lies over the grid to look at it otherwise. */
export type ViewTool = 'find' | 'replace' | 'go' | 'columns' | 'views';

export interface VillageOptions {
  id: string;
  name: string;
  list: SharedList;
  /** The person's right; a locked list is only read all the same. */
  mayWrite: boolean;
  /** Reactive: the commune locks and unlocks while the page is open. */
  lock(): Lock | null;
  classifier: Classifier;
  presence: Presence;
  views: Views;
  /** Id of who works here. */
  me: string;
  writers: Writers;
  /** Whom a comment can call; reactive. */
  people(): readonly Mentionable[];
  /** Reactive. */
  status(): { unsent: number; connected: boolean };
  /** When this person last looked at it on this device, before now. */
  lastVisit: number | null;
  /** @param holds reactive: whether what is said is still so. */
  say(text: string, kind: 'done' | 'warning', holds: () => boolean): void;
}

/** How seldom what costs the whole sheet follows a stream of edits. */
const SELDOM = 400;

const TROUBLES: Labels = ({ conflicts, problems }) => [
  ...Object.keys(conflicts).map((field) => `conflict ${field}`),
  ...Object.entries(problems).flatMap(([field, { severity }]) => (severity === 'error' ? [`error ${field}`] : [])),
];

export class VillageState {
  readonly id: string;
  readonly name: string;
  readonly book: VillageBook;
  readonly presence: Presence;
  readonly views: Views;
  readonly find = new FindState();
  readonly me: string;
  readonly writers: Writers;
  readonly talk: VillageTalk;
  readonly writing = new Writing(this);
  readonly rowDesk = new RowDesk(this);
  readonly #people: VillageOptions['people'];
  readonly history = new VillageHistory();
  readonly lastVisit: number | null;
  /** The right itself, whether or not the list is locked. */
  readonly mayEver: boolean;
  readonly #status: VillageOptions['status'];
  readonly #lock: VillageOptions['lock'];
  readonly #say: VillageOptions['say'];
  readonly #subscribe: () => void;
  readonly #subscribeSeldom: () => void;

  sheet = $state<GridSheet>('list01');
  /** The form on show in the list's place. */
  form = $state<string | null>(null);
  query = $state('');
  tool = $state<ViewTool | null>(null);
  /** The column whose menu is open, beside its heading. */
  menu = $state.raw<{ field: string; anchor: Element } | null>(null);
  readonly questions = $derived.by<readonly RowQuestion[]>(() => [
    ...FILTERS.filter(({ personal }) => !personal || !this.withoutPersonal),
    changedSince(this.#changed()),
  ]);
  #asked = $state(0);
  readonly #answersOf = $derived.by<Labels>(() => {
    const { questions } = this;
    return (row) => questions.filter(({ shows }) => shows(row)).map(({ id }) => id);
  });
  readonly #question = $derived.by(() => this.questions.find(({ id }) => id === this.filter));
  readonly #columnFilters = $derived.by(() => this.views.filters(this.sheet));
  readonly #rowFilter = $derived.by(() => {
    void this.#asked;
    // Not asked again for an edit: the row under one's hand stays until the filter is set anew.
    const columns = untrack(() => this.columns(this.sheet));
    return new RowFilter(this.#question, this.query, columnsShow(this.sheet, columns, this.#columnFilters));
  });
  /** The cell one stands in; on the phone, the household that is open. */
  place = $state.raw<GridPlace | null>(null);
  panel = $state<PanelKind | null>(null);
  /** What a comment is to be written about; null: the row one stands in. */
  talkAt = $state.raw<TalkPlace | null>(null);
  /** Whose members are added next: the household one last stood in. */
  #lastHousehold: string | undefined;
  /** Asks the grid to go to a cell, and to open it for typing. */
  wanted = $state.raw<(GridPlace & { edit: boolean }) | null>(null);

  constructor({
    id,
    name,
    list,
    mayWrite,
    lock,
    classifier,
    presence,
    views,
    me,
    writers,
    people,
    status,
    lastVisit,
    say,
  }: VillageOptions) {
    this.id = id;
    this.name = name;
    this.mayEver = mayWrite;
    this.#status = status;
    this.lastVisit = lastVisit;
    this.#lock = lock;
    this.presence = presence;
    this.views = views;
    this.#say = say;
    this.me = me;
    this.writers = writers;
    this.#people = people;
    this.talk = new VillageTalk(list, me);
    this.book = new VillageBook(list, classifier, name);
    this.#subscribe = createSubscriber((update) => {
      const stops = [this.book.onChange(update), list.undoStack.onChange(update)];
      return () => {
        for (const stop of stops) stop();
      };
    });
    this.#subscribeSeldom = createSubscriber((update) => {
      const bursts = burstsOf(update, SELDOM);
      const stop = this.book.onChange(bursts.tell);
      return () => {
        stop();
        bursts.stop();
      };
    });
  }

  /** Until it no longer holds, and never once the deed it tells of has been undone. */
  say(text: string, kind: 'done' | 'warning' = 'done', holds: () => boolean = () => true): void {
    this.writing.say(text, kind, holds);
  }

  tell(text: string, kind: 'done' | 'warning', holds: () => boolean): void {
    this.#say(text, kind, holds);
  }

  get lock(): Lock | null {
    return this.#lock();
  }

  /** Whether something can be begun now. */
  get mayWrite(): boolean {
    return this.mayEver && this.lock === null;
  }

  get status(): { unsent: number; connected: boolean } {
    return this.#status();
  }

  get people(): readonly Mentionable[] {
    return this.#people();
  }

  get list(): SharedList {
    return this.book.list;
  }

  /** All rows of a sheet; reactive, as everything below. */
  rows(sheet: GridSheet): readonly GridRow[] {
    this.#subscribe();
    return this.book.rows(sheet);
  }

  count(sheet: GridSheet): number {
    this.#subscribe();
    return this.book.count(sheet);
  }

  /** For what reads the whole sheet again after a change: at once after a pause, seldom while edits stream in. */
  followSeldom(): void {
    this.#subscribeSeldom();
  }

  /** CCCD, birth and income are not in this list for who looks. */
  get withoutPersonal(): boolean {
    return this.book.classifier.withoutPersonal;
  }

  /** Whether a column is on show to who looks. */
  has({ personal }: Column): boolean {
    return !(personal && (this.withoutPersonal || this.views.hidesPersonal));
  }

  /** What can be searched for, as the search box says it. */
  get searchWords(): string {
    return this.withoutPersonal ? 'Tìm tên, mã hộ…' : 'Tìm tên, mã hộ, CCCD…';
  }

  /** The standard of the round. */
  get standard(): Standard {
    this.#subscribe();
    return this.book.classifier.round.standard;
  }

  /** Of a sheet as the grid shows it, with what this standard does not ask where something is written in it. */
  columns(sheet: GridSheet): readonly GridColumn[] {
    this.#subscribe();
    return this.book.columns(sheet);
  }

  row(id: string | undefined): GridRow | undefined {
    this.#subscribe();
    return id === undefined ? undefined : this.book.row(id);
  }

  get focusedRow(): GridRow | undefined {
    return this.row(this.place?.row);
  }

  get focusedColumn(): GridColumn | undefined {
    return this.place ? columnById(this.columns(this.sheet), this.place.field) : undefined;
  }

  /** The household of the focused row; for a member, the one it belongs to. */
  get household(): GridRow | undefined {
    const row = this.focusedRow;
    if (row?.sheet !== 'members') return row;
    return this.book.householdOf(row.cells.code);
  }

  /** Mã hộ of the household one stands in, or stood in last. */
  get standingCode(): CellValue {
    return (this.household ?? this.row(this.#lastHousehold))?.cells.code ?? null;
  }

  households(): GridRow[] {
    this.#subscribe();
    return this.book.households();
  }

  membersOf(code: CellValue | undefined): GridRow[] {
    this.#subscribe();
    return this.book.membersOf(code);
  }

  get shows(): (row: GridRow) => boolean {
    return this.#rowFilter.shows;
  }

  /** Without the columns' filters, which a phone neither shows nor takes away. */
  readonly asked = $derived.by(() => new RowFilter(this.#question, this.query).shows);

  /** The ready question put to this sheet. */
  get filter(): FilterId {
    return this.history.onlyChanged ? SINCE : this.views.rows(this.sheet).question;
  }

  /** What has changed is not kept as the others are: the point is chosen anew at each visit. */
  set filter(question: FilterId) {
    this.history.onlyChanged = question === SINCE;
    this.views.setRows(this.sheet, { question: question === SINCE ? ALL : question });
    if (question !== SINCE || this.history.changes !== null) return;
    this.history.wantsMeeting = true;
    this.history.tab = 'since';
    this.panel = 'history';
  }

  /** How many rows of these sheets answer a ready question. */
  answers(question: FilterId, sheets: readonly GridSheet[] = [this.sheet]): number {
    this.#subscribe();
    return sheets.reduce((sum, sheet) => sum + this.book.tally(sheet, 'questions', this.#answersOf).count(question), 0);
  }

  /** Cells of a column to settle, and cells that are wrong. */
  troubles(sheet: GridSheet, field: string): { conflicts: number; errors: number } {
    this.#subscribe();
    const tally = this.book.tally(sheet, 'troubles', TROUBLES);
    return { conflicts: tally.count(`conflict ${field}`), errors: tally.count(`error ${field}`) };
  }

  get isFiltered(): boolean {
    return this.query !== '' || (this.#question?.id ?? ALL) !== ALL || Object.keys(this.#columnFilters).length > 0;
  }

  clearFilters(): void {
    this.query = '';
    this.history.onlyChanged = false;
    this.views.setRows(this.sheet, { filters: {}, question: ALL });
  }

  /** Filters and sorts hold what they found when they were last asked; this asks them again. */
  askAgain(): void {
    this.#asked++;
  }

  /** How often they were. */
  get timesAsked(): number {
    return this.#asked;
  }

  /** Rows changed since the point chosen, and the households of members among them, as they were when it was chosen. */
  #changed(): { label: string; rows: ReadonlySet<string> } | null {
    const { changes, label, rows } = this.history;
    if (changes === null) return null;
    const households = untrack(() =>
      [...rows].flatMap((id) =>
        this.book.row(id)?.sheet === 'members' ? (this.book.householdOf(this.book.row(id)?.cells.code)?.id ?? []) : [],
      ),
    );
    return { label, rows: new Set([...rows, ...households]) };
  }

  get canUndo(): boolean {
    this.#subscribe();
    return this.list.canUndo;
  }

  get canRedo(): boolean {
    this.#subscribe();
    return this.list.canRedo;
  }

  gridContext(): GridContext {
    const mayWrite = (): boolean => this.mayWrite;
    return {
      // Asked at each key: the list may have been locked since the grid was made.
      get mayWrite() {
        return mayWrite();
      },
      writer: (row, entry) => this.writers.words(row, entry),
      colleagueIn: (row, field) => this.presence.colleagues.find((colleague) => colleague.row === row && colleague.field === field),
      heading: (field) => this.views.mark(this.sheet, field),
      foundIn: (row, field) => this.find.in(row, field),
      commentsIn: (row, field) =>
        this.talk.openAt(row, field) + (field === NAME_FIELD[this.book.row(row)?.sheet ?? 'list01'] ? this.talk.openAt(row, null) : 0),
      changeIn: (row, field) => {
        const change = this.history.changeIn(row, field);
        if (!change) return undefined;
        return `Đã đổi từ ${this.history.label}${change.from === null ? '' : `, trước là ${valuesWords(row, field, change.from)}`}, ${change.name} ghi`;
      },
      households: () => this.book.households().map(({ cells }) => ({ value: String(cells.code ?? ''), note: String(cells.head ?? '') })),
    };
  }

  openSheet(sheet: GridSheet): void {
    this.form = null;
    if (sheet === this.sheet) return;
    this.menu = null;
    this.stand(null);
    this.sheet = sheet;
  }

  /** Leads to a household or a member on its list, as links from elsewhere do. */
  openRow(id: string): void {
    const row = this.book.row(id);
    if (row) this.show({ row: id, field: NAME_FIELD[row.sheet] });
  }

  /** To a cell of any list, and into it. */
  goTo({ row, field }: GridPlace): void {
    const sheet = this.book.row(row)?.sheet;
    if (!sheet) return;
    this.openSheet(sheet);
    this.stand({ row, field });
    this.wanted = { row, field, edit: false };
  }

  stand(place: GridPlace | null): void {
    this.writing.dropBare(place?.row ?? null);
    this.place = place;
    this.presence.stand(place?.row ?? null, place?.field ?? null);
    this.#lastHousehold = this.household?.id ?? this.#lastHousehold;
  }

  deed(deed: 'toggle' | 'mark' | 'clear' | 'settle', place: GridPlace): void {
    if (deed === 'toggle') this.writing.toggle(place.row, place.field);
    else if (deed === 'mark') this.writing.set(place.row, place.field, 'x');
    else if (deed === 'clear') this.writing.set(place.row, place.field, null);
    else {
      this.place = place;
      this.panel = this.book.row(place.row)?.conflicts[place.field] ? 'conflict' : this.panel;
    }
  }

  why(place: GridPlace): void {
    this.stand(place);
    this.panel = 'why';
  }

  openTalk(place: TalkPlace): void {
    this.talkAt = place;
    if (this.place?.row !== place.row) this.stand({ row: place.row, field: place.field ?? NAME_FIELD[this.sheet] });
    this.panel = 'comments';
  }

  goToTalk(place: TalkPlace): void {
    const sheet = this.book.row(place.row)?.sheet;
    if (!sheet) return;
    this.openSheet(sheet);
    this.wanted = { row: place.row, field: place.field ?? NAME_FIELD[sheet], edit: false };
    this.openTalk(place);
  }

  comment(place: TalkPlace, text: string): boolean {
    return this.writing.write(this.talk.writes(place, text, this.people));
  }

  resolveTalk(place: TalkPlace, resolved: boolean): void {
    this.writing.write(this.talk.resolveWrites(place, resolved));
  }

  /** A row about to be added is shown, whatever the filter says. */
  admit(row: string): void {
    this.#rowFilter.admit(row);
  }

  want({ row, field }: GridPlace, edit: boolean): void {
    this.wanted = { row, field, edit };
  }

  /** To a cell of any list, that it is seen. */
  show({ row, field }: GridPlace): void {
    const sheet = this.book.row(row)?.sheet;
    if (!sheet) return;
    this.form = null;
    this.sheet = sheet;
    this.wanted = { row, field, edit: false };
  }

  /** Something done to whole rows: one write, one step back. */
  doRow({ writes, row }: RowDeed, edit = false): boolean {
    this.admit(row);
    if (!this.writing.write(writes)) return false;
    this.openSheet(this.book.row(row)?.sheet ?? this.sheet);
    this.wanted = { row, field: NAME_FIELD[this.sheet], edit };
    return true;
  }

  destroy(): void {
    this.writing.dropBare(null);
    this.talk.stop();
    this.book.destroy();
  }

  nameOf(row: string): string {
    return rowName(this.book.row(row));
  }
}

export const [getVillage, setVillage] = createContext<VillageState>();
