/** Properties of the steps, over acts in any order, by any roles, on any days. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chooseRound } from '../review/plans.ts';
import type { Quorum } from '../review/quorum.ts';
import { may, type Person } from '../review/people.ts';
import { ROLE_IDS, type Role } from '../review/roles.ts';
import { mayRecord } from './act-right.ts';
import { ACTS, attendingAt, type Act, type ActKind, type WantedAct } from './acts.ts';
import { courseOf, type Course } from './course.ts';
import { needsOf } from './needs.ts';
import { withQuorum } from './quorum-cells.ts';
import { closedVillages, standingOf, type Standing } from './standing.ts';
import {
  act,
  calendar,
  checkedBefore,
  complaintOf,
  corrected,
  COURSE,
  DECISION,
  dismissed,
  facts,
  meeting,
  opinion,
  posted,
  recognised,
  remark,
  replied,
  ROUND,
  SENT,
  sent,
} from './testing.ts';
import { waitingNotes } from './visitor-notes.ts';

const day = fc.integer({ min: 0, max: 60 }).map((days) => new Date(Date.UTC(2025, 9, 1) + days * 86_400_000).toISOString().slice(0, 10));
/** @param notes that visitors of the posting have written. */
const arbitraryAct = (acts: readonly Act[], notes: readonly string[]): fc.Arbitrary<WantedAct> => {
  // Most often the last one: that is what the next act is about.
  const earlier = fc.oneof(fc.constant(acts.at(-1)?.id ?? ''), fc.constantFrom('', ...acts.map(({ id }) => id)));
  const outcome = fc.constantFrom('agreed' as const, 'again' as const);
  return fc.oneof(
    fc.constant<WantedAct>({ kind: 'reviewed', data: {} }),
    outcome.map((of): WantedAct => ({ kind: 'checked', data: { day: '2025-10-02', outcome: of, text: '' } })),
    fc
      .tuple(fc.integer({ min: 0, max: 45 }), day, fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 40))
      .map(([agreeing, on, front, listed]) => meeting(agreeing, on, { front, listed })),
    day.map((from) => posted(from)),
    fc.constant<WantedAct>({ kind: 'complaint', data: { household: 'h1', day: '2025-10-02', from: 'Ông An', text: 'Xin xem lại' } }),
    fc
      .tuple(earlier, fc.constantFrom('changed' as const, 'kept' as const))
      .map(([of, result]): WantedAct => ({ kind: 'answered', data: { of, day: '2025-10-02', outcome: result, text: 'Đã xem' } })),
    fc.constantFrom('note:none', ...notes).map(dismissed),
    fc.constantFrom('note:none', ...notes).map(complaintOf),
    fc.constant(corrected(120)),
    fc.constant(sent),
    earlier.map(remark),
    earlier.map(replied),
    fc.tuple(outcome, earlier).map(([of, sending]) => opinion(of, sending)),
    fc.constant(recognised),
    earlier.map((of): WantedAct => ({ kind: 'undone', data: { of, text: 'Ghi nhầm' } })),
  );
};

/** One that helps: random acts alone seldom go far. Sometimes with what may be missing: a note left waiting, people not at the meeting. */
function forward(gen: fc.GeneratorValue, standing: Standing, notes: readonly string[]): WantedAct {
  const { step, posting, complaints, remarks, closed, sent: sending } = standing;
  const [note] = waitingNotes(notes, standing);
  if (note !== undefined && gen(() => fc.boolean())) return dismissed(note);
  const waiting = complaints.find(({ answer }) => !answer);
  if (waiting) return { kind: 'answered', data: { of: waiting.act.id, day: '2025-10-02', outcome: 'kept', text: 'Đã xem' } };
  const remarked = remarks.find(({ reply }) => !reply);
  if (remarked && !sending) return replied(remarked.act.id);
  if (step === 'check') return { kind: 'checked', data: { day: '2025-10-02', outcome: 'agreed', text: '' } };
  if (step === 'meeting')
    return meeting(40, '2025-10-02', {
      front: gen(() => fc.constantFrom(0, 3, 3)),
      listed: gen(() => fc.constantFrom(1, 40, 40)),
      others: 37,
    });
  if (step === 'posting' && !posting) return posted('2025-10-03');
  if (step === 'opinion' || step === 'posting')
    return sending ? opinion('agreed', sending.id, sending.data.day) : { kind: 'sent', data: { ...SENT, day: posting?.until ?? '' } };
  const agreed = closed.get('opinion');
  return step === 'recognition' && agreed?.kind === 'opinion'
    ? { kind: 'recognised', data: { ...DECISION, day: agreed.data.day } }
    : { kind: 'reviewed', data: {} };
}

