/** The reduction of poor households against the year's target, by unit: Biểu kết quả chỉ tiêu. */
import type { FigureValue } from '$lib/forms/blank.ts';
import { FormFigures, type FilledForms } from './form-figures.ts';
import { MOST_BARS, valueText, type Bar, type BarPicture } from './picture.ts';

export const TARGET_FORMS = ['ket-qua-chi-tieu'] as const;

const COLUMN = { target: '4', plannedRate: '6', rate: '9', reduced: '10', over: '12' } as const;
const NO_TARGET = 'chưa ghi chỉ tiêu';

/** @param over households beyond the target; null without one. */
export const judgement = (over: FigureValue): string =>
  over === null
    ? NO_TARGET
    : over < 0
      ? `chưa đạt, còn ${valueText(-over, 'hộ')} hộ`
      : over > 0
        ? `đạt, vượt ${valueText(over, 'hộ')} hộ`
        : 'đạt';

/** null while no unit has a target: none is made up. */
export function targetsPicture(filled: FilledForms, whole: string): BarPicture | null {
  const form = new FormFigures(filled, TARGET_FORMS[0]);
  const of = (row: (typeof form.units)[number], column: keyof typeof COLUMN): FigureValue => form.at(row, COLUMN[column]);
  const set = form.units.filter((row) => of(row, 'target') !== null);
  if (set.length === 0) return null;
  const barOf = (row: (typeof form.units)[number]): Bar => ({
    name: row.name,
    values: [of(row, 'reduced')],
    mark: of(row, 'target'),
  });
  const total: Bar = { ...barOf(form.total), name: whole, isTotal: true };
  const reached = set.filter((row) => (of(row, 'over') ?? -1) >= 0).length;
  const drawn =
    form.units.length > MOST_BARS ? [...set].sort((a, b) => (of(a, 'over') ?? 0) - (of(b, 'over') ?? 0)).slice(0, MOST_BARS) : form.units;
  const rateText = (value: FigureValue): string => (value === null ? '' : valueText(value, '%'));
  return {
    kind: 'bars',
    id: 'chi-tieu',
    title: 'Giảm hộ nghèo so với chỉ tiêu',
    unit: 'hộ',
    source: 'Biểu kết quả chỉ tiêu',
    sentence:
      `${reached}/${set.length} đơn vị có chỉ tiêu đã đạt.` +
      (total.mark === null
        ? ` ${form.units.length - set.length} đơn vị chưa ghi chỉ tiêu, nên chưa so được số chung.`
        : ` ${whole}: giảm ${valueText(total.values[0] ?? null, 'hộ')} hộ, chỉ tiêu ${valueText(total.mark ?? null, 'hộ')} hộ, ${judgement(of(form.total, 'over'))}.`) +
      (form.units.length > MOST_BARS ? ` Hình có ${MOST_BARS} đơn vị còn xa chỉ tiêu nhất; bảng có đủ ${form.units.length} đơn vị.` : ''),
    series: ['Đã giảm'],
    mark: 'Chỉ tiêu',
    bars: [total, ...drawn.map(barOf)],
    table: {
      columns: ['Đơn vị', 'Chỉ tiêu giảm', 'Đã giảm', 'Kết quả', 'Tỷ lệ theo chỉ tiêu %', 'Tỷ lệ hộ nghèo %'],
      rows: [...form.units, form.total].map((row) => [
        row === form.total ? whole : row.name,
        of(row, 'target') === null ? '' : valueText(of(row, 'target'), 'hộ'),
        valueText(of(row, 'reduced'), 'hộ'),
        judgement(of(row, 'over')),
        rateText(of(row, 'plannedRate')),
        rateText(of(row, 'rate')),
      ]),
    },
  };
}
