/** How the page Bộ quy định says an entry, and which fields a person fills in for it: one row for each part. */
import { DRAFTS } from '$lib/review/drafts.ts';
import { dayText } from '$lib/review/iso-day.ts';
import { EVENTS, PROCEDURES, STEPS, wholeCitation, type Part, type RuleEntry } from '$lib/review/rules.ts';
import { STANDARDS } from '$lib/review/standards.ts';

export const PART_NAMES: Record<Part, string> = {
  standard: 'Chuẩn nghèo',
  procedure: 'Thủ tục hành chính',
  steps: 'Các bước',
  limit: 'Thời hạn',
  opinion: 'Người cho ý kiến',
  lists: 'Danh sách được công nhận',
  forms: 'Mẫu, phiếu và biểu',
  time: 'Thời gian rà soát, báo cáo',
  law: 'Văn bản căn cứ',
};
/** In the order of the page. */
export const PARTS_SHOWN = Object.keys(PART_NAMES) as Part[];

export interface Field {
  key: string;
  label: string;
  /** A number of days, or one of these; otherwise a text. */
  kind?: 'days' | Readonly<Record<string, string>>;
  /** May stay empty. */
  optional?: true;
}
const standards = Object.fromEntries([...STANDARDS, ...DRAFTS].map(({ id, name }) => [id, name]));
const UNITS = { working: 'ngày làm việc', calendar: 'ngày' };

/** `many`: a row of fields for each of several. */
export const FIELDS: Record<Part, { fields: readonly Field[]; many?: true }> = {
  standard: { fields: [{ key: 'standard', label: 'Chuẩn nghèo', kind: standards }] },
  procedure: {
    fields: [
      { key: 'code', label: 'Mã thủ tục' },
      { key: 'name', label: 'Tên thủ tục' },
    ],
  },
  steps: {
    many: true,
    fields: [
      { key: 'step', label: 'Loại bước', kind: STEPS },
      { key: 'name', label: 'Tên bước theo văn bản' },
    ],
  },
  limit: {
    fields: [
      { key: 'days', label: 'Số ngày', kind: 'days' },
      { key: 'unit', label: 'Đếm theo', kind: { working: 'Ngày làm việc', calendar: 'Ngày thường (cả ngày nghỉ)' } },
      { key: 'event', label: 'Tính từ', kind: EVENTS },
    ],
  },
  opinion: { fields: [{ key: 'who', label: 'Người cho ý kiến' }] },
  lists: { many: true, fields: [{ key: 'name', label: 'Danh sách' }] },
  forms: {
    many: true,
    fields: [
      { key: 'number', label: 'Số mẫu' },
      { key: 'title', label: 'Tên mẫu' },
    ],
  },
  time: {
    fields: [
      { key: 'when', label: 'Thời gian' },
      { key: 'from', label: 'Ngày đầu, để tính hạn (01/9; hằng tháng: 15)', optional: true },
      { key: 'to', label: 'Ngày cuối, để tính hạn (14/12)', optional: true },
    ],
  },
  law: {
    fields: [
      { key: 'cited', label: 'Số, ngày, cơ quan ban hành' },
      { key: 'subject', label: 'Tên văn bản (trích yếu)' },
      { key: 'short', label: 'Gọi tắt' },
    ],
  },
};

/** What the entry says, a line each; none while it is unknown. */
export function linesOf(entry: Pick<RuleEntry, 'part' | 'value'>): string[] {
  const { part, value } = entry as RuleEntry;
  if (value === null) return [];
  switch (part) {
    case 'standard':
      return [standards[value.standard] ?? value.standard];
    case 'procedure':
      return [`${value.code}: ${value.name}`];
    case 'steps':
      return value.map(({ name }, index) => `${index + 1}. ${name}`);
    case 'limit':
      return [`${value.days} ${UNITS[value.unit]}, tính từ ${EVENTS[value.event]}`];
    case 'opinion':
      return [value.who];
    case 'lists':
      return [value.map(({ name }) => name).join('; ')];
    case 'forms':
      return value.map(({ number, title }) => `${number}: ${title}`);
    case 'time':
      return [
        value.when,
        ...(value.from ? [`Để tính hạn: từ ngày ${value.from}${value.to ? ` đến ngày ${value.to}` : ' của tháng'}`] : []),
      ];
    case 'law':
      return [wholeCitation(value)];
  }
}

/** A procedure is named for whom it is. */
export const forWhom = ({ part, procedures = [] }: Pick<RuleEntry, 'part' | 'procedures'>): string =>
  part === 'procedure' ? '' : procedures.map((procedure) => PROCEDURES[procedure]).join('; ');

export function datesOf({ from, to }: { from?: string; to?: string }): string {
  const parts = [...(from ? [`từ ${dayText(from)}`] : []), ...(to ? [`đến ${dayText(to)}`] : [])];
  return parts.join(' ');
}
