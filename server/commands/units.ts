/** `rasoat units FILE…`: shows what the open files of units would change, and with `--write` loads them. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { DirectoryChange, Some } from '../../src/lib/review/unit-directory.ts';
import { argumentFault } from '../faults/command-faults.ts';
import { HttpError } from '../http/error.ts';
import { DataInUse } from '../log/data-lock.ts';
import { DatabaseUnusable } from '../nodes/database.ts';
import { UnitDirectory } from '../people/directory.ts';
import { TreeChanges } from '../people/tree-changes.ts';
import { databaseUrl, folderOf, openFolder, openShared, StoresUnusable } from './stores.ts';

const USAGE = 'Cách dùng: rasoat units TỆP... [--write] [--data THƯ_MỤC]\n           không có --write: chỉ xem sẽ thay đổi những gì';
/** Who loads from the command line: nobody's account. */
const BY = 'rasoat units';

/** @returns 0 loaded or nothing to load, 1 there is something to put right or to write, 2 failed. */
export async function units(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { write: { type: 'boolean' }, data: { type: 'string' } },
    });
    if (positionals.length === 0 || positionals.length > 2) throw new WrongArguments();
    const files = positionals.map((path) => ({ name: basename(path), text: readFileSync(path, 'utf8') }));
    const url = values.data === undefined ? databaseUrl() : null;
    const stores = url === null ? openFolder(folderOf(values.data)) : await openShared(url);
    try {
      const accounts = await stores.accounts();
      const directory = new UnitDirectory(accounts.db, new TreeChanges(accounts.db));
      const change = await directory.weigh(files);
      tell(change);
      if (change.blocked) return 1;
      if (change.same) return say('Danh mục đang dùng đã đúng như tệp.');
      if (!values.write) {
        say('Chưa ghi gì. Thêm --write để nạp.');
        return 1;
      }
      await accounts.inTurn(() => directory.load(BY, files));
      return say('Đã nạp danh mục.');
    } finally {
      await stores.close();
    }
  } catch (error) {
    if (error instanceof WrongArguments || argumentFault(error) !== null) return complain(USAGE);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return complain(`Không có tệp ${args.join(', ')}.`);
    if ([DataInUse, DatabaseUnusable, StoresUnusable, HttpError].some((kind) => error instanceof kind))
      return complain((error as Error).message);
    throw error;
  }
}

class WrongArguments extends Error {}

function tell(change: DirectoryChange): void {
  say(`Danh mục: ${change.provinces} tỉnh, ${change.communes} xã.`);
  if (change.olds > 0) say(`Tên cũ: ${change.olds} xã, ${change.divided} xã chia về nhiều xã mới.`);
  list('Thêm', change.added);
  list('Đổi tên', change.renamed);
  list('Không còn', change.gone);
  if (change.oldChanges > 0) say(`Dòng tên cũ thêm, đổi hoặc bỏ: ${change.oldChanges}.`);
  list('Đơn vị trong sổ được ghi mã', change.coded);
  list('Đơn vị trong sổ viết khác danh mục', change.otherwise);
  for (const { file, row, column, text } of change.problems)
    complain([file, row && `dòng ${row}`, column && `cột ${column}`].filter(Boolean).join(', ') + `: ${text}`);
  if (change.problemCount > change.problems.length) complain(`và ${change.problemCount - change.problems.length} chỗ nữa.`);
}

function list(what: string, { count, names }: Some): void {
  if (count > 0) say(`${what} (${count}): ${names.join('; ')}${count > names.length ? '; …' : ''}`);
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

function complain(text: string): number {
  process.stderr.write(`${text}\n`);
  return 2;
}
