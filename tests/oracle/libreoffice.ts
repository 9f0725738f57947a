/** LibreOffice as a second opinion: it calculates a workbook that has no stored values, and we read what it found. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MISSING = "Không có LibreOffice ('soffice'): hãy cài gói Debian libreoffice-calc (apt-get install libreoffice-calc) rồi chạy lại.";

/** @returns the workbooks as LibreOffice saves them after calculating every formula, in the same order. */
export async function recalculate(workbooks: readonly Uint8Array[]): Promise<Uint8Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'oracle-'));
  try {
    const names = workbooks.map((_, index) => `book-${index}.xlsx`);
    for (const [index, bytes] of workbooks.entries()) await writeFile(join(folder, names[index] ?? ''), bytes);
    // A profile of its own: a LibreOffice that is open on this machine would otherwise take the job and drop it.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const out = join(folder, 'out');
    await run('soffice', [profile, '--headless', '--calc', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', out, ...names.map((name) => join(folder, name))], { timeout: 240_000 });
    return await Promise.all(names.map(async (name) => new Uint8Array(await readFile(join(out, name)))));
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ENOENT' && String((error as NodeJS.ErrnoException).path) === 'soffice' ? new Error(MISSING) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
