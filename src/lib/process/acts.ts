/**
 * What was done in a round, apart from what was written into the lists: each act is one row of the commune's own room, written once and by
 * the commune's machine alone, after it has checked the right and the conditions (needs.ts). Pages read acts like everything else, without a
 * network too. An act is never changed; a later act takes it back, with a reason.
 */
import * as v from 'valibot';
import type { Action, Role } from '../review/roles.ts';
import { STEP_IDS } from './steps.ts';
import type { ProcedureId } from '../review/rules.ts';
import { count, day, household, maybeLines, maybeWords, Value, words } from './act-fields.ts';
import { ATTENDING, QuorumShape, type Attending } from '../review/quorum.ts';
import { isCertificate, issuedLines } from './certificate-lines.ts';
import { PaperShape } from './paper-shape.ts';

/** 'first': to households that have none; the others replace the household's valid one. */
export const ISSUE_CAUSES = {
  first: 'Cấp mới',
  class: 'Cấp đổi: đổi loại hộ',
  members: 'Cấp đổi: thành viên thay đổi',
  lost: 'Cấp lại: bị mất',
  damaged: 'Cấp lại: bị rách, hỏng',
} as const;
export type IssueCause = keyof typeof ISSUE_CAUSES;

export const WITHDRAWAL_CAUSES = {
  left: 'Không còn là hộ nghèo, hộ cận nghèo',
  gone: 'Hộ chuyển đi, không còn',
  wrong: 'Công nhận không đúng',
} as const;
export type WithdrawalCause = keyof typeof WITHDRAWAL_CAUSES;

const attending = Object.fromEntries(ATTENDING.map(({ key, label }) => [key, count(`số người dự: ${label.toLowerCase()}`)])) as Record<
  Attending,
  ReturnType<typeof count>
>;

/** What a request asks for, by which procedure of the rules it is decided, and the form it is written on. */
export const REQUEST_KINDS = {
  enter: { name: 'Hộ nghèo, hộ cận nghèo phát sinh', procedure: 'during', form: 'Mẫu số 01' },
  leave: { name: 'Thoát nghèo, thoát cận nghèo', procedure: 'leaving', form: 'Mẫu số 04' },
} as const satisfies Record<string, { name: string; procedure: ProcedureId; form: string }>;
export type RequestKind = keyof typeof REQUEST_KINDS;

