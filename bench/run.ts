/** `npm run bench`: prints tables and writes bench/results.json. Speed is shown here, never by a test. */
import { classification } from './classification.ts';
import { inOwnProcess } from './server-process.ts';
import { save } from './results.ts';
import { villageList } from './village-list.ts';

save([...classification(), ...villageList()]);
// In a heap of its own: it measures latencies, and this one is full of households. `npm run bench:server` is the long run.
inOwnProcess(new URL('server.ts', import.meta.url), ['--short']);
// The province alone takes a good part of an hour; `npm run bench:export -- --households 30000` is a first look.
inOwnProcess(new URL('export.ts', import.meta.url), []);
