/** `rasoat bundle`: makes, shows and applies bundles, and says whose to trust. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { timeText } from '../../src/lib/cells/history-text.ts';
import { isSameName } from '../../src/lib/review/people.ts';
import { BundleError } from '../../src/lib/sync/bundle/bundle-error.ts';
import { keyWords, readBundle } from '../../src/lib/sync/bundle/bundle-file.ts';
import { bundleFileName } from '../../src/lib/sync/bundle/bundle-name.ts';
import { makeBundle, withNotes, type After } from '../bundles/make-bundle.ts';
import { keyText, readKey } from '../bundles/own-key.ts';
import { openBundle, takeBundle, type ReadBundle } from '../bundles/take-bundle.ts';
import { argumentFault } from '../faults/command-faults.ts';
import { DataInUse } from '../log/data-lock.ts';
import { DatabaseUnusable } from '../nodes/database.ts';
import { namesAt } from '../people/accounts-db.ts';
import { SecretUnusable } from '../people/secret.ts';
import { Hub } from '../rooms/hub.ts';
import { complain as report } from '../serve/open-server.ts';
import {
  bundleKeyAt,
  databaseUrl,
  folderOf,
  lookedIn,
  openFolder,
  openShared,
  openToRead,
  originsAt,
  StoresUnusable,
  type Readable,
  type Stores,
} from './stores.ts';

const USAGE = `Cách dùng:
  rasoat bundle make SỔ... [--after NGÀY|GÓI_TRƯỚC] [--from TÊN_MÁY] [-o TỆP|THƯ_MỤC/] [--data THƯ_MỤC]
      ghi danh sách các thôn của một đợt (chẳng hạn nong-thuong-2026.thon-3) thành một gói có chữ ký của máy này;
      --after: chỉ những gì nhận từ ngày đó (2026-11-20), hoặc sau gói đã tạo trước
  rasoat bundle show GÓI [--data THƯ_MỤC]
      xem gói: của thôn nào, đợt nào, ai tạo, bao nhiêu dòng, chữ ký
  rasoat bundle apply GÓI... [--by NGƯỜI] [--data THƯ_MỤC]
      nhận gói vào dữ liệu khi máy chủ không chạy; --by: người nhận gói chưa xác thực (họ tên hoặc mã)
  rasoat bundle trust [GÓI|KHÓA] [--name TÊN_MÁY] [--withdraw] [--data THƯ_MỤC]
      từ nay tin chữ ký của máy đã tạo gói; không ghi gì: xem khóa của máy này và các máy đang tin`;

/** The error of whoever runs the command, in words. */
class Refusal extends Error {}
class WrongArguments extends Error {}
const TOLD = [Refusal, BundleError, SecretUnusable, DatabaseUnusable] as const;

export async function bundle(args: string[]): Promise<number> {
  const [what = '', ...rest] = args;
  if (args.includes('--help') || args.includes('-h')) {
    say(USAGE);
    return 0;
  }
  try {
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        after: { type: 'string' },
        out: { type: 'string', short: 'o' },
        from: { type: 'string' },
        by: { type: 'string' },
        name: { type: 'string' },
        withdraw: { type: 'boolean', default: false },
      },
    });
    const folder = values.data;
    if (what === 'make' && positionals.length > 0) return await make(folder, positionals, values);
    if (what === 'show' && positionals.length === 1) return await show(folder, positionals[0] ?? '');
    if (what === 'apply' && positionals.length > 0) return await apply(folder, positionals, values.by);
    if (what === 'trust' && positionals.length <= 1) return await trust(folder, positionals[0], values);
    throw new WrongArguments();
  } catch (error) {
    if (error instanceof WrongArguments || argumentFault(error) !== null)
      complain(`${argumentFault(error) ?? 'Tham số không hợp lệ'}.\n${USAGE}`);
    else if (TOLD.some((kind) => error instanceof kind)) complain((error as Error).message);
    else throw error;
    return 2;
  }
}

interface MakeOptions {
  after?: string | undefined;
  out?: string | undefined;
  from?: string | undefined;
}

