/** A device's one connection: many rooms over it, each with its own rights, limits and close. */
import { IDBFactory } from 'fake-indexeddb';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import * as Y from 'yjs';
import type { Channel, Lines } from '../../src/lib/sync/line/channel.ts';
import { DeviceLines } from '../../src/lib/sync/line/device-line.ts';
import { PortLines, TabServer, type Port } from '../../src/lib/sync/line/port.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { MESSAGE_LIMIT, ROOM_PATH } from '../../src/lib/sync/protocol.ts';
import type { OpenRoom } from '../../src/lib/sync/room-connection.ts';
import { DEMO_PEOPLE } from '../people/demo.ts';
import { LAN, openDevice, RawClient, socketOf, TestLog, testServer, THANH, until, VIET, type TestServer } from '../testing.ts';
import * as wire from './wire.ts';

// y-websocket adds a process exit listener for each open room.
process.setMaxListeners(0);

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: Parameters<typeof testServer>[0] = {}): Promise<TestServer> {
  const server = await testServer(options);
  ends.push(() => server.close());
  return server;
}

/** A device's worker, and the number of websockets it has made. */
function deviceOf(person: string): { lines: DeviceLines; tab: () => PortLines; sockets: () => number; lock: { release: () => void } } {
  let made = 0;
  const Socket = socketOf(person);
  class Counted extends Socket {
    constructor(url: string | URL) {
      super(url);
      made += 1;
    }
  }
  const lock = { release: (): void => undefined };
  const locks = {
    request: async (_name: string, use: () => void) => {
      lock.release = use;
    },
  } as unknown as LockManager;
  const lines = new DeviceLines(Counted);
  const worker = new TabServer(lines, locks);
  const tab = (): PortLines => {
    const { port1, port2 } = new MessageChannel();
    worker.serve(port1 as unknown as Port);
    const made = new PortLines(port2 as unknown as Port, { isVisible: () => true, dead: () => undefined });
    ends.push(() => {
      made.leave();
      made.destroy();
      port1.close();
      port2.close();
    });
    return made;
  };
  return { lines, tab, sockets: () => made, lock };
}

/** A channel driven by hand. */
class RawChannel {
  readonly heard: Uint8Array[] = [];
  readonly answers: boolean[] = [];
  opened = false;
  closed: number | null = null;
  readonly channel: Channel;

  constructor(lines: Lines, url: string, room: string) {
    this.channel = lines.open(`${url}${ROOM_PATH}?device=may-thu`, room, {
      opened: () => (this.opened = true),
      heard: (message) => this.heard.push(message),
      closed: (code) => (this.closed = code),
      answers: (yes) => this.answers.push(yes),
    });
    ends.push(() => this.channel.close());
  }
}

const village = (number: number): string => `nong-thuong-2023.thon-${number}`;

describe('one connection for each device', () => {
  it('serves two tabs with forty lists each, and all of them are received', async () => {
    const server = await start();
    const device = deviceOf(VIET);
    const rooms: OpenRoom[] = [];
    const tabs = [device.tab(), device.tab()];
    const factory = new IDBFactory();
    for (const lines of tabs)
      for (let number = 1; number <= 40; number++) rooms.push(openDevice(VIET, server.url, factory, { room: village(number), lines }));
    ends.push(() => Promise.all(rooms.map((room) => room.close())));
    await until(() => rooms.every(({ status }) => status.current.connected));
    rooms.slice(0, 40).forEach(({ list }, i) => list.set('h:1', 'b1', i));
    const other = deviceOf(VIET);
    await until(() => rooms.slice(40).every(({ list }, i) => list.get('h:1', 'b1') === i));
    await until(() => rooms.every(({ status }) => status.current.unsent === 0));
    expect(device.sockets()).toBe(1);
    const elsewhere = openDevice(VIET, server.url, new IDBFactory(), { room: village(17), lines: other.tab() });
    ends.push(() => elsewhere.close());
    await until(() => elsewhere.list.get('h:1', 'b1') === 16);
  });

  it('sends a list of several pieces whole', async () => {
    const log = new TestLog();
    const server = await start({ log });
    const lan = await new RawClient(server.url, LAN).sync();
    for (let row = 0; row < 300; row++) lan.write(`h:${row}`, 'x'.repeat(2_000));
    await until(() => lan.receipt === 300);
    lan.socket.close();
    const room = openDevice(THANH, server.url, new IDBFactory(), { lines: deviceOf(THANH).tab(), room: 'nong-thuong-2023.thon-3' });
    ends.push(() => room.close());
    await until(() => room.list.rows().length === 300);
  });

  it('is closed when nothing is open any more, and reopened when something is', async () => {
    const server = await start();
    const device = deviceOf(VIET);
    const one = new RawChannel(device.lines, server.url, village(1));
    await until(() => one.opened);
    one.channel.close();
    const two = new RawChannel(device.lines, server.url, village(2));
    await until(() => two.opened);
    expect(device.sockets()).toBe(2);
  });
});

