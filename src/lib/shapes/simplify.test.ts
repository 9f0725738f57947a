import { expect, it } from 'vitest';
import { groupBy } from '../review/group-by.ts';
import { frameOf, pathOf, pointsOf } from './frame.ts';
import { doubleArea, mainRing, SHAPE_LIMIT, shapeText, type Position, type Ring, type Shape } from './shape.ts';
import { simplify } from './simplify.ts';

const WEST = 10_580_000;
const SOUTH = 2_210_000;
const CELL = 2_000;
const STEPS = 400;

/** Side by side, with borders as winding as measured ones, which both sides have. */
function country(across: number, down: number): Shape[] {
  const wind = (at: number, of: number): number => Math.round(40 * Math.sin(at / 7 + of) + 25 * Math.sin(at * 1.7 + of * 3));
  const corner = (x: number, y: number): Position => [WEST + x * CELL, SOUTH + y * CELL];
  const side = ([x0, y0]: Position, [x1, y1]: Position): Position[] =>
    Array.from({ length: STEPS }, (_, step): Position => {
      const off = step === 0 ? 0 : wind(step, x0 + y0);
      const [dx, dy] = [(x1 - x0) / STEPS, (y1 - y0) / STEPS];
      return [Math.round(x0 + dx * step + (dx === 0 ? off : 0)), Math.round(y0 + dy * step + (dy === 0 ? off : 0))];
    });
  /** From its end to its start: the same positions as the neighbour has. */
  const back = (from: Position, to: Position): Position[] => [from, ...side(to, from).slice(1).reverse()];
  return Array.from({ length: across * down }, (_, n) => {
    const [x, y] = [n % across, Math.floor(n / across)];
    const [a, b, c, d] = [corner(x, y), corner(x + 1, y), corner(x + 1, y + 1), corner(x, y + 1)];
    return [[...side(a, b), ...side(b, c), ...back(c, d), ...back(d, a)]];
  });
}

const edges = (shapes: readonly (Shape | null)[]): string[] =>
  shapes.flatMap((shape) =>
    (shape ?? []).flatMap((ring) => ring.map((position, at) => [position, ring[(at + 1) % ring.length]].map(String).sort().join(' '))),
  );

it('fits every unit into what is kept, with borders that stay common and areas that stay the same', () => {
  const whole = country(4, 3);
  const thin = simplify(whole);
  thin.forEach((shape, at) => {
    expect(shapeText(shape!).length).toBeLessThanOrEqual(SHAPE_LIMIT);
    // Not a mere square.
    expect(shape![0]!.length).toBeGreaterThan(40);
    expect(Math.abs(doubleArea(shape![0]!) / doubleArea(whole[at]![0]!) - 1)).toBeLessThan(0.02);
  });
  // Each inner side has as many positions in both units: no edge stands alone inside.
  const all = edges(thin);
  const alone = [...groupBy(all, (edge) => edge).values()].flatMap((same) => (same.length === 1 ? same : []));
  const isOuter = (edge: string): boolean =>
    edge.split(' ').every((position) => {
      const [x = 0, y = 0] = position.split(',').map(Number);
      const near = (value: number, of: number): boolean => Math.abs(value - of) <= 70;
      return near(x, WEST) || near(x, WEST + 4 * CELL) || near(y, SOUTH) || near(y, SOUTH + 3 * CELL);
    });
  expect(alone.filter((edge) => !isOuter(edge))).toEqual([]);
  expect(alone.length).toBeGreaterThan(50);
});

it('gives the same outline whichever way rings run', () => {
  const whole = country(2, 2);
  const positions = (shapes: readonly (Shape | null)[]) => shapes.map((shape) => shape!.map((ring) => ring.map(String).sort()));
  expect(positions(simplify(whole.map((shape) => shape.map((ring): Ring => [...ring].reverse()))))).toEqual(positions(simplify(whole)));
});

it('keeps an enclave on its hole, leaves out specks, and leaves short outlines and points as they are', () => {
  const round = (radius: number, count: number): Ring =>
    Array.from({ length: count }, (_, n): Position => {
      const far = radius + Math.round(radius * 0.05 * Math.sin(n * 0.9));
      return [WEST + Math.round(far * Math.cos((2 * Math.PI * n) / count)), SOUTH + Math.round(far * Math.sin((2 * Math.PI * n) / count))];
    });
  const enclave = round(900, 600);
  // Begun elsewhere, and the other way round.
  const hole = [...enclave.slice(200), ...enclave.slice(0, 200)].reverse();
  const [outer, inner] = simplify([[round(3_000, 900), hole, round(20, 30)], [enclave]]);
  expect(outer).toHaveLength(2);
  expect([...outer![1]!].map(String).sort()).toEqual([...inner![0]!].map(String).sort());
  const point: Shape = [[[WEST, SOUTH]]];
  const square: Shape = [
    [
      [0, 0],
      [0, 9],
      [9, 9],
      [9, 0],
    ].map(([x = 0, y = 0]): Position => [WEST + x, SOUTH + y]),
  ];
  expect(simplify([point, square])).toEqual([point, square]);
});

it('draws all of them inside the frame, north up and as wide as they are', () => {
  const shapes = [...country(2, 1), [[[WEST - 500, SOUTH + 3_000] as const]]];
  const frame = frameOf(shapes, { x: 10, y: 20, width: 300, height: 400 });
  const placed = shapes.flat(2).map(frame.place);
  for (const [x, y] of placed) {
    expect(x).toBeGreaterThanOrEqual(10 - 1e-6);
    expect(x).toBeLessThanOrEqual(310 + 1e-6);
    expect(y).toBeGreaterThanOrEqual(20 - 1e-6);
    expect(y).toBeLessThanOrEqual(20 + frame.height + 1e-6);
  }
  const [west, north] = pointsOf(shapes[2]!, frame)[0]!;
  expect([Math.round(west), Math.round(north)]).toEqual([10, 20]);
  // A degree to the east is shorter than one to the north.
  const [[x0, y0], [x1], [, y1]] = [frame.place([WEST, SOUTH]), frame.place([WEST + 1_000, SOUTH]), frame.place([WEST, SOUTH + 1_000])];
  expect((x1 - x0) / (y0 - y1)).toBeCloseTo(Math.cos((22.1 * Math.PI) / 180), 2);
  expect(pathOf(shapes[0]!, frame)).toMatch(/^M[\d. ]+(L[\d. ]+)+Z$/);
  expect(pathOf(shapes[2]!, frame)).toBe('');
  // A single point stands in the middle.
  expect(frameOf([[[[WEST, SOUTH]]]], { x: 0, y: 0, width: 100, height: 60 }).place([WEST, SOUTH])).toEqual([50, 30]);
  expect(mainRing(shapes[2]!)).toHaveLength(1);
});
