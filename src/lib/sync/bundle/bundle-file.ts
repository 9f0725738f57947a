/**
 * A bundle: rows of one or more lists of a round as one file, for a USB stick or a chat. The one reader and writer for pages, the server
 * and the command.
 *
 * Layout: the mark `GOIRASOAT`, the version (varuint), SHA-256 of all that follows (32 bytes), the public key and the signature (each with
 * its length, empty when unsigned), then the content packed with gzip. The content is a head in JSON, and the rows of each list in the
 * head's order. The signature is Ed25519 over mark, version and the SHA-256 of the packed content.
 *
 * Nothing of a file is used before all of it has been checked. The rows are still only claims: whoever applies them judges each by the
 * guard.
 */
import { Gunzip, gzipSync } from 'fflate';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { digest } from 'lib0/hash/sha256';
import * as v from 'valibot';
import * as Y from 'yjs';
import { parseDoc } from '../../review/people.ts';
import { contentFault } from '../guard/guard-content.ts';
import { MESSAGE_LIMIT } from '../protocol.ts';
import { BundleError } from './bundle-error.ts';
import { BUNDLE_LIMIT } from './bundle-limits.ts';

const MARK = new TextEncoder().encode('GOIRASOAT');
const VERSION = 1;
const HASH = 32;
const KEY = 32;
const SIGNATURE = 64;

/** Bytes of the content, unpacked. */
const CONTENT_LIMIT = 64 * 1024 * 1024;
/** A content larger than this may not be more than so many times its packed size. Rows that are typed pack to a fifth. */
const RATIO_FROM = 4 * 1024 * 1024;
const RATIO = 100;
const ROWS_LIMIT = 200_000;
const LISTS_LIMIT = 100;

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** The last moment that a Date can be. */
const LAST_MOMENT = 8.64e15;
const moment = v.pipe(count, v.maxValue(LAST_MOMENT));
const Person = v.object({ id: v.pipe(text(120), v.minLength(1)), name: text(240) });
const Head = v.object({
  /** As the commune's records call them, for people to read. */
  unit: text(240),
  year: v.nullable(count),
  lists: v.pipe(
    v.array(
      v.object({
        /** Name of the document: `REVIEW.VILLAGE`, or `REVIEW.VILLAGE.hop` for the notes of its meeting. */
        room: text(180),
        village: text(240),
        /** Positions in the origin's log: its rows after the first, up to the second. 0 and 0 for what a page has made. */
        after: count,
        upTo: count,
      }),
    ),
    v.minLength(1),
    v.maxLength(LISTS_LIMIT),
  ),
  /** What it holds: the whole of the lists, or only what is newer than something. */
  part: v.picklist(['whole', 'newer']),
  people: v.pipe(v.array(Person), v.maxLength(10_000)),
  devices: v.pipe(v.array(text(400)), v.maxLength(10_000)),
  /** Who made it; null for a command on the origin server. */
  by: v.nullable(Person),
  /** The origin server's name; null for what a page has made. */
  server: v.nullable(text(120)),
  at: moment,
});

export type BundleHead = v.InferOutput<typeof Head>;

/** As the origin's log has it; of a page, its own edits as one row. */
export interface BundleRow {
  update: Uint8Array;
  person: string;
  device: string;
  /** When the origin received it; of a page, when the file was made. In milliseconds. */
  at: number;
  /** Client ids that are this person's at the origin. */
  clients: readonly number[];
}

export interface BundleList extends v.InferOutput<typeof Head.entries.lists.item> {
  rows: readonly BundleRow[];
}

/** What is written: who wrote the rows is collected from them. */
export interface BundleContent extends Omit<BundleHead, 'lists' | 'people' | 'devices'> {
  lists: readonly BundleList[];
  nameOf: (person: string) => string;
}

export interface Signed {
  /** The origin server's public key. */
  key: Uint8Array;
  signature: Uint8Array;
  /** What the signature is over. */
  over: Uint8Array;
}

export interface Bundle extends Omit<BundleHead, 'lists' | 'devices'> {
  lists: readonly BundleList[];
  /** Not yet verified: that takes the browser's or Node's own cryptography. */
  signed: Signed | null;
}