/** What must have happened, read from the acts themselves and not from the standing. */
function holds(
  acts: readonly Act[],
  { withCheck, quorum, notes }: { withCheck: boolean; quorum: Quorum; notes: readonly string[] },
): boolean {
  const undone = new Set(acts.flatMap((one) => (one.kind === 'undone' ? [one.data.of] : [])));
  const live = acts.filter(({ id, kind }) => kind !== 'undone' && !undone.has(id));
  const last = (kind: ActKind): number => live.findLastIndex((one) => one.kind === kind);
  const met = live[last('met')];
  const checked = live[last('checked')];
  const agreed = live[last('opinion')];
  const answered = new Set(live.flatMap((one) => (one.kind === 'answered' ? [one.data.of] : [])));
  const replies = new Set(live.flatMap((one) => (one.kind === 'replied' ? [one.data.of] : [])));
  const roleOf = (id: string): string => acts.find((one) => one.id === id)?.role ?? '';
  return (
    last('reviewed') < last('met') &&
    (!withCheck ||
      (checked?.kind === 'checked' &&
        checked.data.outcome === 'agreed' &&
        last('reviewed') < last('checked') &&
        last('checked') < last('met'))) &&
    met?.kind === 'met' &&
    met.data.agreeing * 2 >= attendingAt(met.data) &&
    attendingAt(met.data) >= (quorum.people ?? 1) &&
    // Both households of the list, where the plan asks for all of them.
    (quorum.share === undefined || met.data.listed >= 2) &&
    (quorum.kinds ?? []).every((kind) => met.data[kind] > 0) &&
    notes.every((id) =>
      live.some((one) => (one.kind === 'dismissed' ? one.data.of : one.kind === 'complaint' ? one.data.note : '') === id),
    ) &&
    last('corrected') < last('met') &&
    last('met') < last('posted') &&
    live.findLastIndex((one) => one.kind === 'answered' && one.data.outcome === 'changed') < last('posted') &&
    live.every((one) => one.kind !== 'complaint' || answered.has(one.id) || live.indexOf(one) < last('reviewed')) &&
    last('posted') < last('sent') &&
    last('sent') < last('opinion') &&
    live.every((one) => one.kind !== 'remark' || replies.has(one.id)) &&
    agreed?.kind === 'opinion' &&
    agreed.data.outcome === 'agreed' &&
    agreed.data.of === live[last('sent')]?.id &&
    last('opinion') < last('recognised') &&
    // Each by somebody who may, and nothing of the level above taken back from below.
    live.every(({ kind, role }) => may(PEOPLE[role || 'reviewer'], ACTS[kind].right, PLACE)) &&
    acts.every((one) => one.kind !== 'undone' || roleOf(one.data.of) !== 'upper' || one.role === 'upper')
  );
}

const PLACE = { review: 'xa-a-2025', village: 'thon-3' };
const PEOPLE = Object.fromEntries(
  ROLE_IDS.map((role): [Role, Person] => [
    role,
    { id: role, name: role, role, review: role === 'upper' ? '' : PLACE.review, villages: 'all', reviews: [PLACE.review] },
  ]),
) as Record<Role, Person>;

