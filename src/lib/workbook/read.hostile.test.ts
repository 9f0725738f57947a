import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { inflateSync } from 'fflate';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CFB, read, utils, write, type WorkSheet } from 'xlsx';
import { readWorkbook, WorkbookError } from './read.ts';
import { HEADING_ROWS, readGrids } from './read-grid.ts';
import { LIMITS } from './read-limits.ts';
import { crcOf } from './read-zip.ts';

// Spies: the real functions run, and their calls are recorded.
vi.mock('fflate', { spy: true });
vi.mock('xlsx', { spy: true });
beforeEach(() => vi.clearAllMocks());

const fixture = readFileSync(new URL('../../../tests/fixtures/nong-thuong-2023.xlsx', import.meta.url));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function refused(bytes: Uint8Array, name = 'a.xlsx'): [string, string] {
  try {
    readWorkbook(bytes, name);
  } catch (error) {
    if (error instanceof WorkbookError) return [error.code, error.text];
    throw error;
  }
  return ['read', ''];
}

/** A zip with the given files. `claim` is a false unzipped size. */
function zip(files: Record<string, Buffer>, claim?: number): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(crcOf(content), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(claim ?? content.length, 22);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(crcOf(content), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(claim ?? content.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    entry.write(name, 46);
    parts.push(local, packed);
    directory.push(entry);
    offset += local.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

function xlsx(sheetXml: string, name = 'Danh sách 01'): Uint8Array {
  const xml = '<?xml version="1.0" encoding="UTF-8"?>';
  return zip({
    '[Content_Types].xml': Buffer.from(
      `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': Buffer.from(
      `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': Buffer.from(
      `${xml}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': Buffer.from(
      `${xml}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': Buffer.from(
      `${xml}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${sheetXml}</worksheet>`,
    ),
  });
}
const text = (ref: string, value: string): string => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
const book = (rows: unknown[][]): Uint8Array => {
  const sheet: WorkSheet = utils.aoa_to_sheet(rows);
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, 'Danh sách 01');
  return new Uint8Array(write(workbook, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
};

describe('files that cannot be read say why', () => {
  it('empty', () => expect(refused(new Uint8Array())[0]).toBe('empty'));
  it('truncated anywhere', () => {
    for (const part of [0.05, 0.3, 0.6, 0.9, 0.99])
      expect(refused(fixture.subarray(0, Math.floor(fixture.length * part)))[0]).toBe('damaged');
  });
  it('an .xls cut off', () => {
    const xls = readFileSync(new URL('../../../tests/fixtures/nong-thuong-2023-tcvn3.xls', import.meta.url));
    expect(['damaged', 'read']).toContain(refused(xls.subarray(0, 20_000), 'a.xls')[0]);
    expect(refused(xls.subarray(0, 600), 'a.xls')[0]).toBe('damaged');
  });
  it('random bytes', () => {
    let seed = 7;
    const random = Uint8Array.from({ length: 5000 }, () => ((seed = (seed * 1103515245 + 12345) & 0x7fffffff) >> 16) & 255);
    expect(refused(random)[0]).toBe('not-a-workbook');
  });
  it('a damaged file always ends in a WorkbookError', () => {
    let seed = 99;
    const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
    for (let run = 0; run < 40; run++) {
      const broken = Uint8Array.from(fixture);
      for (let n = 0; n < 20; n++) broken[next() % broken.length] = next() & 255;
      expect(typeof refused(broken)[0]).toBe('string');
    }
  });
  it('a zip bomb is refused by its size and by its ratio, before anything is unpacked', () => {
    const said = expect.stringMatching(/200 MB, gấp 100 lần/);
    expect(refused(zip({ 'xl/workbook.xml': Buffer.alloc(1000) }, 0xfffffff0))).toEqual(['zip-bomb', said]);
    expect(refused(zip({ 'xl/worksheets/sheet1.xml': Buffer.alloc(30 * 1024 * 1024, ' ') }))).toEqual(['zip-bomb', said]);
    expect([inflateSync, read].map((each) => vi.mocked(each).mock.calls)).toEqual([[], []]);
    expect(refused(fixture)[0]).toBe('read');
    expect([inflateSync, read].map((each) => vi.mocked(each).mock.calls.length > 0)).toEqual([true, true]);
  });
  it('a zip with a false directory is unpacked no further than the directory says', () => {
    expect(refused(zip({ 'xl/workbook.xml': Buffer.alloc(30 * 1024 * 1024, ' ') }, 1000))[0]).toBe('damaged');
    expect(vi.mocked(inflateSync).mock.calls.map(([, options]) => options?.out?.length)).toEqual([1000]);
    expect(vi.mocked(read)).not.toHaveBeenCalled();
  });
  it('an .ods that repeats a cell a billion times', () => {
    const content =
      '<office:document-content><office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>';
    const bytes = zip({ mimetype: Buffer.from('application/vnd.oasis.opendocument.spreadsheet'), 'content.xml': Buffer.from(content) });
    expect(refused(bytes, 'a.ods')[0]).toBe('zip-bomb');
  });
  it('html named .xls', () => {
    expect(refused(bytesOf('<html><table><tr><td>Họ và tên</td></tr></table></html>'), 'a.xls')[0]).toBe('html');
    expect(refused(bytesOf('\uFEFF<meta charset=utf-8><table>'), 'a.xls')[0]).toBe('html');
  });
  it('a picture, a pdf, a word document, another zip', () => {
    expect(refused(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0))).toEqual([
      'not-a-workbook',
      expect.stringContaining('ảnh PNG'),
    ]);
    expect(refused(bytesOf('%PDF-1.7'))[0]).toBe('not-a-workbook');
    expect(refused(zip({ 'word/document.xml': Buffer.from('<w:document/>') }))[0]).toBe('not-a-workbook');
  });
  it('a password', () => {
    const cfb = CFB.utils.cfb_new();
    CFB.utils.cfb_add(cfb, '/EncryptionInfo', Uint8Array.from(Buffer.alloc(100)));
    CFB.utils.cfb_add(cfb, '/EncryptedPackage', Uint8Array.from(Buffer.alloc(5000)));
    const [code, said] = refused(Uint8Array.from(CFB.write(cfb, { type: 'array' }) as number[]));
    expect(code).toBe('protected');
    expect(said).toContain('mật khẩu');
  });
  it('too big, too many sheets, too many rows', () => {
    expect(refused(new Uint8Array(21 * 1024 * 1024))[0]).toBe('too-big');
    const workbook = utils.book_new();
    for (let n = 0; n < 201; n++) utils.book_append_sheet(workbook, utils.aoa_to_sheet([['a']]), `T${n}`);
    expect(refused(new Uint8Array(write(workbook, { type: 'array' }) as ArrayBuffer))[0]).toBe('too-many-sheets');
    expect(refused(bytesOf('x\n'.repeat(100_001)), 'a.csv')).toEqual(['too-many-rows', expect.stringContaining('100.000')]);
  });
});

describe('files that try an attack are read as plain data', () => {
  const HEADINGS = ['Họ và tên chủ hộ', 'Thôn', 'Ghi chú', 'Ngày sinh'];

  it('a sheet that claims the maximum size costs nothing', () => {
    const rows = `<row r="1">${text('A1', 'Họ và tên chủ hộ')}${text('B1', 'Thôn')}${text('C1', 'Ngày sinh')}</row><row r="2">${text('A2', 'Hà Văn Dũng')}${text('B2', 'Tổ 1')}${text('C2', '1990')}</row><row r="1048576">${text('XFD1048576', 'x')}</row>`;
    const bytes = xlsx(
      `<dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData><mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>`,
    );
    const [grid] = readGrids(bytes, 'a.xlsx').sheets;
    expect([[...(grid?.rows.keys() ?? [])], grid?.beyond]).toEqual([[0, 1], 1]);
    expect(grid?.merges.size).toBeLessThanOrEqual((HEADING_ROWS + 1) * LIMITS.columns);
    const reading = readWorkbook(bytes, 'a.xlsx');
    expect(reading.data.households.map(({ cells }) => cells['head'])).toEqual(['Hà Văn Dũng']);
    expect(reading.problems.map(({ code }) => code)).toContain('cells-beyond');
  });

  it('headings and sheets named __proto__ or constructor are plain words', () => {
    const cells = (row: number, values: string[]): string =>
      `<row r="${row}">${values.map((value, i) => text(`${'ABCDEFG'[i] ?? ''}${row}`, value)).join('')}</row>`;
    const reading = readWorkbook(
      xlsx(
        `<sheetData>${cells(1, [...HEADINGS, '__proto__', 'constructor', 'toString'])}${cells(2, ['Hà', 'Tổ 1', 'n', '1990', 'polluted', 'p', 'q'])}</sheetData>`,
        '__proto__',
      ),
      'a.xlsx',
    );
    expect(reading.sheets[0]?.columns.filter(({ key }) => key === null).map(({ heading }) => heading)).toEqual([
      '__proto__',
      'constructor',
      'toString',
    ]);
    expect(Object.keys(reading.data.households[0]?.cells ?? {}).sort()).toEqual(['birth', 'code', 'head', 'note', 'village']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('text that looks like a formula stays text', () => {
    const reading = readWorkbook(
      book([HEADINGS, ['=1+1', '+Tổ', '@SUM(A1)', '1990'], ["-cmd|' /C calc'!A0", 'Tổ 1', '=HYPERLINK("http://x")', '1991']]),
      'a.xlsx',
    );
    expect(reading.data.households.map(({ cells }) => [cells['head'], cells['note']])).toEqual([
      ['=1+1', '@SUM(A1)'],
      ["-cmd|' /C calc'!A0", '=HYPERLINK("http://x")'],
    ]);
  });
});

it('the workbook library is the repaired build, not the one on npm', () => {
  const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8')) as {
    packages: Record<string, { name?: string; version: string }>;
  };
  const installed = Object.entries(lock.packages).filter(
    ([path, { name }]) => path.endsWith('node_modules/xlsx') || name === 'xlsx' || name === '@e965/xlsx',
  );
  expect(installed.map(([path, { name, version }]) => [path, name, version])).toEqual([['node_modules/xlsx', '@e965/xlsx', '0.20.3']]);
});
