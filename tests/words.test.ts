/** Everything people read is Vietnamese: pages in every possible state, and the output of the commands. */
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../server/cli.ts';
import { DATABASE } from '../server/log/sqlite-schema.ts';
import { foreignWords } from './words.ts';

it('distinguishes English from Vietnamese', () => {
  expect(foreignWords('Chưa ghi gì; hãy mở tệp Excel (Ctrl+O) tại https://localhost/open rồi chạy “rasoat verify”.')).toEqual([]);
  expect(foreignWords("Unknown option '--x'")).toEqual(['Unknown', 'option']);
  for (const words of [
    'Loading...',
    'No Rows To Show',
    'Not Found',
    'Internal Error',
    'Press ENTER to expand',
    'Please fill out this field.',
    'file is not a database',
    'Failed to fetch',
    'Column Menu',
    'Close',
    'Search',
  ])
    expect(foreignWords(words), words).not.toEqual([]);
});

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Attributes and properties that people read. */
const READ = /^(aria-(label|description|roledescription|valuetext)|alt|title|placeholder|label|text|words?|summary)$/;

interface Node {
  type: string;
  name?: string;
  data?: string;
  value?: unknown;
}

/** Texts in the markup itself. */
function textsOf(node: unknown, read: boolean): string[] {
  if (Array.isArray(node)) return node.flatMap((each) => textsOf(each, read));
  if (typeof node !== 'object' || node === null) return [];
  const { type, name = '', data, value } = node as Node;
  if (type === 'StyleDirective') return [];
  if (type === 'Attribute') return READ.test(name) ? textsOf(value, true) : [];
  if (type === 'Text') return read && data !== undefined ? [data] : [];
  if (type === 'Literal') return read && typeof value === 'string' && value.includes(' ') ? [value] : [];
  return Object.values(node).flatMap((each) => textsOf(each, read));
}

describe('pages', () => {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.svelte'))
    .map((file) => `src/${file}`);
  it('are found', () => expect(files.length).toBeGreaterThan(100));
  it.each(files)('%s', (file) => {
    const { fragment } = parse(readFileSync(join(ROOT, file), 'utf8'), { modern: true });
    expect(textsOf(fragment, true).filter((text) => foreignWords(text).length > 0)).toEqual([]);
  });
  it.each(['src/app.html', 'src/error.html'])('%s', (file) => {
    const html = readFileSync(join(ROOT, file), 'utf8');
    expect(html).toContain('<html lang="vi">');
    expect(foreignWords(html.replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>|%[\w.]+%/g, ' '))).toEqual([]);
  });
});

describe('commands', () => {
  let folder = '';
  let said = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ra-soat-words-'));
    said = '';
    const hear = (text: unknown): true => ((said += String(text)), true);
    vi.spyOn(process.stdout, 'write').mockImplementation(hear);
    vi.spyOn(process.stderr, 'write').mockImplementation(hear);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true, force: true });
  });

  const ROOM = 'nong-thuong-2023.thon-3';
  it.each<[string, string[]]>([
    ['no such command', ['open']],
    ['nothing asked', []],
    ['report: an unknown option', ['report', 'a.xlsx', '--output', 'b.xlsx']],
    ['report: an option without its value', ['report', 'a.xlsx', '--out']],
    ['report: a value for what takes none', ['report', 'a.xlsx', '--zip=yes', '--out', 'b/']],
    ['report: no such list', ['report', 'FOLDER/a.xlsx', '--out', 'FOLDER/b.xlsx']],
    [
      'report: a standard that is a folder',
      ['report', 'tests/fixtures/kim-son-2023.xlsx', '--standard-file', 'FOLDER', '--out', 'FOLDER/b.xlsx'],
    ],
    ['report: a form that is a folder', ['report', 'tests/fixtures/kim-son-2023.xlsx', '--form-file', 'FOLDER', '--out', 'FOLDER/b.xlsx']],
    ['report: beneath a file', ['report', 'tests/fixtures/kim-son-2023.xlsx', '--out', 'FOLDER/tep/b.xlsx']],
    ['audit: an unknown option', ['audit', ROOM, '--output']],
    ['audit: no data', ['audit', ROOM, '--data', 'FOLDER/khong']],
    ['audit: damaged data', ['audit', ROOM, '--data', 'FOLDER']],
    ['verify: an unknown option', ['verify', '--all']],
    ['verify: damaged data', ['verify', '--data', 'FOLDER']],
    ['bundle: an unknown option', ['bundle', 'show', '--all']],
    ['bundle: nothing asked', ['bundle', 'open']],
    ['bundle: no bundle', ['bundle', 'show', 'FOLDER/tep']],
    ['bundle: no data', ['bundle', 'make', ROOM, '--data', 'FOLDER/khong']],
    ['bundle: damaged data', ['bundle', 'make', ROOM, '--data', 'FOLDER']],
    ['bundle: nothing to apply', ['bundle', 'apply', 'FOLDER/khong', '--data', 'FOLDER']],
    ['restore: no backup', ['restore', 'FOLDER/tep', '--data', 'FOLDER/khong']],
    ['backup: damaged data', ['backup', 'FOLDER/b.bak', '--data', 'FOLDER']],
    ['backup: beneath a file', ['backup', 'FOLDER/tep/b.bak', '--data', 'FOLDER']],
    ['serve: an unknown option', ['serve', '--open']],
    ['serve: damaged data', ['serve', '--data', 'FOLDER']],
    ['serve: a port that is none', ['serve', '--port', 'x']],
    ['forms: an unknown option', ['forms', '--all']],
  ])('%s', async (_, args) => {
    for (const name of ['tep', DATABASE]) await writeFile(join(folder, name), 'x'.repeat(9000));
    const status = await main(args.map((arg) => arg.replace(/^FOLDER/, folder)));
    expect(status).not.toBe(0);
    expect(said.trim()).not.toBe('');
    expect(foreignWords(said.replaceAll(folder, '/').replaceAll(basename(folder), '')), said).toEqual([]);
    expect(said, 'no stack').not.toMatch(/^\s+at /m);
  });
});
