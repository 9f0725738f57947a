import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import * as XLSX from 'xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { figuresByUnit, fillReport } from '../forms/report.ts';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { ReviewData } from '../review/types.ts';
import { exportName, type ExportRequest } from './export-request.ts';
import { previewImport } from './preview.ts';
import { readWorkbook } from './read.ts';
import { writeExport } from './write-export.ts';
import type { WritingStep } from './write.ts';

const round = chooseRound({ year: 2023 });
let data: ReviewData;
let commune: Omit<ExportRequest, 'whose'>;

beforeAll(async () => {
  const file = 'nong-thuong-2023.xlsx';
  data = {
    ...readWorkbook(await readFile(new URL(`../../../tests/fixtures/${file}`, import.meta.url)), file).data,
    unit: 'Xã Nông Thượng',
  };
  commune = { data, round, forms: [['7.1', '6.1']] };
});

const rowsOf = (bytes: Uint8Array, sheet: string): unknown[][] =>
  XLSX.utils.sheet_to_json<unknown[]>(XLSX.read(bytes).Sheets[sheet]!, { header: 1, defval: null });
const total = (bytes: Uint8Array): number[] =>
  (rowsOf(bytes, '7.1').find((row) => row[1] === 'Tổng cộng') ?? []).filter((cell): cell is number => typeof cell === 'number');

it('writes the requested forms, over the lists they are counted from', async () => {
  const book = XLSX.read(await writeExport({ ...commune, whose: { kind: 'commune' } }));
  expect(book.SheetNames).toEqual(expect.arrayContaining(['Danh sách 01', '6.1', '7.1', 'Kiểm tra']));
  expect(book.SheetNames).not.toContain('7.2');
});

it('reports each step before it, and stops when told to', async () => {
  const steps: WritingStep[] = [];
  await writeExport({ ...commune, whose: { kind: 'commune' } }, (step) => void steps.push(step));
  expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['Danh sách 01', 'Mẫu 6.1', 'Mẫu 7.1', 'Kiểm tra']));
  expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
  expect(steps.every(({ of }) => of === steps.length)).toBe(true);
  expect(steps.every(({ done }, index) => done > (steps[index - 1]?.done ?? -1) && done < 1)).toBe(true);

  const seen: string[] = [];
  const stopped = writeExport({ ...commune, whose: { kind: 'commune' } }, async ({ name }) => {
    seen.push(name);
    await Promise.resolve();
    if (name === 'Mẫu 6.1') throw new Error('đã dừng');
  });
  await expect(stopped).rejects.toThrow('đã dừng');
  expect(seen.at(-1)).toBe('Mẫu 6.1');
});

describe('of one village', () => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    bytes = await writeExport({ data, round, whose: { kind: 'village', village: 'Thôn 3' } });
  });

  it('has nothing of the other villages', () => {
    const book = XLSX.read(bytes);
    const text = book.SheetNames.map((name) => XLSX.utils.sheet_to_csv(book.Sheets[name]!)).join('\n');
    const others = data.households.filter(({ cells }) => cells.village !== 'Thôn 3');
    expect(others.length).toBeGreaterThan(50);
    expect(others.filter(({ cells }) => text.includes(String(cells.cccd)))).toEqual([]);
    expect(text).not.toContain('Thôn 4');
    const codes = new Set(others.map(({ cells }) => cells.code));
    expect(data.members.filter(({ cells }) => codes.has(cells.code ?? null) && text.includes(String(cells.cccd)))).toEqual([]);
  });

  it('has the village’s figures of the commune’s forms', () => {
    const [ours] = rowsOf(bytes, '7.1').filter((row) => row[1] === 'Thôn 3');
    const figures = figuresByUnit(fillReport(classifyAll(data, round), ['7.1']));
    expect(ours?.slice(2).filter((cell) => typeof cell === 'number')).toEqual(figures['7.1']?.['Thôn 3']);
    expect(total(bytes)).toEqual(figures['7.1']?.['Thôn 3']);
  });

  it('has the village and its commune in its header, while the address of its people stays the commune', () => {
    expect(rowsOf(bytes, '7.1')[0]?.[0]).toBe('THÔN 3, XÃ NÔNG THƯỢNG');
    const list = rowsOf(bytes, '6.1');
    expect(list[8]?.[11]).toBe('Xã Nông Thượng');
  });

  it('changes nothing when it is read back', () => {
    const { changes, writes, unknownVillages } = previewImport(data, readWorkbook(bytes, 'thon-3.xlsx'));
    expect({ changes, writes, unknownVillages }).toEqual({ changes: [], writes: [], unknownVillages: [] });
  });
});

