/** A room's channel to the server, over whatever connection the device has. */
export interface ChannelEvents {
  opened(): void;
  heard(message: Uint8Array): void;
  /** Closed by the server, or because the connection is lost. No event follows. */
  closed(code: number, reason: string): void;
  /** Whether the server responds: called once it is known, and on each change. */
  answers(yes: boolean): void;
}

export interface Channel {
  send(message: Uint8Array): void;
  close(): void;
}

export interface Lines {
  /**
   * @param address address of the device's connection; channels with the same address share it. Events are called later, never from within
   * `open`.
   */
  open(address: string, room: string, events: ChannelEvents): Channel;
}

/** The close code that a WebSocket reports for a broken connection. */
export const BROKEN = 1006;
