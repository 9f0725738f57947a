/** Summaries in a folder and in a database that nodes share. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../nodes/database.ts';
import { startPostgres, type TestPostgres } from '../testing-postgres.ts';
import { SummaryStore, type StoredSummary } from './summary-store.ts';

const one = (village: string, more: Partial<StoredSummary> = {}): StoredSummary => ({
  review: 'xa-2026',
  village,
  act: '',
  basis: 'abc',
  upTo: 2 ** 40,
  body: '{"columns":[1,2]}',
  ...more,
});

describe.each(['a folder', 'PostgreSQL'])('summaries in %s', (where) => {
  const folder = mkdtempSync(join(tmpdir(), 'rasoat-summaries-'));
  let postgres: TestPostgres | null = null;
  let database: Database | null = null;
  const open = async (): Promise<SummaryStore> => (database ? SummaryStore.openOn(database) : SummaryStore.open(folder));
  beforeAll(async () => {
    if (where === 'a folder') return;
    postgres = await startPostgres();
    database = await openDatabase(await postgres.newDatabase(), () => undefined);
  });
  afterAll(async () => {
    await database?.close();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are one for each list and act of a review, the last one written, also after a restart', async () => {
    const store = await open();
    await store.put([one('thon-2'), one('thon-1'), one('thon-1', { act: 'act:000001' }), one('thon-1', { review: 'xa-2025' })]);
    await store.put([one('thon-1', { upTo: 7, basis: 'mới', body: '{}' })]);
    store.close();
    const again = await open();
    expect(await again.of('xa-2026')).toEqual([
      one('thon-1', { upTo: 7, basis: 'mới', body: '{}' }),
      one('thon-1', { act: 'act:000001' }),
      one('thon-2'),
    ]);
    expect(await again.find('xa-2026', 'thon-1', 'act:000001')).toEqual(one('thon-1', { act: 'act:000001' }));
    await again.remove('xa-2026', 'thon-1', 'act:000001');
    expect(await again.find('xa-2026', 'thon-1', 'act:000001')).toBeNull();
    expect(await again.of('xa-2027')).toEqual([]);
    again.close();
  });

  it('takes as many as a province has', async () => {
    const store = await open();
    await store.put(Array.from({ length: 3_000 }, (_, n) => one(`thon-${n}`, { review: 'lon-2026' })));
    expect(await store.of('lon-2026')).toHaveLength(3_000);
    store.close();
  });
});
