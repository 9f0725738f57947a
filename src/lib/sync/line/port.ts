/** How a tab talks to the SharedWorker that holds the device's connection. */
import { BROKEN, type Channel, type ChannelEvents, type Lines } from './channel.ts';
import type { DeviceLines } from './device-line.ts';

type FromTab =
  | { kind: 'open'; id: number; address: string; room: string }
  | { kind: 'send'; id: number; message: Uint8Array }
  | { kind: 'close'; id: number }
  | { kind: 'beat'; visible: boolean }
  /** Something suggests that there is no network. */
  | { kind: 'doubt'; ms: number }
  /** The tab holds this lock as long as it lives. */
  | { kind: 'lock'; name: string }
  | { kind: 'gone' };

type FromWorker =
  | { kind: 'opened'; id: number }
  | { kind: 'heard'; id: number; message: Uint8Array }
  | { kind: 'closed'; id: number; code: number; reason: string }
  | { kind: 'answers'; id: number; yes: boolean }
  | { kind: 'beat' };

export type Port = Pick<MessagePort, 'postMessage' | 'onmessage'>;

const BEAT_MS = 2_000;
/** After this many unanswered beats the worker counts as gone. A worker that is starting gets more. */
const BEATS = 3;
const FIRST_BEATS = 15;
/** A browser may let a background tab beat only once a minute. */
const GONE_MS = 200_000;

/** The tab's side. */
export class PortLines implements Lines {
  readonly #port: Port;
  readonly #channels = new Map<number, ChannelEvents>();
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #isVisible: () => boolean;
  #next = 1;
  #unanswered = 0;
  #patience = FIRST_BEATS;

  /** @param dead called when the worker does not respond: it crashed or never started. */
  constructor(port: Port, { isVisible, dead }: { isVisible: () => boolean; dead: () => void }) {
    this.#port = port;
    this.#isVisible = isVisible;
    port.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    this.beat();
    this.#timer = setInterval(() => {
      // In a hidden page timers do not run evenly.
      if (this.#unanswered > this.#patience && isVisible()) dead();
      else this.beat();
    }, BEAT_MS);
  }

  open(address: string, room: string, events: ChannelEvents): Channel {
    const id = this.#next++;
    this.#channels.set(id, events);
    this.#post({ kind: 'open', id, address, room });
    return {
      send: (message) => this.#post({ kind: 'send', id, message }),
      close: () => {
        if (this.#channels.delete(id)) this.#post({ kind: 'close', id });
      },
    };
  }

  beat(): void {
    this.#unanswered += 1;
    this.#post({ kind: 'beat', visible: this.#isVisible() });
  }

  doubt(ms: number): void {
    this.#post({ kind: 'doubt', ms });
  }

  lives(lock: string): void {
    this.#post({ kind: 'lock', name: lock });
  }

  /** The page is being left. It may come back, and then opens its rooms again. */
  leave(): void {
    this.#post({ kind: 'gone' });
    this.#closeAll();
  }

  destroy(): void {
    clearInterval(this.#timer);
    this.#port.onmessage = null;
    // If the worker was only slow, it must not keep channels open for this page.
    this.leave();
  }

  #hear(message: FromWorker): void {
    this.#unanswered = 0;
    this.#patience = BEATS;
    if (message.kind === 'beat') return;
    const events = this.#channels.get(message.id);
    switch (message.kind) {
      case 'opened':
        return events?.opened();
      case 'heard':
        return events?.heard(message.message);
      case 'answers':
        return events?.answers(message.yes);
      case 'closed':
        this.#channels.delete(message.id);
        return events?.closed(message.code, message.reason);
    }
  }

  #closeAll(): void {
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    for (const events of channels) events.closed(BROKEN, '');
  }

  #post(message: FromTab): void {
    this.#port.postMessage(message);
  }
}

interface Tab {
  visible: boolean;
  beatAt: number;
}

/** The worker's side, for all tabs. */
export class TabServer {
  readonly #lines: DeviceLines;
  readonly #locks: Pick<LockManager, 'request'> | null;
  readonly #tabs = new Set<Tab>();

  constructor(lines: DeviceLines, locks: Pick<LockManager, 'request'> | null) {
    this.#lines = lines;
    this.#locks = locks;
  }

  serve(port: Port): void {
    const channels = new Map<number, Channel>();
    const tab: Tab = { visible: true, beatAt: Date.now() };
    this.#tabs.add(tab);
    const post = (message: FromWorker, moved: Transferable[] = []): void => port.postMessage(message, moved);
    const leave = (): void => {
      for (const channel of channels.values()) channel.close();
      channels.clear();
      this.#tabs.delete(tab);
      this.#watch();
    };
    port.onmessage = ({ data }: MessageEvent<FromTab>) => {
      switch (data.kind) {
        case 'open': {
          const { id } = data;
          const channel = this.#lines.open(data.address, data.room, {
            opened: () => post({ kind: 'opened', id }),
            heard: (message) => {
              // Copied, because the message is only a part of the frame's buffer and a transfer takes the whole buffer.
              const own = message.slice();
              post({ kind: 'heard', id, message: own }, [own.buffer]);
            },
            closed: (code, reason) => {
              channels.delete(id);
              post({ kind: 'closed', id, code, reason });
            },
            answers: (yes) => post({ kind: 'answers', id, yes }),
          });
          channels.set(id, channel);
          return;
        }
        case 'send':
          return channels.get(data.id)?.send(data.message);
        case 'close':
          channels.get(data.id)?.close();
          channels.delete(data.id);
          return;
        case 'beat':
          tab.visible = data.visible;
          tab.beatAt = Date.now();
          this.#tabs.add(tab);
          this.#watch();
          return post({ kind: 'beat' });
        case 'doubt':
          return this.#lines.doubt(data.ms);
        case 'lock':
          this.#locks?.request(data.name, leave).catch((error: unknown) => console.warn('lock', error));
          return;
        case 'gone':
          return leave();
      }
    };
    const timer = setInterval(() => {
      if (Date.now() - tab.beatAt < GONE_MS) return;
      leave();
      clearInterval(timer);
    }, GONE_MS);
  }

  #watch(): void {
    this.#lines.watch([...this.#tabs].some(({ visible }) => visible));
  }
}