/** @param sign signs as the origin server. */
export function writeBundle(
  { lists, nameOf, ...about }: BundleContent,
  sign: (over: Uint8Array) => { key: Uint8Array; signature: Uint8Array } | null = () => null,
): Uint8Array {
  const people = new Map<string, number>();
  const devices = new Map<string, number>();
  const indexIn = (known: Map<string, number>, word: string): number => {
    const index = known.get(word) ?? known.size;
    known.set(word, index);
    return index;
  };
  const rows = encoding.createEncoder();
  for (const list of lists) {
    encoding.writeVarUint(rows, list.rows.length);
    for (const { update, person, device, at, clients } of list.rows) {
      encoding.writeVarUint(rows, indexIn(people, person));
      encoding.writeVarUint(rows, indexIn(devices, device));
      encoding.writeVarUint(rows, at);
      encoding.writeVarUint(rows, clients.length);
      for (const client of clients) encoding.writeVarUint(rows, client);
      encoding.writeVarUint8Array(rows, update);
    }
  }
  const head: BundleHead = {
    ...about,
    lists: lists.map(({ rows: _, ...list }) => list),
    people: [...people.keys()].map((id) => ({ id, name: nameOf(id) })),
    devices: [...devices.keys()],
  };
  const content = encoding.createEncoder();
  encoding.writeVarString(content, JSON.stringify(head));
  encoding.writeUint8Array(content, encoding.toUint8Array(rows));
  // Without a time: the same rows give the same file.
  const packed = gzipSync(encoding.toUint8Array(content), { level: 9, mtime: 0 });
  const signed = sign(signedPart(packed));
  const rest = encoding.createEncoder();
  encoding.writeVarUint8Array(rest, signed?.key ?? new Uint8Array());
  encoding.writeVarUint8Array(rest, signed?.signature ?? new Uint8Array());
  encoding.writeUint8Array(rest, packed);
  const sealed = encoding.toUint8Array(rest);
  const file = encoding.createEncoder();
  encoding.writeUint8Array(file, MARK);
  encoding.writeVarUint(file, VERSION);
  encoding.writeUint8Array(file, digest(sealed));
  encoding.writeUint8Array(file, sealed);
  return encoding.toUint8Array(file);
}

const signedPart = (packed: Uint8Array): Uint8Array => new Uint8Array([...MARK, VERSION, ...digest(packed)]);

/** @throws BundleError: no bundle, of a newer version, damaged, too large, or with what is no edit. */
export function readBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > BUNDLE_LIMIT) throw new BundleError('too-large');
  if (!MARK.every((byte, at) => bytes[at] === byte)) throw new BundleError('no-bundle');
  try {
    return unpack(bytes);
  } catch (error) {
    // Whatever the decoders reported, the answer is the same.
    throw error instanceof BundleError ? error : new BundleError('damaged');
  }
}

function unpack(bytes: Uint8Array): Bundle {
  const file = decoding.createDecoder(bytes);
  decoding.readUint8Array(file, MARK.length);
  const version = decoding.readVarUint(file);
  if (version > VERSION) throw new BundleError('newer');
  const hash = decoding.readUint8Array(file, HASH);
  const sealed = bytes.subarray(file.pos);
  if (version !== VERSION || !isSame(hash, digest(sealed))) throw new BundleError('damaged');
  const key = decoding.readVarUint8Array(file).slice();
  const signature = decoding.readVarUint8Array(file).slice();
  const packed = bytes.subarray(file.pos);
  const isSigned = key.length > 0 || signature.length > 0;
  if (isSigned && (key.length !== KEY || signature.length !== SIGNATURE)) throw new BundleError('damaged');
  const content = decoding.createDecoder(gunzip(packed));
  const head = v.parse(Head, JSON.parse(decoding.readVarString(content)));
  const review = parseDoc(head.lists[0]?.room ?? '')?.review;
  const lists = head.lists.map((list): BundleList => {
    const doc = parseDoc(list.room);
    // The commune's own records and what is derived from a list travel in no bundle; and all lists are of one round.
    if (!doc?.village || doc.part === 'open' || doc.review !== review) throw new BundleError('hostile');
    return { ...list, rows: readRows(content, head) };
  });
  if (decoding.hasContent(content) || new Set(lists.map(({ room }) => room)).size < lists.length) throw new BundleError('damaged');
  const { devices: _, ...about } = head;
  return { ...about, lists, signed: isSigned ? { key, signature, over: signedPart(packed) } : null };
}

function readRows(content: decoding.Decoder, { people, devices }: BundleHead): BundleRow[] {
  const length = decoding.readVarUint(content);
  if (length > ROWS_LIMIT) throw new BundleError('too-large');
  return Array.from({ length }, () => {
    const person = people[decoding.readVarUint(content)]?.id;
    const device = devices[decoding.readVarUint(content)];
    const at = decoding.readVarUint(content);
    const clients = Array.from({ length: checked(decoding.readVarUint(content)) }, () => decoding.readVarUint(content));
    const update = decoding.readVarUint8Array(content).slice();
    if (person === undefined || device === undefined || at > LAST_MOMENT) throw new BundleError('damaged');
    if (update.length > MESSAGE_LIMIT) throw new BundleError('too-large');
    for (const struct of Y.decodeUpdate(update).structs) if (contentFault(struct)) throw new BundleError('hostile');
    return { update, person, device, at, clients };
  });
}

/** The client ids of one row. */
function checked(length: number): number {
  if (length > 10_000) throw new BundleError('damaged');
  return length;
}

/** Stops as soon as it is too much. */
function gunzip(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Gunzip((part, isLast) => {
    size += part.length;
    if (size > CONTENT_LIMIT || (size > RATIO_FROM && size > RATIO * packed.length)) throw new BundleError('too-large');
    parts.push(part);
    ended ||= isLast;
  });
  const STEP = 64 * 1024;
  for (let at = 0; at < packed.length; at += STEP) stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
  if (!ended) throw new BundleError('damaged');
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** How a person reads out a key to another: groups of four letters of its beginning. */
export const keyWords = (key: string): string => (key.slice(0, 24).match(/.{1,4}/g) ?? []).join(' ');
