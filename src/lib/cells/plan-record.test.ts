import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { chooseRound, planById, type Plan } from '../review/plans.ts';
import { fieldLabel, valueText } from './field-label.ts';
import { asShipped, dropReport, isChanged, planWrites, readPlan, reportWrites, sentReports, sentWrite } from './plan-record.ts';
import { ROUND_ROW } from './review-rooms.ts';
import { readRound } from './round-record.ts';
import { SharedList } from './shared-list.ts';

const TRA_CU = planById('tra-cu-2023') as Plan;
const room = (): SharedList => {
  const list = new SharedList(new Y.Doc(), 'Việt');
  list.set(ROUND_ROW, 'plan', TRA_CU.id);
  return list;
};
const roundIn = (list: SharedList) => readRound(list).round ?? chooseRound({ year: 2023 });

it('what the commune has not changed is as the shipped plan says', () => {
  const list = room();
  expect([readPlan(list, TRA_CU), isChanged(list, TRA_CU)]).toEqual([TRA_CU, false]);
  list.write(planWrites(TRA_CU, { places: 'Nhà văn hóa' }));
  const { conditions: _, days, ...plan } = readPlan(list, TRA_CU);
  expect([plan, days]).toEqual([{ ...TRA_CU, places: 'Nhà văn hóa' }, {}]);
});

it('a changed last day is the round’s last day, within the year of the plan', () => {
  const list = room();
  list.write(planWrites(TRA_CU, { from: '2023-08-01', to: '2023-10-31', days: { review: '2023-09-15' } }));
  expect(roundIn(list)).toMatchObject({
    lastDay: '2023-10-31',
    plan: { from: '2023-08-01', to: '2023-10-31', days: { review: '2023-09-15' } },
  });
  list.write(planWrites(TRA_CU, { to: '2024-01-31', days: { review: '' } }));
  expect(roundIn(list)).toMatchObject({ lastDay: '2023-12-31', plan: { to: '2023-12-31', days: {} } });
  list.write(planWrites(TRA_CU, { from: '2023-12-01', to: '2023-11-01' }));
  expect(roundIn(list)).toMatchObject({ plan: { from: TRA_CU.from, to: TRA_CU.to } });
});

it('a posting shows more only of the closed list, and takes notes only where the commune says so', () => {
  const list = room();
  expect([roundIn(list).plan.shows, roundIn(list).plan.visitors]).toEqual([undefined, undefined]);
  list.write(planWrites(TRA_CU, { shows: ['size'], visitors: true }));
  expect(roundIn(list).plan).toMatchObject({ shows: ['size'], visitors: true });
  list.set('plan', 'shows', 'cccd size income');
  expect(roundIn(list).plan.shows).toEqual(['size']);
  expect([valueText('plan', 'shows', 'size ethnic'), fieldLabel('plan', 'shows')]).toEqual([
    'Số nhân khẩu, Dân tộc',
    'Cột được niêm yết thêm',
  ]);
  list.write(planWrites(TRA_CU, { shows: [], visitors: false }));
  expect(roundIn(list).plan).toMatchObject({ shows: [], visitors: false });
});

it('steps keep the names that the plan gave them', () => {
  const list = room();
  list.write(
    planWrites(TRA_CU, { steps: ['review', 'meeting', 'check', 'posting', 'opinion', 'recognition'], names: { meeting: 'Họp ấp' } }),
  );
  expect(roundIn(list).plan.steps?.map(({ step, name }) => name ?? step)).toEqual([
    'review',
    'Họp ấp',
    'Tổ chức kiểm tra, phúc tra lại kết quả rà soát',
    'posting',
    'opinion',
    'recognition',
  ]);
});

it('reports are changed, added and left out one by one', () => {
  const list = room();
  list.write([
    ...reportWrites(TRA_CU, { id: 'tien-do', name: 'Báo cáo tuần', weekly: { weekday: 1, time: '09:00' }, forms: ['10'] }),
    ...reportWrites(TRA_CU, { id: 'moi', name: 'Báo cáo nhanh', due: '2023-09-01', to: 'Huyện', forms: [] }),
    ...dropReport(TRA_CU, 'so-bo'),
  ]);
  expect(roundIn(list).plan.reports).toEqual([
    expect.objectContaining({ id: 'tien-do', name: 'Báo cáo tuần', weekly: { weekday: 1, time: '09:00' } }),
    expect.objectContaining({ id: 'chinh-thuc' }),
    expect.objectContaining({ id: 'quan-ly' }),
    { id: 'moi', name: 'Báo cáo nhanh', due: '2023-09-01', to: 'Huyện', forms: [] },
  ]);
  list.write([sentWrite('moi', '2023-09-01', true), ...asShipped(list, TRA_CU)]);
  expect(readPlan(list, TRA_CU)).toBe(TRA_CU);
  expect(sentReports(list)).toEqual(new Set(['moi 2023-09-01']));
});

