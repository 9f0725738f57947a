/** `rasoat serve`: the server until it is told to stop. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seedDemo } from './demo-data.ts';
import { loadApp, NOT_BUILT } from './http.ts';
import { SqliteLog } from './log/sqlite.ts';
import { complain, openServer } from './open-server.ts';
import { demoSignIn } from './people/demo.ts';
import { nobody } from './people/none.ts';

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
  const log = new SqliteLog(folder);
  try {
    if (demo) await seedDemo(log);
    const app = await loadApp(BUILD);
    if (!app) process.stderr.write(`${NOT_BUILT}\n`);
    const server = await openServer({ log, signIn: demo ? demoSignIn(folder) : nobody, port, host, app });
    process.stdout.write(`Sổ Rà Soát đang chạy: http://localhost:${server.port}\n`);
    if (!demo) process.stdout.write('Chưa có tài khoản nào đăng nhập được. Để dùng thử, chạy với --demo.\n');
    await stopped();
    process.stdout.write('Đang dừng, ghi nốt dữ liệu…\n');
    await server.close();
    return 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') process.stderr.write(`Cổng ${port} đang có chương trình khác dùng. Chọn cổng khác bằng --port.\n`);
    else complain('Không chạy được máy chủ', error);
    return 2;
  } finally {
    await log.close();
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

const stopped = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
