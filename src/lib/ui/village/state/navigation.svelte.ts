/** Where a person is in a village: the list or form on show, the focused cell, the open panel; and the ways from there to elsewhere. */
import { columnById, NAME_FIELD, type GridColumn } from '$lib/grid/grid-columns.ts';
import type { GridRow, GridSheet } from '$lib/grid/grid-row.ts';
import type { GridPlace } from '$lib/grid/place.ts';
import type { CellValue } from '$lib/review/types.ts';
import type { LiveBook } from './live-book.svelte.ts';
import type { TalkPlace } from './talk.svelte.ts';
import type { VillageBook } from './village-book.ts';

/** What can stand beside the grid, or over the card. */
export const PANELS = {
  why: 'Vì sao?',
  conflict: 'Hai người ghi khác nhau',
  comments: 'Ý kiến',
  history: 'Lịch sử',
  scores: 'Phiếu chấm điểm',
} as const;
export type PanelKind = keyof typeof PANELS;
/** A tool that opens over the grid. */
export type ViewTool = 'find' | 'replace' | 'go' | 'columns' | 'views';

/** An identity card that is scanned. */
export interface CardScan {
  /** The row that it fills; null: whoever the card is of is looked for in the list. */
  row: string | null;
  /** Mã hộ: who is not in the list yet becomes a member of this household; null: the head of a new one. */
  household: CellValue;
  /** As a hand-held scanner has typed it; null: the camera is asked. */
  text: string | null;
}

/** The parts of the village that moving about needs. */
export interface NavigationHost {
  readonly book: Pick<VillageBook, 'row' | 'householdOf'>;
  readonly live: Pick<LiveBook, 'row' | 'columns'>;
  /** Tells the colleagues which cell has the focus. */
  readonly presence: { stand(row: string | null, field: string | null): void };
  /** An empty row that was just added goes again when it is left empty. */
  readonly writing: { dropBare(focused: string | null): void };
}

export class Navigation {
  readonly #host: NavigationHost;
  sheet = $state<GridSheet>('list01');
  /** The form on show in the list's place. */
  form = $state<string | null>(null);
  /** Id of the standard by which the forms are shown; null: the main one. */
  standard = $state<string | null>(null);
  /** The focused cell; on the phone, the household that is open. */
  place = $state.raw<GridPlace | null>(null);
  /** A cell that the grid has still to go to, and whether to open its editor. */
  wanted = $state.raw<(GridPlace & { edit: boolean }) | null>(null);
  scan = $state.raw<CardScan | null>(null);
  panel = $state<PanelKind | null>(null);
  tool = $state<ViewTool | null>(null);
  /** Whether the households that are put aside are on show. */
  mistaken = $state(false);
  /** The column whose menu is open, beside its heading. */
  menu = $state.raw<{ field: string; anchor: Element } | null>(null);
  /** What a comment is to be written about; null: the focused row. */
  talkAt = $state.raw<TalkPlace | null>(null);
  /** Members are added to it once the focus has left it. */
  #lastHousehold: string | undefined;

  constructor(host: NavigationHost) {
    this.#host = host;
  }

  get focusedRow(): GridRow | undefined {
    return this.#host.live.row(this.place?.row);
  }

  get focusedColumn(): GridColumn | undefined {
    return this.place ? columnById(this.#host.live.columns(this.sheet), this.place.field) : undefined;
  }

  /** The household of the focused row; for a member, the one it belongs to. */
  get household(): GridRow | undefined {
    const row = this.focusedRow;
    if (row?.sheet !== 'members') return row;
    return this.#host.book.householdOf(row.cells.code);
  }

  /** Mã hộ of the focused household, or else of the last one that was. */
  get householdCode(): CellValue {
    return (this.household ?? this.#host.live.row(this.#lastHousehold))?.cells.code ?? null;
  }

  /** The focus has come to a cell, or left the list. */
  focus(place: GridPlace | null): void {
    this.#host.writing.dropBare(place?.row ?? null);
    this.place = place;
    this.#host.presence.stand(place?.row ?? null, place?.field ?? null);
    this.#lastHousehold = this.household?.id ?? this.#lastHousehold;
  }

  openSheet(sheet: GridSheet): void {
    this.form = null;
    if (sheet === this.sheet) return;
    this.menu = null;
    this.focus(null);
    this.sheet = sheet;
  }

  /** Asks the grid on show to go to a cell of its sheet. */
  want({ row, field }: GridPlace, edit = false): void {
    this.wanted = { row, field, edit };
  }

  /** Brings a cell of any list into sight. */
  show(place: GridPlace): void {
    const sheet = this.#sheetOf(place.row);
    if (!sheet) return;
    this.form = null;
    this.sheet = sheet;
    this.want(place);
  }

  /** Brings a household or a member into sight, as links from elsewhere do. */
  openRow(id: string): void {
    const sheet = this.#sheetOf(id);
    if (sheet) this.show({ row: id, field: NAME_FIELD[sheet] });
  }

  /** Goes to a cell of any list, with the focus. */
  goTo({ row, field }: GridPlace): void {
    const sheet = this.#sheetOf(row);
    if (!sheet) return;
    this.openSheet(sheet);
    this.focus({ row, field });
    this.want({ row, field });
  }

  openWhy(place: GridPlace, panel: 'why' | 'scores' = 'why'): void {
    this.focus(place);
    this.panel = panel;
  }

  openConflict(place: GridPlace): void {
    this.place = place;
    if (this.#host.book.row(place.row)?.conflicts[place.field]) this.panel = 'conflict';
  }

  openTalk(place: TalkPlace): void {
    this.talkAt = place;
    if (this.place?.row !== place.row) this.focus({ row: place.row, field: place.field ?? NAME_FIELD[this.sheet] });
    this.panel = 'comments';
  }

  goToTalk(place: TalkPlace): void {
    const sheet = this.#sheetOf(place.row);
    if (!sheet) return;
    this.openSheet(sheet);
    this.want({ row: place.row, field: place.field ?? NAME_FIELD[sheet] });
    this.openTalk(place);
  }

  #sheetOf(row: string): GridSheet | undefined {
    return this.#host.book.row(row)?.sheet;
  }
}
