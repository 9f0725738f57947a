/** Invented lists as communes send them: households of a review, their members, and the workbooks. */
import { utils, write } from 'xlsx';
import { SHEETS } from '../src/lib/review/columns.ts';
import { roundColumns } from '../src/lib/review/round-columns.ts';
import { ND07 } from '../src/lib/review/standards.ts';
import type { CellValue, ReviewData, Row, SheetId } from '../src/lib/review/types.ts';
import { households, random } from './households.ts';

const AREA = ['Nông thôn', 'Thành thị'];

/** One commune of a district: some of its households, in so many villages, with about 3.8 people each. */
export function commune(unit: string, villageCount: number, rows: readonly Row[]): ReviewData {
  const next = random(unit.length * 7919 + rows.length);
  const area = AREA[unit.startsWith('Phường') ? 1 : 0] ?? null;
  const perVillage = Math.ceil(rows.length / villageCount);
  const own = rows.map((row, index): Row => {
    // A household that was not listed and asks for nothing is reviewed on Danh sách 02.
    const sheet = row.cells.lastYear || row.cells.request ? 'list01' : 'list02';
    return { ...row, sheet, cells: { ...row.cells, village: `Thôn ${1 + Math.floor(index / perVillage)}`, reviewedOn: '15/10/2024' } };
  });
  const members = own.flatMap(({ cells }, index) =>
    Array.from({ length: Number(cells.size) }, (_, nth): Row => ({
      id: `m:${String(cells.code)}:${nth}`,
      sheet: 'members',
      cells: {
        code: cells.code ?? null,
        name: nth === 0 ? (cells.head ?? null) : `Nông Thị ${index}.${nth}`,
        relation: nth === 0 ? 'Chủ hộ' : nth === 1 ? 'Vợ' : 'Con đẻ',
        birth: `${String(1 + Math.floor(next() * 28)).padStart(2, '0')}/0${1 + Math.floor(next() * 9)}/${(nth < 2 ? 1950 : 2000) + Math.floor(next() * 24)}`,
        sex: nth % 2 === 0 ? 'Nam' : 'Nữ',
        ethnic: cells.ethnic ?? null,
        noInsurance: next() < 0.1 ? 'x' : null,
      },
    })),
  );
  const villages = Array.from({ length: villageCount }, (_, index): Row => ({
    id: `v:thon-${index + 1}`,
    sheet: 'villages',
    cells: { name: `Thôn ${index + 1}`, area, households: perVillage + 40, persons: (perVillage + 40) * 4, minorityHouseholds: perVillage },
  }));
  return { unit, villages, households: own, members };
}

/** The city of 12,281 households in 117 villages of 8 communes and wards. */
export function city(): ReviewData[] {
  const all = households(12_281);
  return Array.from({ length: 8 }, (_, index) => {
    const part = all.slice(Math.floor((index * all.length) / 8), Math.floor(((index + 1) * all.length) / 8));
    return commune(`${index < 6 ? 'Phường' : 'Xã'} Số ${index + 1}`, index < 5 ? 15 : 14, part);
  });
}

/** A commune's workbook like the blank template, with its name above the villages. */
export function workbookOf({ unit, villages, households: lists, members }: ReviewData): Uint8Array {
  const book = utils.book_new();
  const add = (id: SheetId, rows: readonly Row[]): void => {
    const columns = roundColumns(id, ND07);
    const cells = rows.map((row, index): CellValue[] => [index + 1, ...columns.map(({ key }) => row.cells[key] ?? null)]);
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([[SHEETS[id].title], id === 'villages' ? [unit] : [], ['STT', ...columns.map(({ label }) => label)], ...cells]),
      SHEETS[id].name,
    );
  };
  add('villages', villages);
  add(
    'list01',
    lists.filter(({ sheet }) => sheet === 'list01'),
  );
  add(
    'list02',
    lists.filter(({ sheet }) => sheet === 'list02'),
  );
  add('members', members);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer);
}
