/** `rasoat serve`: the server until it is told to stop. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seedDemo } from './demo-data.ts';
import { loadApp, NOT_BUILT } from './http.ts';
import { DataInUse, lockData } from './log/data-lock.ts';
import { faultOf } from './log/log-fault.ts';
import { SqliteLog } from './log/sqlite.ts';
import { complain, openServer } from './open-server.ts';
import { demoSignIn } from './people/demo.ts';
import { Accounts } from './people/accounts.ts';
import { FirstAdmin } from './people/first-admin.ts';
import { accountSignIn } from './people/routes.ts';
import { SecretUnusable } from './people/secret.ts';
import type { SignIn } from './people/sign-in.ts';
import { recordsIn } from './review-records.ts';

/** The page of the one-time link; its secret stands behind the #, which no log sees. */
const FIRST_PATH = '/bat-dau';
const BUILD = new URL('../build/handler.js', import.meta.url);

interface Settings {
  demo: boolean;
  port: number;
  host: string | undefined;
  folder: string;
}

export async function serve(args: string[]): Promise<number> {
  const settings = settingsOf(args);
  if (!settings) return 2;
  const { demo, port, host, folder } = settings;
  // Listened for before anything is open: who asks it to stop while it starts is answered as soon as it has.
  const stop = stopAsked();
  const data = openData(folder);
  if (!data) return 2;
  const { log } = data;
  outliveConsole();
  let accounts: Accounts | null = null;
  try {
    if (demo) await seedDemo(log);
    const app = await loadApp(BUILD);
    if (!app) process.stderr.write(`${NOT_BUILT}\n`);
    accounts = demo ? null : await Accounts.open(folder);
    const firstAdmin = accounts?.isEmpty ? new FirstAdmin() : null;
    const signIn: SignIn = accounts ? accountSignIn({ accounts, firstAdmin, records: recordsIn(log) }) : demoSignIn(folder);
    const server = await openServer({ log, signIn, port, host, app });
    const address = `http://localhost:${server.port}`;
    process.stdout.write(`Sổ Rà Soát đang chạy: ${address}\n`);
    if (firstAdmin)
      process.stdout.write(
        `Chưa có tài khoản nào. Mở liên kết này để tạo người quản trị (dùng một lần, trong một giờ):\n  ${address}${FIRST_PATH}#${firstAdmin.token}\nĐể dùng thử với số liệu minh họa, chạy với --demo.\n`,
      );
    await stop;
    process.stdout.write('Đang dừng, ghi nốt dữ liệu…\n');
    await server.close();
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') process.stderr.write(`Cổng ${port} đang có chương trình khác dùng. Chọn cổng khác bằng --port.\n`);
    else if (error instanceof SecretUnusable) process.stderr.write(`${error.message}\n`);
    else complain('Không chạy được máy chủ', error);
    return 2;
  } finally {
    accounts?.close();
    await log.close();
    data.release();
  }
}

/** One server a folder. @returns null when it cannot be used, and why has been said. */
function openData(folder: string): { log: SqliteLog; release: () => void } | null {
  let release = (): void => undefined;
  try {
    release = lockData(folder);
    return { log: new SqliteLog(folder), release };
  } catch (error) {
    release();
    if (error instanceof DataInUse) process.stderr.write(`${error.message}\n`);
    else complain(`Không mở được dữ liệu trong ${folder}. ${faultOf(error).text}`, error);
    return null;
  }
}

function settingsOf(args: string[]): Settings | null {
  try {
    const { values } = parseArgs({
      args,
      options: { demo: { type: 'boolean', default: false }, port: { type: 'string' }, data: { type: 'string' }, host: { type: 'string' } },
    });
    const port = Number(values.port ?? process.env.PORT ?? 3000);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`Cổng không hợp lệ: ${values.port ?? process.env.PORT}`);
    return { demo: values.demo, port, host: values.host, folder: resolve(values.data ?? join('data', values.demo ? 'demo' : '')) };
  } catch (error) {
    const text = error instanceof RangeError ? error.message : `Tham số không hợp lệ: ${args.join(' ')}`;
    process.stderr.write(`${text}\nCách dùng: rasoat serve [--demo] [--port CỔNG] [--data THƯ_MỤC] [--host ĐỊA_CHỈ]\n`);
    return null;
  }
}

/** A console that has been closed takes no more words; what is being written is written to the end all the same. */
function outliveConsole(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Resolved when it is asked to stop, by Ctrl+C or by what runs it. */
const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
