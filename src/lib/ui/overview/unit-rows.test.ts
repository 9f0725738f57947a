import { expect, it } from 'vitest';
import type { OverviewRow } from '$lib/api/summaries.ts';
import { addOverviews, type Overview } from '$lib/summary/overview.ts';
import { byUnitAttention, unitRow, waitsTexts } from './unit-rows.ts';

const overview = (more: Partial<Overview> = {}): Overview => ({ ...addOverviews([]), ...more });
const none = { villages: 0, day: null, overview: null };
const of = (villages: number, more: Partial<Overview> = {}) => ({ villages, day: null, overview: overview(more) });
const work = (more: Partial<NonNullable<OverviewRow['work']>> = {}): NonNullable<OverviewRow['work']> => ({
  waits: [],
  late: 0,
  due: null,
  remarks: { open: 0, answered: 0 },
  about: [],
  ...more,
});
const row = (name: string, more: Partial<OverviewRow> = {}): OverviewRow => ({
  name,
  level: 'commune',
  review: name,
  unit: 1,
  village: null,
  villages: 2,
  waiting: 0,
  live: none,
  sent: none,
  official: none,
  work: work(),
  received: null,
  ...more,
});

it('puts first what is late, then what waits for the level above, what it asked, and what is left; being counted is last', () => {
  const rows = [
    row('đang tính', { villages: 0, waiting: 1, work: null }),
    row('xong', { live: of(2, { toReview: 5, classified: 5 }) }),
    row('còn nhiều', { live: of(2, { toReview: 50, classified: 5 }) }),
    row('kiểm tra', { live: of(2, { tasks: 1 }) }),
    row('hai ô', { live: of(2, { conflicts: 2 }) }),
    row('góp ý', { work: work({ remarks: { open: 1, answered: 0 } }) }),
    row('chờ ý kiến', { work: work({ waits: [{ waits: 'sent', villages: 1 }] }) }),
    row('một việc muộn', { work: work({ late: 1 }) }),
    row('hai việc muộn', { work: work({ late: 2 }) }),
  ].map(unitRow);
  expect(byUnitAttention(rows).map(({ name }) => name)).toEqual([
    'hai việc muộn',
    'một việc muộn',
    'chờ ý kiến',
    'góp ý',
    'hai ô',
    'kiểm tra',
    'còn nhiều',
    'xong',
    'đang tính',
  ]);
});

it('counts as reviewed by the lists of the most villages, best as they are', () => {
  const counted = (more: Partial<OverviewRow>) => unitRow(row('xã', more)).counted;
  expect(counted({})).toBeNull();
  expect(counted({ live: of(2), sent: of(2), official: of(2) })).toBe('live');
  expect(counted({ sent: of(2), official: of(1) })).toBe('sent');
  // Of a district only one commune shares its lists.
  expect(counted({ villages: 9, live: of(2), sent: of(7), official: of(6) })).toBe('sent');
  expect(unitRow(row('xã', { sent: of(1, { toReview: 9, classified: 7 }) })).left).toBe(2);
});

it('says what the villages wait for', () => {
  const waits = [
    { waits: 'review', villages: 5 },
    { waits: 'recognised', villages: 1_200 },
  ] as const;
  expect(waitsTexts(row('xã', { work: work({ waits: [...waits] }) }))).toEqual(['5 thôn đang rà soát', '1.200 thôn đã công nhận']);
});
