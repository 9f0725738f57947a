/** What is filled in for an act about certificates. */
import { ISSUE_CAUSES, WITHDRAWAL_CAUSES } from '$lib/process/acts.ts';
import type { ActField } from '../steps/act-fields.ts';

export const ISSUE_FIELDS = (next: number, signer: string): ActField[] => [
  { key: 'day', label: 'Ngày cấp', kind: 'day' },
  { key: 'first', label: 'Số giấy đầu tiên', kind: 'count', value: String(next), hint: 'Số …/GCN-HN.HCN, đếm lại từ đầu mỗi năm.' },
  { key: 'signer', label: 'Người ký', kind: 'text', value: signer },
];

export const ANEW_FIELDS = (next: number, signer: string): ActField[] => [
  {
    key: 'cause',
    label: 'Vì sao cấp lại',
    kind: 'choice',
    choices: Object.entries(ISSUE_CAUSES).flatMap(([value, label]) => (value === 'first' ? [] : [{ value, label }])),
    value: 'lost',
  },
  ...ISSUE_FIELDS(next, signer).map((field) => (field.key === 'first' ? { ...field, label: 'Số giấy mới' } : field)),
  { key: 'text', label: 'Ghi thêm', kind: 'long', optional: true },
];

export const WITHDRAWAL_FIELDS: readonly ActField[] = [
  { key: 'day', label: 'Ngày thu hồi', kind: 'day' },
  { key: 'text', label: 'Lý do, theo quyết định nào', kind: 'long' },
];

export const ONE_WITHDRAWAL_FIELDS: readonly ActField[] = [
  {
    key: 'cause',
    label: 'Vì sao thu hồi',
    kind: 'choice',
    choices: Object.entries(WITHDRAWAL_CAUSES).map(([value, label]) => ({ value, label })),
    value: 'wrong',
  },
  ...WITHDRAWAL_FIELDS,
];
