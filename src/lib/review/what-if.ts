/** What would change a household's result: other values are tried on it, never judged by a separate rule. */
import { formatNumber } from './cell-number.ts';
import type { Classifier, Results } from './classify.ts';
import { columnOf, LEAVING } from './columns.ts';
import { excelKey } from './excel-key.ts';
import { limitIn } from './limits.ts';
import { isPersonal } from './personal.ts';
import { byLabel, neededFor, testsOf, type RuleTest } from './rule-tests.ts';
import type { CellValue, Row } from './types.ts';

export const isLeaving = (row: Row): boolean => LEAVING.some((word) => word === row.cells.change);
export const isDeprived = (row: Row, key: string): boolean => excelKey(row.cells[key]) === 'x';

/** @param outcome of the row's values, in words. */
export function whatIf(classifier: Classifier, row: Row, results: Results, outcome: (row: Row, results: Results) => string): string[] {
  const { standard } = classifier.round;
  const now = outcome(row, results);
  const lines: string[] = [];
  const tell = (condition: string, cells: Record<string, CellValue>, always = false): void => {
    const changed = { ...row, cells: { ...row.cells, ...cells } };
    const then = outcome(changed, classifier.results(changed));
    if (always || then !== now) lines.push(`Nếu ${condition}: ${then}.`);
  };
  if (isLeaving(row)) return lines;
  const formA = limitIn(standard, 'NGUONG_PHIEU_A', 'rural') ?? 0;
  if (row.cells.request === 'x' && typeof row.cells.formA === 'number' && results.list === '02')
    tell(`Phiếu A được ${formA - 1} tiêu chí`, { formA: formA - 1 });
  if (row.sheet === 'list02' || results.list !== '01') return lines;

  const tests = testsOf(classifier, row, standard.classes);
  for (const group of byLabel(tests)) {
    const key = group[0]?.key;
    if (key === undefined || (classifier.withoutPersonal && isPersonal(key))) continue;
    for (const { words, value } of others(group, key)) tell(words, { [key]: value }, typeof row.cells[key] !== 'number');
  }
  const points = limitIn(standard, 'DIEM_CHI_SO', 'rural');
  const [needed] = tests.flatMap((test) => neededFor(test, points) ?? []);
  if (needed === undefined) return lines;
  const deprived = standard.indicators.filter((key) => isDeprived(row, key));
  if (deprived.length >= needed) tell(`chỉ thiếu hụt ${needed - 1} chỉ số`, clear(deprived.slice(needed - 1)));
  else tell(`thiếu hụt ${needed} chỉ số`, mark(row, standard.indicators, needed - deprived.length));
  return lines;
}

/** Values of a column on the other sides of the numbers that it is compared with; for a household without one, on every side. */
function others(group: readonly RuleTest[], key: string): { words: string; value: number }[] {
  const [{ label, value: now }] = group as [RuleTest];
  const isMoney = columnOf('list01', key)?.type === 'money';
  // The highest values that are still below each limit.
  const tops = [
    ...new Set(
      group.flatMap(({ limit, operator }) => (limit === undefined ? [] : [operator === '>' || operator === '<=' ? limit : limit - 1])),
    ),
  ].sort((a, b) => a - b);
  const above = (top: number, words: string): string => (isMoney ? `trên ${formatNumber(top)}` : words);
  if (typeof now === 'number')
    return tops.map((top) =>
      now > top
        ? { words: `${label} là ${formatNumber(top)}`, value: top }
        : { words: `${label} ${above(top, `là ${formatNumber(top + 1)}`)}`, value: top + 1 },
    );
  const [lowest] = tops;
  if (lowest === undefined) return [];
  const rest = tops.map((top, index) => {
    const next = tops[index + 1];
    const from = above(top, `từ ${formatNumber(top + 1)}`);
    return {
      words: `${label} ${next === undefined ? (isMoney ? from : `${from} trở lên`) : `${from} đến ${formatNumber(next)}`}`,
      value: top + 1,
    };
  });
  return [{ words: `${label} từ ${formatNumber(lowest)} trở xuống`, value: lowest }, ...rest];
}

const clear = (keys: readonly string[]): Record<string, CellValue> => Object.fromEntries(keys.map((key) => [key, null]));
const mark = (row: Row, indicators: readonly string[], count: number): Record<string, CellValue> =>
  Object.fromEntries(
    indicators
      .filter((key) => !row.cells[key])
      .slice(0, count)
      .map((key) => [key, 'x']),
  );
