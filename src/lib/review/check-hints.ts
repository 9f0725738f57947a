/** Checks that the indicators of a household fit what is written about its members and its house. Only warns: a person decides. */
import { householdName, problemOf, textOf } from './check-place.ts';
import type { Classified } from './classify.ts';
import { columnOf, INDICATOR_GROUP } from './columns.ts';
import { groupBy } from './group-by.ts';
import { indicatorHints } from './indicator-hints.ts';
import type { Problem } from './types.ts';

export function checkHints({ data, results, round, withoutPersonal }: Classified): Problem[] {
  const members = groupBy(data.members, (row) => textOf(row, 'code'));
  const households = groupBy(data.households, (row) => textOf(row, 'code'));
  return data.households.flatMap((row) => {
    const code = textOf(row, 'code');
    if (results.get(row.id)?.list !== '01') return [];
    // Of two households with one Mã hộ, nobody knows whose members they are.
    const its = code !== '' && households.get(code)?.length === 1 ? members.get(code) : undefined;
    const differing = indicatorHints(row, its ?? [], round, withoutPersonal).flatMap(({ key, says, text, differs }) => {
      const marked = says === 'deprived' ? 'chưa đánh dấu' : 'đã đánh dấu';
      return differs ? [`${columnOf(row.sheet, key)?.label ?? key} (${marked}; ${text})`] : [];
    });
    if (differing.length === 0) return [];
    const what = `${householdName(row)} có chỉ số khác với những gì đã ghi về hộ: ${differing.join('; ')}`;
    return [problemOf(row, 'warning', 'indicator-differs', what, INDICATOR_GROUP)];
  });
}
