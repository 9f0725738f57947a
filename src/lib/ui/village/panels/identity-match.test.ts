import { describe, expect, it } from 'vitest';
import type { GridRow } from '$lib/grid/grid-row.ts';
import type { IdentityCard } from '$lib/review/identity-card.ts';
import type { CellValue } from '$lib/review/types.ts';
import { cellsOf, matchesOf } from './identity-match.ts';

const CARD: IdentityCard = { number: '084179007952', name: 'Ngô Ngọc Mỵ', birth: '17/09/1979', sex: 'Nữ' };
const row = (id: string, sheet: GridRow['sheet'], cells: Record<string, CellValue>): GridRow =>
  ({
    ...{ id, sheet, cells, number: 1 },
    ...{ results: {}, problems: {}, conflicts: {} },
  }) as unknown as GridRow;

const ROWS = [
  row('h:1', 'list01', { head: 'Ngô Ngọc Mỵ', birth: '17/09/1979' }),
  row('h:2', 'list01', { head: 'Ngô Ngọc Mỵ', birth: '17/09/1979', cccd: '084179000001' }),
  row('m:1', 'members', { name: 'Ngô Ngọc My', birth: '01/01/1980', cccd: '084179007952' }),
  row('m:2', 'members', { name: 'NGÔ NGỌC MỴ', birth: '17/9/1980' }),
];

describe('a card and the list', () => {
  it('finds the row with its number first, then one of the same name and birth day without a number', () => {
    expect(matchesOf(CARD, ROWS).map(({ id }) => id)).toEqual(['m:1', 'h:1']);
    expect(matchesOf({ ...CARD, name: '' }, ROWS).map(({ id }) => id)).toEqual(['m:1']);
    expect(matchesOf({ ...CARD, number: '084179999999' }, ROWS).map(({ id }) => id)).toEqual(['h:1']);
  });

  it('says what differs, and marks what somebody has written', () => {
    expect(cellsOf(CARD, ROWS[2]!)).toEqual([
      { field: 'name', label: 'Họ và tên', now: 'Ngô Ngọc My', card: 'Ngô Ngọc Mỵ', isEmpty: false },
      { field: 'birth', label: 'Ngày sinh', now: '01/01/1980', card: '17/09/1979', isEmpty: false },
      { field: 'sex', label: 'Giới tính', now: null, card: 'Nữ', isEmpty: true },
    ]);
    const taken = row('h:3', 'list01', { head: CARD.name.normalize('NFD'), cccd: CARD.number, birth: CARD.birth, sex: 'Nữ' });
    expect(cellsOf({ ...CARD, sex: '' }, taken)).toEqual([]);
  });
});
