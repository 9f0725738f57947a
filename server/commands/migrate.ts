/** `rasoat migrate FROM TO`: everything from a data folder into a PostgreSQL database, or back, verified. */
import { argumentFault, failureText } from '../faults/command-faults.ts';
import { parseArgs } from 'node:util';
import { DataInUse } from '../log/data-lock.ts';
import { isUrl, migrate as carry } from '../migrate/migrate.ts';
import { MigrateError } from '../migrate/sides.ts';
import { ALONE } from '../nodes/bus.ts';
import { DatabaseUnusable, openDatabase, placeOf } from '../nodes/database.ts';
import { PostgresLog } from '../log/postgres.ts';
import { SqliteLog } from '../log/sqlite.ts';
import { wrongRooms } from './data-commands.ts';

const USAGE =
  'Cách dùng: rasoat migrate TỪ ĐẾN\n' +
  '  một nơi là thư mục dữ liệu, nơi kia là postgres://NGƯỜI_DÙNG:MẬT_KHẨU@MÁY:CỔNG/TÊN. Hãy dừng các máy chủ trước khi chuyển.';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

export async function migrate(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    say(USAGE);
    return 0;
  }
  try {
    const [from, to, ...more] = parseArgs({ args, allowPositionals: true }).positionals;
    if (from === undefined || to === undefined || more.length > 0) {
      complain(USAGE);
      return 2;
    }
    await carry(from, to, ({ name, rows }) => say(`${name}: ${rows} dòng, đọc lại khớp`));
    const wrong = await findings(to);
    for (const text of wrong) complain(text);
    if (wrong.length > 0) return 1;
    say(`Đã chuyển xong sang ${shown(to)}. Nơi cũ (${shown(from)}) còn nguyên, hãy cất đi và không chạy máy chủ trên đó nữa.`);
    return 0;
  } catch (error) {
    if (argumentFault(error) !== null) complain(`${argumentFault(error)}\n${USAGE}`);
    else if (error instanceof MigrateError || error instanceof DataInUse || error instanceof DatabaseUnusable) complain(error.message);
    else complain(failureText(error));
    return 2;
  }
}

async function findings(to: string): Promise<string[]> {
  const database = isUrl(to) ? await openDatabase(to, () => undefined) : null;
  const log = database ? await PostgresLog.open({ database, bus: ALONE }) : new SqliteLog(to, { readonly: true });
  try {
    return await wrongRooms(log);
  } finally {
    await log.close();
    await database?.close();
  }
}

const shown = (place: string): string => (isUrl(place) ? placeOf(place) : place);
