/** Servers as child processes: started, queried, stopped or killed. None outlives this process, or ten minutes. */
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOKEN_HELLO, varString, type Dialect } from './server-wire.ts';

export type Kind = 'ours' | 'ours on PostgreSQL' | 'relay' | 'y-websocket' | 'y-websocket with LevelDB' | 'hocuspocus';

export const PEER_NAMES: Record<Exclude<Kind, 'ours' | 'ours on PostgreSQL'>, string> = {
  relay: 'bare ws relay that stores nothing (the limit)',
  'y-websocket': '@y/websocket-server 0.1.1 in memory',
  'y-websocket with LevelDB': '@y/websocket-server 0.1.1 with LevelDB',
  hocuspocus: 'Hocuspocus 3.4.4 with SQLite',
};

export type Ask = 'flush' | 'stop' | 'memory' | 'figures';
export type Answer = { to: 'start'; port: number } | { to: Ask; figures?: Figures };
export interface Figures {
  rss: number;
  /** Includes memory outside V8's heap that belongs to it. */
  heapUsed: number;
  cpuMs: number;
  /** Only for ours. */
  commits?: number;
  rows?: number;
  rooms?: number;
}

const NO_BYTES = new Uint8Array();
const plain: Dialect = { path: (room) => `/${room}`, prefix: () => NO_BYTES, hello: null, answers: true };

const ours: Dialect = { ...plain, path: (room) => `/phong/${room}?device=bench` };

export const DIALECTS: Record<Kind, Dialect> = {
  ours,
  'ours on PostgreSQL': ours,
  relay: { ...plain, answers: false },
  'y-websocket': plain,
  'y-websocket with LevelDB': plain,
  hocuspocus: { path: () => '/', prefix: varString, hello: TOKEN_HELLO, answers: true },
};

const ANSWER_MS = 60_000;
const CHILD = fileURLToPath(new URL('server-child.ts', import.meta.url));

export class ServerProcess {
  readonly kind: Kind;
  readonly port: number;
  readonly startMs: number;
  readonly #child: ChildProcess;

  private constructor(kind: Kind, child: ChildProcess, port: number, startMs: number) {
    this.kind = kind;
    this.port = port;
    this.startMs = startMs;
    this.#child = child;
  }

  /** @param folder for its data; for PostgreSQL, the database's address. */
  static async start(kind: Kind, folder: string, execArgv: string[] = []): Promise<ServerProcess> {
    const began = performance.now();
    const child = fork(CHILD, [kind, folder], {
      execArgv: ['--import', 'tsx', '--expose-gc', ...execArgv],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const message = await nextAnswer(child, 'start');
    if (!('port' in message)) throw new Error(`${kind} did not start`);
    return new ServerProcess(kind, child, message.port, performance.now() - began);
  }

  get dialect(): Dialect {
    return DIALECTS[this.kind];
  }

  async flush(): Promise<void> {
    await this.#ask('flush');
  }

  /** After a garbage collection, so that only live memory is measured. */
  memory(): Promise<Figures> {
    return this.#ask('memory');
  }

  figures(): Promise<Figures> {
    return this.#ask('figures');
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.send('stop' satisfies Ask);
    const cut = setTimeout(() => this.#child.kill('SIGKILL'), ANSWER_MS);
    await gone;
    clearTimeout(cut);
  }

  async kill(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async #ask(ask: Ask): Promise<Figures> {
    const answered = nextAnswer(this.#child, ask);
    this.#child.send(ask);
    const message = await answered;
    return ('figures' in message && message.figures) || { rss: NaN, heapUsed: NaN, cpuMs: NaN };
  }
}

function nextAnswer(child: ChildProcess, to: Answer['to']): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      child.off('message', hear);
      child.off('exit', died);
    };
    const hear = (message: Answer): void => {
      if (message.to !== to) return;
      end();
      resolve(message);
    };
    const died = (code: number | null): void => (end(), reject(new Error(`the server exited (${code}) before it answered ${to}`)));
    const timer = setTimeout(() => (end(), child.kill('SIGKILL'), reject(new Error(`no answer to ${to} in ${ANSWER_MS} ms`))), ANSWER_MS);
    child.on('message', hear);
    child.once('exit', died);
  });
}

/** A folder on the disk with the machine's temporary files; removed afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'rasoat-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function inOwnProcess(script: URL, args: string[]): void {
  execFileSync(process.execPath, ['--import', 'tsx', fileURLToPath(script), ...args], { stdio: 'inherit', timeout: 3 * 3600_000 });
}
