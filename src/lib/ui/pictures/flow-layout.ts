/** Where the groups of a flow picture stand, and the bands between them. */
import { area, curveBumpX } from 'd3-shape';
import type { Flow, FlowPicture } from './picture.ts';
import { textLines } from './text-lines.ts';

export interface Group {
  index: number;
  lines: readonly string[];
  value: number;
  y: number;
  size: number;
}

export interface Band extends Flow {
  path: string;
  /** Middle of its right end. */
  y: number;
  size: number;
}

export interface FlowLayout {
  /** Outer edges of the two sides. */
  x0: number;
  x1: number;
  left: readonly Group[];
  right: readonly Group[];
  bands: readonly Band[];
  height: number;
}

export const SIZE = 13;
export const LINE = 16;
/** Width of a group's bar. */
export const NODE = 10;
/** Above the groups: the names of the sides. */
const HEAD = 26;
const GAP = 10;
/** Of all households together. */
const TALL = 190;
/** So that one household of many is still seen. */
const THINNEST = 1.5;

export function layoutFlows({ from, to, flows }: FlowPicture, width: number): FlowLayout {
  const labels = Math.min(150, width * 0.28);
  const [x0, x1] = [labels + 6, width - labels - 6];
  const total = flows.reduce((sum, { value }) => sum + value, 0);
  const sizeOf = (value: number): number => Math.max(THINNEST, (value / Math.max(1, total)) * TALL);
  const groups = (names: readonly string[], side: 'from' | 'to'): Group[] => {
    let y = HEAD;
    return names.flatMap((name, index) => {
      const own = flows.filter((flow) => flow[side] === index);
      if (own.length === 0) return [];
      const lines = textLines(name, labels, SIZE, 3);
      const size = own.reduce((sum, { value }) => sum + sizeOf(value), 0);
      const group = { index, lines, value: own.reduce((sum, { value }) => sum + value, 0), y, size };
      // The words of a small group need more room than its households.
      y += Math.max(size, (lines.length + 1) * LINE) + GAP;
      return [group];
    });
  };
  const [left, right] = [groups(from, 'from'), groups(to, 'to')];
  const shape = area<{ x: number; y: number }>()
    .x(({ x }) => x)
    .curve(curveBumpX);
  const used = { from: new Map<number, number>(), to: new Map<number, number>() };
  const take = (side: 'from' | 'to', all: readonly Group[], index: number, size: number): number => {
    const before = used[side].get(index) ?? 0;
    used[side].set(index, before + size);
    return (all.find((group) => group.index === index)?.y ?? 0) + before;
  };
  const bands = [...flows]
    .sort((a, b) => a.from - b.from || a.to - b.to)
    .map((flow): Band => {
      const size = sizeOf(flow.value);
      const [y0, y1] = [take('from', left, flow.from, size), take('to', right, flow.to, size)];
      const path = shape.y0(({ y }) => y).y1(({ y }) => y + size)([
        { x: x0 + NODE, y: y0 },
        { x: x1 - NODE, y: y1 },
      ]);
      return { ...flow, path: path ?? '', y: y1 + size / 2, size };
    });
  const bottom = (all: readonly Group[]): number =>
    Math.max(0, ...all.map(({ y, size, lines }) => y + Math.max(size, (lines.length + 1) * LINE)));
  return { x0, x1, left, right, bands, height: Math.max(bottom(left), bottom(right)) };
}
