/** In words, what a cell was before a point in the history that is on show, and who changed it since. */
import { valuesWords } from '../../history/history-words.ts';
import type { VillageHistory } from '../../history/village-history.svelte.ts';

/** @returns undefined where the cell is as it was. */
export function changeText(history: Pick<VillageHistory, 'label' | 'changeIn'>, row: string, field: string): string | undefined {
  const change = history.changeIn(row, field);
  if (!change) return undefined;
  return `Đã đổi từ ${history.label}${change.from === null ? '' : `, trước là ${valuesWords(row, field, change.from)}`}, ${change.name} ghi`;
}