const QUORUM: Quorum = { people: 50, share: 100, kinds: ['front', 'listed'] };
const COURSES: [name: string, course: Course][] = [
  ['the usual steps', COURSE],
  ['a quorum of the plan', { ...COURSE, conditions: { ...COURSE.conditions, quorum: QUORUM } }],
  ['a check before the meeting', courseOf(chooseRound({ plan: 'tra-cu-2023' }))],
];
for (const [name, course] of COURSES)
  it(`no order of acts by any roles reaches the recognition with a condition unmet: ${name}`, () => {
    const withCheck = course.steps.some(({ id }) => id === 'check');
    const { quorum } = course.conditions;
    let [reached, remarked, noted] = [0, 0, 0];
    fc.assert(
      fc.property(fc.gen(), fc.integer({ min: 20, max: 120 }), (gen, length) => {
        const acts: Act[] = [];
        const notes: string[] = [];
        for (let turn = 0; turn < length; turn++) {
          const today = gen(() => day);
          const standing = standingOf(acts, calendar(today), course);
          // Visitors write while the list is posted.
          if (standing.posting && !standing.posting.isOver && notes.length < 3 && gen(() => fc.boolean()))
            notes.push(`note:${String(notes.length + 1)}`);
          const way = gen(() => fc.constantFrom('forward', 'forward', 'forward', 'remark', 'any', 'any'));
          const wanted =
            way === 'forward'
              ? forward(gen, standing, notes)
              : way === 'remark'
                ? remark(standing.sent?.id ?? '')
                : gen(() => arbitraryAct(acts, notes));
          const role = gen(() =>
            way === 'any' ? fc.constantFrom(...ROLE_IDS) : fc.constantFrom('commune' as const, 'commune' as const, 'upper' as const),
          );
          if (!mayRecord(PEOPLE[role], wanted, PLACE, acts)) continue;
          if (needsOf(wanted, { ...facts(acts, today), course, notes }).length === 0) acts.push(act(wanted, role));
          if (standingOf(acts, calendar('2025-12-31'), course).step !== null) continue;
          reached++;
          if (acts.some(({ kind }) => kind === 'remark')) remarked++;
          if (notes.length > 0) noted++;
          expect(acts.filter(() => !holds(acts, { withCheck, quorum, notes })).map(({ kind, role: by, data }) => [kind, by, data])).toEqual(
            [],
          );
          break;
        }
      }),
      { numRuns: 200, endOnFailure: true },
    );
    expect(Math.min(reached, remarked, noted)).toBeGreaterThan(5);
  });

it('whatever plans follow each other, a list is locked exactly while its review is closed, and what is recognised stays so', () => {
  const { plan: shipped } = ROUND;
  const plans = [shipped, ...(['meeting', 'posting'] as const).map((before) => ({ ...shipped, steps: checkedBefore(before) }))];
  const courses = plans
    .flatMap((plan) =>
      (['review', 'check', 'meeting'] as const).flatMap((below) =>
        [{}, QUORUM].map((quorum) => ({ ...plan, conditions: { agreeing: 66, below, quorum } })),
      ),
    )
    .map((plan) => courseOf({ ...ROUND, plan }));
  const check = fc
    .constantFrom('agreed' as const, 'again' as const)
    .map((outcome): WantedAct => ({ kind: 'checked', data: { day: '2025-10-02', outcome, text: '' } }));
  let reached = 0;
  fc.assert(
    fc.property(fc.gen(), fc.integer({ min: 20, max: 80 }), (gen, length) => {
      const acts: Act[] = [];
      for (let turn = 0; turn < length; turn++) {
        const today = gen(() => day);
        const course = gen(() => fc.constantFrom(...courses));
        const { conditions } = course;
        const standing = standingOf(acts, calendar(today), course);
        const asked = gen(() => fc.boolean())
          ? standing.step === 'check'
            ? gen(() => check)
            : forward(gen, standing, [])
          : gen(() => fc.oneof(check, arbitraryAct(acts, [])));
        // As the commune's machine does.
        const wanted: WantedAct =
          asked.kind === 'met'
            ? { ...asked, data: { ...withQuorum(asked.data, conditions.quorum), share: conditions.agreeing, below: conditions.below } }
            : asked;
        if (needsOf(wanted, { ...facts(acts, today), course }).length === 0) acts.push(act(wanted));
        const standings = courses.map((other) => standingOf(acts, calendar('2025-12-31'), other));
        const isLocked = closedVillages(acts).has('thon-3');
        expect(standings.map(({ closed }) => closed.has('review'))).toEqual(standings.map(() => isLocked));
        if (standings.every(({ step }) => step !== null)) continue;
        reached++;
        expect(standings.map(({ step }) => step)).toEqual(standings.map(() => null));
        break;
      }
    }),
    { numRuns: 150, endOnFailure: true },
  );
  expect(reached).toBeGreaterThan(0);
});
