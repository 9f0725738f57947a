/** For tests: a real server on a free port, logs that can be delayed or made to fail, and copies that connect to it. */
import * as decoding from 'lib0/decoding';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket as NodeWebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { IDBFactory } from 'fake-indexeddb';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import type { Person } from '../src/lib/review/people.ts';
import { IndexedDbCopy } from '../src/lib/sync/indexeddb-copy.ts';
import { DeviceLines } from '../src/lib/sync/line/device-line.ts';
import { openRoom, type OpenRoom, type RoomOptions } from '../src/lib/sync/room-connection.ts';
import { MESSAGE, ROOM_PATH, SYNC } from '../src/lib/sync/protocol.ts';
import type { LateDecision, LogRow, UpdateLog } from './log/log.ts';
import { writerTo } from './rooms/writer.ts';
import { MemoryLog } from './log/memory.ts';
import { OriginStore } from './log/origin-store.ts';
import { TemplateStore } from './log/template-store.ts';
import { testKey } from './bundles/testing.ts';
import { openServer, type OpenServer, type ServerOptions } from './serve/open-server.ts';
import { DEMO_PEOPLE } from './people/demo.ts';
import type { SignIn } from './people/sign-in.ts';
import * as wire from './rooms/wire.ts';

export const ROOM = 'nong-thuong-2023.thon-3';
/** The same room without personal data. */
export const OPEN_ROOM = `${ROOM}.chung`;
export const LAN = 'ha-thi-lan';
export const THANH = 'nong-van-thanh';
/** Reads only the open part of thon-3. */
export const HIEU = 'luong-van-hieu';
export const VIET = 'tran-quoc-viet';

const COMMUNE = 'nong-thuong-2023.xa';

/** Nothing listens here. */
export const AWAY = 'ws://127.0.0.1:9';

const called = (person: Person | undefined): Person | null => (person ? { ...person, name: person.id } : null);

/** Tests name their person in a header. */
export const byHeader: SignIn = {
  /** Named by their ids, like in the copies they open. */
  whoIs: (request): Person | null => called(DEMO_PEOPLE.find((person) => person.id === request.headers['x-person'])),
  me: async (request) => ({ demo: true, person: await byHeader.whoIs(request) }),
  namesIn: async (reviews) => new Map(reviews.map((review) => [review, DEMO_PEOPLE.map(({ id }) => id)])),
  leave: () => undefined,
};

export interface TestServer extends OpenServer {
  url: string;
  reports: string[];
}

export async function testServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const reports: string[] = [];
  const server = await openServer({
    log: new MemoryLog(),
    signIn: byHeader,
    templates: TemplateStore.inMemory(),
    bundles: { key: testKey(), origins: OriginStore.inMemory(), server: 'Máy thử' },
    host: '127.0.0.1',
    report: (text) => reports.push(text),
    ...options,
  });
  return { ...server, url: `ws://127.0.0.1:${server.port}`, reports };
}

let openLog: (() => Promise<UpdateLog>) | null = null;

/** Logs of tests that ask `newTestLog` are opened by it from now on, empty each time; with null, in memory again. */
export function keepLogIn(open: typeof openLog): void {
  openLog = open;
}

export const newTestLog = async (): Promise<UpdateLog> => (openLog ? openLog() : new MemoryLog());

/** A log of any kind with its commits counted, which fail when told to. */
export class WatchedLog {
  readonly log: UpdateLog;
  commits = 0;
  failing = false;

