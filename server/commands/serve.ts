/** `rasoat serve`: runs the server until it is told to stop. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MachineAddresses } from '../../src/lib/sync/machine-addresses.ts';
import { seedDemo } from './demo-data.ts';
import { seedSeason } from './demo-season.ts';
import { loadApp, NOT_BUILT } from '../serve/requests.ts';
import { CertificateError } from '../https/authority.ts';
import { addressLines, openCertificate } from '../https/open-certificate.ts';
import { DataInUse, lockData } from '../log/data-lock.ts';
import { keepPair, pairFinding } from '../log/data-pair.ts';
import { faultOf } from '../faults/log-fault.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { TemplateStore } from '../log/template-store.ts';
import { complain, openServer } from '../serve/open-server.ts';
import { DEMO_PEOPLE, demoSignIn, SEASON_PEOPLE } from '../people/demo.ts';
import { Accounts } from '../people/accounts.ts';
import { FirstAdmin } from '../people/first-admin.ts';
import { accountSignIn } from '../people/routes.ts';
import { SecretUnusable } from '../people/secret.ts';
import type { SignIn } from '../people/sign-in.ts';
import { recordsIn } from '../people/review-records.ts';

/** The page of the one-time link; its secret is after the #, so no log contains it. */
const FIRST_PATH = '/bat-dau';
const BUILD = new URL('../../build/handler.js', import.meta.url);

/** The demo's data: the middle of a season, or only the finished round of 2023. */
const DEMOS = ['season', '2023'] as const;
type Demo = (typeof DEMOS)[number];

interface Settings {
  demo: Demo | null;
  port: number;
  host: string | undefined;
  folder: string;
  https: boolean;
  httpsPort: number;
  cert: string | undefined;
  key: string | undefined;
  /** Names of the machine in the network, besides its own. */
  names: string[];
}

const USAGE =
  'Cách dùng: rasoat serve [--demo[=2023]] [--port CỔNG] [--data THƯ_MỤC] [--host ĐỊA_CHỈ] [--name TÊN_MÁY]... [--https-port CỔNG] [--cert TỆP --key TỆP] [--no-https]';

export async function serve(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const settings = settingsOf(args);
  if (!settings) return 2;
  const { demo, port, host, folder } = settings;
  // Registered before anything opens: a request to stop during the start is served as soon as the start is done.
  const stop = stopAsked();
  const data = openData(folder, demo !== null);
  if (!data) return 2;
  const { log, templates } = data;
  outliveConsole();
  let accounts: Accounts | null = null;
  let unpair = (): void => undefined;
  try {
    if (demo) await (demo === 'season' ? seedSeason : seedDemo)(log);
    const app = await loadApp(BUILD);
    if (!app) process.stderr.write(`${NOT_BUILT}\n`);
    accounts = demo ? null : await Accounts.open(folder);
    if (accounts) unpair = keepPair(accounts.db, log, complain);
    const firstAdmin = accounts?.isEmpty ? new FirstAdmin() : null;
    const signIn: SignIn = accounts
      ? accountSignIn({ accounts, firstAdmin, records: recordsIn(log) })
      : demoSignIn(folder, demo === 'season' ? SEASON_PEOPLE : DEMO_PEOPLE);
    const certificate = await openCertificate(settings);
    const tell = (addresses: MachineAddresses): void => void process.stdout.write(addressLines(addresses));
    const server = await openServer({
      log,
      signIn,
      templates,
      port,
      host,
      app,
      names: settings.names,
      https: certificate && { port: settings.httpsPort, certificate },
      onAddresses: tell,
    });
    const address = `http://localhost:${server.port}`;
    process.stdout.write(`Sổ Rà Soát đang chạy: ${address}\n`);
    tell(server.addresses);
    if (firstAdmin)
      process.stdout.write(
        `Chưa có tài khoản nào. Mở liên kết này để tạo người quản trị (dùng một lần, trong một giờ):\n  ${address}${FIRST_PATH}#${firstAdmin.token}\nĐể dùng thử với số liệu minh họa, chạy với --demo.\n`,
      );
    await stop;
    process.stdout.write('Đang dừng, ghi nốt dữ liệu…\n');
    await server.close();
    return 0;
  } catch (error) {
    const { code, port: taken } = error as NodeJS.ErrnoException & { port?: number };
    if (code === 'EADDRINUSE')
      process.stderr.write(
        `Cổng ${taken ?? port} đang có chương trình khác dùng. Chọn cổng khác bằng ${taken === port ? '--port' : '--https-port'}.\n`,
      );
    else if (error instanceof CertificateError || error instanceof SecretUnusable) process.stderr.write(`${error.message}\n`);
    else if (faultOf(error).code !== 'failed') process.stderr.write(`Không mở được dữ liệu trong ${folder}. ${faultOf(error).command}\n`);
    else complain('Không chạy được máy chủ', error);
    return 2;
  } finally {
    unpair();
    accounts?.close();
    templates.close();
    await log.close();
    data.release();
  }
}