const ACT_SHAPES = {
  /** A household's request, in a monthly review. The commune's machine puts the household on the village's list. */
  requested: v.object({
    day: day('ngày nhận giấy đề nghị'),
    ask: v.picklist(Object.keys(REQUEST_KINDS) as [RequestKind, ...RequestKind[]], 'Hãy chọn đề nghị gì.'),
    from: words('người nộp giấy', 120),
    head: words('họ và tên chủ hộ', 120),
    text: words('lý do đề nghị', 2_000),
    /** How many criteria of Phiếu A the household meets. */
    formA: v.optional(count('số tiêu chí Phiếu A')),
    /** Why it is reviewed although Phiếu A says otherwise. */
    why: maybeWords(500),
    /** Its row: of a known household, or as the commune's machine names a new one. */
    household: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
    /** The note of a visitor of the yearly posting that it was, if any: 'ROOM NOTE'. */
    note: v.optional(v.string()),
    /** Whether it came onto the list; the commune's machine writes it. */
    listed: v.optional(v.picklist(['yes', 'no']), 'no'),
  }),
  /** A request is refused in writing, with the reason. */
  refused: v.object({
    of: v.string(),
    day: day('ngày trả lời'),
    number: maybeWords(60),
    text: words('lý do không công nhận', 2_000),
  }),
  /** The household takes its request back. */
  retracted: v.object({ of: v.string(), day: day('ngày rút giấy'), text: words('lý do rút giấy') }),
  /** The list is reviewed: it is locked. `none` says why a village without households has nobody to review. */
  reviewed: v.object({ none: v.optional(words('lý do thôn không có hộ nào')) }),
  /** The level above has checked samples of the list before the meeting. */
  checked: v.object({ day: day('ngày kiểm tra'), outcome: v.picklist(['agreed', 'again']), text: maybeWords() }),
  /**
   * The meeting; `agreeing` of those attending agree with the list. The commune's machine adds what the plan asked for on that day: the
   * share that must agree, from which step all is done again when fewer do, and who had to attend.
   */
  met: v.object({
    day: day('ngày họp'),
    place: words('nơi họp', 200),
    chair: words('người chủ trì', 120),
    secretary: words('thư ký', 120),
    ...attending,
    agreeing: count('số người đồng ý'),
    share: v.optional(v.pipe(v.number(), v.minValue(50), v.maxValue(100))),
    below: v.optional(v.picklist(STEP_IDS)),
    quorumPeople: QuorumShape.entries.people,
    quorumShare: QuorumShape.entries.share,
    /** Keys of ATTENDING with spaces between them. */
    quorumKinds: v.optional(v.string()),
    /** What was said, also about single households. */
    text: maybeLines(20_000),
  }),
  /** A meeting decides otherwise than the list computes, for one household. */
  decided: v.object({ household, result: v.picklist(['poor', 'near', 'none']), text: words('lý do', 2_000) }),
  posted: v.object({ from: day('ngày bắt đầu niêm yết'), places: words('nơi niêm yết') }),
  complaint: v.object({
    household,
    day: day('ngày nhận'),
    from: words('người phản ánh', 120),
    text: words('nội dung phản ánh', 2_000),
    /** The visitor's note that it was, if any (visitor-notes.ts). */
    note: v.optional(v.string()),
  }),
  /** A visitor's note, `of`, that is no complaint: answered in another way, or registered as a request in a monthly review. */
  dismissed: v.object({ of: v.string(), text: words('lý do') }),
  /** The answer to a complaint after the re-review. 'changed': the household's result is another now, so it is posted again. */
  answered: v.object({
    of: v.string(),
    day: day('ngày có kết quả'),
    outcome: v.picklist(['changed', 'kept']),
    text: words('kết quả phúc tra', 2_000),
  }),
  /** One cell of a locked list is put right, after a re-review or because of a slip; its household goes before the meeting again. */
  corrected: v.object({
    household,
    /** The row of a member of that household; '' for the household's own. */
    member: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
    field: v.pipe(v.string('Hãy chọn cột.'), v.maxLength(60)),
    value: v.optional(Value, null),
    /** What stood there, as the person saw it. */
    before: v.optional(Value, null),
    text: words('lý do'),
  }),
  sent: v.object({ day: day('ngày gửi'), to: words('nơi nhận', 200), number: maybeWords(60) }),
  /** What the level above says about one household of the list sent to it, `of`. */
  remark: v.object({ of: v.string(), household, text: words('nội dung góp ý', 2_000) }),
  /** The commune's answer to a remark. */
  replied: v.object({ of: v.string(), text: words('nội dung trả lời', 2_000) }),
  /** `of`: the sending that it answers; older ones do not say. */
  opinion: v.object({
    of: v.optional(v.string(), ''),
    day: day('ngày có ý kiến'),
    outcome: v.picklist(['agreed', 'again']),
    number: maybeWords(60),
    text: maybeWords(),
  }),
  recognised: v.object({ day: day('ngày quyết định'), number: words('số quyết định', 60), signer: words('người ký', 120) }),
  /** Certificates with running numbers from `first`, one a line of `households` (certificates.ts). */
  issued: v.object({
    day: day('ngày cấp'),
    signer: words('người ký', 120),
    first: v.pipe(
      v.number('Hãy ghi số giấy đầu tiên.'),
      v.integer('Số giấy phải là số nguyên.'),
      v.minValue(1, 'Số giấy bắt đầu từ 1.'),
      v.maxValue(900_000, 'Số giấy quá lớn.'),
    ),
    cause: v.picklist(Object.keys(ISSUE_CAUSES) as IssueCause[], 'Hãy chọn lý do cấp.'),
    households: v.pipe(
      v.string('Hãy chọn hộ.'),
      v.maxLength(100_000),
      v.check((text) => issuedLines(text) !== null, 'Hãy chọn hộ.'),
    ),
    text: maybeWords(500),
  }),
  withdrawn: v.object({
    day: day('ngày thu hồi'),
    cause: v.picklist(Object.keys(WITHDRAWAL_CAUSES) as WithdrawalCause[], 'Hãy chọn lý do thu hồi.'),
    /** Ids of certificates, one a line. */
    certificates: v.pipe(
      v.string('Hãy chọn giấy.'),
      v.maxLength(100_000),
      v.check((text) => text.split('\n').every(isCertificate), 'Hãy chọn giấy.'),
    ),
    text: words('lý do'),
  }),
  /** A paper was made (văn bản): with its number in the office's book, where it has one. */
  paper: PaperShape,
  /** Takes back an act. */
  undone: v.object({ of: v.string(), text: words('lý do') }),
} as const;

export type ActKind = keyof typeof ACT_SHAPES;
export type ActData<K extends ActKind = ActKind> = v.InferOutput<(typeof ACT_SHAPES)[K]>;

interface ActRow {
  /** In the history and on the page: 'Họp dân'. */
  name: string;
  /** The right it needs. */
  right: Action;
}

