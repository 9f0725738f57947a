/** `rasoat hub`: serves a meeting where there is no network, and exchanges with the commune's machine whenever it is reached. */
import { readFileSync } from 'node:fs';
import { renderUnicodeCompact } from 'uqr';
import type { NamesOf } from '../http/names.ts';
import type { Accounts } from '../people/accounts.ts';
import { FirstAdmin } from '../people/first-admin.ts';
import { takeOver } from '../people/taken-over.ts';
import { RelayStore } from '../log/relay-store.ts';
import { hubAnswers } from '../meeting-hub/at-hub.ts';
import { askStart, Contact, knownStart } from '../meeting-hub/contact.ts';
import { HttpUpstream } from '../meeting-hub/http-upstream.ts';
import { certificatesIn, hubConfig, HubUnusable } from '../meeting-hub/hub-config.ts';
import { Relay } from '../meeting-hub/relay.ts';
import { Away, Unwelcome } from '../meeting-hub/upstream.ts';
import { complain, type OpenServer } from '../serve/open-server.ts';
import { serve, type HubMode, type OpenedHub } from './serve.ts';

type HubStart = NonNullable<ReturnType<typeof knownStart>>;

const FOLDER = 'data-may-hop';

const USAGE =
  'Cách dùng: rasoat hub --upstream ĐỊA_CHỈ_MÁY_CỦA_XÃ --token MÃ [--ca TỆP] [--data THƯ_MỤC] [các lựa chọn của rasoat serve]\n' +
  'Lần sau chỉ cần: rasoat hub. Mã do cán bộ xã tạo trên trang Người của xã. --ca: chứng nhận của xã (tải ở trang đó), nếu địa chỉ https của xã dùng chứng nhận riêng.';

const OWN = ['upstream', 'token', 'ca'] as const;
type Given = Partial<Record<(typeof OWN)[number], string>>;

export async function hub(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const { given, rest } = split(args);
  if (rest.some((arg) => arg.startsWith('--demo'))) {
    process.stderr.write(`Máy họp lấy danh sách từ máy của xã, không có số liệu minh họa.\n${USAGE}\n`);
    return 2;
  }
  if (!rest.some((arg) => arg === '--data' || arg.startsWith('--data='))) rest.push('--data', FOLDER);
  try {
    const ca = given.ca === undefined ? {} : { ca: certificatesIn(readFileSync(given.ca)) };
    return await serve(rest, modeOf({ ...given, ...ca }));
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    if (!isAbsent && !(error instanceof HubUnusable)) throw error;
    process.stderr.write(`${isAbsent ? `Không có tệp chứng nhận ${given.ca}.` : (error as Error).message}\n`);
    return 2;
  }
}

/** `--token X` and `--token=X`. */
function split(args: readonly string[]): { given: Given; rest: string[] } {
  const given: Given = {};
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const name = OWN.find((own) => arg === `--${own}` || arg.startsWith(`--${own}=`));
    if (!name) rest.push(arg);
    else given[name] = arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : (args[++i] ?? '');
  }
  return { given, rest };
}

const modeOf = (given: Given): HubMode => ({
  async open({ folder, log, accounts, origins }): Promise<OpenedHub> {
    const config = hubConfig(folder, given);
    const store = RelayStore.open(folder);
    const stop = new AbortController();
    const upstream = new HttpUpstream({ url: new URL(config.upstream), token: config.token, ca: config.ca }, stop.signal);
    const ask = (seen: string): ReturnType<HttpUpstream['start']> => upstream.start(seen);
    const take = (start: HubStart): Promise<void> => takeOverOnly(accounts, store, start);
    try {
      await begin(store, accounts, () => askStart({ store, ask, takeOver: take }));
    } catch (error) {
      store.close();
      throw error;
    }
    const start = (): HubStart => {
      const known = knownStart(store);
      if (!known) throw new Error('nothing is known of the commune');
      return known;
    };
    const link = new FirstAdmin(accounts.secret);
    const needsLink = async (): Promise<boolean> => !(await accounts.hasPassword(start().maker));
    let contact: Contact | null = null;
    return {
      name: () => start().name,
      signIn: (signIn) => ({
        ...signIn,
        // A hub has no hubs.
        hubs: undefined,
        isHub: async () => false,
        me: async (request, response) => {
          const { name, upstream: called, maker } = start();
          const keeper = await accounts.byId(maker);
          const waits = (await needsLink()) ? keeper : null;
          return {
            ...(await signIn.me(request, response)),
            hub: { name, upstream: called, keeper: keeper?.name ?? '', waits: waits && { name: waits.name, username: waits.username } },
          };
        },
      }),
      answers: hubAnswers({
        accounts,
        link,
        start,
        status: async () => {
          if (!contact) throw new Error('not begun');
          return contact.status();
        },
      }),
      async begin(server) {
        const relay = new Relay({
          hub: server.hub,
          log,
          store,
          upstream,
          upstreamName: () => start().upstream,
          rememberNames: (people) => origins.rememberAuthors(people),
          report: complain,
        });
        const namesOf: NamesOf = async (people) => {
          const all = [...new Set(people)];
          const [own, others] = [await accounts.namesOf(all), await origins.authorNames(all)];
          return (person) => own.get(person) ?? others.get(person) ?? person;
        };
        contact = new Contact({ relay, store, ask, takeOver: take, namesOf, report: complain });
        contact.begin();
        process.stdout.write(wordsOf(server, start(), config.upstream));
        return (await needsLink()) ? link.token : null;
      },
      async end() {
        stop.abort();
        await contact?.end();
        store.close();
      },
    };
  },
});

/** Without a network it starts from what the commune's machine told last. @throws HubUnusable */
async function begin(store: RelayStore, accounts: Accounts, ask: () => Promise<boolean>): Promise<void> {
  const known = knownStart(store);
  if (known) await takeOver(accounts, known);
  try {
    await ask();
  } catch (error) {
    if (error instanceof HubUnusable || !(error instanceof Away || error instanceof Unwelcome)) throw error;
    if (known) return;
    throw new HubUnusable(
      error instanceof Unwelcome
        ? error.message
        : `Không nối được với máy của xã (${error.message}). Lần đầu máy họp cần mạng để lấy danh sách và tên người; các lần sau thì không.`,
    );
  }
}

/** A folder is a hub of one review. */
async function takeOverOnly(accounts: Accounts, store: RelayStore, start: HubStart): Promise<void> {
  const known = knownStart(store);
  if (known && known.review.id !== start.review.id)
    throw new HubUnusable('Thư mục này là máy họp của đợt khác. Chọn thư mục khác bằng --data; thư mục này vẫn giữ nguyên.');
  await takeOver(accounts, start);
}

function wordsOf({ addresses: { hosts, httpPort } }: OpenServer, { name, upstream }: HubStart, address: string): string {
  const plain =
    new URL(address).protocol === 'http:' ? 'Địa chỉ máy của xã là http: đường truyền không được mã hóa. Nên dùng địa chỉ https.\n' : '';
  const [host] = hosts;
  const door = host === undefined ? '' : `http://${host}:${httpPort}`;
  const code = door && `Điện thoại trong cùng mạng quét mã này để mở ${door}\n${renderUnicodeCompact(door)}\n`;
  return `Máy họp “${name}” của ${upstream}. Không có mạng vẫn chạy; nối được với xã thì tự trao đổi hai chiều.\n${plain}${code}`;
}
