/** What an act needs before it can be recorded. The page shows it as a list of what is missing; the commune's machine refuses the act. */
import { checkCell } from '../review/cell-input.ts';
import type { Classified } from '../review/classify.ts';
import { columnOf, type Column } from '../review/columns.ts';
import { addDays, dayText } from '../review/iso-day.ts';
import { CLASSES, codeOf } from '../review/formula-columns.ts';
import type { ActData, WantedAct } from './acts.ts';
import { issuedNeeds, withdrawnNeeds } from './certificate-needs.ts';
import type { Facts } from './facts.ts';
import { closingNeeds, listNeeds } from './list-needs.ts';
import { meetingNeeds, quorumNeeds } from './meeting-needs.ts';
import type { Need } from './need.ts';
import { numberNeeds } from './number-book.ts';
import { paperNeeds } from './paper-needs.ts';
import { requestAnswerNeeds, requestNeeds } from './request-needs.ts';
import type { Course } from './course.ts';
import { waitingNotes } from './visitor-notes.ts';
import { stepName, type StepId } from './steps.ts';
import { standingOf, type Standing } from './standing.ts';
import { undoNeeds } from './undo-needs.ts';

export type { Facts } from './facts.ts';
export type { Need } from './need.ts';

/** The step that an act belongs to. */
const STEP_OF: Partial<Record<WantedAct['kind'], StepId>> = {
  reviewed: 'review',
  checked: 'check',
  decided: 'meeting',
  met: 'meeting',
  posted: 'posting',
  sent: 'opinion',
  opinion: 'opinion',
  recognised: 'recognition',
};

/** @returns what is missing; empty when the act can be recorded now. */
export function needsOf(wanted: WantedAct, facts: Facts): Need[] {
  const standing = standingOf(facts.acts, facts.calendar, facts.course);
  const step = STEP_OF[wanted.kind];
  const number = (): Need[] => numberNeeds(wanted, facts.review, facts.numbers);
  if (step !== undefined && standing.step !== step) return [outOfTurn(step, standing, facts)];
  switch (wanted.kind) {
    case 'requested':
      return [...requestNeeds(wanted.data, standing, facts), ...notLater(wanted.data.day, 'nhận giấy', facts)];
    case 'refused':
    case 'retracted':
      return [
        ...requestAnswerNeeds(wanted.kind, wanted.data.of, standing, facts),
        ...notLater(wanted.data.day, wanted.kind === 'refused' ? 'trả lời' : 'rút giấy', facts),
        ...number(),
      ];
    case 'reviewed':
      return closingNeeds(wanted.data, facts.classified);
    case 'checked':
      return notLater(wanted.data.day, 'kiểm tra', facts);
    case 'decided':
      return decidedNeeds(wanted.data, facts.classified);
    case 'met':
      return [
        ...meetingNeeds(wanted.data),
        ...quorumNeeds(wanted.data, facts.course.conditions.quorum, facts.classified),
        ...notLater(wanted.data.day, 'họp', facts),
        ...inRound(wanted.data.day, 'họp', facts),
        ...lateNeeds(facts),
      ];
    case 'posted':
      return postedNeeds(wanted.data, standing, facts);
    case 'complaint':
      return [
        ...complaintNeeds(standing, facts.course),
        ...(wanted.data.note ? noteNeeds(wanted.data.note, standing, facts) : []),
        ...knownHousehold(wanted.data.household, facts.classified),
        ...notLater(wanted.data.day, 'nhận phản ánh', facts),
      ];
    case 'dismissed':
      return noteNeeds(wanted.data.of, standing, facts);
    case 'corrected':
      return [...correctedCell(wanted.data, facts.classified), ...correctedNeeds(standing)];
    case 'answered':
      return answeredNeeds(wanted.data, standing, facts);
    case 'sent':
      return [
        ...(standing.sent ? [{ code: 'sent-already', text: 'Đã gửi xin ý kiến, đang chờ trả lời.' }] : []),
        ...complaintsOpen(standing),
        ...notesOpen(standing, facts),
        ...remarksOpen(standing),
        ...listNeeds(facts.classified, standing),
        ...lateNeeds(facts),
        ...notLater(wanted.data.day, 'gửi', facts),
        ...inOrder(wanted.data.day, 'gửi', standing),
        ...number(),
      ];
    case 'remark':
      return [...sentNeeds(wanted.data.of, standing), ...knownHousehold(wanted.data.household, facts.classified)];
    case 'replied':
      return standing.step !== null && standing.remarks.some(({ act, reply }) => act.id === wanted.data.of && !reply)
        ? []
        : [{ code: 'no-remark', text: 'Không có góp ý này, hoặc đã trả lời rồi.' }];
    case 'opinion':
      return [
        ...sentNeeds(wanted.data.of, standing),
        ...notLater(wanted.data.day, 'có ý kiến', facts),
        ...inOrder(wanted.data.day, 'có ý kiến', standing),
      ];
    case 'recognised':
      return [
        ...complaintsOpen(standing),
        ...notesOpen(standing, facts),
        ...remarksOpen(standing),
        ...listNeeds(facts.classified, standing),
        ...lateNeeds(facts),
        ...notLater(wanted.data.day, 'quyết định', facts),
        ...inRound(wanted.data.day, 'quyết định', facts),
        ...inOrder(wanted.data.day, 'quyết định', standing),
        ...number(),
      ];
    case 'issued':
      return [...notLater(wanted.data.day, 'cấp', facts), ...issuedNeeds(wanted.data, { ...facts, standing })];
    case 'withdrawn':
      return [...notLater(wanted.data.day, 'thu hồi', facts), ...withdrawnNeeds(wanted.data, { ...facts, standing })];
    case 'paper':
      return paperNeeds(wanted.data, { ...facts, households: new Set(facts.classified.data.households.map(({ id }) => id)) });
    case 'undone':
      return undoNeeds(wanted.data.of, standing, facts);
  }
}

