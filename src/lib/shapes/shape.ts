/**
 * The outline or point of a unit on the map, as it is kept: a short text, because every device of a commune has those of its villages.
 * Rings of an outline are divided by ';', their positions by ' ': the first whole, the others as steps from the one before. A ring of one
 * position is a point. Which rings are islands and which are holes is not kept: a place inside an odd number of rings is inside.
 */

/** Longitude and latitude in hundred-thousandths of a degree: about a metre. */
export type Position = readonly [x: number, y: number];
/** Closed without its first position again. */
export type Ring = readonly Position[];
export type Shape = readonly Ring[];

/** On a village's row. */
export const SHAPE_FIELD = 'shape';
/** Units in a degree. */
export const DEGREE = 100_000;
/** The longest text of a unit. */
export const SHAPE_LIMIT = 1_000;

export const shapeText = (shape: Shape): string =>
  shape
    .map((ring) =>
      ring
        .map(([x, y], at) => {
          const [fromX, fromY] = ring[at - 1] ?? [0, 0];
          return `${x - fromX},${y - fromY}`;
        })
        .join(' '),
    )
    .join(';');

const STEP = String.raw`-?\d{1,8},-?\d{1,8}`;
const RING = `${STEP}(?: ${STEP})*`;
const TEXT = new RegExp(`^${RING}(?:;${RING})*$`);

/** @returns null where there is none: cells come from other people's documents. */
export function readShape(text: unknown): Shape | null {
  if (typeof text !== 'string' || text.length > SHAPE_LIMIT || !TEXT.test(text)) return null;
  const shape = text.split(';').map((ring) => {
    let [x, y] = [0, 0];
    return ring.split(' ').map((step): Position => {
      const [dx = 0, dy = 0] = step.split(',').map(Number);
      [x, y] = [x + dx, y + dy];
      return [x, y];
    });
  });
  return shape.every((ring) => ring.length !== 2 && ring.every(isInVietnam)) ? shape : null;
}

/** With its islands, with room around. */
const WEST = 101.5 * DEGREE;
const EAST = 118 * DEGREE;
const SOUTH = 6 * DEGREE;
const NORTH = 24 * DEGREE;

export const isInVietnam = ([x, y]: Position): boolean => x >= WEST && x <= EAST && y >= SOUTH && y <= NORTH;

/** Twice its area, whichever way it runs. */
export const doubleArea = (ring: Ring): number =>
  Math.abs(
    ring.reduce((sum, [x, y], at) => {
      const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
      return sum + x * nextY - nextX * y;
    }, 0),
  );

/** Its largest ring; of several points the first. */
export const mainRing = (shape: Shape): Ring =>
  shape.reduce<Ring>((largest, ring) => (largest.length === 0 || doubleArea(ring) > doubleArea(largest) ? ring : largest), []);
