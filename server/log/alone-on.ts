/** One work of a name at a time, over all servers that share a database. */
import type { Database } from '../nodes/database.ts';

/** For the first of this server only (InTurn), so that waiting takes one connection a name and not one a work. */
export async function aloneOn<T>(database: Database, name: string, work: () => Promise<T>): Promise<T> {
  // Not one of the pool's: the work itself needs those.
  const client = await database.connect();
  try {
    // Others may take their time, and then this connection is idle as long as the work takes.
    await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
    await client.query({ text: 'SELECT pg_advisory_lock(hashtextextended($1, 0))', values: [`so-ra-soat/${name}`] });
    return await work();
  } finally {
    await client.end().catch(() => undefined);
  }
}
