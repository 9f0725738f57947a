/**
 * The suites of this room again, with the accounts in a database that nodes share: those whose statements differ most from each other, and
 * all of them with RASOAT_SUITES=all (`npm run test:postgres`).
 */
import { onPostgres, type Suite } from '../testing-on-postgres.ts';

const MOST: Suite[] = [
  ['corrections of the tree', () => import('./tree-corrections.test.ts')],
  ['the directory of units', () => import('./directory.test.ts')],
  ['forms', () => import('./forms.test.ts')],
  ['monthly reviews', () => import('./monthly.test.ts')],
  ['villages merged and split', () => import('./village-moves.test.ts')],
];
const OTHERS: Suite[] = [
  ['rights', () => import('./rights.test.ts')],
  ['accounts', () => import('./accounts.test.ts')],
  ['rounds laid out', () => import('./lay-out.test.ts')],
  ['the next round', () => import('./next-round.test.ts')],
];

onPostgres('accounts', [...MOST, ...(process.env.RASOAT_SUITES === 'all' ? OTHERS : [])]);
