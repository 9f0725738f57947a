/**
 * A page's use of the device's one connection, combined with what the browser reports about the network. The browser reports at once when
 * there is no network. It can be wrong, for example when the server is this very machine; a request to the server shows it.
 */
import { windowLocks } from '../address-abilities.ts';
import { BROKEN, type Channel, type ChannelEvents, type Lines } from './channel.ts';
import { DeviceLines } from './device-line.ts';
import { PortLines } from './port.ts';

/** How long to wait for proof that the browser is wrong. */
const PROOF_MS = 700;
const ASK_AGAIN_MS = 2_000;

interface Held {
  address: string;
  room: string;
  events: ChannelEvents;
  /** null while the room waits for a network. */
  channel: Channel | null;
}

/** What the page needs from the owner of the connection. */
export interface Inner extends Lines {
  doubt(ms: number): void;
  beat(): void;
  leave(): void;
}

export interface PageNetwork {
  /**
   * The device's connection, shared by all tabs.
   * @param dead called when it does not respond and cannot be used.
   */
  connect(dead: () => void): Inner;
  /** A connection of this page alone. */
  connectAlone(): Inner;
  /** Asks the server by another way than the connection. */
  reaches(): Promise<boolean>;
  /** What the browser reports. */
  isOnline(): boolean;
}

export class PageLines implements Lines {
  readonly #network: PageNetwork;
  readonly #held = new Set<Held>();
  #inner: Inner;
  /** Rooms wait: there is no network, or the page has just opened and there may be none. */
  #holds: boolean;
  /** Confirmed: there is no network. */
  #away = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(network: PageNetwork) {
    this.#network = network;
    this.#holds = !network.isOnline();
    this.#inner = network.connect(() => {
      this.#inner = network.connectAlone();
    });
    if (this.#holds) void this.offline();
  }

  open(address: string, room: string, events: ChannelEvents): Channel {
    const held: Held = { address, room, events, channel: null };
    this.#held.add(held);
    if (!this.#holds) this.#begin(held);
    else if (this.#away) queueMicrotask(() => this.#held.has(held) && events.answers(false));
    return {
      send: (message) => held.channel?.send(message),
      close: () => {
        this.#held.delete(held);
        held.channel?.close();
      },
    };
  }

  /** The browser reports that the network is gone. */
  async offline(): Promise<void> {
    clearTimeout(this.#again);
    this.#inner.doubt(PROOF_MS);
    if (await this.#proof()) this.#online();
    else if (!this.#network.isOnline()) this.#goAway();
    else this.#online();
  }

  /** The browser reports that the network is back. */
  online(): void {
    if (this.#holds) this.#online();
    else this.#inner.doubt(PROOF_MS);
  }

  looked(): void {
    this.#inner.beat();
  }

  left(): void {
    this.#inner.leave();
  }

  #begin(held: Held): void {
    held.channel = this.#inner.open(held.address, held.room, {
      ...held.events,
      opened: () => held.events.opened(),
      heard: (message) => held.events.heard(message),
      answers: (yes) => held.events.answers(yes),
      closed: (code, reason) => {
        this.#held.delete(held);
        held.events.closed(code, reason);
      },
    });
  }

  /** Closes the channels even if another tab's network could still carry them: this page must not send what it shows as unsent. */
  #goAway(): void {
    this.#again = setTimeout(() => void this.#askAgain(), ASK_AGAIN_MS);
    if (this.#away) return;
    this.#holds = this.#away = true;
    for (const held of [...this.#held]) {
      held.events.answers(false);
      if (!held.channel) continue;
      this.#held.delete(held);
      held.channel.close();
      held.events.closed(BROKEN, '');
    }
  }

  async #askAgain(): Promise<void> {
    if (!this.#holds) return;
    if (this.#network.isOnline() || (await this.#proof())) this.#online();
    else this.#goAway();
  }

  #online(): void {
    clearTimeout(this.#again);
    this.#holds = this.#away = false;
    for (const held of [...this.#held]) if (!held.channel) this.#begin(held);
  }

  #proof(): Promise<boolean> {
    return Promise.race([this.#network.reaches(), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PROOF_MS))]);
  }
}

let lines: PageLines | undefined;

/** The page's single instance. */
export function pageLines(): Lines {
  return (lines ??= open());
}

function open(): PageLines {
  const own = (): Inner => {
    const made = new DeviceLines();
    const beat = (): void => made.watch(isVisible());
    return { open: (...how) => made.open(...how), doubt: (ms) => made.doubt(ms), beat, leave: () => undefined };
  };
  const shared = (dead: () => void): Inner => {
    if (!('SharedWorker' in globalThis)) return own();
    const worker = new SharedWorker(new URL('./line-worker.ts', import.meta.url), { type: 'module' });
    const giveUp = (): void => {
      if (isOver) return;
      isOver = true;
      dead();
      port.destroy();
    };
    let isOver = false;
    const port = new PortLines(worker.port, { isVisible, dead: giveUp });
    // Its file could not be loaded, or the browser does not start it.
    worker.onerror = giveUp;
    holdLock((name) => port.lives(name));
    return port;
  };
  const made = new PageLines({ connect: shared, connectAlone: own, reaches, isOnline: () => navigator.onLine });
  addEventListener('offline', () => void made.offline());
  addEventListener('online', () => made.online());
  addEventListener('pagehide', () => made.left());
  document.addEventListener('visibilitychange', () => made.looked());
  return made;
}

const isVisible = (): boolean => document.visibilityState === 'visible';

/** Any response will do, even an error. */
async function reaches(): Promise<boolean> {
  try {
    await fetch('/api/health', { cache: 'no-store' });
    return true;
  } catch {
    // No response: that is the answer.
    return false;
  }
}

/**
 * A lock held as long as the page lives, so that whoever waits for it learns when the page is gone. Not available at a plain http address.
 */
function holdLock(held: (name: string) => void): void {
  const name = `ra-soat/tab/${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(36)).join('')}`;
  windowLocks()
    ?.request(name, () => {
      held(name);
      return new Promise<void>(() => undefined);
    })
    .catch((error: unknown) => console.warn('lock', error));
}
