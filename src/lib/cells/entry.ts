/**
 * One write of one cell as stored in the document: `[field, value, author, seconds]`, and rarely a fifth part, `met`. Author and time are
 * claimed by the writer; the evidence is the row in the server's log.
 */
import type { CellValue } from '../review/types.ts';
import { ListError } from './list-error.ts';

export interface Entry {
  readonly value: CellValue;
  readonly author: string;
  /** Seconds since 2020-01-01 UTC: five bytes in the encoding, where milliseconds take nine. */
  readonly at: number;
  /** Other live writes of the row that the writer had seen, where the document does not show this itself (causes.ts). */
  readonly met?: string;
}

export interface NamedEntry {
  readonly field: string;
  readonly entry: Entry;
}

export type RawEntry = readonly [field: string, value: CellValue, author: string, seconds: number, met?: string];

export const CELL_LIMIT = 2_000;
const NAME_LIMIT = 120;
const EPOCH = Date.UTC(2020, 0, 1);

export const secondsOf = (ms: number): number => Math.max(0, Math.floor((ms - EPOCH) / 1000));
export const dateOf = (seconds: number): Date => new Date(EPOCH + seconds * 1000);

const isValue = (value: unknown): value is CellValue =>
  value === null || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

/** Anything that is no entry, or none that this version understands, is ignored but kept and passed on. */
export function isEntry(raw: unknown): raw is RawEntry {
  if (!Array.isArray(raw) || raw.length < 4) return false;
  const [field, value, author, at] = raw as unknown[];
  return (
    typeof field === 'string' &&
    field !== '' &&
    typeof author === 'string' &&
    typeof at === 'number' &&
    Number.isFinite(at) &&
    isValue(value)
  );
}

const read = new WeakMap<RawEntry, Entry>();

/**
 * Always the same object for the same raw entry, so that readings can be compared by identity. Created on demand, because a list has
 * hundreds of thousands of entries.
 */
export function entryOf(raw: RawEntry): Entry {
  let entry = read.get(raw);
  if (!entry) {
    const [, value, author, at, met] = raw;
    read.set(raw, (entry = { value, author, at, ...(typeof met === 'string' && { met }) }));
  }
  return entry;
}

export const readEntry = (raw: unknown): NamedEntry | null => (isEntry(raw) ? { field: raw[0], entry: entryOf(raw) } : null);

export function checkValue(value: CellValue): void {
  if (!isValue(value)) throw new ListError('cell-bad-value');
  if (typeof value === 'string' && value.length > CELL_LIMIT)
    throw new ListError('cell-too-long', { length: value.length, limit: CELL_LIMIT });
}

export function checkName(name: string): void {
  if (name === '' || name.length > NAME_LIMIT) throw new ListError('cell-bad-name', { name: name.slice(0, NAME_LIMIT) });
}
