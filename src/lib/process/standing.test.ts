import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyAll, type Classified } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { Row } from '../review/types.ts';
import { WorkingDays } from '../review/working-days.ts';
import { ATTENDING, type Act, type ActData, type ActKind, type WantedAct } from './acts.ts';
import { needsOf, type Facts } from './needs.ts';
import { courseOf } from './course.ts';
import { standingOf, type Calendar, type Standing } from './standing.ts';

const round = chooseRound({ year: 2025 });
const household = (id: string, b1: number | null): Row => ({
  id,
  sheet: 'list01',
  cells: { code: id, village: 'Thôn 3', head: `Hộ ${id}`, size: 3, lastYear: 'Hộ nghèo', b1, i1: 'x', i2: 'x', i3: 'x', c1: 'x' },
});
const listOf = (...households: Row[]): Classified =>
  classifyAll(
    {
      unit: 'Xã Nông Thượng',
      villages: [{ id: 'v', sheet: 'villages', cells: { name: 'Thôn 3', area: 'Nông thôn' } }],
      households,
      members: [],
    },
    round,
  );
const LIST = listOf(household('h1', 100), household('h2', 130));

const days = new WorkingDays();
const COURSE = courseOf(round);
const calendar = (today: string): Calendar => ({ today, days });

let next = 0;
const act = (wanted: WantedAct): Act =>
  ({ ...wanted, id: `act:${String(next++).padStart(6, '0')}`, village: 'thon-3', by: 'Lan', at: next, hash: '' }) as Act;
const meeting = (agreeing: number, day = '2025-10-10'): WantedAct => ({
  kind: 'met',
  data: {
    day,
    place: 'Nhà văn hóa',
    chair: 'Nông Văn Thành',
    secretary: 'Hà Thị Lan',
    ...(Object.fromEntries(ATTENDING.map(({ key }) => [key, key === 'listed' ? 40 : 0])) as Record<
      (typeof ATTENDING)[number]['key'],
      number
    >),
    agreeing,
    text: '',
  },
});
const posted = (from = '2025-10-13'): WantedAct => ({ kind: 'posted', data: { from, places: 'Nhà văn hóa, trụ sở xã' } });
const facts = (acts: readonly Act[], today = '2025-11-20', classified = LIST): Facts => ({
  acts,
  calendar: calendar(today),
  course: COURSE,
  classified,
  late: 0,
});
const codes = (wanted: WantedAct, given: Facts): string[] => needsOf(wanted, given).map(({ code }) => code);
const SENT = { day: '2025-10-20', to: 'UBND tỉnh', number: '' };
const sent: WantedAct = { kind: 'sent', data: SENT };
const opinion = (outcome: 'agreed' | 'again'): WantedAct => ({
  kind: 'opinion',
  data: { day: '2025-10-25', outcome, number: '', text: '' },
});
const DECISION = { day: '2025-11-01', number: '05/QĐ-UBND', signer: 'Hoàng Văn An' };
const recognised: WantedAct = { kind: 'recognised', data: DECISION };
const done = (...wanted: WantedAct[]): Act[] => wanted.map(act);
const stepAt = (acts: readonly Act[], today = '2025-11-20'): string | null => standingOf(acts, calendar(today), COURSE).step;

describe('the steps of a village', () => {
  it('follow each other to the recognition', () => {
    const acts: Act[] = [];
    const steps = [{ kind: 'reviewed', data: {} } as const, meeting(30), posted(), sent, opinion('agreed'), recognised].map((wanted) => {
      expect(codes(wanted, facts(acts))).toEqual([]);
      acts.push(act(wanted));
      return stepAt(acts);
    });
    expect(steps).toEqual(['meeting', 'posting', 'opinion', 'opinion', 'recognition', null]);
  });

  it('go back to the review when fewer than half agree', () => {
    expect(stepAt(done({ kind: 'reviewed', data: {} }, meeting(19)))).toBe('review');
    expect(stepAt(done({ kind: 'reviewed', data: {} }, meeting(20)))).toBe('posting');
  });

  it('wait for the last day of the posting', () => {
    const acts = done({ kind: 'reviewed', data: {} }, meeting(30), posted('2025-10-13'));
    expect(stepAt(acts, '2025-10-16')).toBe('posting');
    expect(codes(sent, facts(acts, '2025-10-16'))).toEqual(['posting-open']);
    expect(stepAt(acts, '2025-10-17')).toBe('opinion');
  });

  it('wait for every complaint, and are posted again when a result changed', () => {
    const complaint = act({ kind: 'complaint', data: { household: 'h1', day: '2025-10-14', from: 'Ông An', text: 'Nhà đã có xe' } });
    const acts = [...done({ kind: 'reviewed', data: {} }, meeting(30), posted('2025-10-13')), complaint];
    expect(codes(sent, facts(acts))).toEqual(['complaint-open']);
    const answer = (outcome: 'changed' | 'kept'): Act =>
      act({ kind: 'answered', data: { of: complaint.id, day: '2025-10-18', outcome, text: 'Đã phúc tra' } });
    expect(stepAt([...acts, answer('kept')])).toBe('opinion');
    const again = [...acts, answer('changed')];
    expect(standingOf(again, calendar('2025-11-20'), COURSE)).toMatchObject({ step: 'posting', posting: null });
    expect(codes(sent, facts(again))).toEqual(['step-before']);
  });

  it('go before the meeting again, about the households whose score was put right', () => {
    const corrected = act({ kind: 'corrected', data: { household: 'h2', field: 'b1', value: 150, text: 'Cộng sai điểm' } });
    const acts = [...done({ kind: 'reviewed', data: {} }, meeting(30), posted('2025-10-13')), corrected];
    const standing = standingOf(acts, calendar('2025-11-20'), COURSE);
    expect([standing.step, [...(standing.about ?? [])]]).toEqual(['meeting', ['h2']]);
  });

  it('are taken back from the last one', () => {
    const [review, met] = done({ kind: 'reviewed', data: {} }, meeting(30)) as [Act, Act];
    const undo = (of: Act): WantedAct => ({ kind: 'undone', data: { of: of.id, text: 'Ghi nhầm ngày' } });
    expect(codes(undo(review), facts([review, met]))).toEqual(['not-last']);
    expect(codes(undo(met), facts([review, met]))).toEqual([]);
    expect(stepAt([review, met, act(undo(met))])).toBe('meeting');
  });

  it('do not rest on a list that is open', () => {
    const open = listOf(household('h1', 100), { ...household('h2', 130), disputed: ['b1'] });
    expect(codes({ kind: 'reviewed', data: {} }, facts([], '2025-11-20', open))).toEqual(['unsettled']);
    expect(codes({ kind: 'reviewed', data: {} }, facts([], '2025-11-20', listOf(household('h1', null))))).toEqual(['errors']);
    expect(codes({ kind: 'reviewed', data: {} }, facts([], '2025-11-20', listOf()))).toEqual(['no-households']);
  });
});

