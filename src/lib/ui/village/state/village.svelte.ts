/** One village as its page shows it: the sheet, the filter, the cell one stands in, and all a person can do to the list. */
import { createContext, untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { resolveWrites, type Comment } from '$lib/cells/comments.ts';
import { ListError } from '$lib/cells/list-error.ts';
import type { CellWrite, SharedList, UndoResult } from '$lib/cells/shared-list.ts';
import type { WrittenBlock } from '$lib/grid/placing.ts';
import { columnById, columnLabel, labelOf, type GridColumn } from '$lib/grid/grid-columns.ts';
import { valueText, type GridContext } from '$lib/grid/grid-context.ts';
import type { GridRow, GridSheet } from '$lib/grid/grid-row.ts';
import type { Place, Typed } from '$lib/grid/place.ts';
import { columnsShow } from '$lib/grid/column-filter.ts';
import { ALL, changedSince, FILTERS, RowFilter, SINCE, type FilterId, type RowQuestion } from '$lib/grid/row-filter.ts';
import { readCell } from '$lib/review/cell-input.ts';
import { columnOf, type Column } from '$lib/review/columns.ts';
import type { Classifier } from '$lib/review/classify.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { Lock } from '$lib/cells/review-rooms.ts';
import { takingBack } from '$lib/cells/take-back.ts';
import { blockNotice, blockWrites, refusals } from './block-writes.ts';
import { FindState } from './find-state.svelte.ts';
import { newHousehold, newMember, type NewRow } from './new-rows.ts';
import type { Mentionable } from '$lib/cells/mentions.ts';
import type { Writers } from '../../commune/writers.svelte.ts';
import { personOf } from '../../commune/wrote.ts';
import type { Presence } from './presence.svelte.ts';
import type { RowDeed } from './row-deeds.ts';
import { RowDesk } from './row-desk.svelte.ts';
import { VillageTalk, type TalkPlace } from './talk.svelte.ts';
import { VillagePast } from '../../history/village-past.svelte.ts';
import { valuesWords } from '../../history/past-words.ts';
import { burstsOf } from '$lib/sync/bursts.ts';
import type { Labels } from './tally.ts';
import { VillageBook } from './village-book.ts';
import type { Views } from './views.svelte.ts';

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

/** Cells; a block pasted by hand is smaller. */
const LARGE_UNDO = 500;

const TROUBLES: Labels = ({ conflicts, problems }) => [
  ...Object.keys(conflicts).map((field) => `conflict ${field}`),
  ...Object.entries(problems).flatMap(([field, { severity }]) => (severity === 'error' ? [`error ${field}`] : [])),
];

/** Where the marks of a whole row stand: in its frozen name. */
export const HEADS: Record<GridSheet, string> = { list01: 'head', list02: 'head', members: 'name' };

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
  readonly rowDesk = new RowDesk(this);
  readonly #people: VillageOptions['people'];
  readonly past = new VillagePast();
  readonly lastVisit: number | null;
  /** The right itself, whether or not the list is locked. */
  readonly mayEver: boolean;
  readonly #status: VillageOptions['status'];
  readonly #lock: VillageOptions['lock'];
  readonly #say: VillageOptions['say'];
  /** How often something was undone or done again here. */
  #undone = $state(0);
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
  place = $state.raw<Place | null>(null);
  panel = $state<PanelKind | null>(null);
  /** What a comment is to be written about; null: the row one stands in. */
  talkAt = $state.raw<TalkPlace | null>(null);
  /** Whose members are added next: the household one last stood in. */
  #lastHousehold: string | undefined;
  /** The empty row added last, and whether the person has come to it. */
  #bare: { row: string; reached: boolean } | null = null;
  /** What the next undo would do, while the person is asked; `others` are cells of rows that stay. */
  undoAsked = $state.raw<{ goes: string[]; cells: number; others: number } | null>(null);
  /** Asks the grid to go to a cell, and to open it for typing. */
  wanted = $state.raw<(Place & { edit: boolean }) | null>(null);

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
    const undone = this.#undone;
    this.#say(text, kind, () => this.#undone === undone && holds());
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
    return this.past.onlyChanged ? SINCE : this.views.rows(this.sheet).question;
  }

  /** What has changed is not kept as the others are: the point of the past is chosen anew at each visit. */
  set filter(question: FilterId) {
    this.past.onlyChanged = question === SINCE;
    this.views.setRows(this.sheet, { question: question === SINCE ? ALL : question });
    if (question !== SINCE || this.past.changes !== null) return;
    this.past.wantsMeeting = true;
    this.past.tab = 'since';
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
    this.past.onlyChanged = false;
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
    const { changes, label, rows } = this.past;
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
        this.talk.openAt(row, field) + (field === HEADS[this.book.row(row)?.sheet ?? 'list01'] ? this.talk.openAt(row, null) : 0),
      changeIn: (row, field) => {
        const change = this.past.changeIn(row, field);
        if (!change) return undefined;
        return `Đã đổi từ ${this.past.label}${change.from === null ? '' : `, trước là ${valuesWords(row, field, change.from)}`}, ${change.name} ghi`;
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
    if (!row) return;
    this.form = null;
    this.sheet = row.sheet;
    this.wanted = { row: row.id, field: row.sheet === 'members' ? 'name' : 'head', edit: false };
  }

  /** To a cell of any list, and into it. */
  goTo({ row, field }: Place): void {
    const sheet = this.book.row(row)?.sheet;
    if (!sheet) return;
    this.openSheet(sheet);
    this.stand({ row, field });
    this.wanted = { row, field, edit: false };
  }

  stand(place: Place | null): void {
    this.#dropBare(place?.row ?? null);
    this.place = place;
    this.presence.stand(place?.row ?? null, place?.field ?? null);
    this.#lastHousehold = this.household?.id ?? this.#lastHousehold;
  }

  /**
   * What was typed or pasted, read as its columns are; kept even where it cannot be used. What was being typed when the
   * lock came is written all the same: the commune keeps it apart, and no word of it is lost.
   */
  type(cells: readonly Typed[], done = 'Đã dán'): void {
    const doubts: string[] = [];
    const overtaken: Promise<string>[] = [];
    const late: string[] = [];
    const writes: CellWrite[] = [];
    for (const { row, field, text, seen } of cells) {
      const sheet = this.book.row(row)?.sheet;
      const column = sheet ? columnOf(sheet, field) : undefined;
      if (!column) continue;
      const { value, problem } = readCell(column, text);
      writes.push({ row, field, value });
      const now = this.list.get(row, field);
      if (seen !== undefined && now !== seen && now !== value) overtaken.push(this.#overtaken(row, field, column, now));
      if (problem) doubts.push(`${this.nameOf(row)}, cột ${column.label}: ${problem.text}`);
      if (this.lock)
        late.push(
          `Danh sách vừa khóa: ${valueText(column, { value })} ở ${this.nameOf(row)}, cột ${column.label}, được xã giữ riêng, chưa vào danh sách.`,
        );
    }
    const begun = cells.every(({ seen }) => seen !== undefined);
    if (!this.#write(writes, begun)) return;
    // Of one cell: as long as that value stands in it.
    const [only, ...others] = writes;
    const stands = (): boolean => others.length > 0 || !only || (this.row(only.row)?.cells[only.field] ?? null) === only.value;
    for (const notice of overtaken) void notice.then((words) => this.say(words, 'warning', stands));
    for (const notice of late) this.say(notice, 'warning', () => this.lock !== null);
    if (cells.length === 1 && doubts[0] !== undefined) this.say(doubts[0], 'warning', stands);
    if (cells.length > 1)
      this.say(
        `${done} ${writes.length} ô${doubts.length > 0 ? `, ${doubts.length} ô cần xem lại` : ''}.`,
        doubts.length > 0 ? 'warning' : 'done',
      );
  }

  /** A block pasted, filled or emptied: one write, one undo. @returns the rows that were added. */
  writeBlock(block: WrittenBlock): string[] {
    const { sheet } = this;
    if (!this.mayWrite) {
      this.say(this.#whyNot, 'warning', () => !this.mayWrite);
      return [];
    }
    const household = (this.household ?? this.row(this.#lastHousehold))?.cells.code ?? null;
    const written = blockWrites(block, { sheet, household, codes: () => this.book.households().map(({ cells }) => cells.code ?? null) });
    for (const row of written.added) this.#rowFilter.admit(row);
    if (!this.#write(written.writes)) return [];
    const notice = blockNotice(block.deed, written, sheet);
    if (notice) this.say(notice.text, notice.kind);
    for (const refusal of refusals(
      block,
      (row) => this.nameOf(row),
      (field) => labelOf(this.columns(sheet), field),
    ))
      this.say(refusal, 'warning');
    return written.added;
  }

  get #whyNot(): string {
    return this.lock ? 'Danh sách đã khóa, không ghi được.' : 'Bạn chỉ được xem danh sách này, không ghi được.';
  }

  /** Typed into a cell that nobody writes by hand, or that this person may not write now. */
  refuse({ field }: Place): void {
    const column = columnById(this.columns(this.sheet), field);
    if (!column) return;
    if (column.kind === 'input') return this.say(this.#whyNot, 'warning', () => !this.mayWrite);
    const label = columnLabel(column);
    this.say(
      column.kind === 'formula'
        ? `Cột ${label} tự tính từ các ô khác, không ghi vào được. Bấm F2 để xem vì sao.`
        : `Cột ${label} lấy từ danh sách hộ: hãy sửa ở đó.`,
      'warning',
      () => this.place?.field === field,
    );
  }

  set(row: string, field: string, value: CellValue): void {
    this.#write([{ row, field, value }]);
  }

  /** Values of the past, written anew in one step. */
  bringBack(writes: readonly CellWrite[], said?: string): void {
    if (this.#write(writes) && said) this.say(said, 'done');
  }

  toggle(row: string, field: string): void {
    this.set(row, field, this.list.get(row, field) === 'x' ? null : 'x');
  }

  settle(row: string, field: string, value: CellValue): void {
    if (this.mayWrite) this.#guard(() => this.list.settle(row, field, value));
  }

  deed(deed: 'toggle' | 'mark' | 'clear' | 'settle', place: Place): void {
    if (deed === 'toggle') this.toggle(place.row, place.field);
    else if (deed === 'mark') this.set(place.row, place.field, 'x');
    else if (deed === 'clear') this.set(place.row, place.field, null);
    else {
      this.place = place;
      this.panel = this.book.row(place.row)?.conflicts[place.field] ? 'conflict' : this.panel;
    }
  }

  /** What takes households away, or is large, is asked about first. */
  undo(): void {
    if (!this.mayWrite) return;
    const steps = this.list.undoStack.deeds.done.at(-1)?.steps ?? [];
    const plan = steps.some(({ before }) => before === null) || steps.length > LARGE_UNDO ? takingBack(this.list, steps) : null;
    const goes = plan?.goes.filter((row) => (this.book.row(row)?.cells.head ?? null) !== null) ?? [];
    const gone = new Set(plan?.goes);
    if (goes.length > 0 || steps.length > LARGE_UNDO)
      this.undoAsked = {
        goes: goes.map((row) => this.nameOf(row)),
        cells: steps.length,
        others: (plan?.steps ?? steps).filter(({ row }) => !gone.has(row)).length,
      };
    else this.undoNow();
  }

  undoNow(): void {
    this.undoAsked = null;
    this.#undone++;
    if (this.mayWrite) this.#told(this.list.undo(), 'Không hoàn tác');
  }

  redo(): void {
    this.#undone++;
    if (this.mayWrite) this.#told(this.list.redo(), 'Không làm lại');
  }

  why(place: Place): void {
    this.stand(place);
    this.panel = 'why';
  }

  openTalk(place: TalkPlace): void {
    this.talkAt = place;
    if (this.place?.row !== place.row) this.stand({ row: place.row, field: place.field ?? HEADS[this.sheet] });
    this.panel = 'comments';
  }

  goToTalk(place: TalkPlace): void {
    const sheet = this.book.row(place.row)?.sheet;
    if (!sheet) return;
    this.openSheet(sheet);
    this.wanted = { row: place.row, field: place.field ?? HEADS[sheet], edit: false };
    this.openTalk(place);
  }

  comment(place: TalkPlace, text: string): boolean {
    return this.#write(this.talk.writes(place, text, this.people));
  }

  /** What the commune asked for has been checked. */
  resolve(tasks: readonly Pick<Comment, 'id'>[]): void {
    this.#write(resolveWrites(tasks));
  }

  settleTalk(place: TalkPlace, resolved: boolean): void {
    this.#write(this.talk.settleWrites(place, resolved));
  }

  /** Something done to whole rows: one write, one step back. */
  doRow({ writes, row }: RowDeed, edit = false): boolean {
    this.#rowFilter.admit(row);
    if (!this.#write(writes)) return false;
    this.openSheet(this.book.row(row)?.sheet ?? this.sheet);
    this.wanted = { row, field: HEADS[this.sheet], edit };
    return true;
  }

  /** Without a head an empty row to type in, which goes again when it is left empty. */
  addHousehold(head: string | null = null): void {
    const codes = this.book.households().map(({ cells }) => cells.code ?? null);
    const added = this.#add(newHousehold(codes, this.sheet === 'list02' ? 'list02' : 'list01', head));
    if (added === null) return;
    if (head === null) this.#bare = { row: added, reached: false };
    this.wanted = { row: added, field: 'head', edit: head === null };
  }

  /** The row added last, left without a word in it: one click makes no household. */
  #dropBare(standing: string | null): void {
    if (this.#bare === null) return;
    const { row, reached } = this.#bare;
    if (row === standing) this.#bare.reached = true;
    if (row === standing || !reached) return;
    this.#bare = null;
    const deed = this.list.undoStack.deeds.done.findLast(({ steps }) =>
      steps.some((step) => step.row === row && step.field === 'code' && step.before === null),
    );
    const bare =
      deed &&
      this.list
        .fields(row)
        .every((field) => this.list.get(row, field) === null || deed.steps.some((step) => step.row === row && step.field === field));
    if (bare && this.mayWrite) this.#guard(() => this.list.takeBack(deed.steps));
  }

  /** An empty row for a member of the household one stands in, or stood in last. */
  addMember(): void {
    const code = (this.household ?? this.row(this.#lastHousehold))?.cells.code ?? null;
    const added = this.#add(newMember(code));
    if (added === null) return;
    this.#bare = { row: added, reached: false };
    this.wanted = { row: added, field: code === null ? 'code' : 'name', edit: true };
  }

  /** A member whose name is known, of the household that is open. @returns the row; null where it could not be written. */
  addNamedMember(code: CellValue, name: string): string | null {
    return this.#add(newMember(code, name));
  }

  /** The list may have been locked since the button was shown: that is said. */
  #add({ row, writes }: NewRow): string | null {
    if (!this.mayWrite) this.say(this.#whyNot, 'warning', () => !this.mayWrite);
    this.#rowFilter.admit(row);
    return this.#write(writes) ? row : null;
  }

  destroy(): void {
    this.#dropBare(null);
    this.talk.stop();
    this.book.destroy();
  }

  /** @param begun before the list was locked. */
  #write(writes: readonly CellWrite[], begun = false): boolean {
    return (begun ? this.mayEver : this.mayWrite) && this.#guard(() => this.list.write(writes));
  }

  #guard(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if (!(error instanceof ListError)) throw error;
      this.say(error.message, 'warning');
      return false;
    }
  }

  #told({ done, skipped, unsettled }: UndoResult, refusal: string): void {
    const [first] = done;
    const sheet = first ? this.book.row(first.row)?.sheet : undefined;
    if (first && sheet) {
      // What was taken back is to be seen.
      this.form = null;
      this.sheet = sheet;
      this.wanted = { ...first, edit: false };
    }
    for (const { row, field, value, rivals } of unsettled) {
      const column = columnOf(this.book.row(row)?.sheet ?? 'list01', field);
      const text = (one: CellValue): string => (column ? valueText(column, { value: one }) : String(one ?? '(trống)'));
      this.say(
        `${this.nameOf(row)}, cột ${column?.label ?? field}: nay là ${text(value)}. Trước khi chọn, ô này còn giá trị ${rivals.map(text).join(', ')}; muốn lấy thì ghi lại.`,
        'warning',
      );
    }
    for (const { row, field } of skipped) {
      const label = columnOf(this.book.row(row)?.sheet ?? 'list01', field)?.label ?? field;
      this.say(
        `${refusal} được ${this.nameOf(row)}, cột ${label}: ${this.#isMine(row, field) ? 'bạn đã ghi ô này ở cửa sổ khác' : 'người khác đã ghi ô này sau bạn'}.`,
        'warning',
      );
    }
  }

  #isMine(row: string, field: string): boolean {
    const entry = this.list.entries(row, field).at(-1);
    return entry !== undefined && personOf(this.writers.of(row, entry)) === this.writers.me;
  }

  /** What came in while the editor was open has been overwritten unseen: that must be said. */
  async #overtaken(row: string, field: string, column: Column, now: CellValue): Promise<string> {
    return `${this.nameOf(row)}, cột ${column.label}: trong lúc bạn đang ghi, ${await this.writers.tellIn(row, field)} đã ghi ${valueText(column, { value: now })}. Ô này nay theo giá trị của bạn; bấm Hoàn tác để lấy lại giá trị kia.`;
  }

  nameOf(row: string): string {
    const shown = this.book.row(row);
    const name = shown?.cells.head ?? shown?.cells.name ?? shown?.cells.code;
    return shown?.sheet === 'members' ? `${name ?? 'Thành viên'}` : `Hộ ${name ?? 'mới'}`;
  }
}

export const [getVillage, setVillage] = createContext<VillageState>();
