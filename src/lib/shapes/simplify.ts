/**
 * Outlines with fewer positions, so that each fits the text that is kept: by the areas that are lost (Visvalingam and Whyatt, 1993), the same
 * for both sides of a common border. Positions where three outlines meet stay, and what runs between two of them is thinned once, in one
 * direction, so that neighbours stay neighbours.
 */
import { doubleArea, mainRing, SHAPE_LIMIT, shapeText, type Position, type Ring, type Shape } from './shape.ts';

/** Rings that are smaller parts of a unit's largest one cannot be seen beside it: islets and holes. */
const LEAST_PART = 1 / 200;
/** From nothing to a unit as large as the country. */
const DOUBLINGS = 60;

/** @returns in the order of `shapes`; null for one that no thinning makes short enough. */
export function simplify(shapes: readonly Shape[]): (Shape | null)[] {
  const whole = shapes.map(withoutSpecks);
  const thinned = thinner(whole.flat());
  const fits = (shape: Shape): boolean => shapeText(shape).length <= SHAPE_LIMIT;
  let [most, now] = [0, whole];
  // One measure for the whole map: a border would otherwise differ from its other side.
  for (let n = 0; n < DOUBLINGS && !now.every(fits); n++) {
    most = 2 ** n;
    now = whole.map((shape) => shape.map((ring) => thinned(ring, most)));
  }
  return now.map((shape) => (fits(shape) ? shape : null));
}

function withoutSpecks(shape: Shape): Shape {
  const least = doubleArea(mainRing(shape)) * LEAST_PART;
  return shape.filter((ring) => doubleArea(ring) >= least);
}

const keyOf = ([x, y]: Position): string => `${x},${y}`;

/** A part of a ring between two positions that stay; of a ring without any, all of it. */
interface Arc {
  positions: Ring;
  /** The area that is lost with each position; those that stay have Infinity. */
  lost: readonly number[];
}

function thinner(rings: readonly Ring[]): (ring: Ring, most: number) => Ring {
  const joints = jointsOf(rings);
  const arcs = new Map(rings.map((ring) => [ring, arcsOf(ring, joints)]));
  return (ring, most) => {
    const kept = (arcs.get(ring) ?? []).flatMap(({ positions, lost }) => positions.filter((_, at) => (lost[at] ?? 0) > most));
    return kept.length >= 3 ? kept : ring.length < 3 ? ring : triangle(ring);
  };
}

/** Positions whose neighbours are not the same two in all rings. */
function jointsOf(rings: readonly Ring[]): Set<string> {
  const neighbours = new Map<string, Set<string>>();
  for (const ring of rings) {
    const keys = ring.map(keyOf);
    keys.forEach((key, at) => {
      const beside = neighbours.get(key) ?? new Set();
      neighbours.set(key, beside);
      beside.add(keys.at(at - 1) ?? '').add(keys[(at + 1) % keys.length] ?? '');
    });
  }
  return new Set([...neighbours].flatMap(([key, beside]) => (beside.size > 2 ? [key] : [])));
}

/** Each without its last position, which is the first of the next. */
function arcsOf(ring: Ring, joints: ReadonlySet<string>): Arc[] {
  if (ring.length < 3) return [{ positions: ring, lost: ring.map(() => Infinity) }];
  const at = ring.flatMap((position, index) => (joints.has(keyOf(position)) ? [index] : []));
  // Around an enclave the outer and the inner ring begin at the same position.
  const starts = at.length > 0 ? at : [ring.reduce((least, position, index) => (isBefore(position, ring[least]) ? index : least), 0)];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? (starts[0] ?? 0) + ring.length;
    const whole = Array.from({ length: end - start + 1 }, (_, step) => ring[(start + step) % ring.length] as Position);
    return { positions: whole.slice(0, -1), lost: lostIn(whole).slice(0, -1) };
  });
}

const isBefore = (a: Position | undefined, b: Position | undefined): boolean =>
  !!a && !!b && (a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]));

/** The same for both directions. */
function lostIn(whole: Ring): number[] {
  // A closed one is compared by its second positions.
  const [first, last] =
    keyOf(whole[0] as Position) === keyOf(whole.at(-1) as Position) ? [whole[1], whole.at(-2)] : [whole[0], whole.at(-1)];
  return isBefore(last, first) ? areasLost([...whole].reverse()).reverse() : areasLost(whole);
}

function areasLost(line: Ring): number[] {
  const lost = line.map(() => Infinity);
  const [before, after] = [line.map((_, at) => at - 1), line.map((_, at) => at + 1)];
  const areaAt = (at: number): number => doubleArea([line[before[at] ?? 0], line[at], line[after[at] ?? 0]] as Position[]) / 2;
  const waiting = new Heap();
  const current = line.map((_, at) => (at === 0 || at === line.length - 1 ? Infinity : areaAt(at)));
  current.forEach((area, at) => area < Infinity && waiting.add(area, at));
  let most = 0;
  for (let next = waiting.take(); next; next = waiting.take()) {
    const [area, at] = next;
    if (area !== current[at]) continue;
    // What is left by removing others before it is never lost earlier than they.
    most = Math.max(most, area);
    lost[at] = most;
    current[at] = NaN;
    const [left, right] = [before[at] ?? 0, after[at] ?? 0];
    [after[left], before[right]] = [right, left];
    for (const beside of [left, right]) {
      if (current[beside] === Infinity) continue;
      waiting.add((current[beside] = areaAt(beside)), beside);
    }
  }
  return lost;
}

/** Three of its positions, far from each other: an outline keeps a face. */
function triangle(ring: Ring): Ring {
  const [first] = ring as [Position];
  const farthest = (from: (position: Position) => number): number =>
    ring.reduce((best, position, at) => (from(position) > from(ring[best] as Position) ? at : best), 0);
  const second = farthest(([x, y]) => (x - first[0]) ** 2 + (y - first[1]) ** 2);
  const third = farthest((position) => doubleArea([first, ring[second] as Position, position]));
  return [0, ...[second, third].sort((a, b) => a - b)].map((at) => ring[at] as Position);
}

/** The least first; of equal ones the one that stands first, so that a border is thinned the same way everywhere. */
class Heap {
  readonly #all: [area: number, at: number][] = [];

  add(area: number, at: number): void {
    const all = this.#all;
    let child = all.push([area, at]) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#isLess(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  take(): [area: number, at: number] | undefined {
    const all = this.#all;
    if (all.length < 2) return all.pop();
    this.#swap(0, all.length - 1);
    const least = all.pop();
    for (let parent = 0; ;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      const child = right < all.length && this.#isLess(right, left) ? right : left;
      if (child >= all.length || !this.#isLess(child, parent)) return least;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #isLess(a: number, b: number): boolean {
    const [[areaA, atA], [areaB, atB]] = [this.#all[a], this.#all[b]] as [[number, number], [number, number]];
    return areaA < areaB || (areaA === areaB && atA < atB);
  }

  #swap(a: number, b: number): void {
    const all = this.#all;
    [all[a], all[b]] = [all[b] as [number, number], all[a] as [number, number]];
  }
}