function outOfTurn(step: StepId, { step: open, posting, complaints }: Standing, { course }: Facts): Need {
  const order = course.steps.map(({ id }) => id);
  const called = (id: StepId): string => course.steps.find((each) => each.id === id)?.name ?? stepName(id);
  const name = called(step);
  if (!order.includes(step)) return { code: 'no-such-step', text: `Kế hoạch của đợt không có bước ${name}.` };
  if (open === null) return { code: 'recognised', text: 'Thôn đã được công nhận.' };
  if (order.indexOf(open) > order.indexOf(step)) return { code: 'step-closed', text: `Bước ${name} đã xong.` };
  if (open === 'posting' && posting) {
    const [waiting] = complaintsOpen({ complaints });
    if (waiting) return waiting;
    return { code: 'posting-open', text: `Đang niêm yết, hết ngày ${dayText(posting.until)} mới xong.` };
  }
  return { code: 'step-before', text: `Trước đó phải xong bước ${called(open)}.` };
}

const lateNeeds = ({ late }: Facts): Need[] => (late > 0 ? [{ code: 'late', text: `${late} sửa đổi đến muộn chưa quyết định.` }] : []);

function decidedNeeds({ household, result }: Extract<WantedAct, { kind: 'decided' }>['data'], classified: Classified): Need[] {
  const unknown = knownHousehold(household, classified);
  if (unknown.length > 0) return unknown;
  const { computed, class: stands } = classified.results.get(household) ?? {};
  const standing = codeOf(CLASSES, stands);
  if (standing === '') return [{ code: 'no-class', text: 'Hộ này không được phân loại trong đợt: không có kết quả để kết luận khác.' }];
  // A decision is also taken back by deciding what the scores say.
  return standing === result && standing === codeOf(CLASSES, computed ?? stands)
    ? [{ code: 'same', text: 'Kết quả tính được cũng như vậy: không có gì khác để ghi.' }]
    : [];
}

