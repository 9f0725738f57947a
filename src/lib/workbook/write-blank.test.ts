import * as XLSX from 'xlsx';
import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, Row } from '../review/types.ts';
import { writeReport } from './write.ts';

const village = (name: string, householdsLastYear: CellValue): Row => ({
  id: `v:${name}`,
  sheet: 'villages',
  cells: { name, area: 'Nông thôn', households: 50, householdsLastYear },
});

it('a year that is only partly known is blank in the workbook too, with formulas that wait for the number', async () => {
  const sheetOf = async (...villages: Row[]) =>
    XLSX.read(
      await writeReport(classifyAll({ unit: 'Xã A', villages, households: [], members: [] }, chooseRound({ year: 2023 })), {
        forms: [['so-sanh']],
      }),
      { cellFormula: true },
    ).Sheets['So sánh']!;
  const cell = (sheet: XLSX.WorkSheet, address: string): unknown => (sheet[address] as XLSX.CellObject | undefined)?.v ?? '';
  const sheet = await sheetOf(village('Thôn 1', null), village('Thôn 2', 40));
  const first = [10, 11, 12].find((row) => cell(sheet, `B${row}`) === 'Thôn 1')!;
  expect(['C', 'F', 'J'].map((letter) => cell(sheet, `${letter}${first}`))).toEqual(['', '', '']);
  expect(['C', 'F', 'J'].map((letter) => cell(sheet, `${letter}${first + 1}`))).toEqual([40, 0, 0]);
  const formula = (address: string): string => String((sheet[address] as XLSX.CellObject).f);
  expect(formula(`C${first}`)).toMatch(/^IF\(ISNUMBER\(('Thôn'|Thôn)!\$G\$4\),/);
  expect(formula(`F${first}`)).toBe(`IF(COUNT(C${first})=1,IF(C${first}=0,0,ROUND(E${first}/C${first}*100,2)),"")`);
  expect(formula(`C${first + 2}`)).toBe(
    `IF(ROWS(C${first}:C${first + 1})-COUNT(C${first}:C${first + 1})=0,SUM(C${first}:C${first + 1}),"")`,
  );
  // Formulas wait only where something can be blank.
  expect(formula(`H${first}`)).toBe(`IF(D${first}=0,0,ROUND(G${first}/D${first}*100,2))`);
  // A sheet Thôn that lacks the whole column.
  const without = await sheetOf(village('Thôn 1', null));
  expect(['C', 'F'].map((letter) => [(without[`${letter}${first}`] as XLSX.CellObject).f, cell(without, `${letter}${first}`)])).toEqual([
    ['""', ''],
    [expect.any(String), ''],
  ]);
});
