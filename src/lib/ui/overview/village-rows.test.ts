import { expect, it } from 'vitest';
import type { Due } from '$lib/process/deadlines.ts';
import { NOTHING, type Progress } from '$lib/summary/progress.ts';
import { byAttention, dueWords, rowOf, type VillageFacts } from './village-rows.ts';

const due = (more: Partial<Due>): Due => ({
  id: 'step.review',
  kind: 'step',
  what: 'Rà soát hộ gia đình theo quy định',
  day: '2026-11-15',
  by: ['reviewer'],
  villages: ['a'],
  late: false,
  note: '',
  ...more,
});
const facts = (id: string, progress: Partial<Progress> = {}, more: Partial<VillageFacts> = {}): VillageFacts => ({
  id,
  name: `Thôn ${id}`,
  here: true,
  progress: { ...NOTHING, ...progress },
  tasks: [],
  standing: undefined,
  dues: [],
  ...more,
});

it('puts first what is late, then what is not agreed on, what is to be checked, and what is left to review', () => {
  const rows = [
    facts('xong', { toReview: 4, classified: 4 }),
    facts('còn ít', { toReview: 4, classified: 3 }),
    facts('còn nhiều', { toReview: 9, classified: 1 }),
    facts('kiểm tra', {}, { tasks: [{ row: 'h:1' }] }),
    facts('hai ô', { conflicts: 2, unsettled: 1 }),
    facts('chưa mở', {}, { here: false }),
    facts('một ô', { conflicts: 1 }),
    facts('quá hạn', {}, { dues: [due({ late: true })] }),
  ].map(rowOf);
  expect(byAttention(rows).map(({ id }) => id)).toEqual([
    'quá hạn',
    'hai ô',
    'một ô',
    'kiểm tra',
    'còn nhiều',
    'còn ít',
    'xong',
    'chưa mở',
  ]);
});

it('shows what is late before what is due sooner', () => {
  const [next, late] = [due({ day: '2026-11-10' }), due({ day: '2026-11-12', late: true })];
  expect([rowOf(facts('a', {}, { dues: [next, late] })).due, rowOf(facts('a', {}, { dues: [next] })).due]).toEqual([late, next]);
});

it('says what is due in few words, without the village’s own name', () => {
  expect(dueWords(due({}), 'Thôn a')).toBe('Rà soát, phân loại');
  expect(dueWords(due({ id: 'act:1.a', kind: 'posting', what: 'Hết niêm yết, Thôn a' }), 'Thôn a')).toBe('Hết niêm yết');
});