async function make(folder: string | undefined, rooms: readonly string[], { after, out, from }: MakeOptions): Promise<number> {
  const data = await readable(folder);
  try {
    const { log } = data;
    const names = await namesAt(data.at);
    const { content, bytes } = await makeBundle(
      { log, namesOf: async () => (person) => names.get(person) ?? person, key: await bundleKeyAt(data.at), server: from ?? hostname() },
      { rooms: await withNotes(log, rooms), ...(after !== undefined && { after: startOf(after) }), by: null },
    );
    const file = placeFor(out, bundleFileName(content));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes, { flag: 'wx', mode: 0o600 });
    const rows = content.lists.reduce((sum, list) => sum + list.rows.length, 0);
    say(`Đã ghi ${rows} dòng của ${content.lists.length} danh sách vào ${file} (${Math.ceil(bytes.length / 1024)} KB).`);
    say('Gói có thông tin riêng của người dân (CCCD, ngày sinh, thu nhập): chỉ chuyển cho người có việc với danh sách này.');
    return 0;
  } finally {
    await data.close();
  }
}

function placeFor(out: string | undefined, name: string): string {
  const place = resolve(out ?? '.');
  const isFolder = out === undefined || /[/\\]$/.test(out) || (statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false);
  const file = isFolder ? join(place, name) : place;
  if (existsSync(file)) throw new Refusal(`Đã có tệp ${file}. Hãy chọn tên khác bằng -o.`);
  return file;
}

/** A day in Vietnam, or where an earlier bundle of the same lists has ended. */
function startOf(text: string): (room: string) => After | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return () => ({ time: Date.parse(`${text}T00:00:00+07:00`) });
  const earlier = readBundle(bytesOf(text));
  if (earlier.server === null) throw new Refusal(`Gói ${text} do một trang tạo ra, không nối tiếp được. Hãy ghi ngày thay cho nó.`);
  return (room) => {
    const list = earlier.lists.find((each) => each.room === room);
    return list && { position: list.upTo };
  };
}

async function show(folder: string | undefined, path: string): Promise<number> {
  const data = await openToRead(folder);
  const origins = data && (await originsAt(data.at));
  try {
    const { bundle: read, trust: trusted, from, key } = await openBundle(bytesOf(path), { origins, ownKey: null });
    say(
      `${read.unit || '(không rõ xã)'}, đợt ${read.year ?? '(không rõ năm)'}; tạo lúc ${timeText(read.at)}${read.by ? ` do ${read.by.name}` : ''}`,
    );
    if (key === null) say(`Từ máy của ${from}; không có chữ ký: nhận được, nhưng mọi dòng ghi là chưa xác thực.`);
    else
      say(
        `Từ ${from}; chữ ký khớp, khóa ${keyWords(key)}; ${trusted === 'trusted' ? 'máy này tin khóa đó' : 'máy này chưa ghi nhận khóa đó'}.`,
      );
    for (const { room, village, after, rows } of read.lists)
      say(
        `${village} (${room}): ${rows.length} dòng${after > 0 ? `, sau dòng ${after}` : ''}${rows.length > 0 ? `, của ${peopleOf(rows, read.people)}` : ''}`,
      );
    return 0;
  } finally {
    origins?.close();
    await data?.close();
  }
}

