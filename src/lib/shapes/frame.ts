/**
 * Places shapes in a box: north is up, and a kilometre is as long to the east as to the north in the middle of the map. Over a province
 * (two degrees of latitude) that is wrong by less than one part in a hundred at its edge.
 */
import { DEGREE, type Position, type Ring, type Shape } from './shape.ts';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Frame {
  place: (position: Position) => [x: number, y: number];
  /** What the map fills of the height that it may. */
  height: number;
}

/** About a kilometre: a single point is no map of a metre. */
const LEAST = 0.01 * DEGREE;

export function frameOf(shapes: readonly Shape[], { x, y, width, height }: Box): Frame {
  const positions = shapes.flat(2);
  const [xs, ys] = [positions.map(([east]) => east), positions.map(([, north]) => north)];
  const [west, east, south, north] = [least(xs), -least(xs.map((one) => -one)), least(ys), -least(ys.map((one) => -one))];
  const shrink = Math.cos(((south + north) / 2 / DEGREE) * (Math.PI / 180));
  const [wide, tall] = [Math.max(LEAST, (east - west) * shrink), Math.max(LEAST, north - south)];
  const scale = Math.min(width / wide, height / tall);
  const used = tall * scale;
  const [middleX, middleY] = [x + width / 2, y + used / 2];
  return {
    place: ([lon, lat]) => [middleX + (lon - (west + east) / 2) * shrink * scale, middleY - (lat - (south + north) / 2) * scale],
    height: used,
  };
}

const least = (numbers: readonly number[]): number => numbers.reduce((min, one) => Math.min(min, one), Infinity);

const tenth = (number: number): number => Math.round(number * 10) / 10;

/** Of its outlines, to be filled by the rule evenodd; '' for points. */
export const pathOf = (shape: Shape, { place }: Frame): string =>
  shape
    .filter((ring) => ring.length >= 3)
    .map((ring: Ring) => `M${ring.map((position) => place(position).map(tenth).join(' ')).join('L')}Z`)
    .join('');

/** Where its points stand. */
export const pointsOf = (shape: Shape, { place }: Frame): [x: number, y: number][] =>
  shape.flatMap((ring) => (ring.length === 1 ? ring.map(place) : []));
