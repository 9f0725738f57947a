import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { packed, zipOf } from '../../src/lib/workbook/write-zip.ts';
import { packedFast } from './pack.ts';

it('has the content, checksum and size of the other compression', async () => {
  const pieces = ['Hộ nghèo 😀 '.repeat(50_000), new Uint8Array([1, 2, 3]), ''];
  const [fast, usual] = [await packedFast('a/một.xml', pieces), await packed('a/một.xml', pieces)];
  expect([fast.name, fast.crc, fast.size]).toEqual([usual.name, usual.crc, usual.size]);
  expect(unzipSync(zipOf([fast, await packedFast('rỗng', [])]))).toEqual(unzipSync(zipOf([usual, await packed('rỗng', [])])));
});
