import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, it, vi } from 'vitest';
import { utils, write } from 'xlsx';
import { readFileInThread } from './read.ts';

it('messages that a library prints while reading are not shown', async () => {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['STT', 'Mã hộ', 'Họ và tên chủ hộ', 'Ngày sinh', 'Thôn', 'Số khẩu'],
      [1, 'A1', 'Vi Văn Ba', 1970, 'Thôn 2', 3],
    ]),
    'Danh sách 01',
  );
  const parts = unzipSync(new Uint8Array(write(book, { type: 'array', bookType: 'ods' }) as ArrayBuffer));
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
