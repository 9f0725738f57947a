import * as XLSX from 'xlsx';
import { describe, expect, it } from 'vitest';
import { commune } from '../../../bench/lists.ts';
import { households } from '../../../bench/households.ts';
import { classifyAll } from '../review/classify.ts';
import { UNSETTLED } from '../review/formula-columns.ts';
import { mayRecognise } from '../review/recognise.ts';
import { chooseRound } from '../review/plans.ts';
import { unsettledHouseholds } from '../review/unsettled.ts';
import { writeReport } from './write.ts';

/** Every third household has points that two people wrote differently, every fifth a cause. */
const data = commune('Xã A', 2, households(40));
data.households = data.households.map((row, index) =>
  index % 3 === 0 ? { ...row, disputed: ['b1'] } : index % 5 === 0 ? { ...row, disputed: ['c1'] } : row,
);
const classified = classifyAll(data, chooseRound({ year: 2023, area: 'rural' }));
const unsettled = unsettledHouseholds(classified);

describe('a workbook of lists with open cells', () => {
  it('shows that a result is not agreed on, counts it separately and calls itself preliminary', async () => {
    expect(unsettled.length).toBeGreaterThan(3);
    expect(mayRecognise(classified)).toHaveLength(1);
    const book = XLSX.read(await writeReport(classified, { forms: [['7.1', '7.2', '6.1']] }), { cellFormula: true });
    const texts = (sheet: string): string[] =>
      Object.entries(book.Sheets[sheet] ?? {}).flatMap(([at, cell]) =>
        at.startsWith('!') ? [] : [String((cell as XLSX.CellObject).v ?? '')],
      );
    const cells = Object.entries(book.Sheets['Danh sách 01'] ?? {}).filter(
      ([at, cell]) => !at.startsWith('!') && (cell as XLSX.CellObject).v === UNSETTLED,
    );
    // Kết quả phân loại and Diễn biến of each; no formula that would prefer one of the values.
    expect(cells).toHaveLength(unsettled.length * 2);
    expect(cells.every(([, cell]) => (cell as XLSX.CellObject).f === undefined)).toBe(true);
    for (const sheet of ['7.1', '7.2', '6.1']) {
      expect(texts(sheet).some((text) => text.includes('BẢN SƠ BỘ'))).toBe(true);
      expect(texts(sheet)).toContain(
        `Chưa thống nhất: ${unsettled.length} hộ có ô hai người ghi khác nhau, chưa tính vào cột kết quả nào.`,
      );
    }
    expect(texts('Kiểm tra').filter((text) => text === 'Lệch')).toHaveLength(1);
    expect(texts('Kiểm tra').some((text) => text.startsWith('Số hộ chưa thống nhất'))).toBe(true);
  });

  it('shows none of this if everything is settled', async () => {
    const settled = classifyAll(
      { ...data, households: data.households.map(({ id, sheet, cells }) => ({ id, sheet, cells })) },
      classified.round,
    );
    const book = XLSX.read(await writeReport(settled, { forms: [['7.1']] }), { cellFormula: true });
    const all = JSON.stringify(book.Sheets);
    for (const words of ['BẢN SƠ BỘ', 'Chưa thống nhất', UNSETTLED])
      expect(all.includes(words)).toBe(words === UNSETTLED ? all.includes('<>(') : false);
  });
});
