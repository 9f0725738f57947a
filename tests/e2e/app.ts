/** The real app for one test file: built, with a fresh data folder. It can be killed and restarted in place. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const fixture = (name: string): string => join(ROOT, 'tests/fixtures', name);

type Command = 'serve' | 'hub';

const START_LIMIT = 120_000;

export class App {
  readonly #data: string;
  readonly #command: Command;
  readonly #args: readonly string[];
  #process: ChildProcess;
  #port: number;
  /** The console's link for the very first account; '' if there are accounts. */
  readonly firstLink: string;

  private constructor(data: string, command: Command, args: readonly string[], { process, port, said }: Launched) {
    this.#data = data;
    this.#command = command;
    this.#args = args;
    this.firstLink = /https?:\S+\/bat-dau(?:-may-hop)?#\S+/.exec(said)?.[0] ?? '';
    this.#process = process;
    this.#port = port;
  }

  /**
   * @param demo if false, nobody has an account yet, and `firstLink` is set; unless `prepare` has made accounts.
   * @param command `hub` is the machine of a meeting; its `firstLink` is its operator's.
   * @param args more arguments for the command.
   * @param prepare fills the data folder before the start.
   */
  static async start({
    demo = true,
    command = 'serve',
    args = [],
    prepare,
  }: { demo?: boolean; command?: Command; args?: readonly string[]; prepare?: (folder: string) => Promise<void> } = {}): Promise<App> {
    if (!existsSync(join(ROOT, 'build/handler.js'))) throw new Error('Run `npm run build` before the end-to-end tests');
    const data = await mkdtemp(join(tmpdir(), 'ra-soat-e2e-'));
    await prepare?.(data);
    const all = [...(demo ? ['--demo=2023'] : []), ...args];
    return new App(data, command, all, await launch(data, 0, command, all, !demo && !prepare));
  }

  get data(): string {
    return this.#data;
  }

  /** Of the server's process. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get url(): string {
    return `http://localhost:${this.#port}`;
  }

  /** Like a power cut: nothing is cleaned up. */
  async kill(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await gone;
  }

  /** Like a machine that hangs: connections stay open, and nothing answers. */
  freeze(): void {
    this.#process.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process.kill('SIGCONT');
  }

  /** With the same address and data as before. */
  async restart(): Promise<void> {
    await this.kill();
    this.#process = (await launch(this.#data, this.#port, this.#command, this.#args)).process;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#data, { recursive: true, force: true });
  }

  /** A new device (separate storage), signed in as one of the demo people. */
  async enter(
    browser: Browser,
    name: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext({ baseURL: this.url, ...options });
    const page = await context.newPage();
    await page.goto('/');
    await page.getByRole('button', { name }).click();
    await expect(page.getByRole('heading', { name: 'Việc cần làm' })).toBeVisible();
    return { context, page };
  }
}

interface Launched {
  process: ChildProcess;
  port: number;
  said: string;
}

/** @param hasLink whether it shows the link for the first account: its last line. */
function launch(data: string, port: number, command: Command, args: readonly string[], hasLink = false): Promise<Launched> {
  const child = spawn(process.execPath, ['server/rasoat.js', command, ...args, '--port', String(port), '--data', data], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (): void => reject(new Error(`The app did not start:\n${said}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail();
    }, START_LIMIT);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const found = /https?:\/\/[^\s:/]+:(\d+)\s/.exec(said)?.[1];
      if (!found || (hasLink && !/\/bat-dau(?:-may-hop)?#\S+\s/.test(said))) return;
      clearTimeout(timer);
      resolve({ process: child, port: Number(found), said });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', fail);
  });
}
