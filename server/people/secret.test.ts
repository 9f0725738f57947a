import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { secretOf, SecretUnusable } from './secret.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-secret-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const folderOf = (): string => mkdtempSync(join(parent, 'd-'));

describe('a secret kept with the data', () => {
  it('is made once, private, and stays the same', () => {
    const folder = folderOf();
    const made = secretOf(folder, 'thu');
    expect([made.length, secretOf(folder, 'thu'), statSync(join(folder, 'thu')).mode & 0o777, readdirSync(folder)]).toEqual([
      32,
      made,
      0o600,
      ['thu'],
    ]);
  });

  it.each([0, 1, 31])('of %i bytes is refused and left unchanged, with advice', (length) => {
    const folder = folderOf();
    secretOf(folder, 'thu');
    truncateSync(join(folder, 'thu'), length);
    expect(() => secretOf(folder, 'thu')).toThrow(SecretUnusable);
    expect(() => secretOf(folder, 'thu')).toThrow(/xóa tệp rồi chạy lại/);
    expect(statSync(join(folder, 'thu')).size).toBe(length);
  });

  it('longer than ours is accepted: it may have been made by hand', () => {
    const folder = folderOf();
    writeFileSync(join(folder, 'thu'), Buffer.alloc(64, 1));
    expect(secretOf(folder, 'thu')).toHaveLength(64);
  });
});
