import { describe, expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import { WorkingDays } from '../review/working-days.ts';
import type { Act, WantedAct } from './acts.ts';
import { correctableColumns, correctionOf } from './correction.ts';
import { courseOf } from './course.ts';

const round = chooseRound({ year: 2025 });
const LIST = classifyAll(
  {
    unit: 'Xã Nông Thượng',
    villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
    households: [
      {
        id: 'h1',
        sheet: 'list01',
        cells: { code: 'T3-01', village: 'Thôn 3', head: 'Hà Văn Dũng', size: 3, lastYear: 'Hộ nghèo', b1: 100, i1: 'x', i2: 'x', i3: 'x' },
      },
    ],
    members: [{ id: 'm1', sheet: 'members', cells: { code: 'T3-01', name: 'Hà Văn Dũng', relation: 'Chủ hộ' } }],
  },
  round,
);
const act = (wanted: WantedAct, n: number): Act => ({
  ...wanted,
  id: `act:${n}`,
  village: 'v',
  by: 'Lan',
  at: n,
  role: 'commune',
  hash: '',
});
const REVIEWED = act({ kind: 'reviewed', data: {} }, 1);
const MET = act(
  {
    kind: 'met',
    data: {
      ...{ day: '2025-10-10', place: 'Nhà văn hóa', chair: 'Thành', secretary: 'Lan', text: '', agreeing: 40 },
      ...{ committee: 0, bodies: 0, front: 0, reviewers: 0, listed: 40, others: 0 },
    },
  },
  2,
);
const steps = (acts: readonly Act[]) => ({ acts, calendar: { today: '2025-10-12', days: new WorkingDays() }, course: courseOf(round) });
const DRAFT = { household: 'h1', member: '', field: 'b1', text: '200', why: 'Cộng sai điểm' };

describe('putting a cell right', () => {
  it('tells the cell and the result before and after, and what is done again', () =>
    expect(correctionOf(DRAFT, LIST, steps([REVIEWED, MET]))).toEqual({
      data: { household: 'h1', member: '', field: 'b1', value: 200, before: 100, text: 'Cộng sai điểm' },
      cell: 'Hà Văn Dũng, Điểm B1: 100 → 200',
      problem: '',
      effects: [
        'Kết quả theo điểm đổi: Hộ nghèo → Không nghèo.',
        expect.stringMatching(/^Sau khi sửa, hộ này phải họp lại; làm lại các bước: .*họp/) as string,
      ],
    }));

  it('before the meeting does nothing again', () =>
    expect(correctionOf(DRAFT, LIST, steps([REVIEWED]))?.effects).toContain('Các bước đã xong không phải làm lại.'));

  it('needs a value that the column takes, another than before, and a reason', () => {
    const problem = (change: Partial<typeof DRAFT>): string | undefined => correctionOf({ ...DRAFT, ...change }, LIST, steps([]))?.problem;
    expect(problem({ text: 'abc' })).toContain('Điểm B1');
    expect(problem({ text: '100' })).toBe('Giá trị mới vẫn như cũ.');
    expect(problem({ why: ' ' })).toBe('Hãy ghi lý do.');
  });

  it('is possible for a member, and for no column that ties rows together or that a meeting decides', () => {
    const draft = { ...DRAFT, member: 'm1', field: 'relation', text: 'Vợ' };
    expect(correctionOf(draft, LIST, steps([]))?.cell).toBe('Hà Văn Dũng, Quan hệ với chủ hộ: Chủ hộ → Vợ');
    const keys = correctableColumns(LIST.data.households[0]!, LIST).map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['b1', 'head', 'size']));
    expect(keys.filter((key) => ['code', 'village'].includes(key) || key.startsWith('act.'))).toEqual([]);
    expect(correctionOf({ ...DRAFT, field: 'code' }, LIST, steps([]))).toBeNull();
  });
});
