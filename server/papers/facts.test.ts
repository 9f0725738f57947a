/** What a record file says of the villages, as acts. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { groupedHouseholds } from '../../src/lib/process/posted.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import { chooseRound } from '../../src/lib/review/plans.ts';
import { readWorkbook } from '../../src/lib/workbook/read.ts';
import { communeFacts, ofOneCommune } from './facts.ts';
import { jobsOf } from './jobs.ts';
import { readRecord, type PapersRecord } from './record-file.ts';

const name = 'nong-thuong-2023.xlsx';
const { data } = readWorkbook(readFileSync(new URL(`../../tests/fixtures/${name}`, import.meta.url)), name);
const classified = classifyAll({ ...data, unit: 'Xã Nông Thượng' }, chooseRound({ year: 2023 }));
function recordOf(entries: object): PapersRecord {
  const { record, problems } = readRecord(JSON.stringify({ format: 'so-ra-soat/van-ban', version: 1, ...entries }));
  expect(problems).toEqual([]);
  return record!;
}
const factsOf = (entries: object) => communeFacts('Xã Nông Thượng', classified, recordOf(entries), '2023-12-14');

it('numbers certificates on from one village to the next', () => {
  const { facts } = factsOf({ acts: { issued: { day: '2023-12-10', signer: 'An', first: 5 } } });
  const issued = facts.acts.flatMap((act) =>
    act.kind === 'issued' ? [[act.data.first, act.data.households.split('\n').length] as const] : [],
  );
  let next = 5;
  for (const [first, count] of issued) {
    expect(first).toBe(next);
    next += count;
  }
  const listed = facts.villages.reduce((sum, { classified: of }) => {
    const { poor, near } = groupedHouseholds(of);
    return sum + poor.length + near.length;
  }, 0);
  expect([next - 5, listed]).toEqual([53, 53]);
  expect(new Set(facts.acts.map(({ id }) => id)).size).toBe(facts.acts.length);
});

it('closes the review of a village that has met, and of no other', () => {
  const met = {
    ...{ day: '2023-11-20', place: 'Nhà văn hóa', chair: 'An', secretary: 'Lan', agreeing: 9 },
    ...{ committee: 1, bodies: 1, front: 1, reviewers: 2, listed: 4, others: 1 },
  };
  const { facts, problems } = factsOf({ villages: [{ name: 'thôn 1', acts: { met } }] });
  expect(problems).toEqual([]);
  expect(facts.villages.filter(({ standing }) => standing.closed.has('review')).map((village) => village.name)).toEqual(['Thôn 1']);
  const short = factsOf({
    villages: [{ name: 'Thôn 1', acts: { met: { ...met, front: 0, quorumPeople: 9, quorumKinds: 'front mayor' } } }],
  });
  expect(short.problems).toEqual([
    'Thôn 1: Mục quorumKinds: không có thành phần mayor; có: committee, bodies, front, reviewers, listed, others.',
    'Thôn 1: Kế hoạch yêu cầu cuộc họp có Mặt trận Tổ quốc, chưa có người nào.',
  ]);
  const many = factsOf({ villages: [{ name: 'Thôn 1', acts: { met: { ...met, agreeing: 11 } } }] });
  expect(many.problems).toEqual(['Thôn 1: 11 người đồng ý, nhưng chỉ có 10 người dự.']);
});

it('finds the village of a household, and numbers the papers of villages in the book’s order', () => {
  const { facts } = factsOf({});
  const { jobs } = jobsOf(facts, recordOf({ papers: ['minutes', 'weekly'], each: { weekly: { number: 3 } }, day: '2023-12-01' }), false);
  expect(jobs.map(({ paper, village, record }) => [paper, village, record.number]).slice(-2)).toEqual([
    ['minutes', 'Thôn 12', null],
    ['weekly', '', 3],
  ]);
  expect(() => jobsOf(facts, recordOf({ papers: ['minutes'] }), true)).toThrow(
    'Từ danh sách của nhiều xã chỉ làm được weekly, preliminary, final',
  );
});

it('takes of several communes’ villages those of one', () => {
  const record = recordOf({
    villages: [
      { name: 'Thôn 1', commune: 'xã A' },
      { name: 'Thôn 1', commune: 'Xã B' },
    ],
  });
  expect(ofOneCommune(record, 'Xã A', ['Xã A', 'Xã B']).villages).toMatchObject([{ commune: 'xã A' }]);
  expect(() => ofOneCommune(recordOf({ villages: [{ name: 'Thôn 1' }] }), 'Xã A', ['Xã A'])).toThrow(
    'Hãy ghi mục commune của thôn “Thôn 1”',
  );
});
