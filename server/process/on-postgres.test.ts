/** What is done to two villages' lists at once, again with the lists in PostgreSQL. */
import { onPostgres } from '../testing-on-postgres.ts';

onPostgres('lists', [['villages merged and split', () => import('./village-moves.test.ts')]]);
