/** The conditions of a standard's rule as formula texts, over the columns and constants that their words stand for. */
import { B1_TABLES, b1TableOf } from './b1-tables.ts';
import { columnOf, URBAN } from './columns.ts';
import { allDecisions, type Decision } from './decisions.ts';
import { indicatorsOf, runsOf } from './indicators.ts';
import { isByArea, limitOf } from './limits.ts';
import type { Standard } from './standards.ts';

/** The part of a standard that formulas are made from. */
export type Ruled = Pick<Standard, 'asks' | 'indicators' | 'limits' | 'classes' | 'living' | 'decided'>;

const byArea = (name: string): string => `IF([Khu vực]="${URBAN}";${name}_TT;${name}_NT)`;
/** From the first indicator to the last of each run of columns (round-columns.ts). */
export const indicatorRanges = (standard: Ruled, asked?: readonly string[]): string[] =>
  runsOf(standard.indicators, asked).map((indicators) => {
    const names = indicatorsOf({ indicators }).map(({ name }) => name);
    return `[${names[0]}]:[${names.at(-1)}]`;
  });
const each = (ranges: readonly string[], count: (range: string) => string): string => ranges.map(count).join('+');
const deprived = (ranges: readonly string[]): string => each(ranges, (range) => `COUNTIF(${range};"x")`);
/** How many indicators are x. In a product a sum needs brackets, and one count alone does not. */
export const countText = (ranges: readonly string[]): string => (ranges.length > 1 ? `(${deprived(ranges)})` : deprived(ranges));
/** Whether every indicator is blank or x. */
export const clearText = (ranges: readonly string[], { indicators }: Ruled): string =>
  `${each(ranges, (range) => `COUNTIF(${range};"x")+COUNTBLANK(${range})`)}=${indicators.length}`;

const WORD = /"[^"]*"|\[[^\]]*\]|[A-Z][A-Z0-9_]*/g;

/** A condition of a standard's rule over the columns and constants that stand for its words. */
export function conditionText(when: string, standard: Ruled, asked?: readonly string[]): string {
  const ranges = indicatorRanges(standard, asked);
  const b1 = b1TableOf(standard);
  return when.replace(WORD, (word) => {
    if (word === `[${B1_TABLES[0].label}]`) return b1 ? `[${b1.label}]` : word;
    if (word === 'CHI_SO_RO') return clearText(ranges, standard);
    if (word === 'SO_THIEU_HUT') return countText(ranges);
    const at = limitOf(standard, word)?.at;
    return at !== undefined && isByArea(at) ? byArea(word) : word;
  });
}

/** The asked columns that a rule reads. */
export const readBy = (rule: readonly Decision[], { asks }: Pick<Standard, 'asks'>): string[] => {
  const text = allDecisions(rule)
    .map(({ when = '' }) => when)
    .join();
  return asks.filter((key) => text.includes(`[${ruleLabel(key)}]`));
};

/** What a rule calls an asked column: of whichever table, [Điểm B1]. */
const ruleLabel = (key: string): string | undefined => (B1_TABLES.some((table) => table.key === key) ? B1_TABLES[0].label : labelOf(key));
export const labelOf = (key: string): string => columnOf('list01', key)?.label ?? key;
