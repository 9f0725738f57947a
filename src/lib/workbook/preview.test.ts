import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReviewData, Row } from '../review/types.ts';
import { previewImport } from './preview.ts';
import { readWorkbook, type WorkbookReading } from './read.ts';

const fixture = (name: string): WorkbookReading =>
  readWorkbook(readFileSync(new URL(`../../../tests/fixtures/${name}`, import.meta.url)), name);
const EMPTY: ReviewData = { unit: '', villages: [], households: [], members: [] };
const copy = <T>(value: T): T => structuredClone(value);

/** What writing does: fills cells of rows, and creates missing rows. */
function apply(data: ReviewData, writes: readonly Row[]): ReviewData {
  const result = copy(data);
  for (const write of writes) {
    const rows = write.sheet === 'villages' ? result.villages : write.sheet === 'members' ? result.members : result.households;
    const row = rows.find(({ id }) => id === write.id);
    if (!row) rows.push(copy(write));
    else {
      row.sheet = write.sheet;
      Object.assign(row.cells, write.cells);
    }
  }
  return result;
}
const reading = (data: Partial<ReviewData>, madeCodes: string[] = []): WorkbookReading => ({
  data: { ...EMPTY, ...data },
  sheets: [],
  problems: [],
  formulaValues: [],
  madeCodes,
  results: [],
  questions: [],
});
const village = (name: string): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name } });
const household = (code: string, cells: Row['cells'], sheet: Row['sheet'] = 'list01'): Row => ({
  id: `h:${code}`,
  sheet,
  cells: { code, village: 'Tổ 1', ...cells },
  source: { sheet: 'DS', row: 5 },
});
const member = (code: string, n: number, cells: Row['cells']): Row => ({
  id: `m:${code}:${n}`,
  sheet: 'members',
  cells: { code, ...cells },
});

describe('importing the samples', () => {
  it.each(['nong-thuong-2023.xlsx', 'huyen-tung-2023.xlsx', 'kim-son-2023.xlsx'])('%s twice writes nothing the second time', (name) => {
    const incoming = fixture(name);
    const first = previewImport(EMPTY, incoming);
    expect(first.changes).toEqual([]);
    expect(first.unknownVillages).toEqual([]);
    const data = apply(EMPTY, first.writes);
    expect([data.villages.length, data.households.length, data.members.length]).toEqual([
      incoming.data.villages.length,
      incoming.data.households.length,
      incoming.data.members.length,
    ]);
    const second = previewImport(data, incoming);
    expect(second.writes).toEqual([]);
    expect(second.members.unchanged).toBe(incoming.data.members.length);
  });

  it('the list as it arrives changes nothing in the tidy one, and loses no full date', () => {
    const data = apply(EMPTY, previewImport(EMPTY, fixture('huyen-tung-2023.xlsx')).writes);
    const preview = previewImport(data, fixture('huyen-tung-2023-nhu-nhan-duoc.xlsx'));
    expect(preview.writes).toEqual([]);
    expect(preview.keptMorePrecise).toBeGreaterThan(10);
    expect(preview.notInFile).toBe(0);
  });

  it('the tidy list after the arrived one gives the real codes, members and dates', () => {
    const messy = fixture('huyen-tung-2023-nhu-nhan-duoc.xlsx');
    const refused = previewImport(EMPTY, messy);
    expect(refused.writes).toEqual([]);
    expect(refused.unknownVillages.reduce((sum, { households }) => sum + households.length, 0)).toBe(131);
    expect(refused.problems[0]?.severity).toBe('error');
    const villages = Object.fromEntries(refused.unknownVillages.map((unknown) => [unknown.village, unknown.village]));
    const data = apply(EMPTY, previewImport(EMPTY, messy, { villages }).writes);
    expect([data.villages.length, data.households.length]).toEqual([14, 131]);
    const again = previewImport(data, messy);
    expect(again.writes).toEqual([]);
    const tidy = fixture('huyen-tung-2023.xlsx');
    const full = apply(data, previewImport(data, tidy).writes);
    expect(full.households).toHaveLength(131);
    expect(full.households.map(({ cells }) => cells['code']).sort()).toEqual(tidy.data.households.map(({ cells }) => cells['code']).sort());
    expect(full.members).toHaveLength(456);
    expect(previewImport(full, tidy).writes).toEqual([]);
  });
});

