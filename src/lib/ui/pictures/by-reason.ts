/** What poor and near-poor households lack (Mẫu 7.4, 7.6), and why they are poor (Mẫu 7.10): the most frequent first. */
import type { FigureValue } from '$lib/forms/blank.ts';
import { CAUSES, NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { FormFigures, type FilledForms } from './form-figures.ts';
import { valueText, type Bar, type BarPicture } from './picture.ts';

export const DEPRIVATION_FORMS = ['7.4', '7.6'] as const;
export const CAUSE_FORMS = ['7.10'] as const;

interface Reason {
  name: string;
  poor: FigureValue;
  near: FigureValue;
}

export function deprivationsPicture(filled: FilledForms): BarPicture {
  const [poor, near] = DEPRIVATION_FORMS.map((id) => new FormFigures(filled, id)) as [FormFigures, FormFigures];
  // Columns 1 and 2 are the households and the sum of deprivations.
  const reasons = poor.headings.slice(2).map(({ number, text }) => ({ name: text, poor: poor.sum(number), near: near.sum(number) }));
  return reasonsPicture(reasons, {
    id: 'thieu-hut',
    title: 'Thiếu hụt dịch vụ xã hội cơ bản',
    source: 'Mẫu 7.4, 7.6',
    most: 'Thiếu hụt nhiều nhất',
    column: 'Chỉ số',
    households: [poor.sum('1'), near.sum('1')],
  });
}

export function causesPicture(filled: FilledForms): BarPicture {
  const form = new FormFigures(filled, '7.10');
  // One block for each class: its households, then the causes.
  const near = CAUSES.length + 1;
  const sumAt = (index: number): FigureValue => form.sum(form.headings[index]?.number ?? '');
  const reasons = CAUSES.map(([, name], index) => ({ name, poor: sumAt(index + 1), near: sumAt(near + index + 1) }));
  return reasonsPicture(reasons, {
    id: 'nguyen-nhan',
    title: 'Nguyên nhân nghèo',
    source: 'Mẫu 7.10',
    most: 'Nguyên nhân nhiều hộ có nhất',
    column: 'Nguyên nhân',
    households: [sumAt(0), sumAt(near)],
  });
}

function reasonsPicture(
  reasons: readonly Reason[],
  {
    id,
    title,
    source,
    most,
    column,
    households,
  }: Pick<BarPicture, 'id' | 'title' | 'source'> & {
    most: string;
    column: string;
    households: readonly [FigureValue, FigureValue];
  },
): BarPicture {
  const of = ({ poor, near }: Reason): number => (poor ?? 0) + (near ?? 0);
  const sorted = [...reasons].sort((a, b) => of(b) - of(a));
  const bars = sorted.map(({ name, poor, near }): Bar => ({ name, values: [poor, near] }));
  const first = sorted.filter((reason) => of(reason) > 0).slice(0, 3);
  const [poorHouseholds, nearHouseholds] = households.map((value) => valueText(value, 'hộ'));
  return {
    kind: 'bars',
    id,
    title,
    unit: 'hộ',
    source,
    sentence:
      `Trong ${poorHouseholds} hộ nghèo và ${nearHouseholds} hộ cận nghèo. ` +
      (first.length > 0
        ? `${most}: ${first.map((reason) => `${reason.name}, ${valueText(of(reason), 'hộ')} hộ`).join('; ')}.`
        : 'Chưa có hộ nào được ghi.'),
    series: [POOR, NEAR_POOR],
    bars,
    table: {
      columns: [column, POOR, NEAR_POOR, 'Cộng'],
      rows: sorted.map((reason) => [
        reason.name,
        valueText(reason.poor, 'hộ'),
        valueText(reason.near, 'hộ'),
        valueText(reason.poor === null || reason.near === null ? null : of(reason), 'hộ'),
      ]),
    },
  };
}
