/** The suite of the meeting hub again, with the commune's lists and accounts in PostgreSQL. The hub itself is always a folder. */
import { onPostgres } from '../testing-on-postgres.ts';

onPostgres('both', [['with its upstream on PostgreSQL', () => import('./hub.test.ts')]]);