describe('matching and writing', () => {
  const data: ReviewData = {
    ...EMPTY,
    villages: [village('Tổ 1'), village('Tổ 2')],
    households: [
      household('A1', { head: 'Hà Văn Dũng', cccd: '006092000108', birth: '09/04/1992', b1: 73, note: 'cũ' }),
      household('A2', { head: 'Lý Thị Mai', birth: '1990', b1: 100 }),
    ],
    members: [member('A1', 1, { name: 'Hà Văn Dũng', birth: '09/04/1992' }), member('A1', 2, { name: 'Hà An', birth: '2015' })],
  };

  it('shows a change cell by cell and leaves blanks alone', () => {
    const preview = previewImport(data, reading({ households: [household('A1', { head: 'Hà Văn Dũng', b1: 153 })] }));
    expect(preview.changes).toEqual([
      {
        row: 'h:A1',
        sheet: 'list01',
        village: 'Tổ 1',
        household: 'A1',
        name: 'Hà Văn Dũng',
        key: 'b1',
        label: 'Điểm B1',
        before: 73,
        after: 153,
      },
    ]);
    expect(preview.writes).toEqual([{ id: 'h:A1', sheet: 'list01', cells: { b1: 153 }, source: { sheet: 'DS', row: 5 } }]);
    expect(preview.keptWhereBlank).toBe(3);
    expect(preview.households).toEqual([{ village: 'Tổ 1', new: 0, changed: 1, unchanged: 0 }]);
    expect(preview.notInFile).toBe(1);
  });

  it('a generated code never matches another household', () => {
    const row = household('A1', { head: 'Nguyễn Văn Khác', birth: '1980' });
    const preview = previewImport(data, reading({ households: [row] }, [row.id]));
    expect(preview.households[0]?.new).toBe(1);
    expect(preview.writes[0]).toMatchObject({
      id: expect.stringMatching(/^h:T1-001\./) as string,
      cells: { code: 'T1-001', head: 'Nguyễn Văn Khác' },
    });
  });

  it('a generated code finds its household by CCCD, then by name and birth', () => {
    const rows = [
      household('X1', { head: 'HÀ VĂN DŨNG', cccd: '006092000108', b1: 73 }),
      household('X2', { head: 'Lý Thị Mai', birth: '05/05/1990' }),
    ];
    const preview = previewImport(
      data,
      reading(
        { households: rows },
        rows.map(({ id }) => id),
      ),
    );
    expect(preview.writes.map(({ id, cells }) => [id, cells])).toEqual([
      ['h:A1', { head: 'HÀ VĂN DŨNG' }],
      ['h:A2', { birth: '05/05/1990' }],
    ]);
  });

  it('same name and birth with another CCCD is another household', () => {
    const row = household('X1', { head: 'Hà Văn Dũng', birth: '09/04/1992', cccd: '006092999999' });
    expect(previewImport(data, reading({ households: [row] }, [row.id])).households[0]?.new).toBe(1);
  });

  it('members follow a new Mã hộ', () => {
    const preview = previewImport(data, reading({ households: [household('NT-9', { head: 'Hà Văn Dũng', cccd: '006092000108' })] }));
    const after = apply(data, preview.writes);
    expect(after.households.map(({ id, cells }) => [id, cells['code']])).toEqual([
      ['h:A1', 'NT-9'],
      ['h:A2', 'A2'],
    ]);
    expect(after.members.map(({ cells }) => cells['code'])).toEqual(['NT-9', 'NT-9']);
  });

  it('members keep their row; a new one gets an unused id', () => {
    const rows = [member('A1', 1, { name: 'Hà Bé', birth: '2023' }), member('A1', 2, { name: 'hà an', birth: '03/02/2015' })];
    const preview = previewImport(data, reading({ members: rows }));
    expect(preview.writes.map(({ id, cells }) => [id, cells])).toEqual([
      [expect.stringMatching(/^m:A1\.\w+$/), { code: 'A1', name: 'Hà Bé', birth: '2023' }],
      ['m:A1:2', { name: 'hà an', birth: '03/02/2015' }],
    ]);
    expect(preview.members).toEqual({ new: 1, changed: 1, unchanged: 0 });
  });

  it('list 01 stays list 01; list 02 moves up', () => {
    const on02 = { ...data, households: [household('B1', { head: 'X' }, 'list02')] };
    expect(
      previewImport(on02, reading({ households: [household('B1', { head: 'X', i1: 'x' })] })).changes.map(({ key, after }) => [key, after]),
    ).toEqual([
      ['sheet', 'Danh sách 01'],
      ['i1', 'x'],
    ]);
    expect(previewImport(data, reading({ households: [household('A1', { income: 5 }, 'list02')] })).writes).toMatchObject([
      { sheet: 'list01', cells: { income: 5 } },
    ]);
  });

  it('asks for a missing village, and uses the choice', () => {
    const incoming = reading({
      households: [household('N1', { head: 'X', village: 'Tổ 99' }), household('N2', { head: 'Y', village: null })],
    });
    const asked = previewImport(data, incoming);
    expect(asked.unknownVillages.map(({ village: name, households }) => [name, households.length])).toEqual([
      ['Tổ 99', 1],
      ['', 1],
    ]);
    expect(asked.writes).toEqual([]);
    expect(asked.problems.every(({ severity, text }) => severity === 'error' && text.includes('Trang DS, dòng 5'))).toBe(true);
    const chosen = previewImport(data, incoming, { villages: { 'Tổ 99': 'Tổ 2' }, rows: { 'h:N2': 'Tổ 3' } });
    expect(chosen.unknownVillages).toEqual([]);
    expect(chosen.writes.map(({ id, cells }) => [id, cells['village'] ?? cells['name']])).toEqual([
      ['v:to-3', 'Tổ 3'],
      ['h:N1', 'Tổ 2'],
      ['h:N2', 'Tổ 3'],
    ]);
  });

  it('names members without a household', () => {
    const preview = previewImport(data, reading({ members: [member('ZZ', 1, { name: 'Ai đó' })] }));
    expect(preview.writes).toEqual([]);
    expect(preview.problems.map(({ code }) => code)).toEqual(['member-left-out']);
  });
});
