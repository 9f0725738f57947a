/** What a person fills in for each act: the fields of its form, in order. The checks are those of the act's shape (process/acts.ts). */
import { ATTENDING, type ActKind } from '$lib/process/acts.ts';
import type { MeetingCounts } from '$lib/process/meeting-needs.ts';

export interface ActField {
  key: string;
  label: string;
  kind: 'day' | 'count' | 'text' | 'long' | 'choice' | 'household';
  choices?: readonly { value: string; label: string }[];
  /** What it begins with. */
  value?: string;
  /** May stay empty. */
  optional?: true;
  hint?: string;
}

const text: ActField = { key: 'text', label: 'Nội dung', kind: 'long', optional: true };

export const ACT_FIELDS: Readonly<
  Record<Exclude<ActKind, 'undone' | 'corrected' | 'issued' | 'withdrawn' | 'requested' | 'paper'>, readonly ActField[]>
> = {
  refused: [
    { key: 'day', label: 'Ngày trả lời', kind: 'day' },
    { key: 'number', label: 'Số văn bản', kind: 'text', optional: true },
    { key: 'text', label: 'Lý do không công nhận', kind: 'long' },
  ],
  retracted: [
    { key: 'day', label: 'Ngày rút giấy', kind: 'day' },
    { key: 'text', label: 'Lý do rút giấy', kind: 'long' },
  ],
  reviewed: [],
  checked: [
    { key: 'day', label: 'Ngày kiểm tra', kind: 'day' },
    {
      key: 'outcome',
      label: 'Kết quả',
      kind: 'choice',
      choices: [
        { value: 'agreed', label: 'Thống nhất, đưa ra họp dân' },
        { value: 'again', label: 'Rà soát lại' },
      ],
    },
    text,
  ],
  met: [
    { key: 'day', label: 'Ngày họp', kind: 'day' },
    { key: 'place', label: 'Nơi họp', kind: 'text' },
    { key: 'chair', label: 'Người chủ trì', kind: 'text' },
    { key: 'secretary', label: 'Thư ký', kind: 'text' },
    ...ATTENDING.map(({ key, label }): ActField => ({ key, label, kind: 'count' })),
    {
      key: 'agreeing',
      label: 'Số người đồng ý với kết quả',
      kind: 'count',
    },
    { ...text, label: 'Ý kiến tại cuộc họp' },
  ],
  decided: [
    { key: 'household', label: 'Hộ', kind: 'household' },
    {
      key: 'result',
      label: 'Cuộc họp kết luận',
      kind: 'choice',
      choices: [
        { value: 'poor', label: 'Hộ nghèo' },
        { value: 'near', label: 'Hộ cận nghèo' },
        { value: 'none', label: 'Không nghèo' },
      ],
    },
    { key: 'text', label: 'Lý do', kind: 'long' },
  ],
  posted: [
    { key: 'from', label: 'Niêm yết từ ngày', kind: 'day' },
    { key: 'places', label: 'Nơi niêm yết', kind: 'text', hint: 'Ví dụ: nhà văn hóa thôn, trụ sở UBND xã, loa truyền thanh.' },
  ],
  complaint: [
    { key: 'household', label: 'Về hộ', kind: 'household' },
    { key: 'day', label: 'Ngày nhận', kind: 'day' },
    { key: 'from', label: 'Người phản ánh', kind: 'text' },
    { key: 'text', label: 'Nội dung', kind: 'long' },
  ],
  dismissed: [
    {
      key: 'text',
      label: 'Lý do',
      kind: 'long',
      hint: 'Ví dụ: đã giải thích qua điện thoại; hướng dẫn hộ nộp giấy đề nghị; không rõ người gửi.',
    },
  ],
  answered: [
    { key: 'day', label: 'Ngày có kết quả phúc tra', kind: 'day' },
    {
      key: 'outcome',
      label: 'Kết quả của hộ',
      kind: 'choice',
      choices: [
        { value: 'kept', label: 'Giữ nguyên' },
        { value: 'changed', label: 'Thay đổi, niêm yết lại' },
      ],
    },
    { key: 'text', label: 'Trả lời', kind: 'long' },
  ],
  sent: [
    { key: 'day', label: 'Ngày gửi', kind: 'day' },
    { key: 'to', label: 'Nơi nhận', kind: 'text' },
    { key: 'number', label: 'Số văn bản', kind: 'text', optional: true },
  ],
  remark: [
    { key: 'household', label: 'Về hộ', kind: 'household' },
    { key: 'text', label: 'Nội dung góp ý', kind: 'long' },
  ],
  replied: [{ key: 'text', label: 'Trả lời', kind: 'long' }],
  opinion: [
    { key: 'day', label: 'Ngày có ý kiến', kind: 'day' },
    {
      key: 'outcome',
      label: 'Ý kiến',
      kind: 'choice',
      choices: [
        { value: 'agreed', label: 'Thống nhất' },
        { value: 'again', label: 'Rà soát lại' },
      ],
    },
    { key: 'number', label: 'Số văn bản', kind: 'text', optional: true },
    text,
  ],
  recognised: [
    { key: 'day', label: 'Ngày quyết định', kind: 'day' },
    { key: 'number', label: 'Số quyết định', kind: 'text' },
    { key: 'signer', label: 'Người ký', kind: 'text' },
  ],
};

/** For closing the review of a village in which nobody is to be reviewed. */
export const NOBODY_FIELDS: readonly ActField[] = [
  {
    key: 'none',
    label: 'Vì sao thôn không có hộ nào phải rà soát',
    kind: 'long',
    hint: 'Ví dụ: thôn không có hộ nghèo, hộ cận nghèo, và không hộ nào có giấy đề nghị.',
  },
];

/** What a form holds while it is filled in: empty fields are ''. */
export type ActDraft = Record<string, string>;

export const emptyDraft = (fields: readonly ActField[], today: string): ActDraft =>
  Object.fromEntries(
    fields.map(({ key, kind, choices, value }) => [
      key,
      value !== undefined ? value : kind === 'day' ? today : kind === 'choice' ? (choices?.[0]?.value ?? '') : '',
    ]),
  );

/** As the act's shape wants it; an empty count of people is none. */
export const dataOf = (fields: readonly ActField[], draft: ActDraft): Record<string, string | number> =>
  Object.fromEntries(
    fields.flatMap(({ key, kind, optional }): [string, string | number][] => {
      const value = (draft[key] ?? '').trim();
      if (kind === 'count') return [[key, value === '' ? (key === 'agreeing' ? NaN : 0) : Number(value)]];
      return value === '' && optional ? [] : [[key, value]];
    }),
  );

/** The counts of a meeting's form, as far as they are filled in. */
export const meetingCounts = (data: Readonly<Record<string, string | number>>): MeetingCounts =>
  Object.fromEntries(['agreeing' as const, ...ATTENDING.map(({ key }) => key)].map((key) => [key, Number(data[key])])) as MeetingCounts;
