/** The parts of a workbook, compressed as they are written, and the zip around them. */
import { Zip, type ZipInputFile } from 'fflate';

/** Of every part, so that the same lists give the same bytes. Local time, as zips store it. */
export const FIRST_DAY = new Date(1980, 0, 1);

const CHUNK = 256 * 1024;

/** The pieces as bytes, in chunks of the same size. */
export function* chunksOf(pieces: Iterable<string | Uint8Array>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let chunk = new Uint8Array(CHUNK);
  let used = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length;) {
      if (typeof piece === 'string') {
        const { read, written } = encoder.encodeInto(from === 0 ? piece : piece.slice(from), chunk.subarray(used));
        from += read;
        used += written;
      } else {
        const part = piece.subarray(from, from + CHUNK - used);
        chunk.set(part, used);
        from += part.length;
        used += part.length;
      }
      if (from === piece.length) continue;
      yield chunk.subarray(0, used);
      // That one is still being compressed.
      chunk = new Uint8Array(CHUNK);
      used = 0;
    }
  }
  if (used > 0) yield chunk.subarray(0, used);
}

export interface PackedPart {
  name: string;
  /** Deflated. */
  data: Uint8Array<ArrayBuffer>;
  crc: number;
  /** Before it was compressed, in bytes. */
  size: number;
}

/** Before and after the deflated bytes in a gzip: ten bytes without a name, then the checksum and the size. */
const [GZIP_HEAD, GZIP_TAIL] = [10, 8];

/** Compresses one file of a workbook. */
export type Packer = (name: string, pieces: Iterable<string | Uint8Array>) => Promise<PackedPart>;

/** Compressed by the browser or Node itself, which also calculate the checksum that a zip needs: both many times faster than JavaScript. */
export const packed: Packer = async (name, pieces) => {
  const gzip = new CompressionStream('gzip');
  const writer = gzip.writable.getWriter();
  const write = async (): Promise<void> => {
    for (const chunk of chunksOf(pieces)) await writer.write(chunk);
    await writer.close();
  };
  const [buffer] = await Promise.all([new Response(gzip.readable).arrayBuffer(), write()]);
  const bytes = new Uint8Array(buffer);
  const tail = new DataView(buffer, bytes.length - GZIP_TAIL);
  if (bytes[3] !== 0) throw new Error('a gzip with a longer head');
  return { name, data: bytes.subarray(GZIP_HEAD, -GZIP_TAIL), crc: tail.getUint32(0, true), size: tail.getUint32(4, true) };
};

export function zipOf(parts: readonly PackedPart[]): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const { name, data, crc, size } of parts) {
    const file: ZipInputFile = { filename: name, size, crc, compression: 8, mtime: FIRST_DAY };
    zip.add(file);
    file.ondata?.(null, data, true);
  }
  zip.end();
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
