/** One server to measure, in its own process: `server-child.ts KIND FOLDER`. Started by server-process.ts. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { WebSocketServer, type WebSocket } from 'ws';
import type { LogRow } from '../server/log/log.ts';
import { SqliteLog } from '../server/log/sqlite.ts';
import { SummaryStore } from '../server/log/summary-store.ts';
import { TemplateStore } from '../server/log/template-store.ts';
import { PostgresLog } from '../server/log/postgres.ts';
import { openDatabase } from '../server/nodes/database.ts';
import { PostgresBus } from '../server/nodes/postgres-bus.ts';
import { complain, openServer, type ServerOptions } from '../server/serve/open-server.ts';
import type { Answer, Ask, Kind } from './server-process.ts';

interface Running {
  port: number;
  /** Resolves when everything received is stored, as far as this server stores anything. */
  flush?: () => Promise<unknown>;
  stop?: () => Promise<unknown>;
  figures?: () => Record<string, number>;
}

const [kind, folder = ''] = process.argv.slice(2) as [Kind, string];
const LIFETIME_MS = 10 * 60_000;

const KINDS: Record<Kind, () => Promise<Running>> = {
  ours,
  'ours on PostgreSQL': oursOnPostgres,
  relay,
  'y-websocket': yWebsocket,
  'y-websocket with LevelDB': () => {
    process.env.YPERSISTENCE = folder;
    return yWebsocket();
  },
  hocuspocus,
};

class CountingLog extends SqliteLog {
  commits = 0;
  rows = 0;

  override async append(rows: readonly LogRow[]): Promise<number> {
    this.commits++;
    this.rows += rows.length;
    return super.append(rows);
  }
}

/** Like `rasoat serve`, but without signing in, which is not measured here. */
const OPTIONS = {
  host: '127.0.0.1',
  idleMs: 1_000,
  signIn: {
    me: () => ({ demo: true, person: null }),
    whoIs: ({ headers }) => {
      const id = String(headers['x-person']);
      return Promise.resolve({ id, name: id, role: id === 'xa' ? 'commune' : 'reviewer', review: 'bench-2023', villages: 'all' });
    },
    leave: () => undefined,
  },
} satisfies Partial<ServerOptions>;

async function ours(): Promise<Running> {
  const log = new CountingLog(folder);
  const summaries = SummaryStore.open(folder);
  const server = await openServer({ ...OPTIONS, log, summaries, templates: TemplateStore.inMemory() });
  return {
    port: server.port,
    stop: async () => (await server.close(), summaries.close(), log.close()),
    figures: () => ({ commits: log.commits, rows: log.rows, rooms: server.hub.openRooms.length }),
  };
}

async function oursOnPostgres(): Promise<Running> {
  const database = await openDatabase(folder, complain);
  const bus = await PostgresBus.open(database, complain);
  const log = await PostgresLog.open({ database, bus });
  const server = await openServer({ ...OPTIONS, log, bus, templates: TemplateStore.inMemory() });
  return {
    port: server.port,
    stop: async () => {
      await server.close();
      await log.close();
      await bus.close();
      await database.close();
    },
    figures: () => ({ rooms: server.hub.openRooms.length }),
  };
}

/** The upper limit: forwards every message to the others of the room, reads nothing, stores nothing. */
async function relay(): Promise<Running> {
  const rooms = new Map<string, Set<WebSocket>>();
  const port = await sockets((socket, room) => {
    const members = rooms.get(room) ?? new Set();
    rooms.set(room, members.add(socket));
    socket.on('message', (data: Buffer) => {
      for (const other of members) if (other !== socket) other.send(data);
    });
    socket.on('close', () => members.delete(socket));
  });
  return { port };
}

async function yWebsocket(): Promise<Running> {
  const { setupWSConnection, docs, getPersistence } = await import('@y/websocket-server/utils');
  const port = await sockets((socket, _room, request) => setupWSConnection(socket, request));
  const leveldb = getPersistence() as { provider: { getStateVector(room: string): Promise<unknown> } } | null;
  return {
    port,
    // LevelDB runs its transactions in order, with one queue for all rooms.
    flush: async () => leveldb?.provider.getStateVector('any'),
    figures: () => ({ rooms: docs.size }),
  };
}

/**
 * Hocuspocus 4.x needs Node 22. The SQLite extension of 3.x brings a second native SQLite (sqlite3 5) that must be
 * downloaded or compiled. This is that extension, statement by statement, on the SQLite that we already have.
 */
async function hocuspocus(): Promise<Running> {
  const { Hocuspocus } = await import('@hocuspocus/server');
  const { Database: Store } = await import('@hocuspocus/extension-database');
  const db = new Database(join(folder, 'hocuspocus.db'));
  db.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))');
  const select = db.prepare('SELECT data FROM "documents" WHERE name = $name ORDER BY rowid DESC');
  const upsert = db.prepare('INSERT INTO "documents" ("name", "data") VALUES ($name, $data) ON CONFLICT(name) DO UPDATE SET data = $data');
  const store = new Store({
    fetch: async ({ documentName }) => (select.get({ name: documentName }) as { data: Buffer } | undefined)?.data ?? null,
    store: async ({ documentName, state }) => void upsert.run({ name: documentName, data: state }),
  });
  const server = new Hocuspocus({ quiet: true, extensions: [store] });
  const port = await sockets((socket, _room, request) => server.handleConnection(socket, request));
  // It stores a document two seconds after its last change, at the latest ten seconds after the first.
  return { port, flush: () => new Promise((resolve) => setTimeout(resolve, 2_500)), figures: () => ({ rooms: server.documents.size }) };
}

async function sockets(join: (socket: WebSocket, room: string, request: Parameters<Server['emit']>[1]) => void): Promise<number> {
  const server = createServer();
  const upgrades = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) =>
    upgrades.handleUpgrade(request, socket, head, (opened) => join(opened, request.url ?? '', request)),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const answer = (message: Answer): void => void process.send?.(message);

/** Live memory without garbage: the second pass collects what the first has finalised. */
async function collect(): Promise<void> {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.();
    await sleep(100);
  }
}

function tell(ask: Ask): void {
  const { rss, heapUsed, external } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  answer({ to: ask, figures: { rss, heapUsed: heapUsed + external, cpuMs: (user + system) / 1_000, ...running.figures?.() } });
}

const running = await KINDS[kind]();
process.on('message', (ask: Ask) => {
  if (ask === 'flush') void Promise.resolve(running.flush?.()).then(() => answer({ to: ask }));
  else if (ask === 'stop') void Promise.resolve(running.stop?.()).then(() => process.exit(0));
  else void (ask === 'memory' ? collect() : Promise.resolve()).then(() => tell(ask));
});
// Never outlives the measuring process.
process.on('disconnect', () => process.exit(1));
setTimeout(() => process.exit(1), LIFETIME_MS).unref();
answer({ to: 'start', port: running.port });