const day = fc.integer({ min: 0, max: 60 }).map((days) => new Date(Date.UTC(2025, 9, 1) + days * 86_400_000).toISOString().slice(0, 10));
const arbitraryAct = (live: readonly Act[]): fc.Arbitrary<WantedAct> =>
  fc.oneof(
    fc.constant<WantedAct>({ kind: 'reviewed', data: {} }),
    fc.tuple(fc.integer({ min: 0, max: 45 }), day).map(([agreeing, on]) => meeting(agreeing, on)),
    day.map((from) => posted(from)),
    fc.constant<WantedAct>({ kind: 'complaint', data: { household: 'h1', day: '2025-10-02', from: 'Ông An', text: 'Xin xem lại' } }),
    fc
      .tuple(fc.constantFrom('', ...live.map(({ id }) => id)), fc.constantFrom('changed' as const, 'kept' as const))
      .map(([of, outcome]): WantedAct => ({ kind: 'answered', data: { of, day: '2025-10-02', outcome, text: 'Đã xem' } })),
    fc.constant<WantedAct>({ kind: 'corrected', data: { household: 'h2', field: 'b1', value: 120, text: 'Cộng sai' } }),
    fc.constant(sent),
    fc.constantFrom('agreed' as const, 'again' as const).map(opinion),
    fc.constant(recognised),
    fc.constantFrom('', ...live.map(({ id }) => id)).map((of): WantedAct => ({ kind: 'undone', data: { of, text: 'Ghi nhầm' } })),
  );

/** One that helps: random acts alone seldom go far. */
function forward({ step, posting, complaints, sent: isSent }: Standing): WantedAct {
  const waiting = complaints.find(({ answer }) => !answer);
  if (waiting) return { kind: 'answered', data: { of: waiting.act.id, day: '2025-10-02', outcome: 'kept', text: 'Đã xem' } };
  if (step === 'meeting') return meeting(40, '2025-10-02');
  if (step === 'posting' && !posting) return posted('2025-10-03');
  if (step === 'opinion' || step === 'posting') return isSent ? opinion('agreed') : { kind: 'sent', data: { ...SENT, day: '2025-10-02' } };
  return step === 'recognition' ? { kind: 'recognised', data: { ...DECISION, day: '2025-10-03' } } : { kind: 'reviewed', data: {} };
}

/** What must have happened, read from the acts themselves and not from the standing. */
function holds(acts: readonly Act[]): boolean {
  const undone = new Set(acts.flatMap((one) => (one.kind === 'undone' ? [one.data.of] : [])));
  const live = acts.filter(({ id, kind }) => kind !== 'undone' && !undone.has(id));
  const last = (kind: ActKind): number => live.findLastIndex((one) => one.kind === kind);
  const met = live[last('met')];
  const agreed = live[last('opinion')];
  const answered = new Set(live.flatMap((one) => (one.kind === 'answered' ? [one.data.of] : [])));
  return (
    last('reviewed') < last('met') &&
    met?.kind === 'met' &&
    (met.data as ActData<'met'>).agreeing * 2 >= 40 &&
    last('corrected') < last('met') &&
    last('met') < last('posted') &&
    live.findLastIndex((one) => one.kind === 'answered' && one.data.outcome === 'changed') < last('posted') &&
    live.every((one) => one.kind !== 'complaint' || answered.has(one.id) || live.indexOf(one) < last('reviewed')) &&
    last('posted') < last('sent') &&
    last('sent') < last('opinion') &&
    agreed?.kind === 'opinion' &&
    agreed.data.outcome === 'agreed' &&
    last('opinion') < last('recognised')
  );
}

it('no order of acts reaches the recognition with a condition unmet', () => {
  let reached = 0;
  fc.assert(
    fc.property(fc.gen(), fc.integer({ min: 20, max: 120 }), (gen, length) => {
      const acts: Act[] = [];
      for (let turn = 0; turn < length; turn++) {
        const today = gen(() => day);
        const wanted = gen(() => fc.boolean()) ? forward(standingOf(acts, calendar(today), COURSE)) : gen(() => arbitraryAct(acts));
        if (needsOf(wanted, facts(acts, today)).length === 0) acts.push(act(wanted));
        if (standingOf(acts, calendar('2025-12-31'), COURSE).step !== null) continue;
        reached++;
        expect(acts.filter(() => !holds(acts)).map(({ kind, data }) => [kind, data])).toEqual([]);
        break;
      }
    }),
    { numRuns: 200 },
  );
  expect(reached).toBeGreaterThan(0);
});
