/**
 * `npm run bench:summaries`: every form of a province, filled from the summaries of 3,000 villages, against classifying and filling all
 * lists anew, and against PostgreSQL counting the same terms over rows that are already classified. Then: from an edit until the province's
 * total shows it, over HTTP, against the time until another device has the edit.
 */
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as decoding from 'lib0/decoding';
import pg from 'pg';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { SUMMARIES, type SummaryVersion } from '../src/lib/api/summaries.ts';
import type { AnswerOf } from '../src/lib/api/route.ts';
import { communeFigures, fillFromFigures } from '../src/lib/forms/communes.ts';
import { eachCounted } from '../src/lib/forms/counted-rows.ts';
import { termsOf, type FilledForm } from '../src/lib/forms/fill.ts';
import { leavesOf, type Criterion, type Term } from '../src/lib/forms/official/description.ts';
import { formsFor } from '../src/lib/forms/registry.ts';
import { fillReport } from '../src/lib/forms/report.ts';
import { Terms } from '../src/lib/forms/tally.ts';
import { MESSAGE, ROOM_PATH, SYNC } from '../src/lib/sync/protocol.ts';
import { POOR } from '../src/lib/review/columns.ts';
import { ASIDE_FIELD } from '../src/lib/cells/review-rooms.ts';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { classifyAll } from '../src/lib/review/classify.ts';
import type { Review, Unit } from '../src/lib/review/account.ts';
import type { Person } from '../src/lib/review/people.ts';
import { chooseRound } from '../src/lib/review/plans.ts';
import type { CellValue } from '../src/lib/review/types.ts';
import { fillOfCommunes } from '../src/lib/summary/unit-figures.ts';
import { SqliteLog } from '../server/log/sqlite.ts';
import { SummaryStore } from '../server/log/summary-store.ts';
import { TemplateStore } from '../server/log/template-store.ts';
import type { SignIn } from '../server/people/sign-in.ts';
import * as wire from '../server/rooms/wire.ts';
import { openServer } from '../server/serve/open-server.ts';
import { startPostgres } from '../server/testing-postgres.ts';
import { median, type Entry } from './measure.ts';
import { save } from './results.ts';
import { communesOf, SIZES, writeCommune, YEAR, type Size } from './seed-lists.ts';
import { less } from './server-entries.ts';

const { short } = parseArgs({ options: { short: { type: 'boolean', default: false } } }).values;
const SIZE: Size = short ? { communes: 8, villages: 5, households: 4_000 } : SIZES.province;
const EDITS = short ? 30 : 300;
const name = (text: string): string =>
  `summaries: ${text}, ${SIZE.households.toLocaleString('en')} households in ${SIZE.communes} communes`;

const round = chooseRound({ year: YEAR });
const reviewOf = (n: number): string => `xa-${n}-${YEAR}`;
const folder = mkdtempSync(join(tmpdir(), 'rasoat-bench-summaries-'));
const log = new SqliteLog(folder);
const store = SummaryStore.open(folder);
const reviews: Review[] = [];

// The lists, once for the log and once counted anew: a commune at a time.
let anewMs = 0;
const anew = [];
const postgres = await startPostgres();
const client = new pg.Client(await postgres.newDatabase());
await client.connect();
let columns: string[] = [];
/** A poor household of the first village. */
let poor = '';
for (const { name: commune, data } of communesOf(SIZE)) {
  const review = reviewOf(reviews.length + 1);
  reviews.push({ id: review, name: commune, year: YEAR, unit: 2 + reviews.length, district: '' });
  await writeCommune(log, review, data, { year: YEAR });
  const began = performance.now();
  const classified = classifyAll(data, round);
  anew.push(communeFigures(commune, undefined, fillReport(classified)));
  anewMs += performance.now() - began;
  if (poor === '')
    poor = data.households.find(({ id, cells }) => cells.village === 'Thôn 1' && classified.results.get(id)?.class === POOR)?.id ?? '';
  // As a table would have them: the cells and the results that some form asks for.
  const rows: Record<string, CellValue>[] = [];
  eachCounted(classified, false, ({ sheet, persons, read }) => {
    columns = columns.length > 0 ? columns : askedColumns();
    rows.push({ commune, sheet, persons, ...Object.fromEntries(columns.map((key) => [key, read(key)])) });
  });
  await insert(rows);
}
const began = performance.now();
const filledAnew = fillFromFigures('Tỉnh', round, anew);
anewMs += performance.now() - began;
await client.query('ANALYZE household');

