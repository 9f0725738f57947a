/** Compares the sheet Thôn with the lists: the rates of Mẫu 7.1 rest on its totals. */
import { problemOf, textOf } from './check-place.ts';
import type { Classified } from './classify.ts';
import { LEAVING } from './columns.ts';
import { excelKey } from './excel-key.ts';
import type { Problem } from './types.ts';

const LEAVERS: readonly string[] = LEAVING;

export function checkVillages({ data, round }: Classified): Problem[] {
  const listed = new Map<string, { households: number; persons: number }>();
  for (const { cells } of data.households) {
    if (LEAVERS.includes(String(cells.change ?? ''))) continue;
    const key = excelKey(cells.village);
    const count = listed.get(key) ?? { households: 0, persons: 0 };
    count.households++;
    count.persons += typeof cells.size === 'number' ? cells.size : 0;
    listed.set(key, count);
  }

  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const row of data.villages) {
    const name = textOf(row, 'name');
    const key = excelKey(name);
    if (name === '') continue;
    if (seen.has(key)) problems.push(problemOf(row, 'error', 'village-twice', `${name} có hai dòng, chỉ dòng đầu vào biểu`, 'Tên thôn'));
    else if (!row.cells.area && !round.area)
      problems.push(problemOf(row, 'warning', 'village-without-area', `${name} chưa ghi khu vực Nông thôn hay Thành thị`, 'Khu vực'));
    const count = listed.get(key);
    for (const [field, column, of] of [
      ['households', 'Tổng số hộ dân cư', 'hộ'],
      ['persons', 'Tổng số nhân khẩu', 'nhân khẩu'],
    ] as const) {
      const total = row.cells[field];
      if (count && !seen.has(key) && typeof total === 'number' && count[field] > total)
        problems.push(
          problemOf(row, 'error', 'village-too-small', `${name} có ${total} ${of} nhưng các danh sách có ${count[field]}`, column),
        );
    }
    seen.add(key);
  }
  return problems;
}
