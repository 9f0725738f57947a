/** What a click in the Windows folder does: finds the data beside the folder and runs the command for it. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { BACKUPS, DATA, FOLDER, TRIAL } from './parts.ts';

export interface Places {
  /** The folder that an update replaces. */
  folder: string;
  data: string;
  trial: string;
  backups: string;
}

/** @param folder the unpacked one; what people write lies beside it. */
export function placesOf(folder: string): Places {
  const beside = dirname(resolve(folder));
  return { folder: resolve(folder), data: join(beside, DATA), trial: join(beside, TRIAL), backups: join(beside, BACKUPS) };
}

/** @param temporary the system's folder for temporary files: programs that show a zip unpack it there and delete it later. */
export function placeFault({ folder }: Places, temporary: string): string | null {
  const isInside = `${folder.toLowerCase()}\\`
    .replaceAll('/', '\\')
    .startsWith(`${resolve(temporary).toLowerCase()}\\`.replaceAll('/', '\\'));
  return isInside
    ? `Chưa chạy: thư mục này là chỗ tạm (${folder}), máy sẽ tự xóa. Hãy giải nén cả thư mục ${FOLDER} ra ổ đĩa, rồi chạy lại ở đó.`
    : null;
}

/** These programs copy and replace files while they are written. */
const CLOUDS = ['OneDrive', 'Google Drive', 'GoogleDrive', 'My Drive', 'Dropbox', 'iCloudDrive'];

export function placeWarning({ folder }: Places): string | null {
  const names = folder.split(/[\\/]/).map((name) => name.toLowerCase());
  const cloud = CLOUDS.find((name) => names.some((each) => each === name.toLowerCase() || each.startsWith(`${name.toLowerCase()} -`)));
  return cloud === undefined
    ? null
    : `Chú ý: thư mục đang nằm trong ${cloud}, dữ liệu có số CCCD sẽ được chép lên mạng và có thể hỏng khi ${cloud} thay tệp đang ghi. Nên dừng, rồi chuyển cả ${FOLDER} và ${DATA} (nếu đã có) ra ngoài, ví dụ D:\\.`;
}

/** sao-luu-2026-11-29-1705.bak, by the machine's clock. */
export function backupName(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `sao-luu-${day}-${two(now.getHours())}${two(now.getMinutes())}.bak`;
}

export interface Launching {
  places: Places;
  temporary: string;
  port: number;
  now: Date;
  /** The commands of `rasoat`. */
  run: (args: string[]) => Promise<number>;
  say: (text: string) => void;
  /** @returns what the person types. */
  ask: (text: string) => Promise<string>;
  /** Whether Sổ Rà Soát already answers at this port. */
  answers: (port: number) => Promise<boolean>;
  open: (address: string) => void;
}

/** @returns the exit status: 0 done, 2 not. */
export async function launch([action = '', file]: readonly string[], launching: Launching): Promise<number> {
  const { places, say } = launching;
  const fault = placeFault(places, launching.temporary);
  if (fault) {
    say(fault);
    return 2;
  }
  const data = ['--data', places.data];
  switch (action) {
    case 'start':
      return start(launching, places.data, [...data, '--host', '127.0.0.1']);
    case 'network':
      return start(launching, places.data, data);
    case 'trial':
      return start(launching, null, ['--demo', '--data', places.trial, '--host', '127.0.0.1']);
    case 'backup':
      mkdirSync(places.backups, { recursive: true });
      return launching.run(['backup', join(places.backups, backupName(launching.now)), ...data]);
    case 'restore':
      if (file === undefined) {
        say(`Hãy kéo tệp sao lưu (trong thư mục ${BACKUPS}) thả lên Khoi-phuc.cmd.`);
        return 2;
      }
      return launching.run(['restore', file, ...data]);
    default:
      say(`Không có việc “${action}”.`);
      return 2;
  }
}

/** @param data asked for before it is made; null for the trial. */
async function start({ places, port, run, say, ask, answers, open }: Launching, data: string | null, args: string[]): Promise<number> {
  if (await answers(port)) {
    say('Sổ Rà Soát đang chạy rồi: mở trang trong trình duyệt.');
    open(`http://localhost:${port}`);
    return 0;
  }
  const warning = placeWarning(places);
  if (warning) say(warning);
  // After an update in another place, an empty list would look as if everything was lost.
  if (data !== null && !existsSync(data)) {
    say(`Chưa có dữ liệu ở ${data}.`);
    say(`Nếu máy này đã dùng Sổ Rà Soát: đóng cửa sổ, rồi đặt thư mục ${FOLDER} cạnh thư mục ${DATA} đã có.`);
    const typed = await ask('Nếu đây là lần đầu: gõ C rồi bấm Enter để tạo dữ liệu mới. ');
    if (typed.trim().toLowerCase() !== 'c') {
      say('Chưa tạo gì.');
      return 2;
    }
  }
  say('Đang mở… Để dừng, đóng cửa sổ này.');
  return run(['serve', '--browser', ...args]);
}

export async function typed(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  // Without an answer the input may end: that is no yes.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const answer = await Promise.race([lines.question(question), ended]);
  lines.close();
  return answer;
}

/** Whether this program answers at the port, and not another one. */
export async function answersAt(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/health`, { signal: AbortSignal.timeout(3_000) });
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null && 'ok' in body && 'code' in body;
  } catch {
    return false; // nothing there, or no JSON
  }
}
