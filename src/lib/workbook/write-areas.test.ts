/** A village whose area has changed: the workbook counts by the day, live, and reads back as it was. */
import * as XLSX from 'xlsx';
import { expect, it } from 'vitest';
import { classifyAll } from '../review/classify.ts';
import { RURAL, URBAN } from '../review/columns.ts';
import { chooseRound } from '../review/plans.ts';
import type { ReviewData, Row } from '../review/types.ts';
import { readWorkbook } from './read.ts';
import { writeReport } from './write.ts';

const village = (name: string, cells: Row['cells']): Row => ({ id: `v:${name}`, sheet: 'villages', cells: { name, ...cells } });
const household = (code: string, name: string): Row => ({
  id: `h:${code}`,
  sheet: 'list01',
  cells: { code, head: 'Nông Đình Bằng', village: name, size: 4, lastYear: 'Hộ nghèo', b1: 160, c1: 'x' },
});
const data: ReviewData = {
  unit: 'Phường Trảng Bom',
  villages: [
    village('Ấp 1', { area: URBAN, areaFrom: '15/10/2026', areaBefore: RURAL, households: 80 }),
    village('Ấp 2', { area: RURAL, households: 90 }),
  ],
  households: [household('A', 'Ấp 1'), household('B', 'Ấp 2')],
  members: [],
};
const round = chooseRound({ year: 2026, areaDay: '2026-09-01' });

it('looks the area of the day up on Thông số, and reads back as it was', async () => {
  const bytes = await writeReport(classifyAll(data, round));
  const book = XLSX.read(bytes, { cellFormula: true });
  const table = book.Workbook?.Names?.find(({ Name }) => Name === 'BANG_THON')?.Ref ?? '';
  const first = Number(/\$A\$(\d+):\$B\$\d+$/.exec(table)?.[1]);
  expect(table).toBe(`'Thông số'!$A$${first}:$B$${first + 1}`);
  const cell = (address: string) => book.Sheets['Thông số']?.[address] as XLSX.CellObject | undefined;
  expect([cell(`A${first}`)?.v, cell(`B${first}`)?.v, cell(`A${first + 1}`)?.v, cell(`B${first + 1}`)?.v]).toEqual([
    'Ấp 1',
    RURAL,
    'Ấp 2',
    RURAL,
  ]);
  expect(cell(`B${first}`)?.f).toMatch(/^IF\(AND\(LEN\('Thôn'!\$D\$4\)=10,.*>MOC_KHU_VUC\),'Thôn'!\$E\$4,'Thôn'!\$C\$4\)&""$/);

  const again = readWorkbook(bytes, 'bieu.xlsx');
  expect(again.problems).toEqual([]);
  expect(again.data.villages.map(({ cells }) => cells)).toEqual(data.villages.map(({ cells }) => cells));
  expect([...classifyAll(again.data, round).results.values()].map(({ area }) => area)).toEqual([RURAL, RURAL]);
});

it('where no day is written the workbook has what it had', async () => {
  const plain = { ...data, villages: [village('Ấp 1', { area: URBAN }), village('Ấp 2', { area: RURAL })] };
  const book = XLSX.read(await writeReport(classifyAll(plain, round)));
  const names = (book.Workbook?.Names ?? []).map(({ Name, Ref }) => `${Name} ${Ref}`);
  expect(names.filter((name) => /BANG_THON|KHU_VUC/.test(name))).toEqual(["BANG_THON 'Thôn'!$B$4:$F$5"]);
});
