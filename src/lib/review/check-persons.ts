/** Checks that one person belongs to one household, and that a household's number of persons equals that of its members. */
import { householdName, problemOf, textOf } from './check-place.ts';
import { isIdNumber, NO_HOUSEHOLD, NUMBER_TWICE, sameNumber } from './identity.ts';
import type { Problem, ReviewData, Row } from './types.ts';

export function checkPersons({ households, members }: ReviewData): Problem[] {
  const problems: Problem[] = [];
  const counts = new Map<string, number>();
  for (const row of members) counts.set(textOf(row, 'code'), (counts.get(textOf(row, 'code')) ?? 0) + 1);
  const codes = new Set(households.map((row) => textOf(row, 'code')));

  const heads = new Map<string, Row>();
  for (const row of households) {
    const listed = counts.get(textOf(row, 'code'));
    const { size } = row.cells;
    if (listed !== undefined && typeof size === 'number' && size !== listed)
      problems.push(
        problemOf(
          row,
          'error',
          'size-differs',
          `${householdName(row)} ghi ${size} nhân khẩu, trang Thành viên có ${listed} người`,
          'Số nhân khẩu',
        ),
      );
    problems.push(
      ...seenBefore(
        row,
        heads,
        (first) => `số CCCD ${textOf(row, 'cccd')} của ${textOf(row, 'head')} trùng với chủ hộ ${textOf(first, 'head')}`,
      ),
    );
  }

  const persons = new Map<string, Row>();
  const lost = new Set<string>();
  for (const row of members) {
    const code = textOf(row, 'code');
    if (code !== '' && households.length > 0 && !codes.has(code) && !lost.has(code)) {
      lost.add(code);
      problems.push(
        problemOf(
          row,
          NO_HOUSEHOLD.severity,
          NO_HOUSEHOLD.code,
          `Mã hộ ${code} (${textOf(row, 'name')}) không có trên danh sách hộ nào`,
          'Mã hộ',
        ),
      );
    }
    problems.push(
      ...seenBefore(
        row,
        persons,
        (first) =>
          `số CCCD ${textOf(row, 'cccd')} của ${textOf(row, 'name')} trùng với ${textOf(first, 'name')}, hộ ${textOf(first, 'code')}`,
      ),
    );
    const head = heads.get(textOf(row, 'cccd'));
    const clash = head && sameNumber({ isMember: true, code }, { isMember: false, code: head.cells.code });
    if (head && clash)
      problems.push(
        problemOf(
          row,
          clash.severity,
          clash.code,
          `${textOf(row, 'name')} là người của hộ ${code}, đồng thời là chủ hộ của hộ ${textOf(head, 'code')}`,
          'Số CCCD/ĐDCN',
        ),
      );
  }
  return problems;
}

function seenBefore(row: Row, seen: Map<string, Row>, text: (first: Row) => string): Problem[] {
  const id = textOf(row, 'cccd');
  if (!isIdNumber(id)) return [];
  const first = seen.get(id);
  if (first) return [problemOf(row, NUMBER_TWICE.severity, NUMBER_TWICE.code, text(first), 'Số CCCD/ĐDCN')];
  seen.set(id, row);
  return [];
}
