/** `rasoat serve`: runs the server until it is told to stop. */
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MachineAddresses } from '../../src/lib/sync/machine-addresses.ts';
import { openBrowser } from './browser.ts';
import { seedDemo } from './demo-data.ts';
import { seedSeason } from './demo-season.ts';
import { loadApp, NOT_BUILT } from '../serve/requests.ts';
import { CertificateError } from '../https/authority.ts';
import { addressLines, openCertificate } from '../https/open-certificate.ts';
import { Proxies, trustProxies } from '../http/visitor-address.ts';
import type { Answered } from '../http/answering.ts';
import { DataInUse } from '../log/data-lock.ts';
import { faultOf } from '../faults/log-fault.ts';
import { DatabaseUnusable, placeOf } from '../nodes/database.ts';
import { HubUnusable } from '../meeting-hub/hub-config.ts';
import { complain, openServer, type OpenServer } from '../serve/open-server.ts';
import type { Accounts } from '../people/accounts.ts';
import { DEMO_PEOPLE, demoSignIn, SEASON_PEOPLE } from '../people/demo.ts';
import { FirstAdmin } from '../people/first-admin.ts';
import { accountSignIn } from '../people/routes.ts';
import { SecretUnusable } from '../people/secret.ts';
import type { SignIn } from '../people/sign-in.ts';
import { recordsIn } from '../people/review-records.ts';
import { databaseUrl, openFolder, openShared, StoresUnusable, type Stores } from './stores.ts';

/** The page of the one-time link; its secret is after the #, so no log contains it. */
const FIRST_PATH = '/bat-dau';
const OPERATOR_PATH = '/bat-dau-may-hop';
const BUILD = new URL('../../build/handler.js', import.meta.url);

/** The demo's data: the middle of a season, or only the finished round of 2023. */
const DEMOS = ['season', '2023'] as const;
type Demo = (typeof DEMOS)[number];

interface Settings {
  demo: Demo | null;
  port: number;
  host: string | undefined;
  folder: string;
  /** Opens the page in this machine's browser. */
  browser: boolean;
  https: boolean;
  httpsPort: number;
  cert: string | undefined;
  key: string | undefined;
  /** Names of the machine in the network, besides its own. */
  names: string[];
  /** Machines in front of this one, which pass on who asks. */
  proxies: Proxies;
}

const USAGE =
  'Cách dùng: rasoat serve [--demo[=2023]] [--port CỔNG] [--data THƯ_MỤC] [--host ĐỊA_CHỈ] [--name TÊN_MÁY]... [--https-port CỔNG] [--cert TỆP --key TỆP] [--no-https] [--proxy ĐỊA_CHỈ]... [--browser]';

/** What `rasoat hub` is besides a server. */
export interface HubMode {
  /** @throws HubUnusable, in words. */
  open(data: Pick<Stores, 'log' | 'origins'> & { folder: string; accounts: Accounts }): Promise<OpenedHub>;
}

export interface OpenedHub {
  /** As the commune calls it. */
  name: () => string;
  signIn(signIn: SignIn): SignIn;
  answers: readonly Answered[];
  /** Once it is served. @returns the secret of the one-time link for its operator; null when it is not needed. */
  begin(server: OpenServer): Promise<string | null>;
  end(): Promise<void>;
}

