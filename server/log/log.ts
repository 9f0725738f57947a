/**
 * The log of updates: the one place where an edit is durable. Everything else the server holds is made from it.
 * log.contract.ts is the test that every implementation runs.
 */
export interface LogRow {
  room: string;
  update: Uint8Array;
  /** The signed-in person and their device: the evidence of who wrote, where author and time inside a cell are claims. */
  person: string;
  device: string;
  /** Milliseconds by the server's clock. */
  at: number;
}

export interface RoomHistory {
  /** The latest snapshot, if any, and every row after it, in order. */
  updates: Uint8Array[];
  /** Position of the last row these updates contain. */
  upTo: number;
  /** How many of them are rows: what a snapshot would save. */
  tail: number;
}

export interface UpdateLog {
  load(room: string): Promise<RoomHistory>;
  /** All rows or none, in this order, durable when resolved. @returns the position of the last. */
  append(rows: readonly LogRow[]): Promise<number>;
  /** Stores the room's state up to a position, to load from. The rows themselves stay: they are the audit. */
  compact(room: string, snapshot: Uint8Array, upTo: number): Promise<void>;
  rooms(): Promise<string[]>;
  /** Every row ever appended to a room. */
  audit(room: string): Promise<LogRow[]>;
  close(): Promise<void>;
}
