import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { itemLabel } from '../review/item-field.ts';
import { fieldOf, MOST, versionOf, type ScoreTable } from '../review/score-table.ts';
import { CELL_LIMIT } from './entry.ts';
import { fieldLabel, valueText } from './field-label.ts';
import { ROUND_ROW, SCORES_PREFIX } from './review-rooms.ts';
import { carriedTables, loadedTables, REGION_FIELD, tablesInUse, tableWrites, useWrites } from './score-records.ts';
import { SharedList } from './shared-list.ts';

const table = (more: Partial<ScoreTable> = {}, points = 5): ScoreTable => ({
  scores: 'b1',
  form: 'Mẫu 3.10',
  region: '',
  area: '',
  source: '',
  items: Array.from({ length: 12 }, (_, at) => ({ group: 'Tài sản', name: `Có thứ ${at + 1}`, options: [{ text: 'Có', points }] })),
  ...more,
});
const list = (): SharedList => new SharedList(new Y.Doc(), 'Hà Thị Lan', () => Date.UTC(2026, 8, 1));

it('keeps a table as it was loaded, item by item and in their order', () => {
  const commune = list();
  const loaded = table({ region: 'Tây Nguyên', area: 'rural', source: 'Thông tư 02/2022/TT-BLĐTBXH' });
  commune.write(tableWrites(loaded, 1));
  expect(loadedTables(commune)).toMatchObject([{ version: versionOf(loaded), table: loaded, by: 'Hà Thị Lan', use: 1 }]);
  expect(loaded.items.map((item) => itemLabel(fieldOf(item)))).toEqual(loaded.items.map(({ name }) => name));
});

it('uses the newest of each column and area, in the commune’s region alone', () => {
  const commune = list();
  const use = (one: ScoreTable, at: number | null) => useWrites(loadedTables(commune), { version: versionOf(one), table: one }, at);
  const [first, second] = [table({}, 5), table({}, 7)];
  commune.write(tableWrites(first, 1));
  commune.write(tableWrites(second, 2));
  expect(tablesInUse(commune)).toEqual([second]);
  commune.write(use(first, 3));
  expect(tablesInUse(commune)).toEqual([first]);
  // What was in use before does not come back by itself.
  commune.write(use(first, null));
  expect(tablesInUse(commune)).toEqual([]);
  // Not in use, but the scores that it added up can still be told.
  expect(loadedTables(commune)).toHaveLength(2);

  const [north, delta] = [table({ region: 'Tây Nguyên', area: 'rural' }), table({ region: 'Đồng bằng sông Cửu Long', area: 'rural' })];
  commune.write([...tableWrites(north, 4), ...tableWrites(delta, 5)]);
  expect(tablesInUse(commune)).toEqual([]);
  commune.set(ROUND_ROW, REGION_FIELD, 'Tây Nguyên');
  expect(tablesInUse(commune)).toEqual([north]);
});

it('goes on into the next round, without what is not in use', () => {
  const [before, next] = [list(), list()];
  before.write([
    ...tableWrites(table({}, 5), 1),
    ...tableWrites(table({ area: 'urban' }, 7), 2),
    ...useWrites([], { version: versionOf(table({}, 5)), table: table({}, 5) }, null),
  ]);
  before.set(ROUND_ROW, REGION_FIELD, 'Tây Nguyên');
  next.write(carriedTables(before));
  expect(loadedTables(next).map((one) => one.table)).toEqual([table({ area: 'urban' }, 7)]);
  expect(next.get(ROUND_ROW, REGION_FIELD)).toBe('Tây Nguyên');
});

it('leaves out what this version cannot read', () => {
  const commune = list();
  commune.write(tableWrites(table(), 1));
  commune.set(`${SCORES_PREFIX}x`, 'scores', 'c9');
  commune.set(`${SCORES_PREFIX}${versionOf(table())}`, 'item.001', '{"name":');
  expect(loadedTables(commune)).toEqual([]);
});

it('an item fits into a cell', () => expect(MOST.item).toBeLessThanOrEqual(CELL_LIMIT));

it('has words for a history', () => {
  const row = `${SCORES_PREFIX}x`;
  const [, item] = tableWrites(table(), 1).filter(({ field }) => field.startsWith('item.'));
  expect(fieldLabel(row, item?.field ?? '')).toBe('Mục 2');
  expect(valueText(row, item?.field ?? '', item?.value ?? null)).toBe('Có thứ 2');
  expect([fieldLabel(ROUND_ROW, REGION_FIELD), fieldLabel('h:1', 'q.nobodyknows')]).toEqual(['Vùng', 'Một mục của phiếu chấm điểm']);
});
