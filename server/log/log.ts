/**
 * The log of updates: the only place where an edit is durable. Everything else in the server is derived from it. log.contract.ts is the
 * test that every implementation runs.
 */
import type { CellValue } from '../../src/lib/review/types.ts';

export interface LogRow {
  room: string;
  update: Uint8Array;
  /** The signed-in person and their device: the evidence of who wrote. Author and time inside a cell are only claims. */
  person: string;
  device: string;
  /** Milliseconds by the server's clock; stored no earlier than the previous row's, even when the clock was set back. */
  at: number;
  /** Client ids that this row is the first to write under: they belong to its person from now on. */
  clients?: readonly number[];
}

export interface HistoryRow extends LogRow {
  position: number;
}

/** An edit that arrived after its list was locked: durable, but not in the list. */
export interface LateRow extends LogRow {
  id: number;
  /** 'entered': its content is in the room; or, where the commune declined it, overwritten. */
  state: 'waiting' | 'entered';
}

/** The commune's decision about one late edit of a cell. */
export interface LateDecision {
  room: string;
  /** Client id and clock of the entry in the late update; they identify it permanently. */
  client: number;
  clock: number;
  row: string;
  field: string;
  value: CellValue;
  /** The person who sent it, from the late row. */
  person: string;
  verdict: 'accepted' | 'declined';
  /** Why it was declined, for its author. */
  reason: string;
  by: string;
  at: number;
}

/** The last row that a person's device sent to a room. */
export interface LastSent {
  person: string;
  device: string;
  at: number;
  position: number;
}

export type VersionKind = 'meeting' | 'other';

/** A named point of a room's log: everything received by then. */
export interface Version {
  id: number;
  room: string;
  /** Position of the last row that it contains; 0 for a room that nobody has written. */
  position: number;
  at: number;
  name: string;
  kind: VersionKind;
  person: string;
}

export interface LoadedRoom {
  /** The latest snapshot, if any, and every row after it, in order. */
  updates: Uint8Array[];
  /** Position of the last row that these updates contain. */
  upTo: number;
  /** How many of them are rows: what a snapshot would save. */
  tail: number;
  /** Owner of each client id. */
  writers: Map<number, string>;
}

/** What other servers have written into these rooms, in the order of the log. */
export interface News {
  /** The log is not what it was before: its database was set back, or a copy took over. What the rooms hold may be nowhere stored. */
  isAnother: boolean;
  /** Nothing up to this position is missing. */
  upTo: number;
  rows: readonly HistoryRow[];
  late: readonly LateRow[];
  decisions: readonly LateDecision[];
}

/**
 * The right to write, which only one server has at a time: what it decides by its documents still holds when it is written. It ends with
 * `write` or `end`.
 */
export interface Turn {
  /** What must be in the documents before anything is decided by them. */
  readonly news: News;
  /** All or nothing; durable when resolved. */
  write(rows: readonly LogRow[], decisions: readonly LateDecision[], late: readonly LogRow[]): Promise<Written>;
  /** Gives the right back without writing; nothing happens when it is over already. */
  end(): Promise<void>;
}

export interface Written {
  /** Of the last row. */
  position: number;
  /** Ids of the late edits. */
  late: number[];
  /** Of everything that was written. */
  upTo: number;
}

/** Of a log that several servers write (decision 040). Positions rise in the order of the commits, so no row ever appears behind another. */
export interface SharedLog {
  /** Position of the log when it was opened. */
  readonly openedAt: number;
  /** Waits until no other server is writing. */
  turn(after: number, rooms: readonly string[]): Promise<Turn>;
  /** What others have written after a position, without waiting. */
  news(after: number, rooms: readonly string[]): Promise<News>;
  /** Rooms with rows after a position, whoever wrote them. Nothing up to `upTo` is missing. */
  changed(after: number): Promise<{ upTo: number; rooms: string[] }>;
  /**
   * Calls the listener when others may have written.
   * @returns a function that stops it.
   */
  onNews(listener: () => void): () => void;
}

export interface UpdateLog {
  /** null for a log that only one server writes. */
  readonly shared: SharedLog | null;
  load(room: string): Promise<LoadedRoom>;
  /**
   * Appends all rows and decisions or none, in this order; durable when resolved.
   * @returns the position of the last row.
   */
  append(rows: readonly LogRow[], decisions?: readonly LateDecision[]): Promise<number>;
  /** Stores the room's state up to a position, for faster loading. The rows stay: they are the history. */
  compact(room: string, snapshot: Uint8Array, upTo: number): Promise<void>;
  rooms(): Promise<string[]>;
  /** Position of the last row of each of these rooms; a room without rows is missing. */
  ends(rooms: readonly string[]): Promise<Map<string, number>>;
  /** When the last row of each of these rooms was received; a room without rows is missing. */
  lastReceived(rooms: readonly string[]): Promise<Map<string, number>>;
  /** Rows of a room after a position, at most `limit`, so that a long history can be read in parts. */
  history(room: string, after?: number, limit?: number): Promise<HistoryRow[]>;
  /** Of every person and device that sent rows to a room after a position. */
  lastSent(room: string, after: number): Promise<LastSent[]>;
  /**
   * Stores late edits outside the rooms, all or none; durable when resolved.
   * @returns their ids.
   */
  keepLate(rows: readonly LogRow[]): Promise<number[]>;
  /** Every late edit of a room, in the order received. */
  late(room: string): Promise<LateRow[]>;
  markLate(ids: readonly number[], state: LateRow['state']): Promise<void>;
  /** Rooms with waiting late edits. */
  lateRooms(): Promise<string[]>;
  /** In the order decided. */
  decisions(of: { room: string } | { person: string }): Promise<LateDecision[]>;
  /** Names the room's present position. */
  nameVersion(version: Omit<Version, 'id' | 'position'>): Promise<Version>;
  /** Oldest first. */
  versions(room: string): Promise<Version[]>;
  /** Runs one work of this name after the other, over all servers that write this log. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** The store is no longer where it was opened: anything written now would be lost. */
  readonly missing: boolean;
  /** Receive time of the latest edit, applied or late. */
  readonly latest: number;
  /**
   * After a restore, until this time, copies may bring back what others had written as well: what is missing here may exist only on their
   * devices.
   */
  readonly relayUntil: number;
  close(): Promise<void>;
}
