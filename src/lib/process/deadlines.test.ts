import { expect, it } from 'vitest';
import { chooseRound, type Plan } from '../review/plans.ts';
import { WorkingDays } from '../review/working-days.ts';
import type { Act } from './acts.ts';
import { courseOf } from './course.ts';
import { duesOf, duesToShow, reportDays, type Due, type RoundState } from './deadlines.ts';
import { standingOf } from './standing.ts';

const days = new WorkingDays([
  { year: 2023, off: [{ day: '2023-08-10', name: 'Ngày nghỉ để thử' }], worked: [], complete: true, source: 'thử' },
]);
const stateOf = (plan: string, today: string, acts: Record<string, Act[]>, change: Partial<Plan> = {}, sent: string[] = []): RoundState => {
  const round = chooseRound({ plan });
  const course = courseOf({ ...round, plan: { ...round.plan, ...change } });
  const calendar = { today, days };
  return {
    plan: { ...round.plan, ...change },
    course,
    calendar,
    sent: new Set(sent),
    villages: Object.entries(acts).map(([id, own]) => ({ id, name: id, standing: standingOf(own, calendar, course) })),
  };
};
const act = (number: number, wanted: Pick<Act, 'kind' | 'data'>): Act =>
  ({ ...wanted, id: `act:${String(number).padStart(6, '0')}`, village: 'thon-1', by: 'Việt', at: number, hash: '' }) as Act;
const reviewed = act(1, { kind: 'reviewed', data: {} });
const brief = (dues: readonly Due[]): string[] => dues.map(({ id, day, late }) => `${id} ${day}${late ? ' late' : ''}`);

it('a step with a last day waits for the villages that have not closed it, and is late after that day', () => {
  const state = (today: string): RoundState => stateOf('hai-duong-2024', today, { 'thon-1': [reviewed], 'thon-2': [] });
  const [review] = duesOf(state('2024-11-15'));
  expect(review).toMatchObject({ id: 'step.review', day: '2024-11-15', villages: ['thon-2'], late: false, by: ['reviewer', 'commune'] });
  expect(duesOf(state('2024-11-16'))[0]?.late).toBe(true);
  expect(brief(duesOf(state('2024-11-16')))).toEqual([
    'step.review 2024-11-15 late',
    'report.chinh-thuc.2024-12-09 2024-12-09',
    'step.recognition 2024-12-14',
  ]);
});

it('the recognition is due on the round’s last day, or when the limit of its kind of review ends', () => {
  expect(brief(duesOf(stateOf('bac-kan-2024', '2024-10-01', { 'thon-1': [] }))).at(-1)).toBe('step.recognition 2024-12-14');
  // 15 days from the 15th of October.
  expect(brief(duesOf(stateOf('thang-2024-10', '2024-10-20', { 'thon-1': [] }))).at(-1)).toBe('step.recognition 2024-10-30');
});

it('a posting ends, a complaint and an opinion are due by working days', () => {
  const posted = act(3, { kind: 'posted', data: { from: '2023-08-07', places: 'Nhà văn hóa' } });
  const met = act(2, {
    kind: 'met',
    data: {
      day: '2023-08-04',
      place: 'a',
      chair: 'b',
      secretary: 'c',
      committee: 0,
      bodies: 0,
      front: 0,
      reviewers: 0,
      listed: 9,
      others: 0,
      agreeing: 9,
      text: '',
    },
  });
  const complaint = act(4, { kind: 'complaint', data: { household: 'h:1', day: '2023-08-08', from: 'Ông An', text: 'Xin xem lại' } });
  const only = (acts: Act[], kind: Due['kind'], today = '2023-08-25'): string[] =>
    brief(duesOf(stateOf('bac-kan-2024', today, { 'thon-1': acts })).filter((due) => due.kind === kind));
  expect(only([reviewed, met, posted, complaint], 'posting', '2023-08-09')).toEqual(['act:000003.thon-1 2023-08-11']);
  expect(only([reviewed, met, posted, complaint], 'complaint')).toEqual(['act:000004.thon-1 2023-08-18 late']);
  const sent = act(5, { kind: 'sent', data: { day: '2023-08-21', to: 'Huyện', number: '' } });
  expect(only([reviewed, met, posted, sent], 'opinion')).toEqual(['act:000005.thon-1 2023-08-28']);
});

it('a weekly report is due each week until it is marked; on a day off, the working day before', () => {
  const weeks = (sent: string[]): Due[] =>
    duesOf(stateOf('tra-cu-2023', '2023-08-01', {}, { from: '2023-07-31', to: '2023-08-20' }, sent)).filter(
      ({ report }) => report?.id === 'tien-do',
    );
  expect(brief(weeks([]))).toEqual([
    'report.tien-do.2023-08-03 2023-08-03',
    'report.tien-do.2023-08-10 2023-08-09',
    'report.tien-do.2023-08-17 2023-08-17',
  ]);
  expect(weeks([])[1]).toMatchObject({ time: '15:00', note: 'Ngày 10/08/2023 là ngày nghỉ, nên gửi vào ngày làm việc trước đó.' });
  expect(brief(weeks(['tien-do 2023-08-10']))).toHaveLength(2);
});

it('names every day of a weekly report within the round', () =>
  expect(
    reportDays({ id: 'a', name: 'a', weekly: { weekday: 4, time: '15:00' }, forms: [] }, { from: '2023-07-06', to: '2023-07-20' }),
  ).toEqual(['2023-07-06', '2023-07-13', '2023-07-20']));

it('a page shows what is late first, and of a weekly report the last late one and the next', () => {
  const all = duesOf(stateOf('tra-cu-2023', '2023-08-12', { 'thon-1': [] }));
  const shown = duesToShow(all, ({ by }) => by.includes('commune'));
  expect(brief(shown).filter((line) => line.includes('tien-do'))).toEqual([
    'report.tien-do.2023-08-10 2023-08-09 late',
    'report.tien-do.2023-08-17 2023-08-17',
  ]);
  expect(shown.findIndex(({ late }) => !late)).toBe(shown.filter(({ late }) => late).length);
  expect(duesToShow(all, ({ by }) => by.includes('reviewer'))).toEqual([]);
});
