/**
 * Our grid compared with a plain AG Grid page with the same rows, in one browser and one run: first rows from the
 * device's copy, key to paint while others write, scrolling, memory. `npm run bench:grid`, after `npm run build`.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { DEMO_OFFICER } from '../server/people/demo.ts';
import { seedReview } from '../server/commands/demo-data.ts';
import { SqliteLog } from '../server/log/sqlite.ts';
import { writerTo } from '../server/rooms/writer.ts';
import { BROWSER_ARGS, findBrowser } from '../tests/browser.js';
import { firstLoad } from './grid-first-load.ts';
import { households } from './households.ts';
import { commune } from './lists.ts';
import { entry, median, type Entry } from './measure.ts';
import { heapMb, missed, NAMES, p95, PACES, rowsShown, scrollFrames, typeKeys } from './grid-measures.ts';
import { PlainPage } from './grid-plain.ts';
import { RemoteWriter } from './grid-remote.ts';
import { save } from './results.ts';
import { inFolder } from './server-process.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const HOUSEHOLDS = 12_299;
/** As in the real city; the remaining households are spread over the other villages. */
const VILLAGES = 117;
const OPENINGS = 7;
const EDITS_A_SECOND = 200;
/** Ours and the plain page take turns, so that other load on the machine affects both. */
const ROUNDS = 4;

/** The same households as one long list, and as the lists of so many villages. */
const SHAPES = [
  { what: 'one list of 12299 households', villages: 1 },
  { what: `one village of a commune of 12299 households in ${VILLAGES} villages`, villages: VILLAGES },
] as const;

async function serve(folder: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['server/rasoat.js', 'serve', '--demo=2023', '--port', '0', '--data', folder], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      const found = /:(\d+)/.exec((said += String(chunk)))?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error(`the app did not start: ${said}`)));
  });
  return { url: `http://localhost:${port}`, child };
}

async function seeded(folder: string, villages: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const log = new SqliteLog(folder);
  const data = commune('Xã Lớn', villages, households(HOUSEHOLDS));
  // All on the list that is shown first, and the same number in the plain page.
  const all = data.households.map((row) => ({ ...row, sheet: 'list01' as const }));
  await seedReview({ ...data, households: all, members: [] }, writerTo(log, DEMO_OFFICER, 'bench'));
  await log.close();
}

async function opened(page: Page, open: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i <= OPENINGS; i++) {
    await open();
    const ms = await rowsShown(page);
    if (i > 0) times.push(ms);
  }
  return median(times);
}

/** Opens the page in front and waits until it is idle. */
async function rested(page: Page, address: string): Promise<void> {
  await page.bringToFront();
  await page.goto(address);
  await rowsShown(page);
  await page.waitForTimeout(2_000);
}

async function measure(folder: string, { what, villages }: (typeof SHAPES)[number]): Promise<Entry[]> {
  await seeded(folder, villages);
  const { url, child } = await serve(folder);
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: [...BROWSER_ARGS, '--enable-precise-memory-info'],
  });
  const plain = await PlainPage.serve();
  try {
    const bytes = villages === 1 ? null : await firstLoad(browser, url);
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1366, height: 768 } });
    await context.addInitScript(NAMES);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto('/');
    await page.getByRole('button', { name: DEMO_OFFICER.name }).click();
    await page.getByRole('heading', { name: 'Việc cần làm' }).waitFor();
    await page.goto('/thon/thon-1');
    await rowsShown(page);
    // Waits until the device has everything.
    await page.getByText('Xã đã nhận tất cả').first().waitFor({ timeout: 120_000 });
    await page.waitForTimeout(2_000);
    const ours = await opened(page, () => page.goto('/thon/thon-1'));
    await page.waitForTimeout(2_000);
    const oursHeap = await heapMb(page);

    const elsewhere = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    await elsewhere.addInitScript(NAMES);
    const other = await elsewhere.newPage();
    other.setDefaultTimeout(60_000);
    await other.goto(plain.url);
    await plain.fill(other, commune('Xã Lớn', villages, households(HOUSEHOLDS)).households);
    const peer = await opened(other, () => other.goto(plain.url));
    await other.waitForTimeout(2_000);
    const peerHeap = await heapMb(other);

    const PEER = `plain AG Grid page with the same ${HOUSEHOLDS} rows`;
    let shownPeer = PEER;
    if (villages > 1) {
      // Typing and scrolling happen in one village, so the plain page has one too, and others' edits hit the same number of rows.
      const all = commune('Xã Lớn', villages, households(HOUSEHOLDS)).households;
      const own = all.filter(({ cells }) => cells.village === all[0]?.cells.village);
      await plain.fill(other, own);
      await other.goto(plain.url);
      await rowsShown(other);
      shownPeer = `plain AG Grid page with the same ${own.length} rows`;
    }

    const writer = await RemoteWriter.join(url, (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; '));
    const oursKeys: number[] = [];
    const peerKeys: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await rested(page, '/thon/thon-1');
      writer.start(EDITS_A_SECOND);
      oursKeys.push(...(await typeKeys(page, round)));
      writer.stop();
      await page.goto('about:blank');
      await rested(other, plain.url);
      // The server and the other writer also run here, so that only the pages differ.
      writer.start(EDITS_A_SECOND);
      await plain.startWriting(other, EDITS_A_SECOND);
      peerKeys.push(...(await typeKeys(other, round)));
      await plain.stopWriting(other);
      writer.stop();
    }
    writer.close();
    const scrolled: Entry[] = [];
    for (const [how, pace] of Object.entries(PACES)) {
      const ourFrames: number[] = [];
      const peerFrames: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await rested(page, '/thon/thon-1');
        ourFrames.push(...(await scrollFrames(page, pace)));
        await page.goto('about:blank');
        await rested(other, plain.url);
        peerFrames.push(...(await scrollFrames(other, pace)));
      }
      scrolled.push(entry(`scroll frame p95, the wheel ${how}, ${what}`, 'ms', p95(ourFrames), shownPeer, p95(peerFrames)));
      scrolled.push(entry(`frames missed, the wheel ${how}, ${what}`, '%', missed(ourFrames), shownPeer, missed(peerFrames)));
    }

    return [
      entry(`first rows from the device, ${what}`, 'ms', ours, PEER, peer),
      entry(`key to paint p95 at ${EDITS_A_SECOND} remote edits/s, ${what}`, 'ms', p95(oursKeys), shownPeer, p95(peerKeys)),
      ...scrolled,
      entry(`heap, ${what}`, 'MB', oursHeap, PEER, peerHeap),
      ...(bytes === null ? [] : [entry('bytes of the first load up to the grid, compressed', 'KB', bytes / 1024, 'budget', 320)]),
    ];
  } finally {
    plain.close();
    await browser.close();
    child.kill();
    await once(child, 'exit');
  }
}

const entries: Entry[] = [];
for (const shape of SHAPES) entries.push(...(await inFolder((folder) => measure(join(folder, 'data'), shape))));
save(entries);