const signIn: SignIn = {
  // Devices write as an officer of the first commune; the province only reads.
  whoIs: ({ headers }): Person =>
    headers['x-person'] === 'lan'
      ? { id: 'lan', name: 'Lan', role: 'commune', review: reviewOf(1), villages: 'all' }
      : {
          id: 'so',
          name: 'Sở',
          role: 'upper',
          review: '',
          villages: [],
          unit: { level: 'province', name: 'Tỉnh' },
          reviews: reviews.map(({ id }) => id),
        },
  me: () => ({ demo: false, person: null }),
  leave: () => undefined,
  tree: async () => ({
    reviews,
    units: [
      { id: 1, parent: 0, level: 'province', name: 'Tỉnh', code: '' },
      ...reviews.map((review): Unit => ({ id: review.unit, parent: 1, level: 'commune', name: review.name, code: '' })),
    ],
  }),
};
const server = await openServer({ log, signIn, summaries: store, templates: TemplateStore.inMemory(), host: '127.0.0.1' });

const all = reviews.map(({ id }) => id);
const firstMs = await timed(() => server.summaries.warm(all));
const version: SummaryVersion = 'live';
async function fromSummaries() {
  const ready = await server.summaries.readMany(all);
  const communes = reviews.flatMap(({ id, name: called }) => {
    return ready.get(id)?.sums(version, called) ?? [];
  });
  const set = communes[0]?.counting.sets[0];
  if (!set || communes.length !== all.length) throw new Error('not all communes are summed up');
  return fillOfCommunes(communes, set);
}
const totals = (forms: readonly FilledForm[]) => JSON.stringify(forms.map(({ form, total }) => [form.id, total.lines]));
if (totals(await fromSummaries()) !== totals(filledAnew.forms)) throw new Error('the sums differ from the lists');
const times: number[] = [];
for (let run = 0; run < 15; run++) times.push(await timed(fromSummaries));
const summariesMs = median(times);

const question = countingQuestion();
await client.query(question);
const postgresTimes: number[] = [];
for (let run = 0; run < 5; run++) postgresTimes.push(await timed(() => client.query(question)));
const entries: Entry[] = [
  less(name('every form of the province'), 'ms', summariesMs, 'classifying and filling all lists anew', anewMs),
  less(
    name('the same'),
    'ms',
    summariesMs,
    'PostgreSQL 18 counting the terms of households alone, over classified rows',
    median(postgresTimes),
  ),
  less(name('counting all lists once, at the first start'), 'ms', firstMs),
  ...(await edits()),
];
await client.end();
await postgres.stop();

await server.close();
// Loading what is stored, after a restart.
const again = await openServer({ log, signIn, summaries: store, templates: TemplateStore.inMemory(), host: '127.0.0.1' });
entries.push(less(name('summaries read after a restart'), 'ms', await timed(() => again.summaries.warm(all))));
await again.close();
save(entries);
store.close();
await log.close();
rmSync(folder, { recursive: true, force: true });
process.exit(0);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** From the moment an edit is sent: until another device has it, and until the province's total shows it. */
async function edits(): Promise<Entry[]> {
  const seen: number[] = [];
  const shown: number[] = [];
  const room = `${reviewOf(1)}.thon-1`;
  const total = async (): Promise<string> => {
    const { forms } = await get('/api/sums?form=7.1&version=live');
    return JSON.stringify(forms[0]?.total);
  };
  const [one, other] = [await device(room), await device(room)];
  let before = await total();
  for (let n = 0; n < EDITS; n++) {
    const heard = once(other.heard, 'update');
    const start = performance.now();
    void heard.then(() => seen.push(performance.now() - start));
    one.write(poor, n % 2 === 0 ? 'x' : null);
    for (;;) {
      const now = await total();
      if (now !== before) {
        before = now;
        break;
      }
      if (performance.now() - start > 10_000) throw new Error('the total does not show the edit');
    }
    shown.push(performance.now() - start);
    await heard;
  }
  one.socket.close();
  other.socket.close();
  return [
    less(
      name('from an edit until the total of a form of the province shows it over HTTP, p50'),
      'ms',
      at(shown, 0.5),
      'another device has the edit',
      at(seen, 0.5),
    ),
    less(name('the same, p99'), 'ms', at(shown, 0.99), 'another device has the edit', at(seen, 0.99)),
  ];
}

