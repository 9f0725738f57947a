/** Bytes on the wire between the real clients and the servers: the whole TCP payload, including the upgrade. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket as NodeWebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { socketOf, until } from '../server/testing.ts';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { MemoryCopy, memoryDevice, type MemoryDevice } from '../src/lib/sync/memory-copy.ts';
import { DeviceLines } from '../src/lib/sync/line/device-line.ts';
import { openRoom } from '../src/lib/sync/room-connection.ts';
import type { Entry } from './measure.ts';
import { Crowd, seed } from './server-load.ts';
import { less } from './server-entries.ts';
import { inFolder, PEER_NAMES, ServerProcess } from './server-process.ts';
import type { Plan } from './server-updates.ts';

const EDITS = 20;
const PEER = 'y-websocket';

interface Copy {
  list: SharedList;
  /** Whether everything is acknowledged, as far as this client can know. */
  isAcknowledged(): boolean;
  close(): Promise<void>;
}

/** A person's device: reopening on it starts with its stored copy. */
interface Device {
  open(port: number): Promise<Copy>;
}

interface Bytes {
  sent: number;
  answered: number;
  shown: number;
  opening: number;
  reopening: number;
}

export async function bytes(plan: Plan): Promise<Entry[]> {
  const room = plan.rooms[0]?.name ?? '';
  const ours = await inFolder((folder) => count('ours', folder, plan, (person) => ourDevice(person, room)));
  const peer = await inFolder((folder) => count(PEER, folder, plan, (person) => stockDevice(person, room)));
  console.log('  ours:', JSON.stringify(ours), `\n  ${PEER}:`, JSON.stringify(peer));
  const pair = (figure: keyof Bytes): [number, string, number] => [ours[figure], PEER_NAMES[PEER], peer[figure]];
  return [
    less('server: one cell edit, sent by the writer', 'bytes', ...pair('sent')),
    less('server: one cell edit, answered to the writer (a receipt; its own edit back)', 'bytes', ...pair('answered')),
    less('server: one cell edit, to each other copy', 'bytes', ...pair('shown')),
    less('server: opening a list of 105 households for the first time', 'bytes', ...pair('opening')),
    less('server: reopening it unchanged', 'bytes', ...pair('reopening')),
  ];
}

async function count(kind: 'ours' | typeof PEER, folder: string, plan: Plan, device: (person: string) => Device): Promise<Bytes> {
  const server = await ServerProcess.start(kind, folder);
  const taps = [await Tap.before(server.port), await Tap.before(server.port)] as const;
  const [near, far] = taps;
  try {
    const seeders = await seed(plan, server.port, server.dialect);
    // A list with a history of edits, as in server-footprint.ts.
    const crowd = await Crowd.open(plan, server.port, server.dialect);
    await crowd.bring(25);
    await crowd.close();

    const [writersDevice, readersDevice] = [device('may-0'), device('may-1')];
    const writer = await writersDevice.open(near.port);
    await near.quiet(writer);
    const opening = near.up + near.down;
    const reader = await readersDevice.open(far.port);
    await far.quiet(reader);
    await near.quiet(writer);
    for (const tap of taps) tap.reset();
    const row = writer.list.rows().find((id) => id.startsWith('h:')) ?? '';
    for (let i = 0; i < EDITS; i++) {
      writer.list.set(row, 'b1', 100 + i);
      await until(() => reader.list.get(row, 'b1') === 100 + i && writer.isAcknowledged());
    }
    await near.quiet(writer);
    const [sent, answered, shown] = [near.up / EDITS, near.down / EDITS, far.down / EDITS];
    await writer.close();
    await far.quiet(reader);
    near.reset();
    const again = await writersDevice.open(near.port);
    await near.quiet(again);
    const reopening = near.up + near.down;
    await again.close();
    await reader.close();
    for (const seeder of seeders) seeder.close();
    return { sent, answered, shown, opening, reopening };
  } finally {
    for (const tap of taps) tap.close();
    await server.stop();
  }
}

function ourDevice(person: string, room: string): Device {
  const device: MemoryDevice = memoryDevice();
  return {
    async open(port) {
      const opened = openRoom({
        room,
        person: { id: person, name: person },
        url: `http://127.0.0.1:${port}`,
        mayWrite: true,
        device: 'bench',
        lines: new DeviceLines(socketOf(person)),
        openCopy: (name, doc, readFirst) => new MemoryCopy(name, doc, device, readFirst),
      });
      const isAcknowledged = (): boolean => opened.status.current.connected && opened.status.current.unsent === 0;
      await until(isAcknowledged);
      return { list: opened.list, isAcknowledged, close: () => opened.close() };
    },
  };
}

function stockDevice(person: string, room: string): Device {
  let kept: Uint8Array | null = null;
  return {
    async open(port) {
      const doc = new Y.Doc();
      if (kept) Y.applyUpdate(doc, kept);
      const list = new SharedList(doc, person);
      const provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, room, doc, {
        WebSocketPolyfill: NodeWebSocket as unknown as typeof WebSocket,
        disableBc: true,
      });
      await until(() => provider.synced);
      return {
        list,
        isAcknowledged: () => provider.synced,
        close: async () => {
          kept = Y.encodeStateAsUpdate(doc);
          provider.destroy();
          list.destroy();
        },
      };
    },
  };
}

/** A proxy to the server that counts bytes. */
class Tap {
  up = 0;
  down = 0;
  readonly #server: Server;
  readonly #ends = new Set<Socket>();

  static async before(port: number): Promise<Tap> {
    const tap = new Tap(port);
    tap.#server.listen(0, '127.0.0.1');
    await once(tap.#server, 'listening');
    return tap;
  }

  private constructor(port: number) {
    this.#server = createServer((client) => {
      const server = connect({ port, host: '127.0.0.1', noDelay: true });
      for (const [from, to, add] of [
        [client, server, (bytes: number) => (this.up += bytes)],
        [server, client, (bytes: number) => (this.down += bytes)],
      ] as const) {
        this.#ends.add(from.setNoDelay(true));
        from.on('data', (data: Buffer) => (add(data.length), to.write(data)));
        from.on('end', () => to.end());
        from.on('error', () => to.destroy());
        from.on('close', () => (this.#ends.delete(from), to.destroy()));
      }
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  reset(): void {
    this.up = this.down = 0;
  }

  /** Waits until no message has come for a while. */
  async quiet(copy: Copy): Promise<void> {
    let before = -1;
    await until(async () => {
      const same = this.up + this.down === before;
      before = this.up + this.down;
      await sleep(300);
      return same && before === this.up + this.down && copy.isAcknowledged();
    });
  }

  close(): void {
    for (const end of this.#ends) end.destroy();
    this.#server.close();
  }
}
