/** Where a village stands in its round: read from its acts, in their order. Acts that do not fit any more change nothing. */
import type { Attending } from '../review/quorum.ts';
import type { WorkingDays } from '../review/working-days.ts';
import { attendingAt, type Act, type ActData, type ActOf } from './acts.ts';
import type { Course } from './course.ts';
import { STEP_IDS, type StepId } from './steps.ts';

/** Days of a posting: the last one is still posted. */
export interface Posting {
  act: ActOf<'posted'>;
  from: string;
  until: string;
  /** The last day has passed. */
  isOver: boolean;
  /** Years whose days off are not confirmed: `until` rests on them. */
  unconfirmed: readonly number[];
}

export interface Complaint {
  act: ActOf<'complaint'>;
  answer: ActOf<'answered'> | null;
}

/** What the level above said about a household, and the commune's answer. */
export interface Remark {
  act: ActOf<'remark'>;
  reply: ActOf<'replied'> | null;
}

export interface Standing {
  /** The open step; null when the village is recognised. */
  step: StepId | null;
  /** What counts: without acts that were taken back. */
  acts: readonly Act[];
  /** The act that closed each step. */
  closed: ReadonlyMap<StepId, Act>;
  posting: Posting | null;
  complaints: readonly Complaint[];
  /** Of all sendings: those without a reply stay to be answered when the list goes back. */
  remarks: readonly Remark[];
  /** By household: what the meeting decided otherwise than the list computes. */
  decided: ReadonlyMap<string, ActOf<'decided'>>;
  /** Households that go before the meeting again, because a score of theirs was changed since the last one; null: all of the list. */
  about: ReadonlySet<string> | null;
  /** Sent up and not answered yet. */
  sent: ActOf<'sent'> | null;
}

export interface Calendar {
  /** yyyy-mm-dd; in Vietnam. */
  today: string;
  days: Pick<WorkingDays, 'lastDay'>;
}

/** Half of those attending, or the larger share that the round's plan asked for on that day. */
export const isAgreed = (data: Pick<ActData<'met'>, Attending | 'agreeing' | 'share'>): boolean =>
  attendingAt(data) > 0 && data.agreeing * 100 >= attendingAt(data) * (data.share ?? 50);

/** Without acts that were taken back, and without the taking back. */
export function liveActs(acts: readonly Act[]): Act[] {
  const undone = new Set(acts.flatMap((act) => (act.kind === 'undone' ? [act.data.of] : [])));
  return acts.filter(({ id, kind }) => kind !== 'undone' && !undone.has(id));
}

/** Villages whose list is closed by a step, whatever stands on their lock: it opens again only by going back to the review. */
export function closedVillages(all: readonly Act[]): Set<string> {
  const closed = new Set<string>();
  for (const act of liveActs(all)) {
    if (act.kind === 'reviewed') closed.add(act.village);
    else if (sendsBack(act)) closed.delete(act.village);
  }
  return closed;
}

/** From which step all is done again, because too few agreed. */
const belowOf = ({ below }: ActData<'met'>): StepId => below ?? 'review';

const sendsBack = (act: Act): boolean =>
  act.kind === 'met'
    ? !isAgreed(act.data) && belowOf(act.data) === 'review'
    : (act.kind === 'checked' || act.kind === 'opinion') && act.data.outcome === 'again';

export function standingOf(
  all: readonly Act[],
  { today, days }: Calendar,
  { steps: listed, posting: term }: Pick<Course, 'steps' | 'posting'>,
): Standing {
  const steps = listed.map(({ id }) => id);
  const acts = liveActs(all);
  const closed = new Map<StepId, Act>();
  const decided = new Map<string, ActOf<'decided'>>();
  let about: Set<string> | null = null;
  let complaints: Complaint[] = [];
  let remarks: Remark[] = [];
  let posted: ActOf<'posted'> | null = null;
  let sent: ActOf<'sent'> | null = null;
  // Acts stand as they were recorded, each in its turn: a step that the plan adds later, before what is done, is not asked any more.
  const open = (): StepId | null => {
    if (sent && steps.includes('opinion')) return 'opinion';
    if (posted && !closed.has('posting')) return 'posting';
    return steps[steps.findLastIndex((step) => closed.has(step)) + 1] ?? null;
  };
  /** From this step on, everything is done again. */
  const again = (wanted: StepId): void => {
    // A plan that has lost the step goes on with the next one: the list opens only where the act itself says so (closedVillages).
    const later = steps.find((step) => STEP_IDS.indexOf(step) >= STEP_IDS.indexOf(wanted));
    const from = steps.includes(wanted) ? wanted : (later ?? 'review');
    for (const step of closed.keys()) if (!steps.includes(step) || steps.indexOf(step) >= steps.indexOf(from)) closed.delete(step);
    posted = null;
    sent = null;
    if (from !== 'review') return;
    decided.clear();
    complaints = [];
    about = null;
  };
  const postingOf = (act: ActOf<'posted'>): Posting => {
    const { day, unconfirmed } = days.lastDay(act.data.from, term);
    return { act, from: act.data.from, until: day, isOver: today > day, unconfirmed };
  };
  /** Posted to the end, with every complaint answered. */
  const closePosting = (): void => {
    if (posted && !closed.has('posting') && postingOf(posted).isOver && complaints.every(({ answer }) => answer))
      closed.set('posting', posted);
  };
  for (const act of acts) {
    closePosting();
    switch (act.kind) {
      case 'reviewed':
        closed.set('review', act);
        break;
      case 'checked':
        if (act.data.outcome === 'agreed') closed.set('check', act);
        else again('review');
        break;
      case 'decided':
        decided.set(act.data.household, act);
        break;
      case 'met':
        if (isAgreed(act.data)) {
          closed.set('meeting', act);
          about = new Set();
        } else again(belowOf(act.data));
        break;
      case 'corrected':
        decided.delete(act.data.household);
        if (!about) break;
        about.add(act.data.household);
        again('meeting');
        break;
      case 'posted':
        posted = act;
        break;
      case 'complaint':
        complaints.push({ act, answer: null });
        break;
      case 'answered':
        complaints = complaints.map((one) => (one.act.id === act.data.of ? { ...one, answer: act } : one));
        // The new result is posted again, for as long as the first.
        if (act.data.outcome === 'changed') again('posting');
        break;
      case 'sent':
        // The posting was over when this was recorded, whatever the calendar says now.
        if (posted) closed.set('posting', posted);
        sent = act;
        break;
      case 'remark':
        remarks.push({ act, reply: null });
        break;
      case 'replied':
        remarks = remarks.map((one) => (one.act.id === act.data.of ? { ...one, reply: act } : one));
        break;
      case 'opinion':
        if (act.data.outcome === 'agreed') closed.set('opinion', act);
        else again('review');
        sent = null;
        break;
      case 'recognised':
        // A round without an opinion goes from the posting to the decision.
        if (posted) closed.set('posting', posted);
        closed.set('recognition', act);
        break;
      case 'dismissed':
      case 'issued':
      case 'paper':
      case 'requested':
      case 'refused':
      case 'retracted':
      case 'withdrawn':
      case 'undone':
        break;
    }
  }
  closePosting();
  return { step: open(), acts, closed, posting: posted && postingOf(posted), complaints, remarks, decided, about, sent };
}
