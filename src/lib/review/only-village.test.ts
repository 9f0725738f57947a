import { expect, it } from 'vitest';
import { onlyVillage, villageNames } from './only-village.ts';
import type { ReviewData, Row } from './types.ts';

const row = (sheet: Row['sheet'], id: string, cells: Row['cells']): Row => ({ id, sheet, cells });
const DATA: ReviewData = {
  unit: 'Xã A',
  villages: [
    row('villages', 'v1', { name: 'Thôn 1' }),
    row('villages', 'v2', { name: 'Thôn 2' }),
    row('villages', 'v3', { name: 'THÔN 1' }),
  ],
  households: [
    row('list01', 'h1', { code: '1', village: 'Thôn 1' }),
    row('list02', 'h2', { code: '2', village: 'thôn 1' }),
    row('list01', 'h3', { code: '3', village: 'Xóm Núi' }),
  ],
  members: [row('members', 'm1', { code: '1' }), row('members', 'm3', { code: '3' }), row('members', 'm0', {})],
};

it('names each village once, also those that only the lists name', () => {
  expect(villageNames(DATA, {})).toEqual(['Thôn 1', 'Thôn 2', 'Xóm Núi']);
});

it('keeps a village’s households of both lists with their members, whatever its spelling', () => {
  const { unit, villages, households, members } = onlyVillage(DATA, 'Thôn 1');
  expect([unit, ...[villages, households, members].map((rows) => rows.map(({ id }) => id))]).toEqual([
    'Thôn 1, Xã A',
    ['v1', 'v3'],
    ['h1', 'h2'],
    ['m1'],
  ]);
});