export const ACTS: Readonly<Record<ActKind, ActRow>> = {
  requested: { name: 'Nhận giấy đề nghị', right: 'monthly' },
  refused: { name: 'Trả lời không công nhận', right: 'monthly' },
  retracted: { name: 'Hộ rút giấy đề nghị', right: 'monthly' },
  reviewed: { name: 'Chốt rà soát', right: 'steps' },
  checked: { name: 'Kiểm tra trước khi họp', right: 'steps' },
  met: { name: 'Họp dân', right: 'steps' },
  decided: { name: 'Họp dân kết luận khác', right: 'steps' },
  posted: { name: 'Niêm yết', right: 'steps' },
  complaint: { name: 'Nhận phản ánh, khiếu nại', right: 'steps' },
  dismissed: { name: 'Xử lý ý kiến gửi từ trang niêm yết', right: 'steps' },
  answered: { name: 'Trả lời phản ánh, khiếu nại', right: 'steps' },
  corrected: { name: 'Sửa sau khi chốt', right: 'steps' },
  sent: { name: 'Gửi xin ý kiến', right: 'steps' },
  remark: { name: 'Góp ý của cấp trên', right: 'opinion' },
  replied: { name: 'Trả lời góp ý', right: 'steps' },
  opinion: { name: 'Ý kiến cấp trên', right: 'opinion' },
  recognised: { name: 'Quyết định công nhận', right: 'recognise' },
  issued: { name: 'Cấp giấy chứng nhận', right: 'certificates' },
  withdrawn: { name: 'Thu hồi giấy chứng nhận', right: 'certificates' },
  // Whoever records a step makes the papers of that step: a paper says what the list and the acts say.
  paper: { name: 'Lập văn bản', right: 'steps' },
  // And the right to the act that it takes back (act-right.ts).
  undone: { name: 'Hủy bước đã ghi', right: 'steps' },
};

/** The level above opens the list that was sent to it, and its own acts about that list. */
export const isOfUpper = (kind: ActKind): boolean => kind === 'sent' || ACTS[kind].right === 'opinion';

export const ACT_RIGHTS: readonly Action[] = [...new Set(Object.values(ACTS).map(({ right }) => right))];

export const ACT_KINDS = Object.keys(ACT_SHAPES) as [ActKind, ...ActKind[]];

/** One act as it stands in the commune's room. */
export type Act = {
  [K in ActKind]: {
    /** Its row; later acts have later names. */
    id: string;
    kind: K;
    /** '' for a paper about the whole commune. */
    village: string;
    /** Name of the person who did it, and when (seconds since 2020). */
    by: string;
    at: number;
    /** Their role then; '' where an older version did not record it. */
    role: Role | '';
    /** SHA-256 of the village's list as it was then, or of all lists of the commune: proof of what the act was about. */
    hash: string;
    data: ActData<K>;
  };
}[ActKind];
export type ActOf<K extends ActKind> = Extract<Act, { kind: K }>;

/** What a page asks the commune's machine to record. */
export const ActShape = v.variant('kind', [
  v.object({ kind: v.literal('requested'), data: ACT_SHAPES.requested }),
  v.object({ kind: v.literal('refused'), data: ACT_SHAPES.refused }),
  v.object({ kind: v.literal('retracted'), data: ACT_SHAPES.retracted }),
  v.object({ kind: v.literal('reviewed'), data: ACT_SHAPES.reviewed }),
  v.object({ kind: v.literal('checked'), data: ACT_SHAPES.checked }),
  v.object({ kind: v.literal('met'), data: ACT_SHAPES.met }),
  v.object({ kind: v.literal('decided'), data: ACT_SHAPES.decided }),
  v.object({ kind: v.literal('posted'), data: ACT_SHAPES.posted }),
  v.object({ kind: v.literal('complaint'), data: ACT_SHAPES.complaint }),
  v.object({ kind: v.literal('dismissed'), data: ACT_SHAPES.dismissed }),
  v.object({ kind: v.literal('answered'), data: ACT_SHAPES.answered }),
  v.object({ kind: v.literal('corrected'), data: ACT_SHAPES.corrected }),
  v.object({ kind: v.literal('sent'), data: ACT_SHAPES.sent }),
  v.object({ kind: v.literal('remark'), data: ACT_SHAPES.remark }),
  v.object({ kind: v.literal('replied'), data: ACT_SHAPES.replied }),
  v.object({ kind: v.literal('opinion'), data: ACT_SHAPES.opinion }),
  v.object({ kind: v.literal('recognised'), data: ACT_SHAPES.recognised }),
  v.object({ kind: v.literal('issued'), data: ACT_SHAPES.issued }),
  v.object({ kind: v.literal('withdrawn'), data: ACT_SHAPES.withdrawn }),
  v.object({ kind: v.literal('paper'), data: ACT_SHAPES.paper }),
  v.object({ kind: v.literal('undone'), data: ACT_SHAPES.undone }),
]);
export type WantedAct = v.InferOutput<typeof ActShape>;

/** An act as another machine gives it. */
export const RecordedShape = v.pipe(
  v.intersect([ActShape, v.object({ id: v.string(), village: v.string(), by: v.string(), at: v.number(), hash: v.string() })]),
  v.transform((act) => act as Act),
);

/** Whether it is about one household's request; such acts stand beside the steps of the village. */
export const isOfRequest = (act: Act): act is ActOf<'requested' | 'refused' | 'retracted'> =>
  act.kind === 'requested' || act.kind === 'refused' || act.kind === 'retracted';

export { ATTENDING } from '../review/quorum.ts';

/** Number of people at a meeting. */
export const attendingAt = (data: Pick<ActData<'met'>, Attending>): number => ATTENDING.reduce((sum, { key }) => sum + data[key], 0);
