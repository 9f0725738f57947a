/** What someone should look at before the forms of a round are handed in, by each of its standards. */
import { checkReview, type FormulaValue } from '../review/checks.ts';
import type { Problem } from '../review/types.ts';
import { checkIdentities, type Filled } from './identities.ts';

/**
 * What is wrong by the main standard, and after it what is wrong only by another one, which is named.
 * @param sets the forms by each standard, the main one first.
 * @param formulaValues of the file the lists come from.
 */
export function checkRound(sets: readonly Filled[], formulaValues: readonly FormulaValue[] = []): Problem[] {
  const [main = [], ...others] = sets.map((filled, index) => [
    ...checkReview(filled.classified, index === 0 ? formulaValues : []),
    ...checkIdentities(filled),
  ]);
  const said = new Set(main.map(({ text }) => text));
  const onlyBy = (problems: readonly Problem[], { classified }: Filled): Problem[] =>
    problems
      .filter(({ text }) => !said.has(text))
      .map((problem) => ({ ...problem, text: `${problem.text.replace(/\.$/, '')} (${classified.round.standard.short}).` }));
  return [...main, ...sets.slice(1).flatMap((filled, index) => onlyBy(others[index] ?? [], filled))];
}
