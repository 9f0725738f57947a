/** bench/results.json: entries by id; entries that were not measured now stay unchanged. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Entry } from './measure.ts';

const FILE = new URL('results.json', import.meta.url);

export function save(entries: readonly Entry[]): void {
  console.table(Object.fromEntries(entries.map(({ id, ...figures }) => [id, figures])));
  const known: Entry[] = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Entry[]) : [];
  const all = new Map([...known, ...entries].map((entry) => [entry.id, entry]));
  writeFileSync(FILE, `${JSON.stringify([...all.values()], null, 2)}\n`);
}
