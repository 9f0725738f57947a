import { describe, expect, it } from 'vitest';
import type { Quorum } from '../review/quorum.ts';
import { attendingAt, type Act, type ActData, type WantedAct } from './acts.ts';
import { courseOf, type Course } from './course.ts';
import { needsOf, type Facts } from './needs.ts';
import { quorumCells, quorumOf } from './quorum-cells.ts';
import { closedVillages, standingOf } from './standing.ts';
import type { StepId } from './steps.ts';
import {
  act,
  calendar,
  checkedBefore,
  codes,
  complaintOf,
  corrected,
  COURSE,
  DECISION,
  dismissed,
  done,
  facts,
  household,
  listOf,
  meeting,
  opinion,
  posted,
  recognised,
  remark,
  replied,
  ROUND,
  SENT,
  sent,
  stepAt,
} from './testing.ts';

describe('notes from the posting’s page', () => {
  const notes = ['note:000001', 'note:000002'];
  const given = (acts: readonly Act[], today?: string): Facts => ({ ...facts(acts, today), notes });

  it('the list is not sent up nor recognised while one waits; each is handled once, as a complaint or put aside', () => {
    const acts = done({ kind: 'reviewed', data: {} }, meeting(30), posted());
    expect(codes(sent, given(acts))).toEqual(['note-open']);
    acts.push(act(dismissed(notes[0]!)));
    expect([codes(sent, given(acts)), codes(dismissed(notes[0]!), given(acts)), codes(complaintOf(notes[0]!), given(acts))]).toEqual([
      ['note-open'],
      ['no-note'],
      ['no-note'],
    ]);
    expect(codes(complaintOf('note:000003'), given(acts))).toEqual(['no-note']);
    const complaint = act(complaintOf(notes[1]!));
    acts.push(complaint);
    expect(codes(sent, given(acts))).toEqual(['complaint-open']);
    // Taken back, the note waits again.
    acts.push(act({ kind: 'undone', data: { of: complaint.id, text: 'Nhầm hộ' } }));
    expect(codes(sent, given(acts))).toEqual(['note-open']);
    acts.push(act(dismissed(notes[1]!)));
    expect(codes(sent, given(acts))).toEqual([]);
    const late = [...acts, act(sent)];
    late.push(act(opinion('agreed', late.at(-1)?.id)));
    expect(codes(recognised, given(late))).toEqual([]);
    expect(codes(recognised, { ...given(late), notes: [...notes, 'note:000003'] })).toEqual(['note-open']);
  });

  it('where nobody gives an opinion, a note is still registered after the posting, and the decision waits for the answer', () => {
    const course = { ...COURSE, steps: COURSE.steps.filter(({ id }) => id !== 'opinion') };
    const acts = done({ kind: 'reviewed', data: {} }, meeting(30), posted());
    const at = (): Facts => ({ ...given(acts), notes: ['note:000001'], course });
    expect(codes(recognised, at())).toEqual(['note-open']);
    expect(codes(complaintOf('note:000001'), at())).toEqual([]);
    acts.push(act(complaintOf('note:000001')));
    expect(codes(recognised, at())).not.toEqual([]);
  });
});

