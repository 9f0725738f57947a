/**
 * One connection to the server for all rooms that are open on a device. It detects by itself when the server stops responding: a connection
 * may look open for minutes after the network or the server is gone.
 */
import { CLOSE } from '../protocol.ts';
import { BROKEN, type Channel, type ChannelEvents, type Lines } from './channel.ts';
import { Inbox, Outbox } from './flow.ts';
import { decodeFrame, encodeFrame, type Frame } from './frames.ts';

/** All in milliseconds. */
const TIMES = {
  /** Ask after this much silence: `beat` while somebody looks at a page, `rest` while nobody does. */
  beat: 2_000,
  rest: 15_000,
  /** Report that the server does not respond, after this long without an answer. */
  doubt: 2_000,
  /** Drop the connection, after this long without an answer. */
  cut: 8_000,
  /** The same for a connection being made: a poor network needs more time. */
  cutOpening: 20_000,
};
export type LineTimes = typeof TIMES;

class DeviceLine {
  readonly #socket: WebSocket;
  readonly #times: LineTimes;
  readonly #over: (answers: boolean | null) => void;
  readonly #channels = new Map<number, ChannelEvents>();
  /** Rooms of channels that are not open on the server yet. */
  readonly #rooms = new Map<number, string>();
  readonly #outbox = new Outbox((frame) => this.#write(frame));
  readonly #inbox = new Inbox((bytes) => this.#write({ kind: 'taken', bytes }));
  #next = 1;
  #heardAt = 0;
  #answers: boolean | null;
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #cut: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  /**
   * @param answers what was known about the server before.
   * @param over called when this connection has ended, with whether the server responded up to the end.
   */
  constructor(socket: WebSocket, times: LineTimes, answers: boolean | null, over: (answers: boolean | null) => void) {
    this.#socket = socket;
    this.#times = times;
    this.#answers = answers === false ? false : null;
    this.#over = over;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      this.#heard();
      for (const [channel, events] of this.#channels) this.#begin(channel, events);
    };
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.#hear(new Uint8Array(data));
    socket.onerror = () => undefined;
    socket.onclose = ({ code, reason }) => this.#end(code, reason);
    this.#expectAnswer(times.cutOpening);
  }

