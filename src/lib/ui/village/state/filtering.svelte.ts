/** Which rows of a village's lists are shown: the search, the ready question, the filters of the columns, and what each question finds. */
import { untrack } from 'svelte';
import { columnsShow } from '$lib/grid/column-filter.ts';
import type { GridRow, GridSheet } from '$lib/grid/grid-row.ts';
import { ALL, changedSince, filtersOf, memberQuestion, RowFilter, SINCE, type FilterId, type RowQuestion } from '$lib/grid/row-filter.ts';
import type { VillageHistory } from '../../history/village-history.svelte.ts';
import type { LiveBook } from './live-book.svelte.ts';
import type { MemberHints } from './member-hints.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Labels } from './tally.ts';
import type { VillageBook } from './village-book.ts';
import type { Views } from './views.svelte.ts';

/** The parts of the village that filtering needs. */
export interface FilteringHost {
  readonly book: Pick<VillageBook, 'row' | 'householdOf' | 'withoutPersonal'>;
  readonly live: Pick<LiveBook, 'columns' | 'tally' | 'round'>;
  readonly views: Pick<Views, 'filters' | 'rows' | 'setRows'>;
  readonly history: VillageHistory;
  readonly navigation: Pick<Navigation, 'sheet' | 'panel'>;
  readonly hints: Pick<MemberHints, 'differs'> | null;
}

export class Filtering {
  readonly #host: FilteringHost;
  /** The words searched for. */
  query = $state('');
  #timesApplied = $state(0);
  /** The same object until the round changes: the counts behind the questions are not made again with each edit. */
  readonly #round = $derived.by(() => this.#host.live.round);
  /** The same objects when other questions come later: the filter must not be set anew then. */
  readonly #roundQuestions = $derived.by(() => filtersOf(this.#round));
  readonly questions = $derived.by<readonly RowQuestion[]>(() => {
    const { hints, book } = this.#host;
    const asked = [...this.#roundQuestions, ...(hints ? [memberQuestion(hints.differs)] : [])];
    return [...asked.filter(({ personal }) => !personal || !book.withoutPersonal), changedSince(this.#changed())];
  });
  readonly #labels = $derived.by<Labels>(() => {
    const { questions } = this;
    return (row) => questions.filter(({ shows }) => shows(row)).map(({ id }) => id);
  });
  readonly #asked = $derived.by(() => this.questions.find(({ id }) => id === this.question));
  readonly #columnFilters = $derived.by(() => this.#host.views.filters(this.#host.navigation.sheet));
  readonly #rowFilter = $derived.by(() => {
    void this.#timesApplied;
    const { sheet } = this.#host.navigation;
    // Not applied again after an edit: the row one is writing in stays until the filter is set anew.
    const columns = untrack(() => this.#host.live.columns(sheet));
    return new RowFilter(this.#asked, this.query, columnsShow(sheet, columns, this.#columnFilters));
  });
  /** Whether a row passes the question and the search; without the filters of columns, which a phone neither shows nor removes. */
  readonly matches = $derived.by(() => new RowFilter(this.#asked, this.query).shows);

  constructor(host: FilteringHost) {
    this.#host = host;
  }

  /** Whether a row passes everything that is asked of the sheet on show. */
  get shows(): (row: GridRow) => boolean {
    return this.#rowFilter.shows;
  }

  /** The ready question asked of the sheet on show. */
  get question(): FilterId {
    return this.#host.history.onlyChanged ? SINCE : this.#host.views.rows(this.#host.navigation.sheet).question;
  }

  /** "Changed since" is not remembered with the others: its point in the history is chosen anew at each visit. */
  set question(question: FilterId) {
    const { history, views, navigation } = this.#host;
    history.onlyChanged = question === SINCE;
    views.setRows(navigation.sheet, { question: question === SINCE ? ALL : question });
    if (question !== SINCE || history.changes !== null) return;
    history.wantsMeeting = true;
    history.tab = 'since';
    navigation.panel = 'history';
  }

  /** How many rows of these sheets answer a ready question. */
  count(question: FilterId, sheets: readonly GridSheet[] = [this.#host.navigation.sheet]): number {
    return sheets.reduce((sum, sheet) => sum + this.#host.live.tally(sheet, 'questions', this.#labels).count(question), 0);
  }

  /** What the search looks in, as its box says it. */
  get searchWords(): string {
    return this.#host.book.withoutPersonal ? 'Tìm tên, mã hộ…' : 'Tìm tên, mã hộ, CCCD…';
  }

  get isFiltered(): boolean {
    return this.query !== '' || (this.#asked?.id ?? ALL) !== ALL || Object.keys(this.#columnFilters).length > 0;
  }

  clear(): void {
    this.query = '';
    this.#host.history.onlyChanged = false;
    this.#host.views.setRows(this.#host.navigation.sheet, { filters: {}, question: ALL });
  }

  /** Filters and sorts keep the rows they found; this applies them to the list as it is now. */
  applyAgain(): void {
    this.#timesApplied++;
  }

  /** Changes with each `applyAgain`, for the sorts. */
  get timesApplied(): number {
    return this.#timesApplied;
  }

  /** A row that is about to be added is shown, whatever the filters say. */
  admit(row: string): void {
    this.#rowFilter.admit(row);
  }

  /** null while no point in the history has been chosen. */
  #changed(): { label: string; rows: ReadonlySet<string> } | null {
    const { changes, label, rows } = this.#host.history;
    return changes === null ? null : { label, rows: untrack(() => withHouseholds(rows, this.#host.book)) };
  }
}

/** Rows, and the households of the members among them. */
export function withHouseholds(rows: ReadonlySet<string>, book: Pick<VillageBook, 'row' | 'householdOf'>): ReadonlySet<string> {
  const households = [...rows].flatMap((id) => {
    const row = book.row(id);
    return row?.sheet === 'members' ? (book.householdOf(row.cells.code)?.id ?? []) : [];
  });
  return new Set([...rows, ...households]);
}
