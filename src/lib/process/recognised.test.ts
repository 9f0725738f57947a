import fc from 'fast-check';
import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { DECIDED } from '../review/columns.ts';
import { chooseRound, withDecisions } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import type { Act } from './acts.ts';
import { latestOf, latestOfEach, recognisedIn, type RecognisedResult } from './recognised.ts';

const household = (id: string, cells: Record<string, CellValue> = {}): Row => ({
  id: `h:${id}`,
  sheet: 'list01',
  cells: { village: 'Thôn 3', code: id, head: `Hộ ${id}`, ...cells },
});
const result = (review: string, day: string, row: Row, found: string): RecognisedResult => ({
  ...{ review, village: 'thon-3', household: row, members: [], result: found, day, number: '1' },
});

it('has nothing before the decision, and what the meeting decided after it', () => {
  const list = classifyAll(
    {
      unit: 'Xã',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households: [
        household('1', { lastYear: 'Hộ nghèo', b1: 200 }),
        household('2', { lastYear: 'Hộ nghèo', b1: 200, [DECIDED]: 'Hộ nghèo' }),
        household('3', { change: 'Chuyển đi', lastYear: 'Hộ nghèo' }),
      ],
      members: [{ id: 'm:1', sheet: 'members', cells: { code: '1', name: 'Nông Thị A' } }],
    },
    withDecisions(chooseRound({ plan: 'thang-2026-03' })),
  );
  const act = (kind: Act['kind'], data: object): Act => ({ id: 'act:1', kind, village: 'thon-3', by: '', at: 0, hash: '', data }) as Act;
  const closed = new Map([['recognition' as const, act('recognised', { day: '2026-03-28', number: '7/QĐ-UBND', signer: 'Nông A' })]]);
  const of = { review: 'a', village: 'thon-3' };
  expect(recognisedIn(of, list, { step: 'recognition', closed: new Map() })).toEqual([]);
  const found = recognisedIn(of, list, { step: null, closed });
  expect(found.map(({ result: each, day, number }) => [each, day, number])).toEqual(
    ['Không nghèo', 'Hộ nghèo', ''].map((each) => [each, '2026-03-28', '7/QĐ-UBND']),
  );
  expect(found[0]?.members.map(({ id }) => id)).toEqual(['m:1']);
});

it('knows a household again by its row, its CCCD or its code with its name; a number alone is not enough', () => {
  const old = result('2025', '2025-12-10', household('1', { cccd: '006070000001' }), 'Hộ nghèo');
  for (const again of [
    household('1', { head: 'Con của hộ 1' }),
    { ...household('1'), id: 'h:khac' },
    { ...household('9', { cccd: '006070000001' }), id: 'h:khac' },
  ])
    expect(latestOf(again, [old])).toBe(old);
  expect(latestOf({ ...household('1', { head: 'Hộ lạ' }), id: 'h:khac' }, [old])).toBeNull();
});

it('each household has exactly one result, and no decision about it is newer', () => {
  const one = fc.record({ who: fc.integer({ min: 1, max: 4 }), day: fc.integer({ min: 10, max: 28 }), poor: fc.boolean() });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 20 }), (made) => {
      const all = made.map(({ who, day, poor }) =>
        result('r', `2026-03-${day}`, household(String(who)), poor ? 'Hộ nghèo' : 'Không nghèo'),
      );
      const latest = latestOfEach(all);
      expect(latest.map(({ household: { id } }) => id).sort()).toEqual([...new Set(all.map(({ household: { id } }) => id))].sort());
      for (const each of latest)
        for (const other of all) if (other.household.id === each.household.id) expect(other.day <= each.day).toBe(true);
    }),
  );
});