function peopleOf(rows: readonly { person: string }[], people: readonly { id: string; name: string }[]): string {
  const names = [...new Set(rows.map(({ person }) => people.find(({ id }) => id === person)?.name ?? person))];
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} và ${names.length - 5} người khác` : names.join(', ');
}

async function apply(folder: string | undefined, paths: readonly string[], by: string | undefined): Promise<number> {
  const data = await writable(folder);
  const { log, bus, origins } = data;
  const hub = new Hub({ log, bus, report });
  let late = 0;
  try {
    for (const path of paths) {
      const read = await openBundle(bytesOf(path), { origins, ownKey: (await data.bundleKey()).key });
      const taken = await takeBundle(read, { log, hub, origins, ownKey: null }, await bringerOf(data.at, read, by));
      for (const list of taken) {
        late += list.late;
        say(`${list.village}: thêm ${list.added} dòng, đã có ${list.known}${list.late > 0 ? `, ${list.late} đến sau khi khóa` : ''}`);
      }
      if (read.trust !== 'trusted') say(`${path}: gói chưa xác thực, mọi dòng ghi theo tên người nhận gói.`);
    }
    if (late > 0) say('Có danh sách đã khóa: những dòng ấy chờ xã quyết định ở trang Sửa đổi đến muộn.');
    return late > 0 ? 1 : 0;
  } finally {
    await hub.close();
    await data.close();
  }
}

/** Rows of an unverified bundle are written as this person's. */
async function bringerOf(at: Stores['at'], { trust: trusted, from }: ReadBundle, by: string | undefined): Promise<string> {
  if (trusted === 'trusted') return '';
  if (by === undefined)
    throw new Refusal(
      `Gói của ${from} chưa xác thực. Hãy ghi ai nhận gói: --by "Họ và tên"; hoặc, nếu biết chắc máy đã tạo gói, ghi nhận khóa của máy đó bằng “rasoat bundle trust GÓI”.`,
    );
  const names = [...(await namesAt(at))];
  const found = names.filter(([id, name]) => id === by || isSameName(name, by));
  const [person] = found;
  // A folder without accounts is the demo's, whose people have only ids.
  if (names.length === 0) return by;
  if (found.length === 1 && person) return person[0];
  throw new Refusal(
    found.length > 1
      ? `Có ${found.length} người tên ${by}. Hãy ghi mã thay tên: ${found.map(([id]) => id).join(', ')}.`
      : `Không có tài khoản nào tên ${by}.`,
  );
}

async function trust(
  folder: string | undefined,
  what: string | undefined,
  { name, withdraw }: { name?: string | undefined; withdraw: boolean },
): Promise<number> {
  const data = await readable(folder);
  const origins = await originsAt(data.at);
  try {
    if (what === undefined) {
      const own = (await bundleKeyAt(data.at)).key;
      say(`Khóa của máy này: ${own} (${keyWords(own)})`);
      for (const each of await origins.all()) say(`Đang tin: ${each.name}, từ ${timeText(each.at)}, khóa ${each.key}`);
      return 0;
    }
    const { key, server } = await keyIn(what);
    if (withdraw) {
      if (!(await origins.withdraw(key, Date.now()))) throw new Refusal('Máy này vốn không tin khóa đó.');
      say(`Từ nay không tin khóa ${keyWords(key)} nữa. Những gì đã nhận vẫn ghi như cũ.`);
      return 0;
    }
    const called = name ?? server;
    if (!called) throw new Refusal('Hãy ghi khóa đó là của máy nào: --name "Máy nhà văn hóa thôn 3".');
    await origins.trust({ key, name: called.slice(0, 120), at: Date.now() });
    say(`Từ nay tin chữ ký của ${called}. Hãy đọc khóa cho người giữ máy đó so lại: ${keyWords(key)}`);
    return 0;
  } finally {
    origins.close();
    await data.close();
  }
}

async function keyIn(what: string): Promise<{ key: string; server: string | null }> {
  const key = readKey(what);
  if (key !== null) return { key, server: null };
  const { bundle: read } = await openBundle(bytesOf(what), { origins: null, ownKey: null });
  if (!read.signed) throw new Refusal(`Gói ${what} không có chữ ký, nên không biết khóa của máy nào.`);
  return { key: keyText(read.signed.key), server: read.server };
}

async function readable(folder: string | undefined): Promise<Readable> {
  const data = await openToRead(folder);
  if (!data) throw new Refusal(`Không có dữ liệu trong ${lookedIn(folder)}.`);
  return data;
}

/** A folder only while no server uses it; a database also beside its servers. */
async function writable(folder: string | undefined): Promise<Stores> {
  const url = folder === undefined ? databaseUrl() : null;
  if (url !== null) return openShared(url);
  await (await readable(folder)).close();
  try {
    return openFolder(folderOf(folder));
  } catch (error) {
    if (error instanceof StoresUnusable) throw new Refusal(`Chưa nhận gói. ${error.message}`);
    if (!(error instanceof DataInUse)) throw error;
    throw new Refusal(
      `${error.message}\nHãy nhận gói ở trang của máy đó: bấm vào dòng trạng thái ở đầu trang, chọn “Nhận tệp thay đổi”. Hoặc dừng máy chủ rồi chạy lại lệnh này.`,
    );
  }
}

function bytesOf(path: string): Uint8Array {
  if (!existsSync(path)) throw new Refusal(`Không có tệp ${path}.`);
  return new Uint8Array(readFileSync(path));
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);
