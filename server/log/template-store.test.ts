/** Templates in a folder and in a database that nodes share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../nodes/database.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { TemplateStore } from './template-store.ts';

const bytes = (n: number): Uint8Array => new Uint8Array([80, 75, n]);
const one = (n: number, review = 'xa-2026') => ({
  review,
  paper: 'minutes',
  name: `${n}.docx`,
  bytes: bytes(n),
  by: 'Lan',
  at: 1_790_000_000_000 + n,
});

describe.each(['a folder', 'PostgreSQL'])('templates in %s', (where) => {
  const folder = mkdtempSync(join(tmpdir(), 'rasoat-templates-'));
  let postgres: TestPostgres | null = null;
  let database: Database | null = null;
  let store: TemplateStore;
  beforeAll(async () => {
    if (where === 'a folder') store = TemplateStore.open(folder);
    else {
      postgres = await startPostgres();
      database = await openDatabase(await postgres.newDatabase(), () => undefined);
      store = await TemplateStore.openOn(database);
    }
  });
  afterAll(async () => {
    store.close();
    await database?.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are versions of all rounds of a commune, newest first; a file is for those alone who have put it', async () => {
    await store.put(one(1));
    await store.put(one(2, 'xa-2025'));
    await store.put({ ...one(1), name: 'lại.docx' });
    const versions = await store.versions(['xa-2026', 'xa-2025']);
    expect(versions.map(({ name, size, at, withdrawn }) => [name, size, at, withdrawn])).toEqual([
      ['lại.docx', 3, 1_790_000_000_001, null],
      ['2.docx', 3, 1_790_000_000_002, null],
      ['1.docx', 3, 1_790_000_000_001, null],
    ]);
    const [{ sha = '' } = {}, { sha: other = '' } = {}] = versions;
    expect(Buffer.from((await store.bytes(['xa-2026'], sha)) ?? [])).toEqual(Buffer.from(bytes(1)));
    expect([await store.bytes(['xa-2026'], other), await store.bytes([], sha), await store.versions(['xa-khac'])]).toEqual([
      null,
      null,
      [],
    ]);
  });

  it('are withdrawn together, once', async () => {
    expect(await store.withdraw(['xa-khac'], 'minutes', 'Việt', 5)).toBe(false);
    expect(await store.withdraw(['xa-2026', 'xa-2025'], 'minutes', 'Việt', 1_790_000_000_009)).toBe(true);
    expect(await store.withdraw(['xa-2026', 'xa-2025'], 'minutes', 'Việt', 5)).toBe(false);
    expect((await store.versions(['xa-2026'])).map(({ withdrawn }) => withdrawn)).toEqual(
      Array(2).fill({ by: 'Việt', at: 1_790_000_000_009 }),
    );
  });

  it('change all or nothing, and one after the other: of ten who saw the same version, one replaces it', async () => {
    const there = database ? await TemplateStore.openOn(database) : store;
    const replace = (n: number): Promise<void> =>
      (n % 2 === 0 ? store : there).change(async (kept) => {
        if ((await kept.versions(['xa-moi'])).length > 0) throw new Error('changed');
        await kept.put(one(n, 'xa-moi'));
      });
    const done = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => replace(n)));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.versions(['xa-moi'])).toHaveLength(1);
    const failing = store.change(async (kept) => {
      await kept.put(one(99, 'xa-hong'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await store.versions(['xa-hong'])).toEqual([]);
  });
});
