import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { mistakenWrites } from '$lib/cells/mistaken.ts';
import { ORDER_FIELD, readReview, roomWrites } from '$lib/cells/review-rooms.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import type { ReviewData } from '$lib/review/types.ts';
import { previewImport } from '$lib/workbook/preview.ts';
import { readWorkbook, type WorkbookReading } from '$lib/workbook/read.ts';
import { withFreeRows } from './import-commit.ts';
import { importWrites } from './import-writes.ts';

const file = (name: string): WorkbookReading =>
  readWorkbook(readFileSync(new URL(`../../../../tests/fixtures/${name}`, import.meta.url)), name);
const EMPTY: ReviewData = { unit: '', villages: [], households: [], members: [] };

/** The rooms of a commune, without a network. */
class Rooms {
  readonly lists = new Map<string | null, SharedList>();

  list(village: string | null): SharedList {
    let list = this.lists.get(village);
    if (!list) this.lists.set(village, (list = new SharedList(new Y.Doc(), 'Trần Quốc Việt')));
    return list;
  }

  read(): ReviewData {
    const villages = [...this.lists].filter((entry): entry is [string, SharedList] => entry[0] !== null);
    return readReview(this.list(null), new Map(villages));
  }

  import(reading: WorkbookReading, round = {}): void {
    const current = this.read();
    for (const [village, { writes, added }] of importWrites({ current, preview: previewImport(current, reading), round })) {
      const start = this.list(village).rows().length;
      this.list(village).write([...writes, ...added.map((row, index) => ({ row, field: ORDER_FIELD, value: start + index }))]);
    }
  }
}

it('writes no new household into a row that was put aside', () => {
  const list = new SharedList(new Y.Doc(), 'Việt');
  list.set('h:01', 'code', '01');
  list.write(mistakenWrites(list, 'h:01', 'Ghi để thử'));
  const cell = (row: string) => ({ row, field: 'head', value: 'Hà Văn Dũng' });
  expect(withFreeRows(list, { writes: ['h:01', 'h:01~2', 'h:02'].map(cell), added: ['h:01', 'h:01~2'] })).toEqual({
    writes: ['h:01~3', 'h:01~2', 'h:02'].map(cell),
    added: ['h:01~3', 'h:01~2'],
  });
});

describe('an accepted import', () => {
  it('gives back what was read, in the same order', () => {
    const reading = file('nong-thuong-2023.xlsx');
    const rooms = new Rooms();
    rooms.import(reading, { unit: 'Xã Nông Thượng', year: 2023 });
    const data = rooms.read();
    expect(data.unit).toBe('Xã Nông Thượng');
    expect(data.villages.map(({ cells }) => cells.name)).toEqual(reading.data.villages.map(({ cells }) => cells.name));
    expect(data.households.map(({ cells }) => cells.code).sort()).toEqual(reading.data.households.map(({ cells }) => cells.code).sort());
    expect(data.members).toHaveLength(reading.data.members.length);
    expect(previewImport(data, reading).writes).toEqual([]);
  });

  it('leaves nothing to write a second time, also if the list was imported in another way', () => {
    const reading = file('nong-thuong-2023.xlsx');
    const rooms = new Rooms();
    for (const [name, writes] of roomWrites('nong-thuong-2023', reading.data, { year: 2023 })) {
      const village = name.split('.')[1] ?? '';
      rooms.list(village === 'xa' ? null : village).write(writes);
    }
    const current = rooms.read();
    const preview = previewImport(current, reading);
    expect(importWrites({ current, preview, round: {} }).size).toBe(0);
  });

  it('adds the villages of another commune after the existing ones', () => {
    const rooms = new Rooms();
    rooms.import(file('nong-thuong-2023.xlsx'), { unit: 'Xã Nông Thượng', year: 2023 });
    rooms.import(file('kim-son-2023.xlsx'));
    const data = rooms.read();
    expect(data.unit).toBe('Xã Nông Thượng');
    expect(data.villages.map(({ cells }) => cells.name).slice(11, 14)).toEqual(['Thôn 12', 'Ấp Chợ', 'Ấp Bảy Xào Dơi']);
    expect(data.households).toHaveLength(72 + 1850);
    expect(data.households.every(({ cells }) => cells.village)).toBe(true);
  });

  it('changes one cell if one cell differs', () => {
    const reading = file('nong-thuong-2023.xlsx');
    const rooms = new Rooms();
    rooms.import(reading, { unit: 'Xã Nông Thượng', year: 2023 });
    const household = reading.data.households[0]!;
    household.cells.b1 = 99;
    const current = rooms.read();
    const [[, { writes, added }] = [null, { writes: [], added: [] }]] = importWrites({
      current,
      preview: previewImport(current, reading),
      round: {},
    });
    expect(writes.filter(({ field }) => field !== 'sheet')).toEqual([{ row: household.id, field: 'b1', value: 99 }]);
    expect(added).toEqual([]);
  });

  it('fills an empty commune', () => {
    const current = EMPTY;
    const plan = importWrites({
      current,
      preview: previewImport(current, file('kim-son-2023.xlsx')),
      round: { unit: 'Xã Kim Sơn', plan: 'tra-cu-2023' },
    });
    expect(plan.get(null)?.writes).toContainEqual({ row: 'round', field: 'plan', value: 'tra-cu-2023' });
    expect(plan.size).toBe(8);
  });
});
