/** Finds choices while typing, with or without Vietnamese diacritics. */
import { fold } from '../review/text.ts';

export interface Choice {
  value: string;
  /** Shown next to the value and searched too: the head's name next to a Mã hộ. */
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

/** The choices that contain the typed text, best first, equal ones in the list's own order; all when nothing is typed. */
export function findChoices(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = fold(typed);
  if (wanted === '') return choices;
  return choices
    .map((choice) => ({ choice, rank: rank(choice, wanted) }))
    .filter((found) => found.rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.choice);
}
