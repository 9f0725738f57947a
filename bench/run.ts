/** `npm run bench`: prints tables and writes bench/results.json. Speed is shown here, never asserted by a test. */
import { classification } from './classification.ts';
import { inOwnProcess } from './server-process.ts';
import { save } from './results.ts';
import { villageList } from './village-list.ts';

save([...classification(), ...villageList()]);
// With its own heap, because it measures latencies and this process is full of households. `npm run bench:server` is the long run.
inOwnProcess(new URL('server.ts', import.meta.url), ['--short']);
inOwnProcess(new URL('papers.ts', import.meta.url), []);
// The province alone takes most of an hour; `npm run bench:export -- --households 30000` is a quick look.
inOwnProcess(new URL('export.ts', import.meta.url), []);