export async function serve(args: string[], mode: HubMode | null = null): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const settings = settingsOf(args);
  if (!settings) return 2;
  const { demo, port, host, folder } = settings;
  trustProxies(settings.proxies);
  // Registered before anything opens: a request to stop during the start is served as soon as the start is done.
  const stop = stopAsked();
  const data = await openData(folder, { demo: demo !== null, hub: mode !== null });
  if (!data) return 2;
  const { log, templates, summaries, origins, bus } = data;
  outliveConsole();
  let hub: OpenedHub | null = null;
  try {
    if (demo) await (demo === 'season' ? seedSeason : seedDemo)(log);
    const app = await loadApp(BUILD);
    if (!app) process.stderr.write(`${NOT_BUILT}\n`);
    const accounts = demo ? null : await data.accounts();
    if (mode && accounts) hub = await mode.open({ folder, log, accounts, origins });
    const firstAdmin = accounts && (await accounts.isEmpty()) ? new FirstAdmin(accounts.secret) : null;
    const accountsIn = (own: Accounts): SignIn => accountSignIn({ accounts: own, firstAdmin, records: recordsIn(log) });
    const signIn: SignIn = accounts
      ? (hub?.signIn(accountsIn(accounts)) ?? accountsIn(accounts))
      : demoSignIn(folder, demo === 'season' ? SEASON_PEOPLE : DEMO_PEOPLE);
    const certificate = await openCertificate(settings);
    const tell = (addresses: MachineAddresses): void => void process.stdout.write(addressLines(addresses));
    const server = await openServer({
      log,
      bus,
      signIn,
      templates,
      summaries,
      bundles: { key: await data.bundleKey(), origins, server: hub?.name() ?? settings.names[0] ?? hostname() },
      port,
      host,
      app,
      names: settings.names,
      https: certificate && { port: settings.httpsPort, certificate },
      onAddresses: tell,
      ...(hub && { atHub: hub.answers }),
    });
    const address = `http://localhost:${server.port}`;
    process.stdout.write(`Sổ Rà Soát đang chạy: ${address}\n`);
    tell(server.addresses);
    const firstLink = firstAdmin && `${address}${FIRST_PATH}#${firstAdmin.token}`;
    if (firstLink)
      process.stdout.write(
        `Chưa có tài khoản nào. Mở liên kết này để tạo người quản trị (dùng một lần, trong một giờ):\n  ${firstLink}\nĐể dùng thử với số liệu minh họa, chạy với --demo.\n`,
      );
    const operator = await hub?.begin(server);
    const operatorLink = operator ? `${address}${OPERATOR_PATH}#${operator}` : null;
    if (operatorLink)
      process.stdout.write(
        `Mở liên kết này trên máy này để đặt mật khẩu ở máy họp cho người đã cấp mã (dùng một lần, trong một giờ):\n  ${operatorLink}\n`,
      );
    if (settings.browser) openBrowser(firstLink ?? operatorLink ?? address);
    await stop;
    process.stdout.write('Đang dừng, ghi nốt dữ liệu…\n');
    await hub?.end();
    hub = null;
    await server.close();
    return 0;
  } catch (error) {
    const { code, port: taken } = error as NodeJS.ErrnoException & { port?: number };
    if (code === 'EADDRINUSE')
      process.stderr.write(
        `Cổng ${taken ?? port} đang có chương trình khác dùng. Chọn cổng khác bằng ${taken === port ? '--port' : '--https-port'}.\n`,
      );
    else if (error instanceof CertificateError || error instanceof SecretUnusable || error instanceof HubUnusable)
      process.stderr.write(`${error.message}\n`);
    else if (faultOf(error).code !== 'failed') process.stderr.write(`Không mở được dữ liệu trong ${folder}. ${faultOf(error).command}\n`);
    else complain('Không chạy được máy chủ', error);
    return 2;
  } finally {
    await hub?.end();
    await data.close();
  }
}

/** The demo and a meeting hub are always in the folder. @returns null if the data cannot be used; the reason has been printed. */
async function openData(folder: string, { demo, hub }: { demo: boolean; hub: boolean }): Promise<Stores | null> {
  const url = demo || hub ? null : databaseUrl();
  try {
    return url === null ? openFolder(folder, { demo }) : await openShared(url, folder);
  } catch (error) {
    const place = url === null ? folder : placeOf(url);
    if (error instanceof StoresUnusable) process.stderr.write(`Chưa chạy. ${error.message}\n`);
    else if (error instanceof DataInUse || error instanceof DatabaseUnusable) process.stderr.write(`${error.message}\n`);
    else if (faultOf(error).code === 'failed') complain(`Không mở được dữ liệu trong ${place}`, error);
    else process.stderr.write(`Không mở được dữ liệu trong ${place}. ${faultOf(error).text}\n`);
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
        browser: { type: 'boolean', default: false },
        'no-https': { type: 'boolean', default: false },
        'https-port': { type: 'string' },
        cert: { type: 'string' },
        key: { type: 'string' },
        name: { type: 'string', multiple: true, default: [] },
        proxy: { type: 'string', multiple: true, default: [] },
      },
    });
    const port = portOf(values.port ?? process.env.PORT ?? '3000');
    const httpsPort = values['https-port'] === undefined ? besides(port) : portOf(values['https-port']);
    const demo = values.demo === undefined ? null : DEMOS.find((one) => one === values.demo);
    if (demo === undefined) throw new RangeError(`Không có số liệu minh họa '${values.demo}'. Có: --demo, --demo=2023`);
    const { host, browser, cert, key, name: names } = values;
    if ((cert === undefined) !== (key === undefined)) throw new RangeError('Chứng nhận có sẵn cần cả --cert và --key.');
    const folder = resolve(values.data ?? join('data', demo === 'season' ? 'demo' : demo ? `demo-${demo}` : ''));
    const proxies = new Proxies(values.proxy);
    const lower = names.map((name) => name.toLowerCase());
    return { demo, port, host, folder, browser, https: !values['no-https'], httpsPort, cert, key, names: lower, proxies };
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

/**
 * Resolves when it is asked to stop, by Ctrl+C or by the process manager. On Windows also by closing the window (SIGHUP), after
 * which Windows waits some seconds; elsewhere a closed terminal must not end a server that was started with nohup.
 */
const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    const signals: NodeJS.Signals[] = process.platform === 'win32' ? ['SIGINT', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.once(signal, () => resolve());
  });
