/** What a meeting hub asks of the commune's machine. */
import type { ForeignRow } from '../relay/relay-rows.ts';
import type { RowPage, Clocks } from './rows-after.ts';
import type { TakenRows } from './take-rows.ts';

export interface Upstream {
  /** Throws Away when it cannot be reached, Unwelcome when it no longer knows this hub. */
  rows(room: string, after: number, known: Clocks): Promise<RowPage & { names: readonly (readonly [person: string, name: string])[] }>;
  take(room: string, rows: readonly ForeignRow[]): Promise<TakenRows>;
}

/** It does not answer: the contact is tried again later. */
export class Away extends Error {}

/** It refuses this hub's token, in words. */
export class Unwelcome extends Error {}
