/** A standard's rule as people read it: conditions in order, each with what follows. */
import type { Ruled } from '$lib/review/condition-text.ts';
import { CLASSES, LIVINGS } from '$lib/review/formula-columns.ts';
import type { Decision } from '$lib/review/decisions.ts';

export interface DecisionLine {
  words: string;
  outcome: string;
}

const OUTCOMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...CLASSES, ...LIVINGS].map(({ code, label }) => [code, label])),
  unknown: 'chưa phân loại được',
};
const SIGNS: readonly [RegExp, string][] = [
  [/NOT\(ISNUMBER\(\[([^\]]+)\]\)\)/g, 'Chưa có số ở cột $1'],
  [/\[([^\]]+)\]=""/g, 'Chưa biết $1'],
  [/NOT\(CHI_SO_RO\)/g, 'Chỉ số thiếu hụt ghi khác x'],
  [/SO_THIEU_HUT/g, 'Số chỉ số thiếu hụt'],
  [/\[([^\]]+)\]/g, '$1'],
  [/>=/g, ' ≥ '],
  [/<=/g, ' ≤ '],
  [/>/g, ' > '],
  [/</g, ' < '],
];

/** The names of limits stay: the table above explains them. */
export function decisionLines(rule: readonly Decision[], standard: Pick<Ruled, 'limits'>, under = ''): DecisionLine[] {
  return rule.flatMap(({ when, then }) => {
    const own = when === undefined ? 'Còn lại' : inWords(when, standard);
    const words = under === '' ? own : `${under}; ${own}`;
    return typeof then === 'string' ? [{ words, outcome: OUTCOMES[then] ?? then }] : decisionLines(then, standard, words);
  });
}

function inWords(when: string, { limits }: Pick<Ruled, 'limits'>): string {
  const named = limits.reduce(
    (text, { name, label }) => text.replace(new RegExp(`(?<![A-Z0-9_])${name}(?![A-Z0-9_])`, 'g'), `“${label}”`),
    when,
  );
  return SIGNS.reduce((text, [pattern, words]) => text.replace(pattern, words), named);
}