describe('the steps of a village', () => {
  it('follow each other to the recognition', () => {
    const acts: Act[] = [];
    const steps = [
      () => ({ kind: 'reviewed', data: {} }) as const,
      () => meeting(30),
      () => posted(),
      () => sent,
      () => opinion('agreed', acts.at(-1)?.id),
      () => recognised,
    ].map((wanted) => {
      expect(codes(wanted(), facts(acts))).toEqual([]);
      acts.push(act(wanted()));
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
    expect(codes(posted('2052-10-13'), facts(acts.slice(0, 2), '2025-10-16'))).toEqual(['too-far']);
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
    const early = { ...answer('kept'), data: { of: complaint.id, day: '2025-10-13', outcome: 'kept', text: 'Đã phúc tra' } } as WantedAct;
    expect(codes(early, facts(acts))).toEqual(['before-complaint']);
    expect(stepAt([...acts, answer('kept')])).toBe('opinion');
    const again = [...acts, answer('changed')];
    expect(standingOf(again, calendar('2025-11-20'), COURSE)).toMatchObject({ step: 'posting', posting: null });
    expect(codes(sent, facts(again))).toEqual(['step-before']);
  });

  it('go before the meeting again, about the households whose score was put right', () => {
    const acts = done({ kind: 'reviewed', data: {} }, meeting(30), posted('2025-10-13'), corrected(150));
    const standing = standingOf(acts, calendar('2025-11-20'), COURSE);
    expect([standing.step, [...(standing.about ?? [])]]).toEqual(['meeting', ['h2']]);
  });

  it('put a cell right as the person saw it, and only one that the list can take', () => {
    const closed = facts(done({ kind: 'reviewed', data: {} }));
    const change = (data: Partial<ActData<'corrected'>>): string[] => {
      const wanted = corrected(150);
      return codes(wanted.kind === 'corrected' ? { ...wanted, data: { ...wanted.data, ...data } } : wanted, closed);
    };
    expect(change({})).toEqual([]);
    expect(change({ before: 120 })).toEqual(['changed-meanwhile']);
    expect(change({ value: 130 })).toEqual(['same']);
    expect(change({ field: 'code', before: 'h2', value: 'h9' })).toEqual(['no-column']);
    expect(change({ household: 'h9' })).toEqual(['no-household']);
    expect(change({ member: 'm9' })).toEqual(['no-member']);
  });

  it('wait for an answer to every remark of the level above', () => {
    const first = done({ kind: 'reviewed', data: {} }, meeting(30), posted(), sent);
    const sending = first.at(-1)?.id ?? '';
    expect(codes(remark('act:other'), facts(first))).toEqual(['sent-again']);
    const said = act(remark(sending), 'upper');
    const back = [...first, said, act(opinion('again', sending), 'upper'), ...done({ kind: 'reviewed', data: {} }, meeting(30), posted())];
    expect(codes(sent, facts(back))).toEqual(['remark-open']);
    expect(codes(replied(said.id), facts(back))).toEqual([]);
    const answered = [...back, act(replied(said.id))];
    expect(codes(replied(said.id), facts(answered))).toEqual(['no-remark']);
    expect(codes(sent, facts(answered))).toEqual([]);
  });

  it('are not recognised while a remark waits, even when the level above agrees', () => {
    const acts = done({ kind: 'reviewed', data: {} }, meeting(30), posted(), sent);
    const of = acts.at(-1)?.id ?? '';
    const said = act(remark(of), 'upper');
    const agreed = [...acts, said, act(opinion('agreed', of), 'upper')];
    expect(stepAt(agreed)).toBe('recognition');
    expect(codes(recognised, facts(agreed))).toEqual(['remark-open']);
    expect(codes(recognised, facts([...agreed, act(replied(said.id))]))).toEqual([]);
  });

  it('take no opinion about a list that was sent again meanwhile', () => {
    const acts = done({ kind: 'reviewed', data: {} }, meeting(30), posted(), sent);
    const old = acts.at(-1)?.id ?? '';
    acts.push(act({ kind: 'undone', data: { of: old, text: 'Gửi nhầm' } }));
    expect(codes(opinion('agreed', old), facts(acts))).toEqual(['not-sent']);
    acts.push(act(sent));
    expect(codes(opinion('agreed', old), facts(acts))).toEqual(['sent-again']);
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

  it('a village without households is closed on purpose only, and then goes the whole way', () => {
    const nobody: WantedAct = { kind: 'reviewed', data: { none: 'Không có hộ nghèo, không ai đề nghị' } };
    expect(codes(nobody, facts([]))).toEqual(['has-households']);
    const acts: Act[] = [];
    for (const wanted of [nobody, meeting(30), posted(), sent, opinion('agreed'), recognised]) {
      const now = wanted.kind === 'opinion' ? opinion('agreed', acts.at(-1)?.id) : wanted;
      expect(codes(now, facts(acts, '2025-11-20', listOf()))).toEqual([]);
      acts.push(act(now));
    }
    expect(stepAt(acts)).toBeNull();
    // Households that came into a list which was closed as one without any are reviewed like all others.
    expect(codes(recognised, facts(acts.slice(0, -1), '2025-11-20', listOf(household('h1', null))))).toEqual(['errors']);
  });

  it('the days of the meeting and of the decision lie within the round, where the plan asks for it', () => {
    const within: Course = { ...COURSE, conditions: { ...COURSE.conditions, within: true } };
    const acts = done({ kind: 'reviewed', data: {} });
    const on = (day: string): string[] => codes(meeting(30, day), { ...facts(acts, '2025-12-31'), course: within });
    expect([on('2025-08-31'), on('2025-09-01'), on('2025-12-14'), on('2025-12-15')]).toEqual([['outside'], [], [], ['outside']]);
    expect(codes(meeting(30, '2025-12-15'), facts(acts, '2025-12-31'))).toEqual([]);
  });
});

describe('a quorum of the plan', () => {
  const asking = (quorum: Quorum): Facts => ({
    ...facts(done({ kind: 'reviewed', data: {} })),
    course: { ...COURSE, conditions: { ...COURSE.conditions, quorum } },
  });
  const { data } = meeting(30) as { data: ActData<'met'> };
  const needs = (change: Partial<ActData<'met'>>, quorum: Quorum): string[] =>
    codes({ kind: 'met', data: { ...data, ...change } }, asking(quorum));
  const present = attendingAt(data);

  it('is asked for by no plan at hand, and then nothing is missing', () => {
    expect(COURSE.conditions.quorum).toEqual({});
    expect(needs({}, {})).toEqual([]);
  });

  it('refuses the meeting, naming each part that is missing', () => {
    expect([needs({}, { people: present }), needs({}, { people: present + 1 })]).toEqual([[], ['quorum-people']]);
    expect(needs({ front: 0, reviewers: 0 }, { kinds: ['front', 'reviewers'] })).toEqual(['quorum-front', 'quorum-reviewers']);
    expect(needs({ front: 1, reviewers: 1 }, { kinds: ['front', 'reviewers'] })).toEqual([]);
    const wanted: WantedAct = { kind: 'met', data: { ...data, front: 0 } };
    expect(needsOf(wanted, asking({ kinds: ['front'] })).map(({ text }) => text)).toEqual([
      'Kế hoạch yêu cầu cuộc họp có Mặt trận Tổ quốc, chưa có người nào.',
    ]);
  });

  it('counts households that are represented against the list, rounded up', () => {
    const seven = listOf(...Array.from({ length: 7 }, (_, n) => household(`h${n}`, 100)));
    const at = (listed: number): string[] =>
      codes({ kind: 'met', data: { ...data, agreeing: 1, listed } }, { ...asking({ share: 50 }), classified: seven });
    expect([at(3), at(4)]).toEqual([['quorum-share'], []]);
  });

  it('is kept in the act as it was on that day', () => {
    const quorum: Quorum = { people: 20, kinds: ['front'] };
    expect([quorumOf(quorumCells(quorum)), quorumOf(quorumCells({}))]).toEqual([quorum, {}]);
  });
});

describe('a meeting is judged by the plan of its day', () => {
  const judged = (agreeing: number, share: number, below: StepId): Act => {
    const { data } = meeting(agreeing);
    return act({ kind: 'met', data: { ...(data as ActData<'met'>), share, below } });
  };
  it('where the plan has lost the step to go back to, the list stays closed and the next step is open', () => {
    const acts = [...done({ kind: 'reviewed', data: {} }), judged(9, 50, 'check')];
    expect([stepAt(acts), closedVillages(acts).has('thon-3')]).toEqual(['meeting', true]);
  });

  it('days on paper follow each other as the steps do', () => {
    const acts = done({ kind: 'reviewed', data: {} }, meeting(30), posted('2025-10-13'));
    const sentOn = (day: string): WantedAct => ({ kind: 'sent', data: { ...SENT, day } });
    expect(needsOf(sentOn('2025-10-15'), facts(acts)).map(({ text }) => text)).toEqual([
      'Ngày gửi 15/10/2025 là trước ngày cuối niêm yết 16/10/2025.',
    ]);
    expect(codes(sentOn('2025-11-21'), facts(acts))).toEqual(['future']);
    expect(codes(sent, facts(acts))).toEqual([]);
    acts.push(act(sent));
    const of = acts.at(-1)?.id;
    expect(codes(opinion('agreed', of, '2025-10-19'), facts(acts))).toEqual(['out-of-order']);
    expect(codes(opinion('agreed', of, '2025-10-20'), facts(acts))).toEqual([]);
    acts.push(act(opinion('agreed', of)));
    const decidedOn = (day: string): WantedAct => ({ kind: 'recognised', data: { ...DECISION, day } });
    expect(codes(decidedOn('2025-10-24'), facts(acts))).toEqual(['out-of-order']);
    expect(codes(decidedOn('2025-10-25'), facts(acts))).toEqual([]);
  });

  it('a larger share than half may be asked for', () => {
    expect(stepAt([...done({ kind: 'reviewed', data: {} }), judged(26, 66, 'review')])).toBe('review');
    expect(stepAt([...done({ kind: 'reviewed', data: {} }), judged(27, 66, 'review')])).toBe('posting');
  });

  it('too few may mean another meeting only: the list stays closed', () => {
    const acts = [...done({ kind: 'reviewed', data: {} }), judged(10, 50, 'meeting')];
    expect([stepAt(acts), closedVillages(acts).has('thon-3')]).toEqual(['meeting', true]);
  });
});

describe('a plan that is changed while villages are on their way', () => {
  const CHECKED = courseOf({ ...ROUND, plan: { ...ROUND.plan, steps: checkedBefore('meeting') } });
  const after = (...wanted: WantedAct[]): string | null => standingOf(done(...wanted), calendar('2025-11-20'), CHECKED).step;
  it('asks its new step of those that have not passed it, and of no other', () => {
    expect(after({ kind: 'reviewed', data: {} })).toBe('check');
    expect(after({ kind: 'reviewed', data: {} }, meeting(30))).toBe('posting');
    expect(after({ kind: 'reviewed', data: {} }, meeting(30), posted(), sent, opinion('agreed'), recognised)).toBeNull();
    expect(after({ kind: 'reviewed', data: {} }, meeting(10), { kind: 'reviewed', data: {} })).toBe('check');
  });
});