  constructor(inner: UpdateLog) {
    this.log = replaced(inner, {
      append: (rows, decisions) => this.#commit(() => inner.append(rows, decisions)),
      shared:
        inner.shared &&
        replaced(inner.shared, {
          turn: async (after, rooms) => {
            const turn = await inner.shared!.turn(after, rooms);
            return replaced(turn, { write: (...written) => this.#commit(() => turn.write(...written)) });
          },
        }),
    });
  }

  #commit<T>(write: () => Promise<T>): Promise<T> {
    if (this.failing) return Promise.reject(new Error('disk full'));
    this.commits += 1;
    return write();
  }
}

/** Its methods keep their own `this`, as one with private fields needs. */
const replaced = <T extends object>(inner: T, by: Partial<T>): T =>
  new Proxy(inner, {
    get: (target, name) => {
      if (Object.hasOwn(by, name)) return by[name as keyof T];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

/** A log whose appends wait for `release()` while held, and fail when told to. */
export class TestLog extends MemoryLog implements UpdateLog {
  failing = false;
  failingLoad = false;
  /** Nothing is loaded until it resolves. */
  loading: Promise<void> | null = null;
  batches = 0;
  /** Number of held commits. */
  waiting = 0;
  /** Number of failed commits. */
  failures = 0;
  #gate: Promise<void> | null = null;
  #open: () => void = () => undefined;

  get holding(): boolean {
    return this.#gate !== null;
  }

  hold(): void {
    this.#gate = new Promise((resolve) => (this.#open = resolve));
  }

  release(): void {
    this.#gate = null;
    this.#open();
  }

  async #held(): Promise<void> {
    this.waiting++;
    await this.#gate;
    this.waiting--;
  }

  #fail(): void {
    if (!this.failing) return;
    this.failures++;
    throw new Error('disk full');
  }

  override async load(room: string): ReturnType<MemoryLog['load']> {
    await this.loading;
    if (this.failingLoad) throw new Error('disk gone');
    return super.load(room);
  }

  override async append(rows: readonly LogRow[], decisions: readonly LateDecision[] = []): Promise<number> {
    await this.#held();
    this.#fail();
    this.batches++;
    return super.append(rows, decisions);
  }

  override async keepLate(rows: readonly LogRow[]): Promise<number[]> {
    await this.#held();
    this.#fail();
    return super.keepLate(rows);
  }
}

/** The socket class of a copy that signs in as this person. */
export const socketOf = (person: string | null, made: (socket: NodeWebSocket) => void = () => undefined): typeof WebSocket =>
  class extends NodeWebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers: person ? { 'x-person': person } : {} });
      made(this);
    }
  } as unknown as typeof WebSocket;

/** The last connection of each opened room and stock client. */
const connections = new WeakMap<object, NodeWebSocket>();

/**
 * Resolves when the server has read what this copy has sent so far, and this copy what the server had sent before that: a ping and its
 * answer travel on the same connection. Waiting for it shows that something does not come. A device applies updates a little later than it
 * hears them: to show that none comes, ask a `RawClient`.
 * @throws if the connection ends first.
 */
export async function reached(copy: NodeWebSocket | OpenRoom | WebsocketProvider): Promise<void> {
  const socket = copy instanceof NodeWebSocket ? copy : connections.get(copy);
  if (socket?.readyState !== NodeWebSocket.OPEN) throw new Error('not connected');
  await new Promise<void>((resolve, reject) => {
    const answered = (): void => {
      socket.off('close', ended);
      resolve();
    };
    const ended = (): void => {
      socket.off('pong', answered);
      reject(new Error('the connection has ended'));
    };
    socket.once('pong', answered).once('close', ended);
    socket.ping();
  });
}

/** Resolves when what the server has read so far of a room is stored and sent: a new copy is answered after it. */
export async function caughtUp(url: string, room = ROOM): Promise<void> {
  const client = await new RawClient(url, VIET, room).sync();
  client.socket.close();
}

/** The stock provider, like any y-websocket client. */
export function stockClient(url: string, person: string, room = ROOM): { doc: Y.Doc; provider: WebsocketProvider } {
  const doc = new Y.Doc();
  const sockets = socketOf(person, (socket) => queueMicrotask(() => connections.set(provider, socket)));
  const provider = new WebsocketProvider(url + ROOM_PATH, room, doc, { WebSocketPolyfill: sockets, disableBc: true });
  // It ignores our own messages, but logs a line on the console for each.
  provider.messageHandlers[MESSAGE.receipt] = provider.messageHandlers[MESSAGE.keptLate] = () => undefined;
  return { doc, provider };
}

/** Tabs hear each other only if a test says so. */
export class Deaf {
  onmessage: unknown = null;
  postMessage(): void {}
  close(): void {}
}

/** The room as opened on this person's device; the factory is the device's storage. */
export function openDevice(person: string, url: string, factory: IDBFactory, more: Partial<RoomOptions> = {}): OpenRoom {
  const sockets = socketOf(person, (socket) => queueMicrotask(() => connections.set(room, socket)));
  const room = openRoom({
    room: person === HIEU ? OPEN_ROOM : ROOM,
    person: { id: person, name: person },
    url,
    mayWrite: person !== HIEU,
    lines: new DeviceLines(sockets),
    openCopy: (name, doc, readFirst) => new IndexedDbCopy(name, doc, factory, readFirst),
    BroadcastChannelImpl: Deaf as unknown as typeof BroadcastChannel,
    ...more,
  });
  return room;
}

