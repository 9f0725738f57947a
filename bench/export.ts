/**
 * The export. A city in one workbook, compared with exceljs writing the same cells without calculating anything, with a program that only
 * makes their XML and compresses it, and with LibreOffice calculating it; a province streamed through the command line, with its peak
 * memory.
 */
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { households } from './households.ts';
import { city, commune, workbookOf } from './lists.ts';
import { entry, type Entry } from './measure.ts';
import { save } from './results.ts';
import { inFolder } from './server-process.ts';

const COMMUNE = 1_200;
const LONG = 3 * 3600_000;

/** One job with its own heap, as printed by export-job.ts. */
interface Measured {
  ms: number;
  cpuMs: number;
  peakMb?: number;
  cells?: number;
}

const job = (name: string, folder: string): Measured =>
  JSON.parse(
    execFileSync(
      process.execPath,
      ['--max-old-space-size=9000', '--import', 'tsx', fileURLToPath(new URL('export-job.ts', import.meta.url)), name, folder],
      { stdio: ['ignore', 'pipe', 'inherit'], timeout: LONG },
    ).toString(),
  ) as Measured;

async function ofCity(folder: string): Promise<Entry[]> {
  for (const data of city()) writeFileSync(join(folder, `${data.unit}.xlsx`), workbookOf(data));
  const ours = job('ours', folder);
  const bare = job('bare', folder);
  const peer = job('exceljs', folder);
  const began = performance.now();
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--calc',
      '--convert-to',
      'xlsx:Calc MS Excel 2007 XML',
      '--outdir',
      join(folder, 'out'),
      join(folder, 'bare.book'),
    ],
    { stdio: 'ignore', timeout: LONG },
  );
  const office = performance.now() - began;
  const what = `export 12281 households, 117 villages, 8 communes (${peer.cells} cells)`;
  return [
    entry(what, 'ms', ours.ms, 'exceljs 4.4 writing the same cells with no logic', peer.ms),
    entry(`${what}, CPU`, 'ms', ours.cpuMs, 'exceljs 4.4 writing the same cells with no logic', peer.cpuMs),
    entry(`${what}, peak memory`, 'MB', ours.peakMb ?? NaN),
    entry(`${what}, against its XML, CPU`, 'ms', ours.cpuMs, 'only the XML of the same cells, compressed', bare.cpuMs),
    entry(`${what}, against recalculation`, 'ms', ours.ms, 'LibreOffice converting and calculating it', office),
  ];
}

/** The lists of a province, a file for each commune. Nobody's name is on two of them, so that nothing is known from the last one. */
function writeProvince(folder: string, communes: number): void {
  mkdirSync(folder);
  const rows = households(COMMUNE);
  for (let nth = 1; nth <= communes; nth++) {
    const own = rows.map((row) => ({ ...row, cells: { ...row.cells, head: `${String(row.cells.head)} ${nth}` } }));
    const data = commune(`Xã Số ${nth}`, 12, own);
    const members = data.members.map((row) =>
      row.cells.relation === 'Chủ hộ' ? row : { ...row, cells: { ...row.cells, name: `${String(row.cells.name)} ${nth}` } },
    );
    writeFileSync(join(folder, `xa-${nth}.xlsx`), workbookOf({ ...data, members }));
  }
}

interface Reported {
  ms: number;
  cpuMs: number;
  /** In MB, when so much of the workbooks was written. */
  peaks: number[];
}

const MARKS = [0.1, 0.5, 1];

/** `rasoat report` over a folder of lists. @param program the folder of the project. */
async function reported(program: string, lists: string, out: string, communes: number): Promise<Reported> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      join(program, 'server/rasoat.js'),
      'report',
      lists,
      '--plan',
      'bac-kan-2024',
      '--unit',
      'Tỉnh Thử',
      '--out',
      `${out}/`,
      '--json',
      `${out}.json`,
    ],
    { stdio: 'ignore' },
  );
  const peaks: number[] = [];
  let cpuMs = 0;
  const look = (): void => {
    const done = written(out);
    const peak = peakOf(child.pid);
    cpuMs = Math.max(cpuMs, cpuOf(child.pid));
    if (peak > 0 && done >= communes * (MARKS[peaks.length] ?? Infinity)) peaks.push(peak);
  };
  const timer = setInterval(look, 50);
  const [status] = (await once(child, 'exit')) as [number];
  clearInterval(timer);
  if (status > 1 || peaks.length < MARKS.length) throw new Error(`the province was not written: status ${status}, ${peaks.length} marks`);
  return { ms: performance.now() - began, cpuMs, peaks };
}

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const title = (communes: number): string => `report ${communes * COMMUNE} households of ${communes} communes`;

async function ofProvince(folder: string, count: number): Promise<Entry[]> {
  const communes = Math.ceil(count / COMMUNE);
  const lists = join(folder, 'danh-sach');
  writeProvince(lists, communes);
  const { ms, cpuMs, peaks } = await reported(PROJECT, lists, join(folder, 'ket-qua'), communes);
  const what = title(communes);
  return [
    entry(what, 'ms', ms),
    entry(`${what}, CPU`, 'ms', cpuMs),
    ...peaks.map((peak, index) => entry(`${what}, peak memory at ${(MARKS[index] ?? 0) * 100} %`, 'MB', peak)),
  ];
}

/** The last that read every cell by the library, wrote by exceljs, and made one commune after the other. */
const BEFORE = '0d4dfa7';
/** All communes of a province would take it more than a quarter of an hour. */
const SOME = 25;

async function againstBefore(folder: string): Promise<Entry[]> {
  const [lists, before] = [join(folder, 'danh-sach'), join(folder, 'truoc')];
  writeProvince(lists, SOME);
  execFileSync('git', ['worktree', 'add', '--detach', before, BEFORE], { cwd: PROJECT, stdio: 'ignore' });
  try {
    symlinkSync(join(PROJECT, 'node_modules'), join(before, 'node_modules'));
    const peer = await reported(before, lists, join(folder, 'ket-qua-truoc'), SOME);
    const ours = await reported(PROJECT, lists, join(folder, 'ket-qua'), SOME);
    const what = `${title(SOME)}, against before`;
    const name = `the same machine with commit ${BEFORE}: cells by the library, exceljs, one commune at a time`;
    return [
      entry(what, 'ms', ours.ms, name, peer.ms),
      entry(`${what}, CPU`, 'ms', ours.cpuMs, name, peer.cpuMs),
      entry(`${what}, peak memory`, 'MB', ours.peaks.at(-1) ?? NaN, name, peer.peaks.at(-1) ?? NaN),
    ];
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', before], { cwd: PROJECT, stdio: 'ignore' });
  }
}

function written(folder: string): number {
  try {
    return readdirSync(folder).length;
  } catch {
    // Not started yet.
    return 0;
  }
}

function peakOf(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    // Already ended.
    return 0;
  }
}

/** A unit of /proc/PID/stat. */
const TICK_MS = 10;

function cpuOf(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    // Already ended.
    return 0;
  }
}

/** One part alone: `--only city`, `province` or `before`; a smaller province for a quick look: `--households 30000`. */
const { values } = parseArgs({ options: { households: { type: 'string', default: '300000' }, only: { type: 'string' } } });
const parts: Readonly<Record<string, (folder: string) => Promise<Entry[]>>> = {
  city: ofCity,
  before: againstBefore,
  province: (folder) => ofProvince(folder, Number(values.households)),
};
for (const [name, part] of Object.entries(parts)) if (values.only === undefined || values.only === name) save(await inFolder(part));
