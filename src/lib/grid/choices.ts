/** Finding a word in a list while typing, with or without Vietnamese marks. */
import { fold } from '../review/text.ts';

export interface Choice {
  value: string;
  /** Shown beside the value, and searched too: the head's name beside a Mã hộ. */
  note?: string;
}

const rank = (choice: Choice, wanted: string): number => {
  const value = fold(choice.value);
  if (value === wanted) return 0;
  if (value.startsWith(wanted)) return 1;
  if (value.includes(` ${wanted}`)) return 2;
  if (value.includes(wanted)) return 3;
  return choice.note !== undefined && fold(choice.note).includes(wanted) ? 4 : -1;
};

/** Those that contain what was typed, best first; in the list's own order among equals, all when nothing was typed. */
export function findChoices(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = fold(typed);
  if (wanted === '') return choices;
  return choices
    .map((choice) => ({ choice, rank: rank(choice, wanted) }))
    .filter((found) => found.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.choice);
}
