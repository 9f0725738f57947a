/** For tests: suites again on a real PostgreSQL, with an empty database each time that they open accounts or a log. */
import { afterAll, beforeAll, describe } from 'vitest';
import { PostgresLog } from './log/postgres.ts';
import { ALONE } from './nodes/bus.ts';
import { openDatabase, type Database } from './nodes/database.ts';
import { Accounts } from './people/accounts.ts';
import { provinceOf } from './people/province.ts';
import { keepAccountsIn } from './people/testing.ts';
import { keepLogIn } from './testing.ts';
import { startPostgres, type TestPostgres } from './testing-postgres.ts';

export type Suite = [name: string, load: () => Promise<unknown>];

/** @param where what is kept there: the rest is where it always is in tests. Of both, the accounts are opened first. */
export function onPostgres(where: 'accounts' | 'lists' | 'both', suites: readonly Suite[]): void {
  let postgres: TestPostgres;
  let database: Database | null = null;
  const empty = async (): Promise<Database> => {
    await database?.close();
    return (database = await openDatabase(await postgres.newDatabase(), () => undefined));
  };
  const newLog = async (): Promise<PostgresLog> => {
    if (where === 'lists') return PostgresLog.open({ database: await empty(), bus: ALONE });
    const on = database;
    if (!on) throw new Error('the accounts are opened first');
    return PostgresLog.open({ database: on, bus: ALONE, provinceOf: (review) => provinceOf(on.pool, review) });
  };

  beforeAll(async () => {
    postgres = await startPostgres();
    if (where !== 'lists') keepAccountsIn(async (options) => Accounts.openShared(await empty(), options));
    if (where !== 'accounts') keepLogIn(newLog);
  });
  afterAll(async () => {
    keepAccountsIn(null);
    keepLogIn(null);
    await database?.close();
    await postgres.stop();
  });

  describe.each([...suites])('%s', async (_, load) => {
    await load();
  });
}
