import { expect, it } from 'vitest';
import type { Row } from '../review/types.ts';
import { Collector, written } from './preview-changes.ts';

const row = (cells: Row['cells'], sheet: Row['sheet'] = 'list01'): Row => ({ id: 'h:1', sheet, cells });
const who = { village: 'Thôn 1', household: '01', name: 'Hà Văn Dũng' };
const compare = (before: Row | undefined, after: Row, skip?: ReadonlySet<string>) => {
  const collector = new Collector();
  return { kind: collector.add(before, after, 'h:1', who, skip), collector };
};

it('a new row is written whole and is no change of a cell', () => {
  const { kind, collector } = compare(undefined, row({ code: '01', head: 'Hà Văn Dũng', note: null }));
  expect([kind, collector.writes.map(({ cells }) => cells), collector.changes]).toEqual(['new', [{ code: '01', head: 'Hà Văn Dũng' }], []]);
});

it('of a known row only the cells that differ are written, each with what stood before', () => {
  const { kind, collector } = compare(row({ code: '01', size: 3, b1: 100 }), row({ code: '01', size: 4, b1: 100 }));
  expect([kind, collector.writes.map(({ cells }) => cells)]).toEqual(['changed', [{ size: 4 }]]);
  expect(collector.changes).toMatchObject([{ ...who, row: 'h:1', key: 'size', label: 'Số nhân khẩu', before: 3, after: 4 }]);
});

it('the list keeps what the file leaves blank, says less exactly, or writes without diacritics; each is counted', () => {
  const before = row({ head: 'Hà Văn Dũng', birth: '22/06/1977', note: 'x' });
  const { kind, collector } = compare(before, row({ head: 'HA VAN DUNG', birth: '06/1977', note: null }));
  expect([kind, collector.writes]).toEqual(['unchanged', []]);
  expect([collector.keptMarked, collector.keptMorePrecise, collector.keptWhereBlank]).toEqual([1, 1, 1]);
  const other = compare(before, row({ head: 'Hà Văn Dung', birth: '1978', note: 'x' }));
  expect(other.collector.writes.map(({ cells }) => cells)).toEqual([{ head: 'Hà Văn Dung', birth: '1978' }]);
});

it('list 01 stays list 01; a household that moves up to it is a change, with the same cells too', () => {
  expect(compare(row({ code: '01' }), row({ code: '01' }, 'list02')).kind).toBe('unchanged');
  const { kind, collector } = compare(row({ code: '01' }, 'list02'), row({ code: '01' }));
  expect([kind, collector.changes.map(({ key, before, after }) => [key, before, after])]).toEqual([
    'changed',
    [['sheet', 'Danh sách 02', 'Danh sách 01']],
  ]);
  expect(collector.writes).toEqual([{ id: 'h:1', sheet: 'list01', cells: {} }]);
});

it('an earlier year leaves what is written this year, and gives what was then', () => {
  const before = row({ head: 'Hà Văn Dũng', size: 3, note: '', lastYear: 'Hộ nghèo' });
  const { collector } = compare(before, row({ head: 'Hà Văn Dung', size: 5, note: 'x', lastYear: 'Hộ cận nghèo' }), written(before));
  expect(collector.writes.map(({ cells }) => cells)).toEqual([{ note: 'x', lastYear: 'Hộ cận nghèo' }]);
});
