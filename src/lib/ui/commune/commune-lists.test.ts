/** The lists of all villages, read one by one and joined: the same as read at once, by each standard of the round. */
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { STANDARD_2027 } from '../../../../tests/fixtures/confirmed-2027.ts';
import { readReview } from '$lib/cells/review-rooms.ts';
import { SharedList } from '$lib/cells/shared-list.ts';
import { figuresByUnit, fillEach, fillPassages } from '$lib/forms/report.ts';
import { classifyAll } from '$lib/review/classify.ts';
import { RURAL } from '$lib/review/columns.ts';
import { chooseRound, type Round } from '$lib/review/plans.ts';
import type { CellValue, Row } from '$lib/review/types.ts';
import { CommuneLists, type ListRooms } from './commune-lists.svelte.ts';

const HOMES: Record<string, Record<string, Record<string, CellValue>>> = {
  'thon-1': {
    'h:1': { code: '01', head: 'Hà Văn Dũng', lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i13: 'x' },
    'h:2': { code: '02', head: 'Lê Thị Lụa', lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i12: 'x' },
  },
  'thon-2': { 'h:3': { code: '03', head: 'Ma Thị Sen', lastYear: 'Hộ nghèo', b1: 300 } },
};
const nameOf = (id: string): string => id.replace('thon-', 'Thôn ');

function scene(round: Round) {
  const commune = new SharedList(new Y.Doc(), 'xã');
  const lists = new Map(
    Object.entries(HOMES).map(([id, homes]) => {
      const list = new SharedList(new Y.Doc(), 'thôn');
      for (const [row, cells] of Object.entries(homes)) list.write(Object.entries(cells).map(([field, value]) => ({ row, field, value })));
      commune.write([
        { row: `v:${id}`, field: 'name', value: nameOf(id) },
        { row: `v:${id}`, field: 'area', value: RURAL },
      ]);
      return [id, list] as const;
    }),
  );
  const here = new Set(lists.keys());
  const rowOf = (id: string): Row => ({ id: `v:${id}`, sheet: 'villages', cells: { name: nameOf(id), area: RURAL } });
  const rooms: ListRooms = {
    round,
    unit: 'Xã A',
    commune: { list: commune },
    villages: [...lists.keys()].map((id) => ({ id, name: nameOf(id), row: rowOf(id), lock: null })),
    withoutPersonal: () => false,
    address: (page) => `/dot/xa-a${page}`,
    open: (id) => ({
      list: lists.get(id)!,
      version: 0,
      get here() {
        return here.has(id);
      },
    }),
    release: () => undefined,
  };
  const all = new CommuneLists(rooms);
  all.follow(rooms.villages);
  return { all, here, data: readReview(commune, lists) };
}

it('gives by each standard what classifying the whole commune gives', () => {
  const round = chooseRound({ year: 2026, beside: [STANDARD_2027.id] }, [STANDARD_2027]);
  const { all, data } = scene(round);
  const whole = classifyAll(data, round);
  const joined = all.classified!;
  expect(joined.round).toBe(round);
  expect(joined.beside?.map((by) => by.round.standard.id)).toEqual([STANDARD_2027.id]);
  expect(fillEach(joined).map(figuresByUnit)).toEqual(fillEach(whole).map(figuresByUnit));
  expect(figuresByUnit(fillPassages(joined))).toEqual(figuresByUnit(fillPassages(whole)));
  // One of the marks is counted only by the main standard, one only by the other.
  expect(['h:1', 'h:2'].map((id) => [joined.results.get(id)?.b2, joined.beside?.[0]?.results.get(id)?.b2])).toEqual([
    [20, 30],
    [30, 20],
  ]);
});

it('a round of one standard has nothing beside', () => {
  const { all } = scene(chooseRound({ year: 2026 }));
  expect(all.classified).not.toHaveProperty('beside');
});

it('leads to each household in this review', () => {
  const { all } = scene(chooseRound({ year: 2026 }));
  expect(all.classified).not.toBeNull();
  expect(all.linkOf({ id: 'h:3' })).toBe('/dot/xa-a/thon/thon-2?ho=h%3A3');
});

it('is nothing while a list is missing', () => {
  const { all, here } = scene(chooseRound({ year: 2026 }));
  here.delete('thon-2');
  expect([all.away, all.classified]).toEqual([['Thôn 2'], null]);
});
