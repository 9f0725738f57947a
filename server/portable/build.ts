/**
 * `npm run portable`: builds the folder for a Windows laptop and its zip under build/portable, and checks what can be checked
 * without Windows. `--parts FOLDER` takes node.exe and the package of SQLite from there; `--try` also runs the folder's own
 * code here, with this system's Node and SQLite in place of those for Windows.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync, type Zippable } from 'fflate';
import { bundle } from './bundle.ts';
import { commandFindings, LONGEST_PATH, pathFindings, programFindings } from './checks.ts';
import { fetchParts, PartFault } from './fetch-parts.ts';
import { FOLDER, NODE, PROGRAM, SQLITE, SQLITE_NATIVE } from './parts.ts';
import { readProgram } from './pe.ts';
import { CLICKS, clickText, readMeText } from './texts.ts';
import { tryHere } from './try-here.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const OUT = join(ROOT, 'build/portable');
/** Lists of the trial. */
const SAMPLES = ['tests/fixtures/nong-thuong-2023.xlsx', 'tests/fixtures/nong-thuong-2025-ket-qua.xlsx'];

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { parts: { type: 'string' }, try: { type: 'boolean', default: false } } });
  if (!existsSync(join(ROOT, 'build/handler.js'))) {
    say('The pages are not built: npm run portable builds them first.');
    return 2;
  }
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const work = mkdtempSync(join(tmpdir(), 'ra-soat-portable-'));
  try {
    const parts = await fetchParts(values.parts ?? null, work, say);
    const folder = join(OUT, FOLDER);
    rmSync(OUT, { recursive: true, force: true });
    await fill(folder, parts, version);
    const findings = checkFolder(folder);
    for (const finding of findings) say(`WRONG ${finding}`);
    if (findings.length > 0) return 1;
    if (values.try) for (const line of await tryHere(folder, parts.sqlite, work)) say(`tried here: ${line}`);
    const zip = join(OUT, `so-ra-soat-${version}-windows-x64.zip`);
    writeFileSync(zip, zipSync({ [FOLDER]: zipped(folder) }, { mtime: new Date(2026, 0, 1) }));
    const bytes = readFileSync(zip);
    say(`${relative(ROOT, zip)}: ${megabytes(bytes.length)}, SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`);
    say('Not checked here: that Windows itself starts it by a double click. Do that once on a laptop before handing it out.');
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fill(folder: string, parts: { node: Buffer; sqlite: string }, version: string): Promise<void> {
  const program = join(folder, PROGRAM);
  const sources = await bundle(ROOT, program);
  for (const part of ['client', 'prerendered']) cpSync(join(ROOT, 'build', part), join(program, 'build', part), { recursive: true });
  for (const sample of SAMPLES) cpSync(join(ROOT, sample), join(program, sample));
  writeFileSync(join(program, NODE.name), parts.node);
  const sqlite = join(program, 'node_modules', SQLITE.name);
  for (const part of ['package.json', 'LICENSE', 'lib', SQLITE_NATIVE])
    cpSync(join(parts.sqlite, part), join(sqlite, part), { recursive: true });
  writeFileSync(join(program, 'package.json'), `${JSON.stringify({ type: 'module', version })}\n`);
  writeFileSync(join(program, 'GIAY-PHEP.txt'), licences(sources));
  for (const click of CLICKS) writeFileSync(join(folder, click.file), clickText(click));
  writeFileSync(join(folder, 'DOC-TRUOC.txt'), readMeText(version));
}

/** The licences of all packages in the program and the pages, as they ask for; Node's and SQLite's are named by address. */
function licences(sources: readonly string[]): string {
  const packageOf = (path: string): string[] => {
    const [, inside] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(path) ?? [];
    return inside === undefined ? [] : [inside];
  };
  // The pages were bundled by another build: whatever the product depends on is listed for them.
  const listed = spawnSync('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: ROOT, encoding: 'utf8', shell: sep === '\\' });
  const folders = [...new Set([...sources.flatMap(packageOf), ...listed.stdout.split('\n').flatMap(packageOf)])].sort();
  const texts = folders.flatMap((folder) => {
    const file = existsSync(folder) ? readdirSync(folder).find((name) => /^licen[cs]e/i.test(name)) : undefined;
    const text = file === undefined || !lstatSync(join(folder, file)).isFile() ? '' : readFileSync(join(folder, file), 'utf8').trim();
    return text === '' ? [] : [`${'='.repeat(60)}\n${relative(ROOT, folder).replaceAll(/.*node_modules[\\/]/g, '')}\n\n${text}`];
  });
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim();
  const node = `Node.js ${NODE.version}: https://github.com/nodejs/node/blob/v${NODE.version}/LICENSE\nSQLite: public domain`;
  return ['Sổ Rà Soát', own, node, ...texts].join('\n\n').replaceAll(/\r?\n/g, '\r\n');
}

function checkFolder(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const pathOf = (entry: { parentPath: string; name: string }): string =>
    relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/');
  const links = entries
    .filter((entry) => !entry.isFile() && !entry.isDirectory())
    .map((entry) => `${pathOf(entry)}: neither file nor folder`);
  const files = entries.filter((entry) => entry.isFile()).map(pathOf);
  const longest = files.reduce((long, path) => (path.length > long.length ? path : long), '');
  const program = join(folder, PROGRAM);
  const native = join(program, 'node_modules', SQLITE.name, SQLITE_NATIVE);
  const [node, addon] = [readProgram(readFileSync(join(program, NODE.name))), readProgram(readFileSync(native))];
  const size = files.reduce((sum, path) => sum + lstatSync(join(folder, path)).size, 0);
  say(`${relative(ROOT, folder)}: ${files.length} files, ${megabytes(size)}`);
  say(`longest path ${longest.length} of ${LONGEST_PATH} characters: ${longest}`);
  say(
    `${NODE.name} ${NODE.version} and ${basename(native)} of ${SQLITE.name} ${SQLITE.version}: x64; all ${addon.fromNode.length} functions are in ${NODE.name}`,
  );
  return [
    ...links,
    ...pathFindings(files.map((path) => `${FOLDER}/${path}`)),
    ...programFindings(node, addon),
    ...CLICKS.flatMap((click) => commandFindings(click.file, readFileSync(join(folder, click.file), 'utf8'))),
  ];
}

const zipped = (folder: string): Zippable =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name);
      return [entry.name, entry.isDirectory() ? zipped(path) : readFileSync(path)];
    }),
  );

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof PartFault)) throw error;
  say(`Not built: ${error.message}`);
  process.exitCode = 2;
}
