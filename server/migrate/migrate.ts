/**
 * Carries everything from a data folder into a PostgreSQL database, or back: the log with its positions, accounts, templates, the secret.
 * All or nothing; what was written is read again and compared before it counts. The source is never changed.
 */
import { FolderSource, FolderTarget } from './folder-side.ts';
import { PostgresSource, PostgresTarget } from './postgres-side.ts';
import { isOwnColumn, isOwnTable, MigrateError, PARTS, type Part, type Source, type Target } from './sides.ts';
import { Mark, type Tables } from './tables.ts';

/** Rows that others refer to come before those. */
const FIRST: readonly string[] = ['unit', 'user', 'file'];

export interface Carried {
  name: string;
  rows: number;
}

/** Anything else is a folder. */
export const isUrl = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

/**
 * @param from and `to`: one of them a data folder, the other `postgres://…`.
 * @param tell called after each part.
 * @throws MigrateError
 */
export async function migrate(from: string, to: string, tell: (carried: Carried) => void): Promise<void> {
  if (isUrl(from) === isUrl(to))
    throw new MigrateError('Hãy ghi một thư mục dữ liệu và một địa chỉ postgres://… : chuyển từ nơi thứ nhất sang nơi thứ hai.');
  const source: Source = isUrl(from) ? await PostgresSource.open(from) : FolderSource.open(from);
  try {
    const target: Target = isUrl(to) ? await PostgresTarget.open(to) : await FolderTarget.open(to);
    try {
      for (const part of PARTS) tell({ name: part.name, rows: await carry(part, source, target) });
      await target.finish(await source.rest());
      await target.commit();
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function carry(part: Part, source: Source, target: Target): Promise<number> {
  const { names, tables: read } = await source.open(part);
  const { names: known, tables: write } = await target.open(part);
  let count = 0;
  for (const table of inOrder(names.filter((name) => !isOwnTable(name)))) {
    const columns = (await read.columns(table)).filter((column) => !isOwnColumn(table, column));
    const there = known.includes(table) ? await write.columns(table) : [];
    const missing = columns.filter((column) => !there.includes(column));
    if (missing.length > 0)
      throw new MigrateError(`Nơi đến không có chỗ cho ${table}.${missing.join(', ')}. Hãy dùng cùng một bản Sổ Rà Soát ở hai nơi.`);
    const mark = new Mark(columns);
    for await (const rows of read.pages(table)) {
      mark.add(rows);
      const carried = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
      await write.put(table, await target.complete(table, carried));
    }
    await write.finish(table);
    await compare(table, write, mark, columns);
    count += mark.count;
  }
  return count;
}

async function compare(table: string, tables: Tables, wanted: Mark, columns: readonly string[]): Promise<void> {
  const found = new Mark(columns);
  for await (const rows of tables.pages(table)) found.add(rows);
  if (!found.isSame(wanted))
    throw new MigrateError(`Bảng ${table} đọc lại không giống nơi đi (${found.count} dòng, cần ${wanted.count}). Chưa chuyển gì.`);
}

const inOrder = (names: readonly string[]): string[] => [
  ...FIRST.filter((name) => names.includes(name)),
  ...names.filter((name) => !FIRST.includes(name)),
];
