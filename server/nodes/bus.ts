/** Short messages between the servers that share a database. None is kept: what must not be lost is in the database. */

export interface Bus {
  /** Name of this server among the others, new at each start. */
  readonly node: string;
  /** To the other servers, not to this one. @param message at most MESSAGE_BYTES. */
  send(channel: string, message: string): void;
  /** @returns a function that stops it. */
  on(channel: string, listener: (message: string, from: string) => void): () => void;
  /**
   * Calls the listener when the bus hears again after it was cut: what was sent meanwhile is lost.
   * @returns a function that stops it.
   */
  onAgain(listener: () => void): () => void;
  close(): Promise<void>;
}

/** PostgreSQL's own limit for a NOTIFY is 8,000 bytes with everything. */
export const MESSAGE_BYTES = 7_500;

/** For one server alone. */
export const ALONE: Bus = {
  node: '',
  send: () => undefined,
  on: () => () => undefined,
  onAgain: () => () => undefined,
  close: async () => undefined,
};
