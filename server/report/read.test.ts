import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { utils, write } from 'xlsx';
import { WorkbookError } from '../../src/lib/workbook/read-error.ts';
import { readFileInThread } from './read.ts';

function list(bookType: 'ods' | 'xlsx'): ArrayBuffer {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Thôn', 'Số khẩu'],
      [1, 'A1', 'Vi Văn Ba', 1970, 'Thôn 2', 3],
    ]),
    'Danh sách 01',
  );
  return write(book, { type: 'array', bookType }) as ArrayBuffer;
}

it('messages that a library prints while reading are not shown', async () => {
  const parts = unzipSync(new Uint8Array(list('ods')));
  // A format that LibreOffice has and Excel lacks: the library reports it on the console.
  const content = strFromU8(parts['content.xml'] ?? new Uint8Array()).replace(
    '</office:automatic-styles>',
    '<number:date-style style:name="N99"><number:quarter/></number:date-style></office:automatic-styles>',
  );
  const folder = await mkdtemp(join(tmpdir(), 'rasoat-'));
  const written: string[] = [];
  const spies = [process.stderr, process.stdout].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      written.push(String(chunk));
      return true;
    }),
  );
  try {
    const file = join(folder, 'tep.ods');
    await writeFile(file, zipSync({ ...parts, 'content.xml': strToU8(content) }));
    const reading = await readFileInThread(file, {});
    expect(reading.data.households).toHaveLength(1);
    expect(written.filter((line) => line.includes('ODS'))).toEqual([]);
  } finally {
    for (const spy of spies) spy.mockRestore();
    await rm(folder, { recursive: true, force: true });
  }
});

describe('the thread that reads', () => {
  let folder = '';
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'rasoat-'))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('reads the next file too, also after one that cannot be read, and several at once', async () => {
    const [sound, broken] = [join(folder, 'lanh.xlsx'), join(folder, 'hong.xlsx')];
    await writeFile(sound, new Uint8Array(list('xlsx')));
    await writeFile(broken, new Uint8Array(list('xlsx')).subarray(0, 1_000));
    const households = async (): Promise<number> => (await readFileInThread(sound, {})).data.households.length;
    expect(await households()).toBe(1);
    await expect(readFileInThread(broken, {})).rejects.toThrow(WorkbookError);
    expect(await households()).toBe(1);
    expect(await Promise.all([households(), households()])).toEqual([1, 1]);
    expect(await households()).toBe(1);
  });
});
