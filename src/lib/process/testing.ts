/** For tests of the steps: a village of two households in 2025, and acts about it. */
import { classifyAll, type Classified } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { Attending } from '../review/quorum.ts';
import type { Row } from '../review/types.ts';
import { WorkingDays } from '../review/working-days.ts';
import { ATTENDING, type Act, type WantedAct } from './acts.ts';
import { courseOf } from './course.ts';
import { needsOf, type Facts } from './needs.ts';
import { standingOf, type Calendar } from './standing.ts';
import type { StepId } from './steps.ts';

export const ROUND = chooseRound({ year: 2025 });
export const household = (id: string, b1: number | null): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, village: 'Thôn 3', head: `Hộ ${id}`, size: 3, lastYear: 'Hộ nghèo', b1, i1: 'x', i2: 'x', i3: 'x', c1: 'x' },
});
export const listOf = (...households: Row[]): Classified =>
  classifyAll(
    {
      unit: 'Xã Nông Thượng',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households,
      members: [],
    },
    ROUND,
  );
export const LIST = listOf(household('h1', 100), household('h2', 130));

export const days = new WorkingDays();
export const COURSE = courseOf(ROUND);
export const calendar = (today: string): Calendar => ({ today, days });

/** The rules' steps with a check before one of them. */
export function checkedBefore(before: StepId): { step: StepId }[] {
  return COURSE.steps.flatMap(({ id }) => (id === before ? [{ step: 'check' as const }, { step: id }] : [{ step: id }]));
}

let next = 0;
export const act = (wanted: WantedAct, role: Act['role'] = 'commune'): Act =>
  ({ ...wanted, id: `act:${String(next++).padStart(6, '0')}`, village: 'thon-3', by: 'Lan', at: next, role, hash: '' }) as Act;
/** @param present instead of 40 households of the list and nobody else. */
export const meeting = (agreeing: number, day = '2025-10-10', present: Partial<Record<Attending, number>> = {}): WantedAct => ({
  kind: 'met',
  data: {
    day,
    place: 'Nhà văn hóa',
    chair: 'Nông Văn Thành',
    secretary: 'Hà Thị Lan',
    ...(Object.fromEntries(ATTENDING.map(({ key }) => [key, key === 'listed' ? 40 : 0])) as Record<Attending, number>),
    ...present,
    agreeing,
    text: '',
  },
});
export const posted = (from = '2025-10-13'): WantedAct => ({ kind: 'posted', data: { from, places: 'Nhà văn hóa, trụ sở xã' } });
export const facts = (acts: readonly Act[], today = '2025-11-20', classified = LIST): Facts => ({
  review: 'xa-2025',
  village: 'thon-3',
  certificates: new Map(),
  numbers: [],
  acts,
  calendar: calendar(today),
  course: COURSE,
  classified,
  late: 0,
});
export const dismissed = (of: string): WantedAct => ({ kind: 'dismissed', data: { of, text: 'Đã giải thích' } });
export const complaintOf = (note: string): WantedAct => ({
  kind: 'complaint',
  data: { household: 'h1', day: '2025-10-15', from: 'Nông Văn A', text: 'Có xe máy', note },
});
export const codes = (wanted: WantedAct, given: Facts): string[] => needsOf(wanted, given).map(({ code }) => code);
export const SENT = { day: '2025-10-20', to: 'UBND tỉnh', number: '' };
export const sent: WantedAct = { kind: 'sent', data: SENT };
export const opinion = (outcome: 'agreed' | 'again', of = '', day = '2025-10-25'): WantedAct => ({
  kind: 'opinion',
  data: { of, day, outcome, number: '', text: '' },
});
export const remark = (of: string): WantedAct => ({ kind: 'remark', data: { of, household: 'h1', text: 'Xem lại điểm nhà ở' } });
export const replied = (of: string): WantedAct => ({ kind: 'replied', data: { of, text: 'Đã xem lại' } });
export const corrected = (value: number): WantedAct => ({
  kind: 'corrected',
  data: { household: 'h2', member: '', field: 'b1', value, before: 130, text: 'Cộng sai điểm' },
});
export const DECISION = { day: '2025-11-01', number: '05/QĐ-UBND', signer: 'Hoàng Văn An' };
export const recognised: WantedAct = { kind: 'recognised', data: DECISION };
export const done = (...wanted: WantedAct[]): Act[] => wanted.map((each) => act(each));
export const stepAt = (acts: readonly Act[], today = '2025-11-20'): string | null => standingOf(acts, calendar(today), COURSE).step;
