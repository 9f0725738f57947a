/** Places the names of series in lines that fit the width. */
import { textWidth } from './text-lines.ts';

const SIZE = 13;
const LINE = 22;
const SWATCH = 20;
const GAP = 16;

/** @returns where each name begins, and the height of all. */
export function placeLegend(names: readonly string[], width: number): { places: { x: number; y: number }[]; height: number } {
  let [x, y] = [0, 0];
  const places = names.map((name) => {
    const needed = SWATCH + textWidth(name, SIZE);
    if (x > 0 && x + needed > width) [x, y] = [0, y + LINE];
    const place = { x, y };
    x += needed + GAP;
    return place;
  });
  return { places, height: y + LINE };
}
