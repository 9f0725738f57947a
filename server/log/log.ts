/**
 * The log of updates: the one place where an edit is durable. Everything else the server holds is made from it.
 * log.contract.ts is the test that every implementation runs.
 */
import type { CellValue } from '../../src/lib/review/types.ts';

export interface LogRow {
  room: string;
  update: Uint8Array;
  /** The signed-in person and their device: the evidence of who wrote, where author and time inside a cell are claims. */
  person: string;
  device: string;
  /** Milliseconds by the server's clock; stored no earlier than the row before, however the clock was set. */
  at: number;
  /** Client ids this row is the first to write under: its person's from now on. */
  clients?: readonly number[];
}

export interface HistoryRow extends LogRow {
  position: number;
}

/** An edit that came after its list was locked: durable, and not in the list. */
export interface LateRow extends LogRow {
  id: number;
  /** 'entered': what it brings lies in the room, in the list or, where the commune declined it, overwritten. */
  state: 'waiting' | 'entered';
}

/** What the commune decided about one late edit of a cell. */
export interface LateDecision {
  room: string;
  /** Where the entry lies in the late update: its client id and clock name it for good. */
  client: number;
  clock: number;
  row: string;
  field: string;
  value: CellValue;
  /** Who sent it, by the late row. */
  person: string;
  verdict: 'accepted' | 'declined';
  /** Why it was declined, for the one who wrote it. */
  reason: string;
  by: string;
  at: number;
}

export type VersionKind = 'meeting' | 'other';

/** A named point of a room's log: all it had received by then. */
export interface Version {
  id: number;
  room: string;
  /** Of the last row it contains; 0 of a room nobody has written. */
  position: number;
  at: number;
  name: string;
  kind: VersionKind;
  person: string;
}

export interface LoadedRoom {
  /** The latest snapshot, if any, and every row after it, in order. */
  updates: Uint8Array[];
  /** Position of the last row these updates contain. */
  upTo: number;
  /** How many of them are rows: what a snapshot would save. */
  tail: number;
  /** Whose a client id is. */
  writers: Map<number, string>;
}

export interface UpdateLog {
  load(room: string): Promise<LoadedRoom>;
  /** All rows and decisions or none, in this order, durable when resolved. @returns the position of the last row. */
  append(rows: readonly LogRow[], decisions?: readonly LateDecision[]): Promise<number>;
  /** Stores the room's state up to a position, to load from. The rows themselves stay: they are the history. */
  compact(room: string, snapshot: Uint8Array, upTo: number): Promise<void>;
  rooms(): Promise<string[]>;
  /** Rows ever appended to a room, after a position, at most so many: a long history is read in parts. */
  history(room: string, after?: number, limit?: number): Promise<HistoryRow[]>;
  /** Stores late edits, outside the rooms: all or none, durable when resolved. @returns their ids. */
  keepLate(rows: readonly LogRow[]): Promise<number[]>;
  /** Every late edit of a room, in the order received. */
  late(room: string): Promise<LateRow[]>;
  markLate(ids: readonly number[], state: LateRow['state']): Promise<void>;
  /** Rooms with late edits that wait. */
  lateRooms(): Promise<string[]>;
  /** In the order decided. */
  decisions(of: { room: string } | { person: string }): Promise<LateDecision[]>;
  /** Marks what the room has received by now. */
  nameVersion(version: Omit<Version, 'id' | 'position'>): Promise<Version>;
  /** The oldest first. */
  versions(room: string): Promise<Version[]>;
  /** The store is no longer where it was opened: nothing written now would be kept. */
  readonly missing: boolean;
  /** When the latest edit was received, let in or late. */
  readonly latest: number;
  /**
   * Until then, after a restore, copies bring back what others had written as well: what is missing here may lie on
   * their devices only.
   */
  readonly relayUntil: number;
  close(): Promise<void>;
}