const NO_HOUSEHOLD = 'Không có hộ này trong danh sách của thôn.';

const knownHousehold = (household: string, { data }: Classified): Need[] =>
  data.households.some(({ id }) => id === household) ? [] : [{ code: 'no-household', text: NO_HOUSEHOLD }];

/** The code ties members to their household, and the list itself is the village. What a meeting decided, a meeting decides anew. */
const TIES: ReadonlySet<string> = new Set(['code', 'village']);

/** Whether an act can put a column right. */
export const isCorrectable = ({ key, recorded }: Pick<Column, 'key' | 'recorded'>): boolean => !TIES.has(key) && !recorded;

/** A cell that exists and stands as the person saw it, and another value that its column takes. */
function correctedCell({ household, member, field, value, before }: ActData<'corrected'>, { data }: Classified): Need[] {
  const whose = data.households.find(({ id }) => id === household);
  if (!whose) return [{ code: 'no-household', text: NO_HOUSEHOLD }];
  const row = member === '' ? whose : data.members.find(({ id, cells }) => id === member && cells.code === whose.cells.code);
  if (!row) return [{ code: 'no-member', text: 'Hộ không có thành viên này.' }];
  const column = columnOf(row.sheet, field);
  if (!column || !isCorrectable(column)) return [{ code: 'no-column', text: 'Cột này không sửa theo cách này được.' }];
  const now = row.cells[field] ?? null;
  if (now !== before)
    return [{ code: 'changed-meanwhile', text: `${column.label}: ô này vừa được sửa, nay là ${now ?? 'ô trống'}. Hãy xem lại.` }];
  if (now === value) return [{ code: 'same', text: `${column.label}: giá trị mới vẫn như cũ.` }];
  const problem = value === null ? null : checkCell(column, value);
  return problem?.severity === 'error' ? [{ code: problem.code, text: `${column.label}: ${problem.text}` }] : [];
}

function answeredNeeds({ of, day }: ActData<'answered'>, { complaints }: Standing, facts: Facts): Need[] {
  const complaint = complaints.find(({ act, answer }) => act.id === of && !answer)?.act;
  if (!complaint) return [{ code: 'no-complaint', text: 'Không có phản ánh này, hoặc đã trả lời rồi.' }];
  return day < complaint.data.day
    ? [{ code: 'before-complaint', text: `Ngày có kết quả ${dayText(day)} là trước ngày nhận phản ánh ${dayText(complaint.data.day)}.` }]
    : notLater(day, 'có kết quả', facts);
}

/** A posting may be announced some days ahead; a month ahead is a slip in the year. */
const AHEAD = 31;

function postedNeeds(
  { from }: Extract<WantedAct, { kind: 'posted' }>['data'],
  { closed, posting }: Standing,
  { calendar: { today } }: Facts,
): Need[] {
  if (posting) return [{ code: 'posted-already', text: `Đang niêm yết đến hết ngày ${dayText(posting.until)}.` }];
  if (from > addDays(today, AHEAD))
    return [{ code: 'too-far', text: `Niêm yết từ ngày ${dayText(from)} là còn hơn một tháng nữa: hãy xem lại ngày, tháng, năm.` }];
  const meeting = closed.get('meeting');
  return meeting?.kind === 'met' && from < meeting.data.day
    ? [{ code: 'before-meeting', text: `Niêm yết từ ngày ${dayText(from)} là trước ngày họp ${dayText(meeting.data.day)}.` }]
    : [];
}

/**
 * Until the list is sent up, or decided on where nobody gives an opinion, a complaint still changes it; later ones are for the level above
 * and for decisions of their own.
 */
export const complaintNeeds = ({ step, posting, sent }: Standing, { steps }: Pick<Course, 'steps'>): Need[] =>
  (step === 'posting' && posting) ||
  (step === 'opinion' && !sent) ||
  (step === 'recognition' && posting && !steps.some(({ id }) => id === 'opinion'))
    ? []
    : [{ code: 'not-posted', text: 'Danh sách không ở trong thời gian niêm yết, nhận phản ánh.' }];

