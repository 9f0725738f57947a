/** Where the units of a map stand, and which of their names and rates find room in or beside them. */
import { frameOf, pathOf, pointsOf, type Box } from '$lib/shapes/frame.ts';
import { doubleArea, mainRing } from '$lib/shapes/shape.ts';
import { placeLegend } from './legend-layout.ts';
import { valueText, type MapPicture, type MapUnit } from './picture.ts';
import { textLines, textWidth } from './text-lines.ts';

export const SIZE = 12;
export const LINE = 14;
export const RADIUS = 8;
/** Around the map, for points on its edge and words beside them. */
const MARGIN = 14;
const TALLEST = 540;

export interface MapLabel {
  lines: readonly string[];
  /** Middle of the words; beside a point their beginning or end. */
  x: number;
  /** Middle of the first line. */
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

export interface PlacedUnit {
  unit: MapUnit;
  /** '' for points. */
  path: string;
  points: readonly (readonly [x: number, y: number])[];
  label: MapLabel | null;
}

export interface MapLayout {
  /** Large ones first, so that an enclave is seen; points last. */
  units: readonly PlacedUnit[];
  height: number;
}

export function layoutMap({ units, steps }: Pick<MapPicture, 'units' | 'steps'>, width: number): MapLayout {
  const top = placeLegend(steps, width).height + MARGIN;
  const frame = frameOf(
    units.map(({ shape }) => shape),
    { x: MARGIN, y: top, width: width - 2 * MARGIN, height: Math.min(TALLEST, width) },
  );
  const sizeOf = ({ shape }: MapUnit): number => doubleArea(mainRing(shape));
  const taken: Box[] = [];
  const placed = [...units]
    .sort((a, b) => sizeOf(b) - sizeOf(a))
    .map((unit): PlacedUnit => ({ unit, path: pathOf(unit.shape, frame), points: pointsOf(unit.shape, frame), label: null }));
  for (const { points } of placed)
    for (const [x, y] of points) taken.push({ x: x - RADIUS, y: y - RADIUS, width: 2 * RADIUS, height: 2 * RADIUS });
  const labelled = placed.map((one): PlacedUnit => {
    const ring = mainRing(one.unit.shape).map(frame.place);
    const wanted = ring.length === 1 ? besidePoint(one.unit, ring[0] ?? [0, 0], width) : insideRing(one.unit, ring);
    const free = wanted.find((label) => !taken.some((box) => overlaps(boxOf(label), box)));
    if (free) taken.push(boxOf(free));
    return { ...one, label: free ?? null };
  });
  return { units: labelled, height: top + frame.height + MARGIN };
}

type Point = readonly [x: number, y: number];

const rateText = ({ value }: MapUnit): string => (value === null ? valueText(value, '%') : `${valueText(value, '%')}\u00a0%`);

/** The same words from the most to the least: all of them, the name in two lines, the rate alone. */
const wordings = (unit: MapUnit): string[][] => {
  const half = textLines(unit.name, textWidth(unit.name, SIZE) * 0.6, SIZE);
  return [[unit.name, rateText(unit)], ...(half.length === 2 ? [[...half, rateText(unit)]] : []), [rateText(unit)]];
};

/** Heights at which a label may stand, in parts of the outline's height: the middle first. */
const HEIGHTS = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

function insideRing(unit: MapUnit, ring: readonly Point[]): MapLabel[] {
  const ys = ring.map(([, y]) => y);
  const [from, to] = [Math.min(...ys), Math.max(...ys)];
  return wordings(unit).flatMap((lines) => {
    const [wide, tall] = [widthOf(lines), lines.length * LINE];
    return HEIGHTS.flatMap((part): MapLabel[] => {
      const middle = from + (to - from) * part;
      const span = common([middle - tall / 2, middle, middle + tall / 2].map((y) => widest(ring, y)));
      return span && span[1] - span[0] >= wide
        ? [{ lines, x: (span[0] + span[1]) / 2, y: middle - tall / 2 + LINE / 2, anchor: 'middle' }]
        : [];
    });
  });
}

/** The widest part of a height that is inside. */
function widest(ring: readonly Point[], y: number): Point | null {
  const crossings = ring
    .flatMap(([x0, y0], at) => {
      const [x1, y1] = ring[(at + 1) % ring.length] ?? [x0, y0];
      return y0 > y !== y1 > y ? [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)] : [];
    })
    .sort((a, b) => a - b);
  let best: Point | null = null;
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [left = 0, right = 0] = crossings.slice(at, at + 2);
    if (!best || right - left > best[1] - best[0]) best = [left, right];
  }
  return best;
}

const common = (spans: readonly (Point | null)[]): Point | null =>
  spans.reduce((all, span) => (all && span ? [Math.max(all[0], span[0]), Math.min(all[1], span[1])] : null));

function besidePoint(unit: MapUnit, [x, y]: Point, width: number): MapLabel[] {
  return wordings(unit).flatMap((lines): MapLabel[] => {
    const [first, wide] = [y - ((lines.length - 1) * LINE) / 2, widthOf(lines)];
    const away = RADIUS + 4;
    return [
      ...(x + away + wide <= width ? [{ lines, x: x + away, y: first, anchor: 'start' as const }] : []),
      ...(x - away - wide >= 0 ? [{ lines, x: x - away, y: first, anchor: 'end' as const }] : []),
    ];
  });
}

const widthOf = (lines: readonly string[]): number => Math.max(...lines.map((line) => textWidth(line, SIZE)));

function boxOf({ lines, x, y, anchor }: MapLabel): Box {
  const width = widthOf(lines);
  return { x: anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2, y: y - LINE / 2, width, height: lines.length * LINE };
}

const overlaps = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
