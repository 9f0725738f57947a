/** Outlines of places that do not exist, side by side, as a map program exports them. */
type Degrees = [longitude: number, latitude: number];

const WEST = 105.78;
const SOUTH = 22.08;
const CELL = 0.02;
const ACROSS = 4;
const STEPS = 40;

/** Between -1 and 1, the same for the same text. */
function chance(text: string): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 65_521;
  return (hash / 65_521) * 2 - 1;
}

const corner = (x: number, y: number): Degrees => [
  WEST + (x + chance(`x${x},${y}`) * 0.25) * CELL,
  SOUTH + (y + chance(`y${x},${y}`) * 0.25) * CELL,
];

/** The border between two corners, the same from both sides; without its end. */
function border(from: [number, number], to: [number, number]): Degrees[] {
  const [first, last] = [from, to].sort(([x0, y0], [x1, y1]) => x0 - x1 || y0 - y1) as [[number, number], [number, number]];
  const [[x0, y0], [x1, y1]] = [corner(...first), corner(...last)];
  const bend = chance(`${first}-${last}`) * 0.12 * CELL;
  const line = Array.from({ length: STEPS + 1 }, (_, step): Degrees => {
    const part = step / STEPS;
    const off = Math.sin(part * Math.PI) * bend + Math.sin(part * Math.PI * 7) * 0.02 * CELL;
    return [x0 + (x1 - x0) * part - (y1 - y0 === 0 ? 0 : off), y0 + (y1 - y0) * part + off];
  });
  return (first === from ? line : line.reverse()).slice(0, -1);
}

export interface Drawn {
  about: Readonly<Record<string, string | number>>;
  /** A point instead of an outline. */
  point?: true;
}

export function inventedMap(places: readonly Drawn[]): string {
  const features = places.map(({ about, point }, n) => {
    const [x, y] = [n % ACROSS, Math.floor(n / ACROSS)];
    const around: [number, number][] = [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
    ];
    const ring = around.flatMap((from, at) => border(from, around[(at + 1) % 4] ?? from));
    const geometry = point
      ? { type: 'Point', coordinates: [WEST + (x + 0.5) * CELL, SOUTH + (y + 0.5) * CELL] }
      : { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
    return { type: 'Feature', properties: about, geometry };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

export const mapFile = (text: string, name = 'ban-do.geojson') => ({
  name,
  mimeType: 'application/geo+json',
  buffer: Buffer.from(text),
});