/** While the list is open, one writes into it; once it is recognised, a decision of its own changes it. */
export const correctedNeeds = ({ step, closed, sent }: Standing): Need[] =>
  !closed.has('review') || step === null
    ? [{ code: 'not-locked', text: 'Chỉ sửa theo cách này khi danh sách đã chốt và chưa công nhận.' }]
    : sent
      ? [{ code: 'sent-already', text: 'Danh sách đã gửi xin ý kiến: hãy chờ trả lời, hoặc hủy lần gửi.' }]
      : [];

function complaintsOpen({ complaints }: Pick<Standing, 'complaints'>): Need[] {
  const waiting = complaints.filter(({ answer }) => !answer).length;
  return waiting > 0 ? [{ code: 'complaint-open', text: `Còn ${waiting} phản ánh, khiếu nại chưa trả lời.` }] : [];
}

const noteNeeds = (note: string, standing: Standing, { notes = [] }: Facts): Need[] =>
  standing.step !== null && waitingNotes(notes, standing).includes(note)
    ? []
    : [{ code: 'no-note', text: 'Không có ý kiến này, hoặc đã xử lý rồi.' }];

/** After the list is sent up a note could not become a complaint any more. */
function notesOpen(standing: Standing, { notes = [] }: Facts): Need[] {
  const waiting = waitingNotes(notes, standing).length;
  return waiting > 0 ? [{ code: 'note-open', text: `Còn ${waiting} ý kiến gửi từ trang niêm yết chưa xử lý.` }] : [];
}

/** What the level above says is about the list that waits for it now. */
function sentNeeds(of: string, { sent }: Standing): Need[] {
  if (!sent) return [{ code: 'not-sent', text: 'Danh sách chưa gửi xin ý kiến, hoặc xã đã rút lại.' }];
  return sent.id === of ? [] : [{ code: 'sent-again', text: 'Xã đã gửi lại danh sách: hãy mở bản mới gửi rồi mới cho ý kiến.' }];
}

function remarksOpen({ remarks }: Pick<Standing, 'remarks'>): Need[] {
  const waiting = remarks.filter(({ reply }) => !reply).length;
  return waiting > 0 ? [{ code: 'remark-open', text: `Còn ${waiting} góp ý của cấp trên chưa trả lời.` }] : [];
}

const notLater = (day: string, what: string, { calendar: { today } }: Facts): Need[] =>
  day > today ? [{ code: 'future', text: `Ngày ${what} ${dayText(day)} chưa tới.` }] : [];

/** Days on paper follow each other as the steps do: one cannot send a list, answer or decide before what it rests on. */
function inOrder(day: string, what: string, { closed, posting, sent }: Standing): Need[] {
  const meeting = closed.get('meeting');
  const opinion = closed.get('opinion');
  const before = [
    ...(meeting?.kind === 'met' ? [{ name: 'ngày họp', day: meeting.data.day }] : []),
    ...(posting ? [{ name: 'ngày cuối niêm yết', day: posting.until }] : []),
    ...(sent ? [{ name: 'ngày gửi xin ý kiến', day: sent.data.day }] : []),
    ...(opinion?.kind === 'opinion' ? [{ name: 'ngày có ý kiến', day: opinion.data.day }] : []),
  ].findLast((earlier) => day < earlier.day);
  return before ? [{ code: 'out-of-order', text: `Ngày ${what} ${dayText(day)} là trước ${before.name} ${dayText(before.day)}.` }] : [];
}

/** Where the plan asks for it. */
const inRound = (day: string, what: string, { course: { conditions, span } }: Facts): Need[] =>
  conditions.within && (day < span.from || day > span.to)
    ? [{ code: 'outside', text: `Ngày ${what} phải trong thời gian của đợt, từ ${dayText(span.from)} đến ${dayText(span.to)}.` }]
    : [];
