import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { issuedText } from '$lib/process/certificate-lines.ts';
import type { Act, WantedAct } from '$lib/process/acts.ts';
import { registerOf, type RegisterEntry, type RegisterRound } from '$lib/process/register.ts';
import { writeTable } from '$lib/workbook/write-table.ts';
import { findIn, type RegisterQuestion } from './register-filter.ts';
import { registerFileName, registerTable } from './register-workbook.ts';

const entry = (code: string, change: Partial<RegisterEntry> = {}): RegisterEntry => ({
  ...{ row: `h:${code}`, code, head: `Hộ ${code}`, size: 4, computed: 'Hộ nghèo', decided: '' },
  ...{ open: false, move: '', change: '', before: '', formerly: '' },
  ...change,
});
const round = (year: number, recognised: string | null, entries: RegisterEntry[], wanted: WantedAct[] = []): RegisterRound => ({
  ...{ review: `xa-${year}`, name: `Đợt ${year}`, year, aside: false, yearly: true },
  villages: [{ id: 'thon-3', name: 'Thôn 3', recognised, entries }],
  acts: wanted.map((each, n) => ({ ...each, id: `act:${n}`, village: 'thon-3', by: 'Lan', at: n, role: '', hash: '' }) as Act),
});
const ISSUED: WantedAct = {
  kind: 'issued',
  data: {
    ...{ day: '2025-12-02', signer: 'An', first: 4, cause: 'first', text: '' },
    households: issuedText([{ household: 'K1', listed: 'N' }]),
  },
};
const HOUSEHOLDS = registerOf([
  round(2024, '2024-12-01', [entry('K3', { before: 'Hộ nghèo', computed: 'Không nghèo', move: 'Thoát nghèo' })]),
  round(
    2025,
    '2025-12-01',
    [
      entry('K1', { move: 'Nghèo phát sinh mới' }),
      entry('K2', { before: 'Hộ cận nghèo', computed: '', change: 'Chuyển đi' }),
      entry('K3', { computed: 'Hộ cận nghèo', change: 'Tách hộ' }),
      entry('', { head: '' }),
    ],
    [ISSUED],
  ),
  round(2026, null, [entry('K1', { before: 'Hộ nghèo', computed: 'Hộ cận nghèo' })]),
]);
const ALL: RegisterQuestion = { text: '', village: '', which: '' };
const part = (question: RegisterQuestion) => ({
  ...{ unit: 'Xã Nông Thượng', question, households: findIn(HOUSEHOLDS, question), years: [2026, 2025, 2024] },
  ...{ today: '2026-11-20', kept: '' },
});

it('has a row a household as the page shows it, with why it entered and left', () => {
  const { columns, rows } = registerTable(part(ALL));
  const told = (heading: string): unknown[] => rows.map((row) => row[columns.findIndex(({ text }) => text === heading)]);
  const order = told('Mã hộ');
  const of = (code: string, heading: string): unknown => told(heading)[order.indexOf(code)];
  expect(rows).toHaveLength(4);
  expect(rows.every((row) => row.length === columns.length)).toBe(true);
  expect(['Thôn', 'Số khẩu', 'Hiện nay', 'Năm 2026', 'Năm 2025', 'Số giấy chứng nhận', 'Ngày cấp'].map((each) => of('K1', each))).toEqual([
    ...['Thôn 3', 4, 'Hộ nghèo', 'Hộ cận nghèo (chưa công nhận)', 'Hộ nghèo', '4/GCN-HN.HCN', '02/12/2025'],
  ]);
  expect(['K1', 'K2', 'K3'].map((code) => [of(code, 'Lý do vào sổ'), of(code, 'Lý do ra khỏi sổ')])).toEqual([
    ['Đợt 2025: Nghèo phát sinh mới', ''],
    ['Trước đợt 2025: Hộ cận nghèo', 'Đợt 2025: Chuyển đi'],
    // It came back: the last time counts.
    ['Đợt 2025: Tách hộ', ''],
  ]);
  expect([of('', 'Họ và tên chủ hộ'), of('', 'Cần xem lại')]).toEqual(['Hộ chưa có tên', expect.stringContaining('không có mã hộ')]);
});

it('is what the filter finds, and says so; the file is named for it', async () => {
  const question: RegisterQuestion = { text: 'k1', village: 'Thôn 3', which: 'poor' };
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await writeTable(registerTable(part(question)))).slice().buffer as unknown as ExcelJS.Buffer);
  const sheet = book.getWorksheet('Sổ theo dõi');
  expect([sheet?.getCell('A8').value, sheet?.getCell('C8').value, sheet?.getCell('A9').value]).toEqual([1, 'K1', null]);
  expect(sheet?.getCell('A5').value).toBe('Thôn 3, Hộ nghèo, tìm “k1”: 1 hộ. Lập ngày 20/11/2026');
  expect(registerFileName(part(question), 2026)).toBe('Xa-Nong-Thuong_2026_Thon-3_So-theo-doi_Ho-ngheo.xlsx');
  expect(registerTable({ ...part(ALL), kept: '08:00' }).note).toContain('Cả xã: 4 hộ. Lập ngày 20/11/2026, theo bản lưu lúc 08:00');
});
