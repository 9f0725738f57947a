import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { Rows } from './write-rows.ts';
import { packed, zipOf } from './write-zip.ts';

const TEXT = 'Hộ nghèo 😀 ';

it('a part is what its pieces say, also where a letter does not fit into a chunk', async () => {
  const bytes = new TextEncoder().encode(TEXT.repeat(30_000));
  const pieces = ['x', TEXT.repeat(50_000), '', bytes, ...Array.from({ length: 1000 }, () => TEXT)];
  const zip = zipOf([await packed('a/một.xml', pieces), await packed('rỗng', [])]);
  const files = unzipSync(zip);
  expect(Object.keys(files)).toEqual(['a/một.xml', 'rỗng']);
  expect(new TextDecoder().decode(files['a/một.xml']) === `x${TEXT.repeat(81_000)}`).toBe(true);
  expect(files['rỗng']).toEqual(new Uint8Array());
});

it('a row takes no cell on the left of another, and none when it is complete', () => {
  const rows = new Rows();
  rows.set(2, 3, 0, '/>');
  expect(() => rows.set(2, 3, 0, '/>')).toThrow('C2');
  rows.set(1, 1, 0, '/>');
  rows.done(1);
  expect(() => rows.set(1, 2, 0, '/>')).toThrow('B1');
  rows.height(1, 18);
  const xml = [...rows.xml()].map((piece) => (typeof piece === 'string' ? piece : new TextDecoder().decode(piece))).join('');
  expect(xml).toBe('<row r="1" ht="18" customHeight="1"><c r="A1" s="0"/></row><row r="2"><c r="C2" s="0"/></row>');
});

it('a sheet has no row that Excel does not have', () => expect(() => new Rows().set(1_048_577, 1, 0, '/>')).toThrow());
