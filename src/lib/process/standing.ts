/** Where a village stands in its round: read from its acts, in their order. Acts that do not fit any more change nothing. */
import type { WorkingDays } from '../review/working-days.ts';
import { attendingAt, type Act, type ActData, type ActOf } from './acts.ts';
import type { Course } from './course.ts';
import type { StepId } from './steps.ts';

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

export interface Standing {
  /** The open step; null when the village is recognised. */
  step: StepId | null;
  /** What counts: without acts that were taken back. */
  acts: readonly Act[];
  /** The act that closed each step. */
  closed: ReadonlyMap<StepId, Act>;
  posting: Posting | null;
  complaints: readonly Complaint[];
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

/** At least half of those attending (khoản 3 Điều 4 Quyết định 24/2021/QĐ-TTg). */
export const isAgreed = (data: ActData<'met'>): boolean => attendingAt(data) > 0 && data.agreeing * 2 >= attendingAt(data);

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

const sendsBack = (act: Act): boolean =>
  act.kind === 'met' ? !isAgreed(act.data) : (act.kind === 'checked' || act.kind === 'opinion') && act.data.outcome === 'again';

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
  let posted: ActOf<'posted'> | null = null;
  let sent: ActOf<'sent'> | null = null;
  const open = (): StepId | null => steps.find((step) => !closed.has(step)) ?? null;
  /** From this step on, everything is done again. */
  const again = (from: StepId): void => {
    for (const step of steps.slice(steps.indexOf(from))) closed.delete(step);
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
    if (posted && open() === 'posting' && postingOf(posted).isOver && complaints.every(({ answer }) => answer))
      closed.set('posting', posted);
  };
  for (const act of acts) {
    closePosting();
    const step = open();
    switch (act.kind) {
      case 'reviewed':
        if (step === 'review') closed.set('review', act);
        break;
      case 'checked':
        if (step !== 'check') break;
        if (act.data.outcome === 'agreed') closed.set('check', act);
        else again('review');
        break;
      case 'decided':
        if (step === 'meeting') decided.set(act.data.household, act);
        break;
      case 'met':
        if (step !== 'meeting') break;
        if (isAgreed(act.data)) {
          closed.set('meeting', act);
          about = new Set();
        } else again('review');
        break;
      case 'corrected':
        decided.delete(act.data.household);
        if (!about) break;
        about.add(act.data.household);
        again('meeting');
        break;
      case 'posted':
        if (step === 'posting') posted = act;
        break;
      case 'complaint':
        complaints.push({ act, answer: null });
        break;
      case 'answered':
        complaints = complaints.map((one) => (one.act.id === act.data.of ? { ...one, answer: act } : one));
        // The new result is posted again, for as long as the first.
        if (act.data.outcome === 'changed' && (step === 'posting' || step === 'opinion')) again('posting');
        break;
      case 'sent':
        // The posting was over when this was recorded, whatever the calendar says now.
        if (step === 'posting' && posted) closed.set('posting', posted);
        if (open() === 'opinion') sent = act;
        break;
      case 'opinion':
        if (step !== 'opinion' || !sent) break;
        if (act.data.outcome === 'agreed') closed.set('opinion', act);
        else again('review');
        sent = null;
        break;
      case 'recognised':
        if (step === 'recognition') closed.set('recognition', act);
        break;
      case 'requested':
      case 'refused':
      case 'withdrawn':
      case 'undone':
        break;
    }
  }
  closePosting();
  return { step: open(), acts, closed, posting: posted && postingOf(posted), complaints, decided, about, sent };
}
