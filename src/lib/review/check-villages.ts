/** Compares the sheet Thôn with the lists: the rates of Mẫu 7.1 rest on its totals. */
import { areaCellsOf, areaChanges, areaDayOf, areaOfVillage, type AreaChange } from './areas.ts';
import { isoOf, dayText } from './iso-day.ts';
import { problemOf, textOf } from './check-place.ts';
import type { Classified } from './classify.ts';
import { LEAVING } from './columns.ts';
import { excelKey } from './excel-key.ts';
import { groupBy } from './group-by.ts';
import type { Round } from './plans.ts';
import type { Problem, Row } from './types.ts';

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
    else problems.push(...checkArea(row, round));
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
  return [...problems, ...askedAreas(data.villages, round)];
}

function checkArea(row: Row, round: Round): Problem[] {
  const name = textOf(row, 'name');
  const { area, areaFrom } = areaCellsOf(row.cells, round);
  const from = isoOf(areaFrom);
  if (!area) return [problemOf(row, 'warning', 'village-without-area', `${name} chưa ghi khu vực Nông thôn hay Thành thị`, 'Khu vực')];
  if (areaFrom && from === null)
    return [
      problemOf(
        row,
        'warning',
        'area-day-unclear',
        `${name} ghi '${areaFrom}', không phải một ngày đủ ngày/tháng/năm, nên đang tính là ${String(area).toLowerCase()} từ trước tới nay`,
        'Khu vực từ ngày',
      ),
    ];
  if (areaOfVillage(row.cells, round) !== '' || from === null) return [];
  const what = `${name} chưa ghi khu vực trước ngày ${dayText(from)}, mà đợt tính theo ngày ${dayText(areaDayOf(round))}`;
  return [problemOf(row, 'warning', 'village-without-area', what, 'Khu vực trước đó')];
}

/** A change inside the round is asked about until somebody has named the day whose area counts. */
function askedAreas(villages: readonly Row[], round: Round): Problem[] {
  const changes = round.areaDay === undefined ? areaChanges(villages, round) : [];
  if (changes.length === 0) return [];
  const text = `Khu vực đổi trong đợt rà soát: ${changeWords(changes)}. Chưa ai chọn tính theo khu vực trước hay sau khi đổi; đang tính theo ngày ${dayText(areaDayOf(round))}.`;
  return [{ code: AREA_ASKED, severity: 'warning', text }];
}

export const AREA_ASKED = 'area-changes';

/** 'Thôn 1, Thôn 2 là thành thị từ 15/10/2026, trước đó là nông thôn; Thôn 3 …' */
export const changeWords = (changes: readonly AreaChange[]): string =>
  [...groupBy(changes, ({ before, after, from }) => `là ${words(after)} từ ${dayText(from)}, trước đó là ${words(before)}`)]
    .map(([what, same]) => `${same.map(({ village }) => village).join(', ')} ${what}`)
    .join('; ');

const words = (area: string): string => area.toLowerCase() || '(chưa ghi)';
