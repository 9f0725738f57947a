/** The shares of poor and near-poor households of each unit over the years: only years whose figures are known. */
import type { FigureValue } from '$lib/forms/blank.ts';
import type { Filled } from '$lib/forms/identities.ts';
import { NEAR_POOR, POOR } from '$lib/review/columns.ts';
import { FormFigures } from './form-figures.ts';
import { NO_DATA, valueText, type YearPicture, type YearRow } from './picture.ts';

/** This year's rates, and last year's where its households are written. */
export const YEAR_FORMS = ['7.1', 'so-sanh'] as const;
const NOW = ['4', '6'] as const;
const LAST = ['4', '10'] as const;

/** Percent of poor and of near-poor households. */
export type Rates = readonly [poor: FigureValue, near: FigureValue];

/** An earlier year as its round was recognised. */
export interface EarlierYear {
  year: number;
  /** By the village's id. */
  villages: ReadonlyMap<string, Rates>;
  /** null where not every village is recognised. */
  whole: Rates | null;
}

const known = (rates: Rates | null | undefined): Rates | null => (rates?.every((rate) => rate !== null) ? rates : null);

/**
 * @param year of the round.
 * @param idOf of the village with this name.
 * @returns null while only one year is known: there is nothing to compare.
 */
export function yearsPicture(
  filled: Filled,
  earlier: readonly EarlierYear[],
  { year, whole, idOf }: { year: number; whole: string; idOf: (name: string) => string | undefined },
): YearPicture | null {
  const [now, before] = YEAR_FORMS.map((id) => new FormFigures(filled, id)) as [FormFigures, FormFigures];
  const years = [...new Set([...earlier.map((one) => one.year), year - 1, year])].filter((one) => one <= year).sort((a, b) => a - b);
  const of = (at: number, name: string | null): Rates | null => {
    const read = (form: FormFigures, columns: readonly string[]): Rates | null => {
      const row = name === null ? form.total : form.units.find((unit) => unit.name === name);
      return row ? known(columns.map((column) => form.at(row, column)) as unknown as Rates) : null;
    };
    if (at === year) return read(now, NOW);
    const round = earlier.find((one) => one.year === at);
    const recognised = known(name === null ? round?.whole : round?.villages.get(idOf(name) ?? ''));
    // The lists say what households were last year; the comparison has the rates where last year's total is written.
    return recognised ?? (at === year - 1 ? read(before, LAST) : null);
  };
  const names = [null, ...now.units.map(({ name }) => name)];
  const shown = years.filter((at) => names.some((name) => of(at, name) !== null));
  if (shown.length < 2) return null;
  const rows = names.map((name): YearRow => ({
    name: name ?? whole,
    cells: shown.map((at) => of(at, name)),
    ...(name === null && { isTotal: true }),
  }));
  const rate = (cell: YearRow['cells'][number]): string =>
    cell === null ? NO_DATA : cell.map((value) => `${valueText(value, '%')} %`).join(' và ');
  return {
    kind: 'years',
    id: 'cac-nam',
    title: 'Tỷ lệ hộ nghèo, hộ cận nghèo qua các năm',
    unit: '%',
    source: 'Mẫu 7.1 của từng năm, Biểu so sánh',
    sentence: `${whole}, hộ nghèo và hộ cận nghèo: ${shown.map((at, index) => `năm ${at}, ${rate(rows[0]?.cells[index] ?? null)}`).join('; ')}.`,
    years: shown,
    series: [POOR, NEAR_POOR],
    rows,
    table: {
      columns: ['Đơn vị', ...shown.flatMap((at) => [`${POOR} ${at} %`, `${NEAR_POOR} ${at} %`])],
      rows: [...rows.slice(1), ...rows.slice(0, 1)].map(({ name, cells }) => [
        name,
        ...cells.flatMap((cell) => (cell === null ? ['', ''] : cell.map((value) => valueText(value, '%')))),
      ]),
    },
  };
}
