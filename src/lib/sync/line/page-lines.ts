/**
 * A page's way to the device's one connection, and what the page itself knows of the network: the browser says at once
 * when there is none. Where it is wrong (the commune's machine may be this very one) a question to the machine shows it.
 */
import { windowLocks } from '../address-abilities.ts';
import { BROKEN, type Channel, type ChannelEvents, type Lines } from './channel.ts';
import { DeviceLines } from './device-line.ts';
import { PortLines } from './port.ts';

/** How long the browser's word waits for proof that it is wrong. */
const PROOF_MS = 700;
const ASK_AGAIN_MS = 2_000;

interface Held {
  address: string;
  room: string;
  events: ChannelEvents;
  /** null while it waits for a network. */
  channel: Channel | null;
}

/** What the page asks of whatever has the connection. */
export interface Inner extends Lines {
  doubt(ms: number): void;
  beat(): void;
  leave(): void;
}

export interface PageNetwork {
  /** The device's connection, which all tabs share. @param dead it does not answer, and is of no use. */
  connect(dead: () => void): Inner;
  /** A connection of the page's own. */
  connectAlone(): Inner;
  /** Asks the commune's machine in another way than by the connection. */
  reaches(): Promise<boolean>;
  /** The browser's word. */
  isOnline(): boolean;
}

export class PageLines implements Lines {
  readonly #network: PageNetwork;
  readonly #held = new Set<Held>();
  #inner: Inner;
  /** Rooms wait for a network: there is none, or, as the page opens, there may be none. */
  #holds: boolean;
  /** It has been found that there is none. */
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

  /** The browser says that there is no network. */
  async offline(): Promise<void> {
    clearTimeout(this.#again);
    this.#inner.doubt(PROOF_MS);
    if (await this.#proof()) this.#online();
    else if (!this.#network.isOnline()) this.#goAway();
    else this.#online();
  }

  /** The browser says that there is one again. */
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

  /** Also what another tab's network would still carry: this page sends nothing that it says is not sent. */
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

/** The page's own, made once. */
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
    // Its file could not be had, or the browser does not start it.
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

/** Any answer will do, also one that says that something is wrong. */
async function reaches(): Promise<boolean> {
  try {
    await fetch('/api/health', { cache: 'no-store' });
    return true;
  } catch {
    // No answer: that is what was asked.
    return false;
  }
}

/** Held as long as the page lives: whoever waits for it learns of its end. Not to be had on a plain address. */
function holdLock(held: (name: string) => void): void {
  const name = `ra-soat/tab/${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(36)).join('')}`;
  windowLocks()
    ?.request(name, () => {
      held(name);
      return new Promise<void>(() => undefined);
    })
    .catch((error: unknown) => console.warn('lock', error));
}
