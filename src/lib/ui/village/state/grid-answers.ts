/** What the grid asks of the page around it, answered from the parts of a village. */
import type { GridContext } from '$lib/grid/grid-context.ts';
import { NAME_FIELD } from '$lib/grid/grid-columns.ts';
import type { Writers } from '../../commune/writers.svelte.ts';
import type { VillageHistory } from '../../history/village-history.svelte.ts';
import { changeText } from './change-text.ts';
import type { FindState } from './find-state.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Presence } from './presence.svelte.ts';
import type { VillageTalk } from './talk.svelte.ts';
import type { VillageBook } from './village-book.ts';
import type { Views } from './views.svelte.ts';

export interface GridSources {
  readonly mayWrite: boolean;
  readonly book: Pick<VillageBook, 'row' | 'households'>;
  readonly writers: Pick<Writers, 'words'>;
  readonly presence: Pick<Presence, 'colleagues'>;
  readonly views: Pick<Views, 'mark'>;
  readonly navigation: Pick<Navigation, 'sheet'>;
  readonly find: Pick<FindState, 'in'>;
  readonly talk: Pick<VillageTalk, 'openAt'>;
  readonly history: Pick<VillageHistory, 'label' | 'changeIn'>;
}

export function gridAnswers(village: GridSources): GridContext {
  const { book, writers, presence, views, navigation, find, talk, history } = village;
  const isName = (row: string, field: string): boolean => field === NAME_FIELD[book.row(row)?.sheet ?? 'list01'];
  return {
    // Read at each key: the list may have been locked since the grid was made.
    get mayWrite() {
      return village.mayWrite;
    },
    writer: (row, entry) => writers.words(row, entry),
    colleagueIn: (row, field) => presence.colleagues.find((colleague) => colleague.row === row && colleague.field === field),
    heading: (field) => views.mark(navigation.sheet, field),
    foundIn: (row, field) => find.in(row, field),
    commentsIn: (row, field) => talk.openAt(row, field) + (isName(row, field) ? talk.openAt(row, null) : 0),
    changeIn: (row, field) => changeText(history, row, field),
    households: () => book.households().map(({ cells }) => ({ value: String(cells.code ?? ''), note: String(cells.head ?? '') })),
  };
}
