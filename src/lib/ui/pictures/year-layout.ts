/** Where the bars of a picture over the years stand: a row for each unit, a column for each year, all by one scale. */
import { scaleLinear } from 'd3-scale';
import { LINE, SIZE, type Share } from './bar-layout.ts';
import { placeLegend } from './legend-layout.ts';
import { valueText, type YearPicture, type YearRow } from './picture.ts';
import { textLines, textWidth } from './text-lines.ts';

const HEAD = 22;
const LEAST = 42;
const GAP = 14;
/** Room for '10,25 | 10,25'. */
const NARROWEST = textWidth('10,25 | 10,25', SIZE);

export interface YearLayout {
  /** Right edge of the names. */
  x: number;
  /** Where each year begins; the earliest are left out where there is no room, and stand in the table. */
  years: readonly { year: number; x: number }[];
  top: number;
  rows: readonly {
    row: YearRow;
    lines: readonly string[];
    /** Middle of the row. */
    y: number;
    cells: readonly { year: number; x: number; figures: string; shares: readonly Share[] }[];
  }[];
  height: number;
}

export function layoutYears({ rows, years, series }: YearPicture, width: number): YearLayout {
  const widest = Math.max(0, ...rows.map(({ name, isTotal }) => textWidth(isTotal ? `${name}M` : name, SIZE)));
  const x = Math.min(widest + 12, width * 0.34);
  const most = Math.max(1, Math.floor((width - x) / (NARROWEST + GAP)));
  const shown = years.map((year, index) => ({ year, index })).slice(-most);
  const column = (width - x) / shown.length;
  const places = shown.map(({ year, index }, at) => ({ year, index, x: x + at * column }));
  const sums = rows.flatMap(({ cells }) => cells.map((cell) => (cell ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0)));
  const scale = scaleLinear()
    .domain([0, Math.max(1, ...sums)])
    .range([0, column - GAP]);
  const top = placeLegend([...series], width).height + HEAD;
  let y = top;
  const placed = rows.map((row) => {
    const lines = textLines(row.name, x - 8, SIZE, 3);
    const tall = Math.max(LEAST, lines.length * LINE + 8);
    const cells = places.map(({ year, index, x: left }) => {
      const values = row.cells[index] ?? null;
      let before = 0;
      const shares = (values ?? []).flatMap((value, at): Share[] => {
        if (!value) return [];
        const share = { index: at, value, x: left + scale(before), width: Math.max(1, scale(value)) };
        before += value;
        return [share];
      });
      return { year, x: left, shares, figures: values === null ? '–' : values.map((value) => valueText(value, '%')).join(' | ') };
    });
    const own = { row, lines, y: y + tall / 2, cells };
    y += tall + (row.isTotal ? 8 : 0);
    return own;
  });
  return { x, years: places.map(({ year, x: left }) => ({ year, x: left })), top, rows: placed, height: y + 2 };
}
