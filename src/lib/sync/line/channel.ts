/** One room's way to the commune's machine, over whatever connection the device has. */
export interface ChannelEvents {
  opened(): void;
  heard(message: Uint8Array): void;
  /** By the server, or because the connection is lost; nothing is told after it. */
  closed(code: number, reason: string): void;
  /** Whether the commune's machine answers: told when it is known, and when it changes. */
  answers(yes: boolean): void;
}

export interface Channel {
  send(message: Uint8Array): void;
  close(): void;
}

export interface Lines {
  /**
   * @param address of the device's connection; those who open the same share it. Events come later, never from within.
   */
  open(address: string, room: string, events: ChannelEvents): Channel;
}

/** As a websocket says it of a connection that broke. */
export const BROKEN = 1006;
