/**
 * Unpacks an .xlsx or .ods with our own limits and gives the library an uncompressed archive: the library's own
 * unpacking never ends on some damaged files (found by flipping 20 bytes of a sample) and has no limits.
 */
import { inflateSync } from 'fflate';
import { workbookError } from './read-error.ts';
import { LIMITS } from './read-limits.ts';

const EOCD = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ENCRYPTED = 1;
const UTF8 = 0x800;

interface Entry {
  name: Uint8Array;
  flags: number;
  method: number;
  packed: number;
  size: number;
  crc: number;
  at: number;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Position of the end-of-central-directory record; a comment of up to 64 KB may follow it. */
function findEnd(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) if (view.getUint32(at, true) === EOCD) return at;
  throw workbookError('damaged');
}

/** The zip's table of contents; refused if it is too much. Nothing has been unpacked yet. */
function directoryOf(bytes: Uint8Array): Entry[] {
  const view = viewOf(bytes);
  const bomb = (): Error => workbookError('zip-bomb', '200 MB, gấp 100 lần');
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > LIMITS.zipEntries) throw bomb();
  const entries: Entry[] = [];
  let total = 0;
  for (let at = view.getUint32(end + 16, true), n = 0; n < count; n++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) throw workbookError('damaged');
    const nameLength = view.getUint16(at + 28, true);
    const entry: Entry = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
      name: bytes.slice(at + 46, at + 46 + nameLength),
    };
    total += entry.size;
    entries.push(entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  if (total > LIMITS.unzippedSize) throw bomb();
  if (total > LIMITS.ratioFrom && total > bytes.length * LIMITS.ratio) throw bomb();
  return entries;
}

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
  return c;
});

export function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = (CRC[(crc ^ (bytes[i] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function unpack(bytes: Uint8Array, entry: Entry): Uint8Array {
  const view = viewOf(bytes);
  if (entry.flags & ENCRYPTED) throw workbookError('protected');
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== LOCAL) throw workbookError('damaged');
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  if (packed.length !== entry.packed || (entry.method !== 0 && entry.method !== 8)) throw workbookError('damaged');
  const content = entry.method === 0 ? packed : inflate(packed, entry.size);
  if (content.length !== entry.size || crcOf(content) !== entry.crc) throw workbookError('damaged');
  return content;
}

/** Into a buffer of the size given in the directory: a false size unpacks no further, and then its checksum fails. */
function inflate(packed: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch {
    // Whatever confused the decoder, the file is damaged.
    throw workbookError('damaged');
  }
}

/** The files of an archive. */
export class Unzipped {
  readonly #entries: readonly Entry[];
  readonly #contents: readonly Uint8Array[];
  readonly files: ReadonlyMap<string, Uint8Array>;

  constructor(bytes: Uint8Array) {
    this.#entries = directoryOf(bytes);
    this.#contents = this.#entries.map((entry) => unpack(bytes, entry));
    const decoder = new TextDecoder();
    this.files = new Map(this.#entries.map(({ name }, i) => [decoder.decode(name), this.#contents[i] ?? new Uint8Array()]));
  }

  /** Whether two files have one name. */
  get isAmbiguous(): boolean {
    return this.files.size < this.#entries.length;
  }

  /** An archive of the same files, uncompressed. @param instead other contents, by the contents they stand for */
  stored(instead: ReadonlyMap<Uint8Array, Uint8Array> = new Map()): Uint8Array {
    const entries = this.#entries.map((entry, i): Entry & { content: Uint8Array } => {
      const own = this.#contents[i] ?? new Uint8Array();
      const content = instead.get(own) ?? own;
      return { ...entry, content, size: content.length, crc: content === own ? entry.crc : crcOf(content) };
    });
    const stored = new Uint8Array(entries.reduce((sum, { name, size }) => sum + 76 + 2 * name.length + size, 22));
    const view = viewOf(stored);
    const starts: number[] = [];
    let at = 0;
    // The fields that both kinds of header share, from the flags to the length of the name.
    const header = (entry: Entry): void => {
      view.setUint16(at, entry.flags & UTF8, true);
      view.setUint32(at + 8, entry.crc, true);
      view.setUint32(at + 12, entry.size, true);
      view.setUint32(at + 16, entry.size, true);
      view.setUint16(at + 20, entry.name.length, true);
    };
    for (const entry of entries) {
      starts.push(at);
      view.setUint32(at, LOCAL, true);
      at += 6;
      header(entry);
      at += 24;
      stored.set(entry.name, at);
      stored.set(entry.content, at + entry.name.length);
      at += entry.name.length + entry.size;
    }
    const directory = at;
    entries.forEach((entry, i) => {
      view.setUint32(at, CENTRAL, true);
      at += 8;
      header(entry);
      view.setUint32(at + 34, starts[i] ?? 0, true);
      at += 38;
      stored.set(entry.name, at);
      at += entry.name.length;
    });
    view.setUint32(at, EOCD, true);
    view.setUint16(at + 8, entries.length, true);
    view.setUint16(at + 10, entries.length, true);
    view.setUint32(at + 12, at - directory, true);
    view.setUint32(at + 16, directory, true);
    return stored;
  }
}