/** One server for each folder. @returns null if the folder cannot be used; the reason has been printed. */
function openData(folder: string, demo: boolean): { log: SqliteLog; templates: TemplateStore; release: () => void } | null {
  let release = (): void => undefined;
  try {
    release = lockData(folder);
    const unpaired = demo ? null : pairFinding(folder);
    if (unpaired) {
      release();
      process.stderr.write(`Chưa chạy. ${unpaired}\n`);
      return null;
    }
    return { log: new SqliteLog(folder), templates: TemplateStore.open(folder), release };
  } catch (error) {
    release();
    if (error instanceof DataInUse) process.stderr.write(`${error.message}\n`);
    else if (faultOf(error).code === 'failed') complain(`Không mở được dữ liệu trong ${folder}`, error);
    else process.stderr.write(`Không mở được dữ liệu trong ${folder}. ${faultOf(error).text}\n`);
    return null;
  }
}

function settingsOf(args: string[]): Settings | null {
  try {
    const { values } = parseArgs({
      args: args.map((arg) => (arg === '--demo' ? '--demo=season' : arg)),
      options: {
        demo: { type: 'string' },
        port: { type: 'string' },
        data: { type: 'string' },
        host: { type: 'string' },
        'no-https': { type: 'boolean', default: false },
        'https-port': { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        name: { type: 'string', multiple: true, default: [] },
      },
    });
    const port = portOf(values.port ?? process.env.PORT ?? '3000');
    const httpsPort = values['https-port'] === undefined ? besides(port) : portOf(values['https-port']);
    const demo = values.demo === undefined ? null : DEMOS.find((one) => one === values.demo);
    if (demo === undefined) throw new RangeError(`Không có số liệu minh họa '${values.demo}'. Có: --demo, --demo=2023`);
    const { host, cert, key, name: names } = values;
    if ((cert === undefined) !== (key === undefined)) throw new RangeError('Chứng nhận có sẵn cần cả --cert và --key.');
    const folder = resolve(values.data ?? join('data', demo === 'season' ? 'demo' : demo ? `demo-${demo}` : ''));
    return { demo, port, host, folder, https: !values['no-https'], httpsPort, cert, key, names: names.map((name) => name.toLowerCase()) };
  } catch (error) {
    const text = error instanceof RangeError ? error.message : `Tham số không hợp lệ: ${args.join(' ')}`;
    process.stderr.write(`${text}\n${USAGE}\n`);
    return null;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`Cổng không hợp lệ: ${text}`);
  return port;
}

/** 3443 for 3000: always the same, because phones remember it. */
const besides = (port: number): number => (port === 0 ? 0 : port + 443 <= 65_535 ? port + 443 : port - 443);

/** A closed console accepts no more output; pending writes are finished anyway. */
function outliveConsole(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Resolves when it is asked to stop, by Ctrl+C or by the process manager. */
const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
