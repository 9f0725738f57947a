/** A channel that is opened before its user is ready. Events until then are stored, and replayed in order. */
import type { Channel, ChannelEvents } from './channel.ts';

export class OpenedAhead {
  readonly #channel: Channel;
  #past: ((events: ChannelEvents) => void)[] = [];
  #events: ChannelEvents | null = null;

  /** @param look sees each event at once, until the channel is taken. */
  constructor(open: (events: ChannelEvents) => Channel, look: Partial<ChannelEvents>) {
    const tell = (happened: (events: ChannelEvents) => void): void => {
      if (this.#events) happened(this.#events);
      else this.#past.push(happened);
    };
    this.#channel = open({
      opened: () => tell((events) => events.opened()),
      heard: (message) => {
        if (!this.#events) look.heard?.(message);
        tell((events) => events.heard(message));
      },
      closed: (code, reason) => {
        if (!this.#events) look.closed?.(code, reason);
        tell((events) => events.closed(code, reason));
      },
      answers: (yes) => {
        if (!this.#events) look.answers?.(yes);
        tell((events) => events.answers(yes));
      },
    });
  }

  take(events: ChannelEvents): Channel {
    queueMicrotask(() => {
      this.#events = events;
      for (const happened of this.#past) happened(events);
      this.#past = [];
    });
    return this.#channel;
  }

  close(): void {
    this.#channel.close();
  }
}
