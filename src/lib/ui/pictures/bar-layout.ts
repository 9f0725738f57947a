/** Where the lines of a bar picture stand. */
import { scaleLinear } from 'd3-scale';
import { placeLegend } from './legend-layout.ts';
import { UNKNOWN, valueText, type Bar, type BarPicture } from './picture.ts';
import { textLines, textWidth } from './text-lines.ts';

export const SIZE = 13;
export const LINE = 16;
const LEAST = 26;
const TICKS = 18;
/** Where they are closer, their words run into each other. */
const TICK_WIDTH = 48;

export interface Share {
  /** Of the series. */
  index: number;
  value: number;
  x: number;
  width: number;
}

export interface BarRow {
  bar: Bar;
  lines: readonly string[];
  /** Middle of the row. */
  y: number;
  shares: readonly Share[];
  figures: string;
  /** Where its mark stands. */
  mark: number | null;
  /** Where its figures begin. */
  end: number;
}

export interface BarLayout {
  /** Where the bars begin. */
  x: number;
  /** Lower edge of the legend and of the ticks' words. */
  top: number;
  ticks: readonly { x: number; text: string }[];
  rows: readonly BarRow[];
  height: number;
}

export const legendOf = ({ series, mark }: { series: readonly string[]; mark?: string | undefined }): string[] => [
  ...series,
  ...(mark === undefined ? [] : [mark]),
];

export function layoutBars({ bars, series, mark: marks, unit }: BarPicture, width: number): BarLayout {
  const figuresOf = ({ values, mark }: Bar): string => {
    if (values.every((value) => value === null)) return UNKNOWN;
    const all = marks === undefined || mark === undefined || mark === null ? values : [...values, mark];
    return all.map((value) => valueText(value, unit)).join(' | ');
  };
  const sumOf = ({ values }: Bar): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const widest = (texts: string[]): number => Math.max(0, ...texts.map((text) => textWidth(text, SIZE)));

  // The name of the sum is bold.
  const x = Math.min(widest(bars.map(({ name, isTotal }) => (isTotal ? `${name}M` : name))) + 12, width * 0.42);
  const span = Math.max(40, width - x - widest(bars.map(figuresOf)) - 8);
  const scale = scaleLinear()
    .domain([0, Math.max(...bars.map(sumOf), ...bars.map(({ mark }) => mark ?? 0), unit === '%' ? 1 : 4)])
    .range([0, span]);
  const top = placeLegend(legendOf({ series, mark: marks }), width).height + TICKS;
  let y = top;
  const rows = bars.map((bar): BarRow => {
    const lines = textLines(bar.name, x - 8, SIZE, 3);
    const tall = Math.max(LEAST, lines.length * LINE + 8);
    let before = 0;
    const shares = bar.values.flatMap((value, index): Share[] => {
      // An increase where a reduction is drawn: only its figure says so.
      if (!value || value < 0) return [];
      const share = { index, value, x: x + scale(before), width: Math.max(1, scale(value)) };
      before += value;
      return [share];
    });
    const mark = typeof bar.mark === 'number' ? x + scale(bar.mark) : null;
    const row = { bar, lines, y: y + tall / 2, shares, mark, figures: figuresOf(bar), end: Math.max(x + scale(before), mark ?? 0) + 6 };
    y += tall + (bar.isTotal ? 8 : 0);
    return row;
  });
  const ticks = scale
    .ticks(Math.max(2, Math.min(3, Math.floor(span / TICK_WIDTH))))
    .filter((tick) => unit === '%' || Number.isInteger(tick));
  return {
    x,
    top,
    ticks: ticks.map((tick) => ({ x: x + scale(tick), text: `${tick.toLocaleString('vi')}${unit === '%' ? '\u00a0%' : ''}` })),
    rows,
    height: y + 2,
  };
}
