/** A random secret stored with the data, so that a restart signs nobody out. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PeopleQuery } from './accounts-db.ts';

const BYTES = 32;

/**
 * With a short secret, somebody who guesses it could forge invitations and sessions; with a new one, everything handed out stops working.
 */
export class SecretUnusable extends Error {
  constructor(file: string) {
    super(
      `Tệp ${file} bị trống hoặc bị cắt mất một phần. Máy của xã dùng tệp này để ký lời mời và phiên đăng nhập, nên không chạy với tệp hỏng.\n` +
        'Nếu còn bản chép của tệp, hãy chép lại vào chỗ cũ. Nếu không còn, hãy xóa tệp rồi chạy lại: máy tự tạo tệp mới, mọi người đăng nhập lại, lời mời đã phát phải in lại. Danh sách và tài khoản không mất gì.',
    );
    this.name = 'SecretUnusable';
  }
}

/** @throws SecretUnusable when the file is too short. */
export function secretOf(folder: string, name: string): Buffer {
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) {
    // Written whole or not at all: a file half written at a power cut would be refused at the next start.
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, randomBytes(BYTES), { flag: 'wx', mode: 0o600, flush: true });
    renameSync(part, file);
  }
  const secret = readFileSync(file);
  if (secret.length < BYTES) throw new SecretUnusable(file);
  return secret;
}

/** The same for all nodes that share a database; the first one makes it. */
export async function secretIn(query: PeopleQuery, name: string): Promise<Buffer> {
  await query
    .insertInto('secret')
    .values({ name, value: randomBytes(BYTES) })
    .onConflict((same) => same.doNothing())
    .execute();
  const { value } = await query.selectFrom('secret').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return value;
}
