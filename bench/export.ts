/**
 * The export. A city in one workbook, compared with exceljs writing the same cells without calculating anything, and
 * with LibreOffice calculating it; a province streamed through the command line, with its peak memory.
 */
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
    entry(`${what}, against recalculation`, 'ms', ours.ms, 'LibreOffice converting and calculating it', office),
  ];
}

/** `rasoat report` over a folder with one file for each commune. */
async function ofProvince(folder: string, count: number): Promise<Entry[]> {
  const communes = Math.ceil(count / COMMUNE);
  const [lists, out] = [join(folder, 'danh-sach'), join(folder, 'ket-qua')];
  mkdirSync(lists);
  const rows = households(COMMUNE);
  // The same households under other names: the bench measures reading, classifying and writing them.
  for (let index = 0; index < communes; index++)
    writeFileSync(join(lists, `xa-${index + 1}.xlsx`), workbookOf(commune(`Xã Số ${index + 1}`, 12, rows)));
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../server/rasoat.js', import.meta.url)),
      'report',
      lists,
      '--plan',
      'bac-kan-2024',
      '--unit',
      'Tỉnh Thử',
      '--out',
      `${out}/`,
      '--json',
      join(folder, 'tinh.json'),
    ],
    { stdio: 'ignore' },
  );
  const marks = [0.1, 0.5, 1];
  const peaks: number[] = [];
  const look = (): void => {
    const done = written(out);
    const peak = peakOf(child.pid);
    if (peak > 0 && done >= communes * (marks[peaks.length] ?? Infinity)) peaks.push(peak);
  };
  const timer = setInterval(look, 100);
  const [status] = (await once(child, 'exit')) as [number];
  clearInterval(timer);
  if (status > 1 || peaks.length < marks.length) throw new Error(`the province was not written: status ${status}, ${peaks.length} marks`);
  const what = `report ${communes * COMMUNE} households of ${communes} communes`;
  return [
    entry(what, 'ms', performance.now() - began),
    ...peaks.map((peak, index) => entry(`${what}, peak memory at ${(marks[index] ?? 0) * 100} %`, 'MB', peak)),
  ];
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

/** A smaller province for a quick look: `--households 30000`. */
const { values } = parseArgs({ options: { households: { type: 'string', default: '300000' } } });
save([...(await inFolder(ofCity)), ...(await inFolder((folder) => ofProvince(folder, Number(values.households))))]);
