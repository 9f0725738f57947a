/** The words that people use for the values of a choice column. */
import { NEAR_POOR, POOR, RURAL, URBAN, type Column } from './columns.ts';
import { foldTight } from './text.ts';

/** Other words for a value, in every column that offers the value. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  [POOR]: ['N', 'HN', 'Hộ N', 'Nghèo', 'Hộ nghèo cũ', 'Nghèo cũ'],
  [NEAR_POOR]: ['CN', 'HCN', 'Hộ CN', 'Cận nghèo', 'Hộ cận nghèo cũ', 'Cận nghèo cũ'],
  'Chuyển đi': ['Đã chuyển đi', 'Chuyển đi nơi khác'],
  Chết: ['Đã chết', 'Chết cả hộ'],
  'Chuyển đến': ['Mới chuyển đến', 'Chuyển từ nơi khác đến'],
  'Tách hộ': ['Mới tách hộ', 'Hộ mới tách'],
  Nam: ['1'],
  Nữ: ['2'],
  [RURAL]: ['NT'],
  [URBAN]: ['TT', 'Đô thị', 'ĐT'],
};

interface Index {
  exact: Map<string, string>;
  /** null when two values fold to the same letters: then only the exact word matches. */
  folded: Map<string, string | null>;
}

function indexOf(choices: readonly string[]): Index {
  const exact = new Map<string, string>();
  const folded = new Map<string, string | null>();
  for (const choice of choices) {
    for (const word of [choice, ...(SYNONYMS[choice] ?? [])]) {
      exact.set(word.toLowerCase(), choice);
      const key = foldTight(word);
      folded.set(key, folded.has(key) && folded.get(key) !== choice ? null : choice);
    }
  }
  return { exact, folded };
}

// One index for each list of choices, not for each column: several columns share the ethnic groups.
const indexes = new WeakMap<readonly string[], Index>();

/** In a column for the class on an earlier list, these words mean "none". */
const NO_CLASS = new Set(['khong', 'khongngheo', 'hokhongngheo', 'khongthuocdien', 'k', '0']);

export const meansNone = (column: Column, text: string): boolean =>
  (column.choices?.includes(POOR) ?? false) && NO_CLASS.has(foldTight(text));

/** The column's value that `text` means, or null. */
export function matchChoice(column: Column, text: string): string | null {
  const choices = column.choices ?? [];
  let index = indexes.get(choices);
  if (!index) indexes.set(choices, (index = indexOf(choices)));
  return index.exact.get(text.toLowerCase()) ?? index.folded.get(foldTight(text)) ?? null;
}