interface Device {
  socket: WebSocket;
  doc: Y.Doc;
  heard: EventEmitter;
  /** Takes a household off the list, or back. */
  write(row: string, value: CellValue): void;
}

async function device(room: string): Promise<Device> {
  const doc = new Y.Doc();
  const heard = new EventEmitter();
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${ROOM_PATH}/${room}?device=bench`, { headers: { 'x-person': 'lan' } });
  socket.binaryType = 'arraybuffer';
  const list = new SharedList(doc, 'Lan');
  socket.on('message', (data) => {
    const decoder = decoding.createDecoder(new Uint8Array(data as ArrayBuffer));
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
    const kind = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (kind === SYNC.step1) return;
    Y.applyUpdate(doc, body, 'server');
    heard.emit(kind === SYNC.step2 ? 'step2' : 'update');
  });
  doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && socket.send(wire.update(update)));
  await once(socket, 'open');
  const synced = once(heard, 'step2');
  socket.send(wire.step1(Y.encodeStateVector(doc)));
  await synced;
  return { socket, doc, heard, write: (row, value) => list.set(row, ASIDE_FIELD, value) };
}

async function get(path: string): Promise<AnswerOf<typeof SUMMARIES.sums>> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as AnswerOf<typeof SUMMARIES.sums>;
}

/** The columns that terms about households ask for. */
function askedColumns(): string[] {
  const terms = householdTerms();
  return [...new Set(terms.flatMap(({ where }) => Object.keys(where)))];
}

function householdTerms(): readonly Term[] {
  return new Terms(
    formsFor(round).summaries.flatMap(({ headings }) => leavesOf(headings).flatMap(({ measure }) => termsOf(measure))),
  ).all.filter(({ sheet }) => sheet !== 'members');
}

async function insert(rows: readonly Record<string, CellValue>[]): Promise<void> {
  const all = ['commune', 'sheet', ...columns];
  const quoted = all.map((key) => `"${key}"`).join(', ');
  await client.query(`CREATE TABLE IF NOT EXISTS household (persons float8, ${all.map((key) => `"${key}" text`).join(', ')})`);
  await client.query(
    `INSERT INTO household (persons, ${quoted}) SELECT * FROM unnest($1::float8[], ${all.map((_, n) => `$${n + 2}::text[]`).join(', ')})`,
    [rows.map(({ persons }) => persons), ...all.map((key) => rows.map((row) => row[key] ?? null))],
  );
}

/** Households and persons of each term, by commune, in one pass. */
function countingQuestion(): string {
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const meets = (key: string, criterion: Criterion): string => {
    if (typeof criterion === 'string') return `coalesce("${key}", '') = ${text(criterion)}`;
    if ('not' in criterion) return `coalesce("${key}", '') <> ${text(criterion.not)}`;
    const number = `CASE WHEN "${key}" ~ '^-?[0-9.]+$' THEN "${key}"::float8 END`;
    return 'below' in criterion ? `${number} < ${criterion.below}` : `${number} >= ${criterion.atLeast}`;
  };
  const counts = householdTerms().flatMap(({ sheet, where }) => {
    const filter = [`sheet = ${text(sheet)}`, ...Object.entries(where).map(([key, criterion]) => meets(key, criterion))].join(' AND ');
    return [`count(*) FILTER (WHERE ${filter})`, `sum(persons) FILTER (WHERE ${filter})`];
  });
  return `SELECT commune, ${counts.join(', ')} FROM household GROUP BY commune`;
}

function at(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;
}
