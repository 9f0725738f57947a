import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkingDays } from '../review/working-days.ts';
import type { Act } from './acts.ts';
import { mayBeWithout, monthLine } from './months.ts';
import { isGranted, isToList, requestsOf, type MonthScene } from './requests.ts';
import { chooseRound } from '../review/plans.ts';

const round = chooseRound({ plan: 'thang-2026-03' });
const MARCH = round.plan;
const act = (id: number, kind: Act['kind'], data: object): Act =>
  ({ id: `act:${String(id).padStart(6, '0')}`, kind, village: 'thon-3', by: '', at: 0, hash: '', role: '', data }) as Act;
const asked = (id: number, more: object = {}): Act =>
  act(id, 'requested', {
    day: '2026-03-10',
    ask: 'enter',
    household: `h:${id}`,
    listed: 'yes',
    why: '',
    text: '',
    from: '',
    head: '',
    ...more,
  });
const scene = (
  today: string,
  decision: MonthScene['course']['decision'] = { term: { days: 15, unit: 'calendar' }, event: 'started' },
): MonthScene => ({
  plan: round.plan,
  course: { decision },
  calendar: { today, days: new WorkingDays() },
  village: () => undefined,
});
const line = (today: string, acts: readonly Act[] | null, without: { text: string; by: string; at: number } | null = null) =>
  monthLine(MARCH, acts && requestsOf(acts, scene(today)), without, today);

describe('a month', () => {
  const none = { text: '', by: 'Việt', at: 0 };
  it('is open from its 15th until it is logged or reviewed, and late once it has passed', () => {
    expect(line('2026-03-14', null)).toMatchObject({ state: 'ahead', isLate: false, report: '2026-04-05' });
    expect(line('2026-03-15', null)).toMatchObject({ state: 'open', isLate: false });
    expect(line('2026-04-01', null)).toMatchObject({ state: 'open', isLate: true });
    expect(line('2026-04-01', null, none)).toMatchObject({ state: 'none', isLate: false, without: none });
    expect(line('2026-04-01', [])).toMatchObject({ state: 'empty', isLate: true });
    expect([mayBeWithout(MARCH, '2026-03-14'), mayBeWithout(MARCH, '2026-03-15')]).toEqual([false, true]);
  });

  it('is done when each request has its outcome; one that came back open is under review again', () => {
    const refused = act(3, 'refused', { of: 'act:000001', day: '2026-03-20', number: '', text: 'Phiếu A' });
    const acts = [asked(1), asked(2), refused];
    expect(line('2026-03-21', acts)).toMatchObject({ state: 'review', counts: { all: 2, refused: 1, open: 1, late: 0 } });
    const all = [...acts, act(4, 'retracted', { of: 'act:000002', day: '2026-03-21', text: 'Thôi' })];
    expect(line('2026-03-21', all)).toMatchObject({ state: 'done', due: null });
    expect(line('2026-03-21', [...all, act(5, 'undone', { of: 'act:000004', text: 'Nhầm' })]).state).toBe('review');
  });
});

describe('the due day of a request', () => {
  it('is 15 days from the start of the review, moved off a day off; late when open after it, or closed after it', () => {
    // 30/3/2026 is a Monday.
    const [open] = requestsOf([asked(1)], scene('2026-03-30'));
    expect([open?.due?.day, open?.isLate]).toEqual(['2026-03-30', false]);
    expect(requestsOf([asked(1)], scene('2026-03-31'))[0]?.isLate).toBe(true);
    const closed = (day: string) => [asked(1), act(2, 'refused', { of: 'act:000001', day, number: '', text: 'x' })];
    expect(requestsOf(closed('2026-03-30'), scene('2026-05-01'))[0]?.isLate).toBe(false);
    expect(requestsOf(closed('2026-03-31'), scene('2026-05-01'))[0]?.isLate).toBe(true);
  });

  it('runs from the day of the request where the rules say so, in working days', () => {
    const [request] = requestsOf([asked(1)], scene('2026-03-31', { term: { days: 15, unit: 'working' }, event: 'requested' }));
    expect(request?.due?.day).toBe('2026-03-31');
  });
});

it('a number is never given twice, and what is taken back is gone with its number', () => {
  const acts = [asked(1), asked(2), act(3, 'undone', { of: 'act:000001', text: 'Nhầm' }), asked(4)];
  expect(requestsOf(acts, scene('2026-03-20')).map(({ number }) => number)).toEqual([2, 3]);
});

it('Phiếu A with four criteria or more keeps a household off the list, unless there is a reason; a request to leave has none', () => {
  const of = (ask: 'enter' | 'leave', formA: number, why = '') => isToList({ ask, formA, why }, round.standard);
  expect([of('enter', 3), of('enter', 4), of('enter', 4, 'Nhà cháy'), of('leave', 9)]).toEqual([true, false, true, true]);
});

it('a request to be listed is granted by a poorer result, one to leave by a better one, and none by an open result', () => {
  const result = fc.constantFrom('Hộ nghèo', 'Hộ cận nghèo', 'Không nghèo', null, '(chưa thống nhất)');
  fc.assert(
    fc.property(result, result, (now, before) => {
      const [enters, leaves] = [isGranted('enter', now, before), isGranted('leave', now, before)];
      expect(enters && leaves).toBe(false);
      if (now === null || now === '(chưa thống nhất)' || now === before) expect(enters || leaves).toBe(false);
      if (now === 'Không nghèo') expect(enters).toBe(false);
      if (now === 'Hộ nghèo') expect(leaves).toBe(false);
    }),
  );
});
