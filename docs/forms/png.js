// Encodes a printed page as a small PNG: sixteen colours are enough for ink on paper.
import { crc32, deflateSync } from 'node:zlib';

const COLOURS = 16;

/** @param {string} type @param {Uint8Array} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const distance = (/** @type {number} */ a, /** @type {number} */ b) =>
  ((a >> 8) - (b >> 8)) ** 2 + (((a >> 4) & 15) - ((b >> 4) & 15)) ** 2 + ((a & 15) - (b & 15)) ** 2;

/** @param {Buffer} ppm as `pdftoppm` writes it @returns {Buffer} */
export function encodePng(ppm) {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error('not a PPM');
  const [width, height] = [Number(header[1]), Number(header[2])];
  const from = header[0].length;
  /** Four bits for each channel. */
  const colours = new Uint16Array(width * height);
  const times = new Map();
  for (let pixel = 0; pixel < colours.length; pixel++) {
    const [red = 0, green = 0, blue = 0] = ppm.subarray(from + pixel * 3, from + pixel * 3 + 3);
    const colour = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    colours[pixel] = colour;
    times.set(colour, (times.get(colour) ?? 0) + 1);
  }
  const palette = [...times]
    .sort(([, a], [, b]) => b - a)
    .slice(0, COLOURS)
    .map(([colour]) => colour);
  const nearest = new Map(
    [...times.keys()].map((colour) => [
      colour,
      palette.reduce((best, each, index) => (distance(each, colour) < distance(palette[best], colour) ? index : best), 0),
    ]),
  );
  const bytes = Math.ceil(width / 2);
  // A filter byte before each line; two pixels in each byte.
  const lines = Buffer.alloc((bytes + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) lines[y * (bytes + 1) + 1 + (x >> 1)] |= (nearest.get(colours[y * width + x]) ?? 0) << (x % 2 ? 0 : 4);
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([4, 3, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap((colour) => [colour >> 8, (colour >> 4) & 15, colour & 15].map((value) => value * 17)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
