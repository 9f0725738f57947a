/** Rates of poor and near-poor households on the map, as far as units have an outline or a point there: Mẫu 7.1. */
import type { FigureValue } from '$lib/forms/blank.ts';
import { rateOf, type FilledRow } from '$lib/forms/fill.ts';
import { NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { groupBy } from '$lib/review/group-by.ts';
import type { Shape } from '$lib/shapes/shape.ts';
import { FormFigures, type FilledForms } from './form-figures.ts';
import { valueText, type MapPicture, type MapUnit } from './picture.ts';
import { POOR_NEAR } from './rates.ts';

/** What the map shows; the first unless somebody chooses another. */
export const MEASURES = [
  { id: 'ngheo', name: POOR, columns: [POOR_NEAR.poor] },
  { id: 'can-ngheo', name: NEAR_POOR, columns: [POOR_NEAR.near] },
  { id: 'ca-hai', name: `${POOR} và ${NEAR_POOR.toLowerCase()}`, columns: [POOR_NEAR.poor, POOR_NEAR.near] },
] as const;
export type MeasureId = (typeof MEASURES)[number]['id'];

export const STEPS = 5;
/** Round widths of a step: the largest rate is a hundred. */
const WIDTHS = [0.2, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20];

/** Which unit a row of the form is: a commune that is urban and rural has two rows and one place on the map. */
export interface MapPlace {
  key: string;
  name: string;
  shape: Shape | null;
}

/** @returns null while no unit has a shape. */
export function mapPicture(
  filled: FilledForms,
  whole: string,
  placeOf: (row: FilledRow, index: number) => MapPlace,
  measureId: MeasureId = MEASURES[0].id,
): MapPicture | null {
  const { name, columns } = MEASURES.find(({ id }) => id === measureId) ?? MEASURES[0];
  const form = new FormFigures(filled, '7.1');
  const rows = form.units.map((row, index) => ({ row, place: placeOf(row, index) }));
  const units = [...groupBy(rows, ({ place }) => place.key).values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const sum = (column: string): FigureValue => added(same.map(({ row }) => form.at(row, column)));
    const [households, counted] = [sum(POOR_NEAR.households), added(columns.map(sum))];
    return [{ ...first.place, households, counted, value: households === null || counted === null ? null : rateOf(counted, households) }];
  });
  const drawn = units.flatMap((unit) => (unit.shape ? [{ ...unit, shape: unit.shape }] : []));
  if (drawn.length === 0) return null;
  const width = stepWidth(Math.max(...drawn.map(({ value }) => value ?? 0)));
  const steps = Array.from({ length: STEPS }, (_, step) => stepText(step, width));
  const stepOf = (value: FigureValue): number | null => (value === null ? null : Math.min(STEPS - 1, Math.floor(value / width)));
  const without = units.filter(({ shape }) => !shape);
  const ordered = [...units].sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  const onMap = ordered.filter(({ shape, value }) => shape && value !== null);
  const said = ({ name: unit, value }: (typeof units)[number]): string => `${unit}, ${valueText(value, '%')} %`;
  const [highest, lowest] = [onMap[0], onMap.at(-1)];
  return {
    kind: 'map',
    id: 'ban-do',
    title: `Bản đồ tỷ lệ ${name.toLowerCase()}`,
    unit: '%',
    source: 'Mẫu 7.1',
    sentence:
      `${whole}: ${drawn.length} đơn vị trên bản đồ.` +
      (highest && lowest && highest.value !== lowest.value
        ? ` Tỷ lệ ${name.toLowerCase()} cao nhất trên bản đồ: ${said(highest)}; thấp nhất: ${said(lowest)}.`
        : '') +
      (without.length > 0 ? ` Chưa có hình trên bản đồ: ${without.map(said).join('; ')}.` : ''),
    steps,
    units: drawn.map(({ name: unit, shape, value }): MapUnit => ({ name: unit, shape, value, step: stepOf(value) })),
    table: {
      columns: ['Đơn vị', 'Tổng số hộ', name, 'Tỷ lệ %', 'Mức trên bản đồ'],
      wordsFrom: 4,
      rows: ordered.map(({ name: unit, shape, households, counted, value }) => [
        unit,
        valueText(households, 'hộ'),
        valueText(counted, 'hộ'),
        valueText(value, '%'),
        shape ? (steps[stepOf(value) ?? -1] ?? '') : 'chưa có hình',
      ]),
    },
  };
}

const added = (values: readonly FigureValue[]): FigureValue =>
  values.reduce<FigureValue>((sum, value) => (sum === null || value === null ? null : sum + value), 0);

/** So that five steps from 0 hold the highest rate. */
export const stepWidth = (highest: number): number => WIDTHS.find((width) => width * STEPS >= highest) ?? 20;

/** 'dưới 2 %', '2 đến dưới 4 %', '8 đến 10 %' */
function stepText(step: number, width: number): string {
  const at = (edge: number): string => (edge * width).toLocaleString('vi', { maximumFractionDigits: 1 });
  if (step === 0) return `dưới ${at(1)} %`;
  return `${at(step)} đến ${step === STEPS - 1 ? '' : 'dưới '}${at(step + 1)} %`;
}