describe('each room on it', () => {
  it('is refused on its own, with a code that stops retries', async () => {
    const server = await start();
    const { lines } = deviceOf(LAN);
    const [own, strange, none] = ['nong-thuong-2023.thon-3', village(8), 'x'].map((room) => new RawChannel(lines, server.url, room));
    await until(() => strange?.closed === 4403 && none?.closed === 4404 && (own?.heard.length ?? 0) > 0);
    expect(own?.closed).toBeNull();
  });

  it('is closed on its own by a message that is bad or too large', async () => {
    const server = await start();
    const device = deviceOf(VIET);
    const [bad, large, good] = [1, 2, 3].map((number) => new RawChannel(device.lines, server.url, village(number))) as [
      RawChannel,
      RawChannel,
      RawChannel,
    ];
    await until(() => [bad, large, good].every(({ opened }) => opened));
    bad.channel.send(new Uint8Array([0, 9, 0]));
    large.channel.send(wire.update(new Uint8Array(MESSAGE_LIMIT + 1)));
    await until(() => bad.closed === 4400 && large.closed === 4413);
    good.channel.send(wire.step1(Y.encodeStateVector(new Y.Doc())));
    const before = good.heard.length;
    await until(() => good.heard.length > before);
    expect([good.closed, device.sockets()]).toEqual([null, 1]);
  });

  it('is checked again when rights change, also while it is being opened', async () => {
    let person: Person | null = DEMO_PEOPLE.find(({ id }) => id === VIET) ?? null;
    let changed: (id: string) => void = () => undefined;
    let asks = 0;
    const answers: (() => void)[] = [];
    let hold = false;
    const whoIs = async (): Promise<Person | null> => {
      asks += 1;
      const now = person;
      if (hold) await new Promise<void>((resolve) => answers.push(resolve));
      return now;
    };
    const server = await start({
      signIn: {
        me: () => ({ demo: true, person: null }),
        whoIs,
        leave: () => undefined,
        onChange: (listener) => {
          changed = listener;
          return () => undefined;
        },
      },
    });
    const { lines } = deviceOf(VIET);
    const early = [1, 2, 3].map((number) => new RawChannel(lines, server.url, village(number)));
    await until(() => early.every(({ heard }) => heard.length > 0));
    // Once for the connection, once for all its rooms.
    expect(asks).toBe(2);
    changed(LAN);
    hold = true;
    const opening = new RawChannel(lines, server.url, village(4));
    await until(() => answers.length > 0);
    person = null;
    changed(VIET);
    hold = false;
    await until(() => {
      answers.splice(0).forEach((answer) => answer());
      return [...early, opening].every(({ closed }) => closed === 4401);
    });
  });

  it('closes with the connection when nobody is signed in', async () => {
    const server = await start();
    const lines = new DeviceLines(socketOf(null));
    const channels = [1, 2].map((number) => new RawChannel(lines, server.url, village(number)));
    await until(() => channels.every(({ closed }) => closed === 4401));
  });
});

describe('a tab that is gone', () => {
  it.each(['says so', 'dies'])('closes its rooms and no others when it %s', async (how) => {
    const server = await start();
    const device = deviceOf(VIET);
    const [gone, stays] = [device.tab(), device.tab()];
    gone.lives('lock');
    const watched = openDevice(VIET, server.url, new IDBFactory(), { lines: stays });
    await until(() => watched.status.current.connected);
    const hers = openDevice(VIET, server.url, new IDBFactory(), { lines: gone });
    ends.push(() => Promise.all([hers.close(), watched.close()]));
    const here = (): boolean => watched.awareness.getStates().has(hers.awareness.clientID);
    await until(here);
    if (how === 'dies') device.lock.release();
    else gone.leave();
    await until(() => !here());
    expect([watched.status.current.connected, device.sockets()]).toEqual([true, 1]);
  });
});

describe('a connection that does not respond', () => {
  /** Answers no question, and with `upgrades` false not even the upgrade. */
  async function silent(upgrades: boolean): Promise<string> {
    const server = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    const streams = new Set<Duplex>();
    server.on('upgrade', (request, socket, head) => {
      streams.add(socket);
      if (upgrades) sockets.handleUpgrade(request, socket, head, () => undefined);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ends.push(
      () =>
        new Promise((resolve) => {
          for (const stream of streams) stream.destroy();
          server.close(resolve);
        }),
    );
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const LONG = 600_000;

  it('is noticed and reported', async () => {
    const lines = new DeviceLines(socketOf(VIET), { beat: 20, doubt: 20, cut: LONG, cutOpening: LONG });
    const room = new RawChannel(lines, await silent(true), village(1));
    await until(() => room.answers.includes(true) && room.answers.at(-1) === false);
    expect([room.opened, room.closed]).toEqual([true, null]);
  });

  it('is dropped', async () => {
    const lines = new DeviceLines(socketOf(VIET), { beat: 20, doubt: LONG, cut: 20, cutOpening: LONG });
    const room = new RawChannel(lines, await silent(true), village(1));
    await until(() => room.closed !== null);
    expect([room.opened, room.answers, room.closed]).toEqual([true, [true, false], 1006]);
  });

  it('is dropped when it never answered, and that stays known while it is retried', async () => {
    const url = await silent(false);
    const lines = new DeviceLines(socketOf(VIET), { doubt: 20, cutOpening: 60 });
    for (let tries = 0; tries < 2; tries++) {
      const room = new RawChannel(lines, url, village(1));
      await until(() => room.closed !== null);
      expect([room.opened, room.answers, room.closed]).toEqual([false, [false], 1006]);
    }
  });

  it('is kept as long as there are answers, also without other messages', async () => {
    const server = await start({ keepAliveMs: 60_000 });
    let pings = 0;
    const Socket = socketOf(VIET);
    class Counted extends Socket {
      override send(data: Parameters<WebSocket['send']>[0]): void {
        if ((data as Uint8Array)[0] === 4) pings += 1;
        super.send(data);
      }
    }
    const lines = new DeviceLines(Counted, { beat: 10, doubt: 60_000, cut: 60_000 });
    const room = new RawChannel(lines, server.url, village(1));
    await until(() => pings > 5);
    expect(room.answers).toEqual([true]);
    expect(room.closed).toBeNull();
  });
});
