/** The shares of poor and near-poor households of each unit: Mẫu 7.1. */
import type { FigureValue } from '$lib/forms/blank.ts';
import { NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { FormFigures, type FilledForms } from './form-figures.ts';
import { MOST_BARS, valueText, type Bar, type BarPicture } from './picture.ts';

/** Columns of Mẫu 7.1. */
export const POOR_NEAR = { households: '1', poor: '3', poorRate: '4', near: '5', nearRate: '6' } as const;

export const RATE_FORMS = ['7.1'] as const;

export function ratesPicture(filled: FilledForms, whole: string): BarPicture {
  const form = new FormFigures(filled, '7.1');
  const barOf = (row: (typeof form.units)[number], name = row.name): Bar => ({
    name,
    values: [form.at(row, POOR_NEAR.poorRate), form.at(row, POOR_NEAR.nearRate)],
  });
  const height = ({ values }: Bar): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const units = form.units.map((row) => ({ row, bar: barOf(row) })).sort((a, b) => height(b.bar) - height(a.bar));
  const total = { row: form.total, bar: { ...barOf(form.total, whole), isTotal: true as const } };
  const text = (column: string): string => valueText(form.sum(column), 'hộ');
  const rate = (column: string): string => valueText(form.sum(column), '%');
  const byPoor = [...units].sort((a, b) => (b.bar.values[0] ?? 0) - (a.bar.values[0] ?? 0));
  const [highest, lowest] = [byPoor[0]?.bar.values[0] ?? null, byPoor.at(-1)?.bar.values[0] ?? null];
  const atRate = (wanted: FigureValue): string => {
    const same = units.filter(({ bar }) => bar.values[0] === wanted);
    return `${same.length > 1 ? `${valueText(same.length, 'hộ')} đơn vị` : (same[0]?.bar.name ?? '')}, ${valueText(wanted, '%')} %`;
  };
  return {
    kind: 'bars',
    id: 'ty-le',
    title: 'Tỷ lệ hộ nghèo, hộ cận nghèo',
    unit: '%',
    source: 'Mẫu 7.1',
    sentence:
      `${whole}: hộ nghèo ${text(POOR_NEAR.poor)} trên ${text(POOR_NEAR.households)} hộ, bằng ${rate(POOR_NEAR.poorRate)} %; ` +
      `hộ cận nghèo ${text(POOR_NEAR.near)} hộ, bằng ${rate(POOR_NEAR.nearRate)} %.` +
      (highest !== null && lowest !== null && highest !== lowest
        ? ` Tỷ lệ hộ nghèo cao nhất: ${atRate(highest)}; thấp nhất: ${atRate(lowest)}.`
        : '') +
      (units.length > MOST_BARS ? ` Hình có ${MOST_BARS} đơn vị có tỷ lệ cao nhất; bảng có đủ ${units.length} đơn vị.` : ''),
    series: [POOR, NEAR_POOR],
    bars: [total, ...units.slice(0, MOST_BARS)].map(({ bar }) => bar),
    table: {
      columns: ['Đơn vị', 'Tổng số hộ', POOR, 'Tỷ lệ %', NEAR_POOR, 'Tỷ lệ %'],
      rows: [...units, total].map(({ row, bar }) => [
        bar.name,
        valueText(form.at(row, POOR_NEAR.households), 'hộ'),
        valueText(form.at(row, POOR_NEAR.poor), 'hộ'),
        valueText(form.at(row, POOR_NEAR.poorRate), '%'),
        valueText(form.at(row, POOR_NEAR.near), 'hộ'),
        valueText(form.at(row, POOR_NEAR.nearRate), '%'),
      ]),
    },
  };
}
