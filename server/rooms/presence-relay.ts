/** Tells the other servers who is where, and what they tell to the rooms here. Nothing is kept: a lost message is made good within seconds. */
import { MESSAGE_BYTES, type Bus } from '../nodes/bus.ts';
import type { ClientState } from './wire.ts';

const CHANNEL = 'presence';
/** Someone who moves through cells quickly is told of ten times a second. */
const TELL_MS = 100;

type Told = [room: string, client: number, clock: number, state: unknown];

export class PresenceRelay {
  readonly #bus: Bus;
  readonly #stopHearing: () => void;
  /** By room and client: only the latest state is told. */
  readonly #waiting = new Map<string, Told>();
  #timer: NodeJS.Timeout | null = null;

  constructor(bus: Bus, hear: (room: string, state: ClientState, from: string) => void) {
    this.#bus = bus;
    this.#stopHearing = bus.on(CHANNEL, (message, from) => {
      for (const [room, client, clock, state] of JSON.parse(message) as Told[]) hear(room, { client, clock, state }, from);
    });
  }

  tell(room: string, { client, clock, state }: ClientState): void {
    if (this.#bus.node === '') return;
    this.#waiting.set(`${room} ${client}`, [room, client, clock, state]);
    this.#timer ??= setTimeout(() => this.#send(), TELL_MS).unref();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#stopHearing();
  }

  #send(): void {
    this.#timer = null;
    let part: string[] = [];
    let size = 0;
    const flush = (): void => {
      if (part.length > 0) this.#bus.send(CHANNEL, `[${part.join(',')}]`);
      [part, size] = [[], 0];
    };
    for (const told of this.#waiting.values()) {
      const text = JSON.stringify(told);
      const bytes = Buffer.byteLength(text) + 1;
      if (size + bytes > MESSAGE_BYTES) flush();
      // A name of thousands of letters is not told.
      if (bytes >= MESSAGE_BYTES) continue;
      part.push(text);
      size += bytes;
    }
    flush();
    this.#waiting.clear();
  }
}