/** Like commune staff: writes a cell of the village's row in the commune's own room. */
/** Thôn 3 of the round of 2023 with one household, whose row is given. */
export async function writeThon3(log: UpdateLog, household: string): Promise<void> {
  const write = writerTo(log, { id: VIET, name: 'Trần Quốc Việt' }, 'thử');
  await write('nong-thuong-2023.xa', (list) =>
    list.write([
      { row: 'round', field: 'unit', value: 'Xã Nông Thượng' },
      { row: 'round', field: 'year', value: 2023 },
      { row: 'v:thon-3', field: 'name', value: 'Thôn 3' },
      { row: 'v:thon-3', field: 'area', value: 'Nông thôn' },
    ]),
  );
  const cells = { sheet: 'list01', code: 'T3-01', head: 'Hà Văn Dũng', size: 4, lastYear: 'Hộ nghèo', b1: 120, i1: 'x', c1: 'x' };
  await write(ROOM, (list) => list.write(Object.entries(cells).map(([field, value]) => ({ row: household, field, value }))));
}

export async function lockList(url: string, value: 'x' | null, village = 'thon-3', headers?: Record<string, string>): Promise<void> {
  const viet = await new RawClient(url, VIET, COMMUNE, headers).sync();
  const list = new SharedList(viet.doc, 'Trần Quốc Việt');
  viet.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && viet.socket.send(wire.update(update)));
  list.set(`v:${village}`, 'locked', value);
  await until(() => viet.receipt > 0);
  viet.socket.close();
}

/** Speaks the wire protocol by hand and records what it receives. */
export class RawClient {
  readonly socket: NodeWebSocket;
  readonly doc = new Y.Doc();
  readonly heard: string[] = [];
  receipt = 0;
  keptLate = 0;
  closed: { code: number; reason: string } | null = null;

  constructor(url: string, person: string | null, room = ROOM, headers: Record<string, string> = person ? { 'x-person': person } : {}) {
    this.socket = new NodeWebSocket(`${url}${ROOM_PATH}/${room}?device=may-thu`, { headers });
    this.socket.binaryType = 'arraybuffer';
    this.socket.on('message', (data) => this.#hear(new Uint8Array(data as ArrayBuffer)));
    this.socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    this.socket.on('error', () => undefined);
  }

  async open(): Promise<this> {
    await until(() => this.socket.readyState !== NodeWebSocket.CONNECTING);
    return this;
  }

  async sync(): Promise<this> {
    await this.open();
    this.socket.send(wire.step1(Y.encodeStateVector(this.doc)));
    await until(() => this.heard.includes('step2'));
    return this;
  }

  reached(): Promise<void> {
    return reached(this.socket);
  }

  /** Writes a cell by hand, once or more, and sends the update. */
  write(row: string, ...values: unknown[]): Uint8Array {
    let sent = new Uint8Array();
    this.doc.once('update', (update: Uint8Array) => (sent = new Uint8Array(update)));
    this.doc.getArray(row).push(values.map((value) => ['b1', value, 'raw', 1]));
    this.socket.send(wire.update(sent));
    return sent;
  }

  #hear(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE.receipt) {
      this.receipt = decoding.readVarUint(decoder);
      this.heard.push(`receipt ${this.receipt}`);
    } else if (type === MESSAGE.keptLate) {
      this.keptLate = decoding.readVarUint(decoder);
      this.heard.push(`kept apart ${this.keptLate}`);
    } else if (type === MESSAGE.sync) {
      const kind = decoding.readVarUint(decoder);
      const body = decoding.readVarUint8Array(decoder);
      if (kind !== SYNC.step1) Y.applyUpdate(this.doc, body, 'server');
      this.heard.push(['step1', 'step2', 'update'][kind] ?? 'sync?');
    } else this.heard.push('awareness');
  }
}

export async function until(condition: () => boolean | Promise<boolean>, ms = 60_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${String(condition)}`);
    await sleep(5);
  }
}

export const rowsOf = (doc: Y.Doc, row: string): unknown[] => doc.getArray<unknown[]>(row).map((entry) => entry[1]);

export async function storedDoc(log: UpdateLog, room = ROOM): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const update of (await log.load(room)).updates) Y.applyUpdate(doc, update);
  return doc;
}