describe('of each village', () => {
  it('is a zip of workbooks that sum up to the commune’s, byte for byte the same each time', async () => {
    const whole = total(await writeExport({ ...commune, whose: { kind: 'commune' } }));
    const zip = await writeExport({ ...commune, whose: { kind: 'each-village' } });
    const files = unzipSync(zip);
    expect(Object.keys(files)).toHaveLength(12);
    expect(Object.keys(files)).toContain('Xa-Nong-Thuong_2023_Thon-3_Mau-6.1_Mau-7.1.xlsx');
    const totals = Object.values(files).map(total);
    // Households, persons, poor, near poor; rates cannot be added.
    for (const column of [0, 1, 2, 4]) expect(totals.reduce((sum, line) => sum + (line[column] ?? 0), 0)).toBe(whole[column]);
    expect(Buffer.compare(await writeExport({ ...commune, whose: { kind: 'each-village' } }), zip)).toBe(0);
  });

  it('distinguishes villages that differ only in diacritics, and reports progress', async () => {
    const village = (name: string): ReviewData['villages'][number] => ({
      id: `v:${name}`,
      sheet: 'villages',
      cells: { name, area: 'Nông thôn' },
    });
    const steps: WritingStep[] = [];
    const zip = await writeExport(
      {
        ...commune,
        data: { unit: 'Xã A', villages: [village('Nà Lẹng'), village('Nà Leng')], households: [], members: [] },
        whose: { kind: 'each-village' },
      },
      (step) => void steps.push(step),
    );
    expect(Object.keys(unzipSync(zip))).toEqual(['Xa-A_2023_Na-Leng_Mau-6.1_Mau-7.1.xlsx', 'Xa-A_2023_Na-Leng_Mau-6.1_Mau-7.1-2.xlsx']);
    expect(steps.every(({ done }, index) => done > (steps[index - 1]?.done ?? -1) && done < 1)).toBe(true);
    expect(steps.at(-1)).toMatchObject({ name: 'Nà Leng, tệp Excel', number: 2, of: 2 });
  });
});

describe('of a round by two standards', () => {
  const both = chooseRound({ year: 2026, beside: [STANDARD_2027.id] }, [STANDARD_2027]);
  const sheets = async (forms: ExportRequest['forms']): Promise<string[]> =>
    XLSX.read(await writeExport({ data, round: both, forms, whose: { kind: 'village', village: 'Thôn 3' } }), { bookSheets: true })
      .SheetNames;

  it('has the forms that were picked by each standard, and the passages that were picked', async () => {
    const names = await sheets([['7.1'], ['7.2', 'danh-sach-chuyen-chuan-2027']]);
    expect(names.filter((name) => /^7|chuẩn/i.test(name))).toEqual(['7.1', '7.2 (2027)', 'DS chuyển chuẩn (2027)']);
    expect(names).toEqual(expect.arrayContaining(['Thông số', 'Thông số (2027)', 'Kiểm tra', 'Kiểm tra (2027)']));
  });

  it('compares a passage with the forms that are in the file, and with no other', async () => {
    const bytes = await writeExport({
      data,
      round: both,
      forms: [[], ['7.1', 'chuyen-chuan-2027']],
      whose: { kind: 'commune' },
    });
    const texts = (sheet: string): string => JSON.stringify(rowsOf(bytes, sheet));
    expect(texts('Kiểm tra (2027)')).toContain('bảng chuyển chuẩn');
    expect(texts('Kiểm tra')).not.toContain('bảng chuyển chuẩn');
  });

  it('the file’s name says what is in it', () => {
    const name = (forms: ExportRequest['forms']): string => exportName({ data, round: both, forms, whose: { kind: 'commune' } });
    expect(name([['7.1'], ['7.1']])).toBe('Xa-Nong-Thuong_2026_Mau-7.1_Mau-7.1-2027.xlsx');
    expect(name([[], ['chuyen-chuan-2027']])).toBe('Xa-Nong-Thuong_2026_Bang-chuyen-chu.xlsx');
  });
});
