import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../review/columns.ts';
import { ND07 } from '../review/standards.ts';
import { missingIn } from './asked-columns.ts';
import type { CellValue, Row } from '../review/types.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';

const fixture = (name: string): WorkbookReading =>
  readWorkbook(readFileSync(new URL(`../../../tests/fixtures/${name}`, import.meta.url)), name);
const cell = (row: Row | undefined, key: string): CellValue => row?.cells[key] ?? null;
const counts = ({ data, problems }: WorkbookReading) => ({
  list01: data.households.filter(({ sheet }) => sheet === 'list01').length,
  list02: data.households.filter(({ sheet }) => sheet === 'list02').length,
  members: data.members.length,
  villages: data.villages.length,
  problems: problems.map(({ text }) => text),
});

describe('the sample lists', () => {
  it.each([
    ['nong-thuong-2023.xlsx', { list01: 72, list02: 0, members: 241, villages: 12, problems: [] }],
    ['huyen-tung-2023.xlsx', { list01: 131, list02: 0, members: 456, villages: 17, problems: [] }],
    ['kim-son-2023.xlsx', { list01: 243, list02: 1607, members: 839, villages: 7, problems: [] }],
  ])('%s', (name, expected) => {
    const reading = fixture(name);
    expect(counts(reading)).toEqual(expected);
    expect(reading.data.unit).toBe('');
    expect(reading.madeCodes).toEqual([]);
    for (const sheet of reading.sheets) {
      expect(missingIn(sheet, ND07)).toEqual([]);
      expect(sheet.headingRows).toEqual([3, 3]);
      expect(sheet.columns.filter(({ key }) => key === null).map(({ heading }) => heading)).toEqual(['STT']);
    }
  });

  it('gives the source row of each row', () => {
    const { data } = fixture('nong-thuong-2023.xlsx');
    expect(data.households[0]).toMatchObject({
      id: 'h:NT-01-0007',
      source: { sheet: 'Danh sách 01', row: 4 },
      cells: { head: 'Nguyễn Đức Sơn', cccd: '006085000020', b1: 92, i1: 'x' },
    });
    expect(data.members[1]?.id).toBe('m:NT-01-0007:2');
    expect(data.villages[0]?.id).toBe('v:thon-1');
  });

  it('reads the list as it really arrives with the same result as the tidy one', () => {
    const tidy = fixture('huyen-tung-2023.xlsx').data;
    const reading = fixture('huyen-tung-2023-nhu-nhan-duoc.xlsx');
    expect(counts(reading)).toMatchObject({ list01: 131, members: 0, villages: 0 });
    expect(reading.data.unit).toBe('Phường Huyền Tụng');
    expect(reading.sheets[0]).toMatchObject({ sheet: 'list01', headingRows: [6, 7], rows: 131 });
    expect(missingIn(reading.sheets[0]!, ND07)).toEqual(['Mã hộ']);
    const byId = new Map(tidy.households.map((row) => [row.cells['cccd'], row]));
    for (const row of reading.data.households) {
      const other = byId.get(row.cells['cccd'] ?? '');
      expect(other, String(row.cells['head'])).toBeDefined();
      for (const { key } of columnsOf('list01')) {
        if (key === 'code') continue;
        const [mine, theirs] = [cell(row, key), cell(other, key)];
        if (key === 'birth') expect(String(theirs)).toContain(String(mine));
        else expect([row.cells['head'], key, mine]).toEqual([row.cells['head'], key, theirs]);
      }
    }
    expect(reading.madeCodes).toHaveLength(131);
    expect(reading.data.households[0]?.cells['code']).toBe('T1-001');
    expect(reading.problems.filter(({ code }) => code === 'codes-made')).toHaveLength(1);
    expect(new Set(reading.problems.map(({ code }) => code))).toEqual(new Set(['leading-zero-restored', 'codes-made']));
  });

  it('reads the old TCVN3 .xls like the tidy list, and reports the conversion', () => {
    const { data } = fixture('nong-thuong-2023.xlsx');
    const reading = fixture('nong-thuong-2023-tcvn3.xls');
    expect(reading.data.households.map(({ id, cells }) => [id, { ...cells }])).toEqual(
      data.households.map(({ id, cells }) => [id, { ...cells }]),
    );
    expect(reading.sheets[0]?.encoding).toBe('tcvn3');
    expect(reading.problems.map(({ text }) => text)).toEqual([
      'Trang Sheet1: viết bằng phông TCVN3 (.VnTime), đã chuyển sang Unicode: hãy xem lại.',
    ]);
  });
});
