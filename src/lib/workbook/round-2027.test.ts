/** A round by the standard of 2027-2030 with invented numbers: what is only data there must work everywhere. */
import * as XLSX from 'xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import { STANDARD_2027 } from '../../../tests/fixtures/confirmed-2027.ts';
import { classifyAll, type Classified } from '../review/classify.ts';
import { checkReview } from '../review/checks.ts';
import { NEAR_POOR, POOR, RURAL } from '../review/columns.ts';
import { checkIdentities } from '../forms/identities.ts';
import { leavesOf, numbersOf } from '../forms/official/description.ts';
import { figuresByUnit, fillReport } from '../forms/report.ts';
import { chooseRound } from '../review/plans.ts';
import type { CellValue, ReviewData, Row } from '../review/types.ts';
import { explainHousehold } from '../review/why.ts';
import { Classifier } from '../review/classify.ts';
import { readWorkbook } from './read.ts';
import { writeReport } from './write.ts';

const village: Row = {
  id: 'v:1',
  sheet: 'villages',
  cells: { name: 'Thôn 1', area: RURAL, households: 50, persons: 200, minorityHouseholds: 20 },
};
const household = (code: string, cells: Record<string, CellValue>): Row => ({
  id: `h:${code}`,
  sheet: 'list01',
  cells: {
    code,
    head: `Nông Văn ${code.replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)))}`,
    village: 'Thôn 1',
    size: 3,
    lastYear: POOR,
    b1: 150,
    c1: 'x',
    ...cells,
  },
});
const data: ReviewData = {
  unit: 'Xã A',
  villages: [village],
  households: [
    household('A1', { i1: 'x', i2: 'x', i13: 'x' }),
    // An older list has the indicator that the decree dropped.
    household('A2', { i1: 'x', i2: 'x', i12: 'x' }),
    household('A3', { b1: 151, i13: 'x' }),
  ],
  members: [],
};
const round = chooseRound({ year: 2027 }, [STANDARD_2027]);

describe('a round of 2027', () => {
  let classified: Classified;
  let book: XLSX.WorkBook;
  let bytes: Uint8Array;
  beforeAll(async () => {
    classified = classifyAll(data, round);
    bytes = await writeReport(classified);
    book = XLSX.read(bytes, { cellFormula: true });
  });
  const results = (code: string) => classified.results.get(`h:${code}`)!;
  const headings = (sheet: string, row: number): string[] =>
    XLSX.utils.sheet_to_json<string[]>(book.Sheets[sheet]!, { header: 1 })[row - 1] ?? [];

  it('counts its own twelve indicators, not the one that was dropped', () => {
    expect(['A1', 'A2', 'A3'].map((code) => [results(code).b2, results(code).class])).toEqual([
      [30, POOR],
      [20, NEAR_POOR],
      [10, 'Không nghèo'],
    ]);
    expect(results('A1').missing).toBe('');
  });

  it('is complete when the list is', () => {
    expect(checkReview(classified)).toEqual([]);
    expect(checkIdentities(fillReport(classified))).toEqual([]);
  });

  it('explains by its own indicators and its own texts', () => {
    const why = explainHousehold(new Classifier(round, data.villages), data.households[0]!);
    expect(why.lines.find(({ fact }) => fact === 'Điểm B2 = 30')?.names).toEqual([
      'Việc làm',
      'Người phụ thuộc trong hộ gia đình',
      'Xử lý rác thải',
    ]);
    expect(why.cites.join()).toContain(STANDARD_2027.cite.split('; ')[1]);
    expect(why.cites.join()).not.toContain('07/2021/NĐ-CP');
  });

  it('fills Mẫu 7.4 to 7.7 with one column for each of its indicators, marked as our reading', () => {
    const filled = fillReport(classified, ['7.4', '7.5']);
    const [counts, rates] = filled.forms;
    expect(
      leavesOf(counts!.form.headings)
        .map(({ text }) => text)
        .slice(-2),
    ).toEqual(['Sử dụng dịch vụ viễn thông', 'Xử lý rác thải']);
    expect(figuresByUnit(filled)['7.4']!['Thôn 1']).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(figuresByUnit(filled)['7.5']!['Tổng cộng']!.at(-1)).toBe(100);
    expect([counts!.form.certainty, rates!.form.certainty]).toEqual(['our-reading', 'our-reading']);
    const short = chooseRound({ year: 2027 }, [{ ...STANDARD_2027, indicators: ['i13', 'i2', 'i1'] }]);
    const form = fillReport(classifyAll(data, short), ['7.4']).forms[0]!.form;
    expect(numbersOf(form.headings)).toEqual(['1', '2', '3', '4', '5']);
  });

  it('writes a list where one range holds the counted indicators; the other is kept apart', () => {
    const row = headings('Danh sách 01', 3);
    const first = row.indexOf('Việc làm');
    expect(row.slice(first, first + 13).slice(-3)).toEqual([
      'Sử dụng dịch vụ viễn thông',
      'Xử lý rác thải',
      'Phương tiện phục vụ tiếp cận thông tin',
    ]);
    const sheet = book.Sheets['Danh sách 01']!;
    const b2 = XLSX.utils.encode_cell({ r: 3, c: row.indexOf('Điểm B2') });
    const column = (index: number): string => XLSX.utils.encode_col(index);
    expect((sheet[b2] as XLSX.CellObject).f).toBe(`DIEM_CHI_SO*COUNTIF(${column(first)}4:${column(first + 11)}4,"x")`);
    expect(XLSX.utils.sheet_to_json<string[]>(book.Sheets['Thông số']!, { header: 1 }).find(([name]) => name === 'NGUONG_B2')).toContain(
      STANDARD_2027.cite,
    );
  });

  it('reads its own workbook back without a change', () => {
    const back = readWorkbook(bytes, 'bo-bieu.xlsx').data;
    expect(back.households.map(({ cells }) => [cells.code, cells.i12 ?? null, cells.i13 ?? null])).toEqual([
      ['A1', null, 'x'],
      ['A2', 'x', null],
      ['A3', null, 'x'],
    ]);
  });
});

it('a round by Nghị định 07/2021 keeps values of the new indicator and does not count them', async () => {
  const old = classifyAll(data, chooseRound({ year: 2026 }));
  expect(old.results.get('h:A1')).toMatchObject({ b2: 20 });
  expect(old.results.get('h:A2')).toMatchObject({ b2: 30 });
  expect(readWorkbook(await writeReport(old), 'bo-bieu.xlsx').data.households[0]?.cells.i13).toBe('x');
});