it('changes of one plan do not count for another', () => {
  const list = room();
  list.write(planWrites(TRA_CU, { agreeing: 66 }));
  expect(roundIn(list).plan.conditions).toEqual({ agreeing: 66 });
  list.set(ROUND_ROW, 'plan', 'bac-kan-2024');
  expect(roundIn(list).plan).toBe(planById('bac-kan-2024'));
});

it('a quorum is asked for part by part, and taken out again', () => {
  const list = room();
  list.write(planWrites(TRA_CU, { quorumPeople: 20, quorumKinds: ['front', 'reviewers'] }));
  expect(roundIn(list).plan.conditions).toEqual({ quorum: { people: 20, kinds: ['front', 'reviewers'] } });
  list.write(planWrites(TRA_CU, { quorumShare: 60, quorumKinds: [] }));
  expect(roundIn(list).plan.conditions).toEqual({ quorum: { people: 20, share: 60 } });
  expect(valueText('plan', 'quorumKinds', 'front reviewers')).toBe('Mặt trận Tổ quốc, Rà soát viên');
  list.write(planWrites(TRA_CU, { quorumPeople: null, quorumShare: null }));
  expect(roundIn(list).plan.conditions?.quorum).toBeUndefined();
});

it('values that no page writes change nothing', () => {
  const list = room();
  list.write([
    ...planWrites(TRA_CU, {}),
    ...['from', 'to', 'steps', 'below', 'agreeing', 'quorumShare', 'quorumKinds'].map((field) => ({ row: 'plan', field, value: '1' })),
  ]);
  const { conditions, ...plan } = readPlan(list, TRA_CU);
  expect([conditions, { ...plan, days: undefined }]).toEqual([{}, { ...TRA_CU, days: undefined }]);
});

it('every field has a name in the history', () => {
  const list = room();
  list.write([
    ...planWrites(TRA_CU, {
      from: '2023-07-10',
      steps: ['review'],
      days: { review: '2023-09-15' },
      names: { meeting: 'Họp ấp' },
      opinion: 'A',
      below: 'meeting',
      within: true,
      quorumPeople: 20,
      quorumShare: 50,
      quorumKinds: ['front'],
      reviewers: 3,
      communeShare: 30,
      headReviews: true,
    }),
    ...reportWrites(TRA_CU, { id: 'moi', name: 'Báo cáo nhanh', due: '2023-09-01', to: 'Huyện', forms: ['7.1'] }),
    ...dropReport(TRA_CU, 'moi'),
    sentWrite('moi', '2023-09-01', true),
  ]);
  const labels = ['plan', 'report:moi'].flatMap((row) => list.fields(row).map((field) => [field, fieldLabel(row, field)]));
  expect(labels.filter(([field, label]) => field === label)).toEqual([]);
});

it('the history tells the values in words, too', () => {
  expect(valueText('plan', 'steps', 'review check')).toBe('Rà soát, phân loại, Kiểm tra, phúc tra của cấp trên');
  expect([valueText('plan', 'within', 'x'), valueText('plan', 'headReviews', '-'), valueText('plan', 'day.review', '-')]).toEqual([
    'có',
    'không',
    'không có hạn',
  ]);
  expect([valueText('report:a', 'weekday', 4), valueText('team:a', 'role', 'reviewer'), valueText('h:1', 'i1', 'x')]).toEqual([
    'thứ Năm',
    'Rà soát viên',
    'x',
  ]);
});

it('a target for a service is the commune’s own, the shipped one, or taken out', () => {
  const plan = planById('bac-kan-2024') as Plan;
  const list = new SharedList(new Y.Doc(), 'Việt');
  list.write(planWrites(plan, { targets: { school: 97.5, means: null, toilet: 63.5 } }));
  const { school, means, ...others } = { means: undefined, ...readPlan(list, plan).targets };
  expect([school, means, others]).toEqual([97.5, undefined, { insurance: 100, water: 100, toilet: 63.5, telecom: 88 }]);
  // What is as shipped is not written, so that a later version of the plan counts.
  expect(list.get('plan', 'target.toilet')).toBeNull();
  expect([fieldLabel('plan', 'target.water'), valueText('plan', 'target.means', '-')]).toEqual([
    'Chỉ tiêu (%): Hộ nghèo, hộ cận nghèo sử dụng nước sinh hoạt hợp vệ sinh',
    'không đặt',
  ]);
  list.set('plan', 'target.water', 'nhiều');
  expect(readPlan(list, plan).targets?.water).toBe(100);
});
