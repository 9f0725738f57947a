/** Which rows are shown, without a page: the search, the ready question, the filters of columns, and what is remembered of them. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SharedList } from '$lib/cells/shared-list.ts';
import type { GridSheet } from '$lib/grid/grid-row.ts';
import { ALL, SINCE } from '$lib/grid/row-filter.ts';
import type { CellValue } from '$lib/review/types.ts';
import { VillageHistory } from '../../history/village-history.svelte.ts';
import { Filtering, withHouseholds, type FilteringHost } from './filtering.svelte.ts';
import { LiveBook } from './live-book.svelte.ts';
import type { VillageBook } from './village-book.ts';
import { MemberHints } from './member-hints.ts';
import { villageScene } from './testing.ts';
import { Views } from './views.svelte.ts';

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined, removeItem: () => undefined });
});
afterEach(() => vi.unstubAllGlobals());

type Scene = Pick<FilteringHost, 'history' | 'navigation'> & { filtering: Filtering; views: Views; list: SharedList; book: VillageBook };

function scene(withoutPersonal = false): Scene {
  const { list, book } = villageScene({ withoutPersonal });
  const views = new Views('lan', 'xa.thon-1');
  const history = new VillageHistory();
  const navigation: FilteringHost['navigation'] = { sheet: 'list01', panel: null };
  const hints = new MemberHints({ book, sees: () => !withoutPersonal });
  const filtering = new Filtering({ book, live: new LiveBook(book), views, history, navigation, hints });
  return { filtering, views, history, navigation, list, book };
}

const shown = ({ filtering, book }: Scene, sheet: GridSheet = 'list01'): string[] =>
  book.rows(sheet).flatMap((row) => (filtering.shows(row) ? [row.id] : []));

const CHANGE = { field: 'b1', from: [1], to: [2], at: 1, name: 'Việt', claimed: [], isNew: false };

it('a row is shown if it passes the search, the question and the filters of columns; the last do not count for a phone', () => {
  const made = scene();
  const { filtering, views, book } = made;
  const [row] = book.rows('list01');
  expect(shown(made)).toEqual(['h:1']);
  filtering.query = 'dung';
  expect(shown(made)).toEqual([]);
  filtering.query = 'nong bang';
  expect(shown(made)).toEqual(['h:1']);
  filtering.question = 'poor';
  expect(shown(made)).toEqual([]);
  filtering.question = 'missing';
  expect(shown(made)).toEqual(['h:1']);
  views.filter('list01', 'head', { only: ['Hà Văn Dũng'] });
  expect([shown(made), row && filtering.matches(row)]).toEqual([[], true]);
});

it('each sheet has its own question', () => {
  const { filtering, navigation } = scene();
  filtering.question = 'missing';
  navigation.sheet = 'list02';
  expect(filtering.question).toBe(ALL);
  navigation.sheet = 'list01';
  expect(filtering.question).toBe('missing');
});

it('counts the answers to a question as the list is now, on one sheet or several', () => {
  const { filtering, list } = scene();
  expect([filtering.count('cccd'), filtering.count('cccd', ['list01', 'list02']), filtering.count(ALL, ['list01', 'list02'])]).toEqual([
    1, 2, 2,
  ]);
  list.set('h:1', 'cccd', '006199000001');
  expect([filtering.count('cccd'), filtering.count('cccd', ['list01', 'list02'])]).toEqual([0, 1]);
});

it('says that something is filtered, and shows the whole list again', () => {
  const made = scene();
  const { filtering, views, history } = made;
  expect(filtering.isFiltered).toBe(false);
  for (const filter of [
    () => (filtering.query = 'dung'),
    () => (filtering.question = 'poor'),
    () => (filtering.question = SINCE),
    () => views.filter('list01', 'head', { only: ['Hà Văn Dũng'] }),
  ]) {
    filter();
    expect(filtering.isFiltered).toBe(true);
    filtering.clear();
    expect([filtering.isFiltered, history.onlyChanged, shown(made)]).toEqual([false, false, ['h:1']]);
  }
});

it('asks nothing about what is personal where that cannot be seen, and does not offer to search for it', () => {
  const ids = (filtering: Filtering): string[] => filtering.questions.map(({ id }) => id);
  expect(ids(scene().filtering)).toContain('cccd');
  expect(ids(scene(true).filtering)).not.toContain('cccd');
  expect([scene().filtering.searchWords, scene(true).filtering.searchWords]).toEqual(['Tìm tên, mã hộ, CCCD…', 'Tìm tên, mã hộ…']);
});

it('"changed since" opens the history to choose a point, and is not remembered', () => {
  const { filtering, history, navigation, views } = scene();
  filtering.question = SINCE;
  expect([filtering.question, navigation.panel, history.tab, history.wantsMeeting]).toEqual([SINCE, 'history', 'since', true]);
  expect(views.rows('list01').question).toBe(ALL);
  filtering.question = ALL;
  expect([filtering.question, history.onlyChanged]).toEqual([ALL, false]);
});

it('"changed since" shows the changed rows, and the households of changed members', () => {
  const made = scene();
  const { filtering, history, navigation } = made;
  history.mark('họp dân', [{ row: 'm:1', ...CHANGE }]);
  filtering.question = SINCE;
  expect([navigation.panel, filtering.questions.at(-1)?.label]).toEqual([null, 'Đã đổi từ họp dân']);
  expect([shown(made), shown(made, 'list02'), shown(made, 'members')]).toEqual([['h:1'], [], ['m:1']]);
});

it('finds the households of members, and keeps rows that are gone', () => {
  const { book } = villageScene();
  expect([...withHouseholds(new Set(['m:1', 'h:2', 'm:gone']), book)]).toEqual(['m:1', 'h:2', 'm:gone', 'h:1']);
});

it('counts the households whose indicators do not fit their members, as members are written', () => {
  const { filtering, list } = scene();
  const set = (row: string, cells: Record<string, CellValue>): unknown =>
    list.write(Object.entries(cells).map(([field, value]) => ({ row, field, value })));
  set('h:1', { lastYear: 'Hộ nghèo', size: 1 });
  expect(filtering.count('hints', ['list01', 'list02'])).toBe(0);
  set('m:1', { birth: '1980', noInsurance: 'x' });
  expect(filtering.count('hints')).toBe(1);
  set('h:1', { i4: 'x' });
  expect(filtering.count('hints')).toBe(0);
  // In one step a household is marked otherwise and its member changes; then the member moves to another household.
  list.write([
    { row: 'h:1', field: 'i4', value: null },
    { row: 'm:1', field: 'noInsurance', value: null },
  ]);
  expect(filtering.count('hints')).toBe(0);
  set('m:1', { noInsurance: 'x' });
  expect(filtering.count('hints')).toBe(1);
  set('m:1', { code: 'A-2' });
  expect(filtering.count('hints')).toBe(0);
  expect(scene(true).filtering.questions.some(({ id }) => id === 'hints')).toBe(false);
});
