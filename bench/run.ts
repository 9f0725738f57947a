/** `npm run bench`: prints a table and writes bench/results.json. Speed is shown here, never by a test. */
import { writeFileSync } from 'node:fs';
import { classification } from './classification.ts';
import { villageList } from './village-list.ts';

const entries = [...classification(), ...villageList()];
console.table(Object.fromEntries(entries.map(({ id, ...figures }) => [id, figures])));
writeFileSync(new URL('results.json', import.meta.url), `${JSON.stringify(entries, null, 1)}\n`);