  get #isOpen(): boolean {
    return !this.#isOver && this.#socket.readyState === this.#socket.OPEN;
  }

  open(room: string, events: ChannelEvents): Channel {
    const channel = this.#next++;
    this.#channels.set(channel, events);
    this.#rooms.set(channel, room);
    queueMicrotask(() => {
      if (this.#channels.get(channel) !== events) return;
      if (this.#answers !== null) events.answers(this.#answers);
      if (this.#isOpen) this.#begin(channel, events);
    });
    return {
      send: (message) => {
        if (this.#channels.get(channel) === events && this.#isOpen) this.#outbox.send(channel, message);
      },
      close: () => {
        if (this.#channels.get(channel) !== events) return;
        this.#forget(channel);
        if (this.#isOpen) this.#outbox.close(channel);
        this.#leaveIfIdle();
      },
    };
  }

  /** Asks now; reports that the server does not respond after `doubt` milliseconds. */
  ask(doubt = this.#times.doubt): void {
    if (!this.#isOpen) return;
    this.#write({ kind: 'ask' });
    this.#expectAnswer(this.#times.cut, doubt);
  }

  /** Something suggests that there is no network. A connection that did not respond before is dropped at once. */
  doubt(ms: number): void {
    if (this.#answers === false) this.#end(BROKEN, '');
    else this.ask(ms);
  }

  /** @param silence asks when nothing was heard for this long, in milliseconds. */
  beat(silence: number): void {
    // One question at a time.
    if (this.#cut === undefined && Date.now() - this.#heardAt >= silence) this.ask();
  }

  #begin(channel: number, events: ChannelEvents): void {
    const room = this.#rooms.get(channel);
    if (room === undefined) return;
    this.#rooms.delete(channel);
    this.#write({ kind: 'open', channel, room });
    events.opened();
  }

  #hear(bytes: Uint8Array): void {
    this.#heard();
    const frame = decodeFrame(bytes);
    if (frame?.kind === 'taken') this.#outbox.taken(frame.bytes);
    else if (frame?.kind === 'ask') this.#inbox.tell();
    else if (frame?.kind === 'piece') {
      const message = this.#inbox.take(frame);
      const events = this.#channels.get(frame.channel);
      if (!events) this.#inbox.forget(frame.channel);
      else if (message instanceof Uint8Array) events.heard(message);
    } else if (frame?.kind === 'close') {
      const events = this.#channels.get(frame.channel);
      this.#forget(frame.channel);
      events?.closed(frame.code, frame.reason);
    }
    this.#leaveIfIdle();
  }

  #heard(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#doubt);
    clearTimeout(this.#cut);
    this.#doubt = this.#cut = undefined;
    this.#say(true);
  }

  #expectAnswer(cut: number, doubt = this.#times.doubt): void {
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => this.#say(false), doubt);
    // Counted from the first unanswered question.
    this.#cut ??= setTimeout(() => this.#end(BROKEN, ''), cut);
  }

  #say(answers: boolean): void {
    if (this.#answers === answers) return;
    this.#answers = answers;
    for (const events of [...this.#channels.values()]) events.answers(answers);
  }

  #forget(channel: number): void {
    this.#channels.delete(channel);
    this.#rooms.delete(channel);
    this.#outbox.drop(channel);
    this.#inbox.forget(channel);
  }

  /** Ends the connection once the last channel is closed and its messages are sent. */
  #leaveIfIdle(): void {
    if (this.#channels.size === 0 && this.#outbox.isEmpty) this.#end(BROKEN, '');
  }

  #write(frame: Frame): void {
    this.#socket.send(encodeFrame(frame));
  }

  /** When the network is gone, the browser reports the close much later, so do not wait for it. */
  #end(code: number, reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#doubt);
    clearTimeout(this.#cut);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    if (this.#channels.size > 0) this.#say(code >= 4_000 && code !== CLOSE.stopping.code);
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    this.#over(this.#answers);
    for (const events of channels) events.closed(code, reason);
  }
}

export class DeviceLines implements Lines {
  readonly #Socket: typeof WebSocket;
  readonly #times: LineTimes;
  readonly #lines = new Map<string, DeviceLine>();
  /** What was known about the server when a connection ended. A new connection starts from that until it is answered. */
  readonly #answered = new Map<string, boolean | null>();
  #beat: ReturnType<typeof setInterval> | undefined;
  #watched = true;

  constructor(Socket: typeof WebSocket = WebSocket, times: Partial<LineTimes> = {}) {
    this.#Socket = Socket;
    this.#times = { ...TIMES, ...times };
  }

  open(address: string, room: string, events: ChannelEvents): Channel {
    return (this.#lines.get(address) ?? this.#connect(address)).open(room, events);
  }

  /** Whether somebody looks at a page of this device: then silence is noticed soon. */
  watch(watched: boolean): void {
    if (watched && !this.#watched) for (const line of this.#lines.values()) line.ask();
    this.#watched = watched;
    this.#keepBeat();
  }

  doubt(ms: number): void {
    for (const line of [...this.#lines.values()]) line.doubt(ms);
  }

  #connect(address: string): DeviceLine {
    const line = new DeviceLine(new this.#Socket(address), this.#times, this.#answered.get(address) ?? null, (answers) => {
      this.#answered.set(address, answers);
      if (this.#lines.get(address) === line) this.#lines.delete(address);
      this.#keepBeat();
    });
    this.#lines.set(address, line);
    this.#keepBeat();
    return line;
  }

  #keepBeat(): void {
    clearInterval(this.#beat);
    this.#beat = undefined;
    if (this.#lines.size === 0) return;
    const silence = this.#watched ? this.#times.beat : this.#times.rest;
    this.#beat = setInterval(() => {
      for (const line of this.#lines.values()) line.beat(silence);
    }, silence / 2);
  }
}
