// Makes the pictures of the forms: `node docs/forms/make.js`. Needs LibreOffice (soffice) and poppler-utils (pdftoppm, pdftotext).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { encodePng } from './png.js';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const WIDTH = 1000;
const INPUTS = ['Thôn', 'Danh sách 01', 'Danh sách 02', 'Thành viên'];

/** The first commune has every form of the decree; the second has the forms of a plan that determines living standards. */
const COMMUNES = [
  { list: 'nong-thuong-2023.xlsx', args: ['--unit', 'Xã Nông Thượng'], only: null },
  {
    list: 'kim-son-2023.xlsx',
    args: ['--unit', 'Xã Kim Sơn', '--plan', 'tra-cu-2023'],
    only: ['9.1', '9.4', '9.5', 'Niêm yết mức sống', '8A', '8B', '9.7', '9.8', '9.9', '10', '11'],
  },
];

/** 'Niêm yết mức sống' -> 'niem-yet-muc-song' */
const slug = (/** @type {string} */ name) =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .replace(/[^a-z0-9.]+/g, '-');

/** In the order of the tabs, which is also the order of the pages. */
const sheetsOf = (/** @type {string} */ file) =>
  [...strFromU8(unzipSync(readFileSync(file))['xl/workbook.xml'] ?? new Uint8Array()).matchAll(/<sheet [^>]*?name="([^"]*)"/g)].map(
    ([, name = '']) => name,
  );

const folder = mkdtempSync(join(tmpdir(), 'bieu-'));
const run = (/** @type {string} */ command, /** @type {string[]} */ ...args) =>
  execFileSync(command, args, { cwd: folder, encoding: 'buffer', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
// Like a machine set to Vietnamese, where numbers have dots between thousands.
mkdirSync(join(folder, 'profile', 'user'), { recursive: true });
writeFileSync(
  join(folder, 'profile', 'user', 'registrymodifications.xcu'),
  '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi</value></prop></item></oor:items>',
);
try {
  for (const { list, args, only } of COMMUNES) {
    const book = list.replace('.xlsx', '-bieu.xlsx');
    // Prints problems of the sample's households on the way.
    try {
      run(
        process.execPath,
        path('../../server/rasoat.js'),
        'report',
        path(`../../tests/fixtures/${list}`),
        ...args,
        ...(only ? ['--forms', only.join(',')] : []),
        '--out',
        book,
      );
    } catch (error) {
      if (/** @type {{ status?: number }} */ (error).status !== 1) throw error;
    }
    const sheets = sheetsOf(join(folder, book));
    run(
      'soffice',
      `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
      '--headless',
      '--calc',
      '--convert-to',
      'pdf',
      book,
    );
    const pdf = book.replace('.xlsx', '.pdf');
    // Every sheet begins with page 1.
    const firsts = run('pdftotext', '-layout', pdf, '-')
      .toString()
      .split('\f')
      .flatMap((text, index) => (/^\s*Trang 1\s*$/m.test(text) ? [index + 1] : []));
    if (firsts.length !== sheets.length) throw new Error(`${sheets.length} sheets, but ${firsts.length} first pages`);
    for (const [index, name] of sheets.entries()) {
      if (only ? !only.includes(name) : INPUTS.includes(name)) continue;
      const page = String(firsts[index]);
      const pixels = run('pdftoppm', '-f', page, '-l', page, '-scale-to-x', String(WIDTH), '-scale-to-y', '-1', pdf);
      writeFileSync(path(`${slug(name)}.png`), encodePng(pixels));
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
