/**
 * LibreOffice as an independent check: it calculates a workbook without stored values, converts copied tables, and we
 * read its results.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const MISSING =
  "Không có LibreOffice ('soffice'): hãy cài gói Debian libreoffice-calc (apt-get install libreoffice-calc) rồi chạy lại.";

interface Conversion {
  /** The file extension of the input. */
  from: string;
  /** The part of LibreOffice that opens them. */
  app?: 'calc' | 'writer';
  /** The filter that reads them, if the extension does not decide it. */
  reader?: string;
  /** The extension, with the filter that writes it: `xlsx:Calc MS Excel 2007 XML`. */
  to: string;
}

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ENOENT' && String((error as NodeJS.ErrnoException).path) === 'soffice';

export const hasLibreOffice = (): Promise<boolean> =>
  run('soffice', ['--version'], { timeout: 60_000 }).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );

/** Like a machine set to Vietnamese: 1250,5 is a number there. */
const VIETNAMESE = `<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi</value></prop></item></oor:items>`;

/** @returns the workbooks as LibreOffice saves them after calculating every formula, in the same order. */
export const recalculate = (workbooks: readonly Uint8Array[]): Promise<Uint8Array[]> =>
  convert(workbooks, { from: 'xlsx', to: 'xlsx:Calc MS Excel 2007 XML' });

/** @returns the files as LibreOffice saves them, in the same order. */
export async function convert(
  files: readonly (Uint8Array | string)[],
  { from, app = 'calc', reader, to }: Conversion,
  inVietnamese = false,
): Promise<Uint8Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'oracle-'));
  try {
    const names = files.map((_, index) => `book-${index}.${from}`);
    for (const [index, content] of files.entries()) await writeFile(join(folder, names[index] ?? ''), content);
    // Its own profile: a LibreOffice already open on this machine would otherwise take the job and drop it.
    const user = join(folder, 'profile', 'user');
    if (inVietnamese) await mkdir(user, { recursive: true }).then(() => writeFile(join(user, 'registrymodifications.xcu'), VIETNAMESE));
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const out = join(folder, 'out');
    const read = reader === undefined ? [] : [`--infilter=${reader}`];
    await run(
      'soffice',
      [profile, '--headless', `--${app}`, ...read, '--convert-to', to, '--outdir', out, ...names.map((name) => join(folder, name))],
      { timeout: 240_000 },
    );
    const [ending = ''] = to.split(':');
    return await Promise.all(names.map(async (name) => new Uint8Array(await readFile(join(out, name.replace(/\w+$/, ending))))));
  } catch (error) {
    throw isMissing(error) ? new Error(MISSING) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
