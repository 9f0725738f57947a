/**
 * `npm run bench:scale -- [--commune] [--district] [--province]`, after `npm run build`: lists of that size in a server's folder, then what
 * an officer of the first commune and somebody of the level above wait for, and what the server and their pages use. Without a size, all.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, type Page } from '@playwright/test';
import { openFolder } from '../server/commands/stores.ts';
import { BROWSER_ARGS, findBrowser } from '../tests/browser.js';
import { App } from '../tests/e2e/app.ts';
import { keptHere, OFFICER, signIn } from '../tests/e2e/people.ts';
import { heapMb, NAMES, p95, rowsShown, typeKeys } from './grid-measures.ts';
import { entry, median, type Entry } from './measure.ts';
import { save } from './results.ts';
import { SIZES, YEAR } from './seed-lists.ts';

const { values } = parseArgs({ options: { commune: { type: 'boolean' }, district: { type: 'boolean' }, province: { type: 'boolean' } } });
const ALL = Object.keys(SIZES) as (keyof typeof SIZES)[];
const WANTED = ALL.some((size) => values[size]) ? ALL.filter((size) => values[size]) : ALL;
const TIMES = 7;
const MB = 1024 * 1024;
const SEED = fileURLToPath(new URL('seed.ts', import.meta.url));

interface Use {
  rssMb: number;
  peakMb: number;
  cpuS: number;
}

/** What a process uses, as Linux counts it. */
function useOf(pid: number): Use {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mb = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  const [, , , , , , , , , , , user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
    .map(Number);
  return { rssMb: mb('VmRSS'), peakMb: mb('VmHWM'), cpuS: (user + system) / 100 };
}

const folderMb = (folder: string): number => readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / MB;

async function seeded(folder: string, size: string): Promise<number> {
  const began = performance.now();
  execFileSync(process.execPath, ['--max-old-space-size=6000', '--import', 'tsx', SEED, `--${size}`, '--data', folder], {
    stdio: 'inherit',
  });
  const took = performance.now() - began;
  const stores = openFolder(folder);
  const accounts = await stores.accounts();
  const [first] = await accounts.reviews.list();
  const top = (await accounts.reviews.units()).find(({ parent }) => parent === 0);
  if (!first || !top) throw new Error('no commune');
  const nobody = { review: '', villages: [], unit: 0 };
  await accounts.create({
    ...nobody,
    name: 'Cán bộ xã',
    username: 'can.bo',
    role: 'commune',
    review: first.id,
    villages: [],
    password: OFFICER,
  });
  await accounts.create({ ...nobody, name: 'Cấp trên', username: 'cap.tren', role: 'upper', unit: top.id, password: OFFICER });
  await stores.close();
  return took;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** @param before not measured: a page that has just opened still stores what it received. */
async function middle(work: () => Promise<unknown>, before?: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < TIMES; run++) {
    await before?.();
    times.push(await timed(work));
  }
  return median(times);
}

/** The answer's size in KB, once every commune is counted. */
async function asked(page: Page, path: string): Promise<number> {
  for (;;) {
    const body = await page.evaluate(async (from) => (await fetch(from)).text(), path);
    const { total, without } = JSON.parse(body) as { total?: { waiting: number }; without?: unknown[] };
    const waiting = total?.waiting ?? without?.length;
    if (waiting === 0) return body.length / 1024;
    if (waiting === undefined) throw new Error(body.slice(0, 200));
    await page.waitForTimeout(200);
  }
}

async function measure(size: (typeof ALL)[number]): Promise<Entry[]> {
  let seedMs = 0;
  let dataMb = 0;
  const began = { at: 0 };
  const app = await App.start({
    demo: false,
    prepare: async (folder) => {
      seedMs = await seeded(folder, size);
      dataMb = folderMb(folder);
      began.at = performance.now();
    },
  });
  const startMs = performance.now() - began.at;
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...BROWSER_ARGS, '--enable-precise-memory-info'],
  });
  const enter = async (username: string): Promise<Page> => {
    const context = await browser.newContext({ baseURL: app.url, viewport: { width: 1366, height: 768 } });
    await context.addInitScript(NAMES);
    const page = await context.newPage();
    page.setDefaultTimeout(240_000);
    await signIn(page, username, OFFICER);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForTimeout(1_000);
    return page;
  };
  try {
    const upper = await enter('cap.tren');
    const where = `/api/overview?year=${YEAR}`;
    const kb = await asked(upper, where);
    const countedMs = performance.now() - began.at;
    const overviewMs = await middle(() => asked(upper, where));
    const sums = `/api/sums?year=${YEAR}&version=live`;
    await asked(upper, sums);
    const sumsMs = await middle(() => asked(upper, sums));
    const pageMs = await middle(async () => {
      await upper.goto('/tong-quan');
      await upper.locator('main table tbody tr').first().waitFor();
    });
    const upperHeap = await heapMb(upper);
    await upper.context().close();

    const officer = await enter('can.bo');
    const allHereMs = await timed(async () => {
      await officer.goto('/');
      await officer.getByRole('button', { name: /Xã đã nhận tất cả/ }).waitFor();
      await keptHere(officer);
    });
    await officer.goto('/thon/thon-1');
    await rowsShown(officer);
    await officer.waitForTimeout(2_000);
    const opened: number[] = [];
    for (let run = 0; run < TIMES; run++) {
      await officer.goto('/thon/thon-1');
      opened.push(await rowsShown(officer));
    }
    await officer.waitForTimeout(2_000);
    const listHeap = await heapMb(officer);
    const typed = await typeKeys(officer, 1);
    await officer.goto('/tong-quan');
    const overviewShownMs = await middle(
      async () => {
        await officer.goto('/tong-quan');
        await officer.getByRole('figure').first().waitFor();
      },
      () => officer.waitForTimeout(4_000),
    );
    const overviewHeap = await heapMb(officer);
    await officer.goto('/xuat');
    const button = officer.getByRole('button', { name: 'Xuất bộ biểu' });
    await button.waitFor();
    let bytes = 0;
    const exportMs = await timed(async () => {
      const [file] = await Promise.all([officer.waitForEvent('download', { timeout: 240_000 }), button.click()]);
      bytes = statSync(await file.path()).size;
    });
    const use = useOf(app.pid);
    const { communes, villages, households } = SIZES[size];
    const at = `scale: ${households.toLocaleString('en')} households in ${communes * villages} villages of ${communes} communes`;
    return [
      entry(`${at}: seeding`, 's', seedMs / 1_000),
      entry(`${at}: data folder`, 'MB', dataMb),
      entry(`${at}: start of the server`, 's', startMs / 1_000),
      entry(`${at}: every list counted once, after the first start`, 's', countedMs / 1_000),
      entry(`${at}: overview of the level above, over HTTP`, 'ms', overviewMs),
      entry(`${at}: its answer`, 'KB', kb),
      entry(`${at}: all forms of the level above, over HTTP`, 'ms', sumsMs),
      entry(`${at}: page Tổng quan of the level above`, 'ms', pageMs),
      entry(`${at}: heap of that page`, 'MB', upperHeap),
      entry(`${at}: a commune's lists to a new device, all kept`, 's', allHereMs / 1_000),
      entry(`${at}: first rows of a village, from the device`, 'ms', median(opened)),
      entry(`${at}: heap of that page, list`, 'MB', listHeap),
      entry(`${at}: key to paint, p95`, 'ms', p95(typed)),
      entry(`${at}: page Tổng quan of a commune`, 'ms', overviewShownMs),
      entry(`${at}: heap of that page, commune`, 'MB', overviewHeap),
      entry(`${at}: a commune's workbook in the browser`, 's', exportMs / 1_000),
      entry(`${at}: bytes of that workbook`, 'MB', bytes / MB),
      entry(`${at}: memory of the server at the end`, 'MB', use.rssMb),
      entry(`${at}: its peak`, 'MB', use.peakMb),
      entry(`${at}: CPU of the server for all this`, 's', use.cpuS),
    ];
  } finally {
    await browser.close();
    await app.stop();
  }
}

for (const size of WANTED) save(await measure(size));
process.exit(0);
