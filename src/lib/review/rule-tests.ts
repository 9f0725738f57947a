/** What a standard's rule compares of one household, and how each comparison turns out: the ground of every explanation. */
import { parse, type Node, type Operator } from '../formula/parse.ts';
import { toBoolean } from '../formula/values.ts';
import type { Classifier } from './classify.ts';
import { columnsOf } from './columns.ts';
import { conditionText } from './condition-text.ts';
import { limitOf, mentions, type Limit } from './limits.ts';
import type { Decision } from './decisions.ts';
import type { CellValue, Row } from './types.ts';

export interface RuleTest {
  /** What is compared: a column's heading, or the count of indicators. */
  label: string;
  /** Of the input column; absent for what is computed. */
  key?: string;
  value: CellValue;
  operator: Operator;
  /** Undefined when the number to compare with is not known. */
  limit?: number;
  /** The standard's limit behind that number. */
  named?: Limit;
  holds: boolean;
  /** Whether the rule comes to this comparison for this household. */
  isReached: boolean;
  /** What it means that it holds, or does not. */
  said?: string;
  /** The outcome if it holds. */
  then?: string;
}

/** Label of SO_THIEU_HUT. */
export const DEPRIVED = 'Số chỉ số thiếu hụt';

/** All comparisons of a rule, in its order. */
export function testsOf(classifier: Classifier, row: Row, rule: readonly Decision[]): RuleTest[] {
  const { standard } = classifier.round;
  const read = classifier.reader(row);
  const walk = (list: readonly Decision[], reached: boolean): RuleTest[] => {
    let isReached = reached;
    return list.flatMap(({ when, then, yes, no }) => {
      if (when === undefined) return typeof then === 'string' ? [] : walk(then, isReached);
      const tree = parse(conditionText(when, standard));
      const holds = toBoolean(read(tree)) === true;
      const named =
        standard.limits.find(({ name }) => mentions(when, name)) ??
        (when.includes('[Ngưỡng Điểm B1]') ? limitOf(standard, 'NGUONG_B1') : undefined);
      const tests = comparisons(tree).map(({ operator, left, right }): RuleTest => {
        const value = read(left);
        const limit = read(right);
        const label = left.kind === 'ref' ? left.label : DEPRIVED;
        const key = keyOf(label);
        return {
          label,
          ...(key !== undefined && { key }),
          value: typeof value === 'number' || typeof value === 'string' ? value : null,
          operator,
          ...(typeof limit === 'number' && { limit }),
          ...(named && { named }),
          holds: toBoolean(read({ kind: 'binary', operator, left, right })) === true,
          isReached,
          said: holds ? yes : no,
          ...(typeof then === 'string' && { then }),
        };
      });
      const within = typeof then === 'string' ? [] : walk(then, isReached && holds);
      isReached &&= !holds;
      return [...tests, ...within];
    });
  };
  return walk(rule, true);
}

const ORDERS: ReadonlySet<Operator> = new Set(['<', '<=', '>', '>=']);

/** A column or the count of indicators on the left, a number on the right. */
function comparisons(node: Node): { operator: Operator; left: Node; right: Node }[] {
  if (node.kind === 'call' && (node.name === 'AND' || node.name === 'OR')) return node.args.flatMap(comparisons);
  if (node.kind !== 'binary' || !ORDERS.has(node.operator)) return [];
  const { left } = node;
  const isCount = left.kind === 'call' || (left.kind === 'binary' && left.operator === '+');
  return left.kind === 'ref' || isCount ? [node] : [];
}

const keyOf = (label: string): string | undefined => columnsOf('list01').find((column) => column.label === label)?.key;

/** By what is compared, each in the order of the rule. */
export function byLabel(tests: readonly RuleTest[]): RuleTest[][] {
  const groups = new Map<string, RuleTest[]>();
  for (const test of tests) groups.set(test.label, [...(groups.get(test.label) ?? []), test]);
  return [...groups.values()];
}

/** The comparison that settles it: the first that holds, else the last. */
export const settling = (tests: readonly RuleTest[]): RuleTest | undefined => tests.find(({ holds }) => holds) ?? tests.at(-1);

const NOT: Partial<Record<Operator, Operator>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const SIGNS: Partial<Record<Operator, string>> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' };

/** '≤ 140': how the value compares. */
export function signOf({ operator, holds }: RuleTest): string {
  return SIGNS[(holds ? operator : NOT[operator]) ?? operator] ?? '';
}

/** The number of deprived indicators from which a comparison holds; undefined where it does not count them. */
export function neededFor({ label, operator, limit }: RuleTest, points: number | undefined): number | undefined {
  if (limit === undefined || (operator !== '>=' && operator !== '>')) return undefined;
  const least = operator === '>=' ? limit : limit + 1;
  if (label === DEPRIVED) return least;
  return label === 'Điểm B2' && points !== undefined ? Math.ceil(least / points) : undefined;
}
