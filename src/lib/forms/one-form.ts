/** One form of a round, as a page shows it: by one of the round's standards, or the passage between two. */
import { eachAlone, type Classified } from '../review/classify.ts';
import { standardsOf, type Round } from '../review/plans.ts';
import type { Standard } from '../review/standards.ts';
import type { FormFile } from './form-file.ts';
import type { Filled } from './identities.ts';
import { withOwn } from './registry.ts';
import { fillPassages, fillReport, passagesOf } from './report.ts';
import { titled } from './titled.ts';

/** The chosen standard of a round; the main one, if the choice names none of it. */
export const standardIn = (round: Pick<Round, 'standard' | 'beside'>, chosen: string | null): Standard =>
  standardsOf(round).find(({ id }) => id === chosen) ?? round.standard;

export function isPassage(round: Pick<Round, 'standard' | 'beside'>, form: string): boolean {
  const { summaries, lists } = passagesOf(round);
  return [...summaries, ...lists].some(({ id }) => id === form);
}

/**
 * @param chosen id of the standard; see `standardIn`. A passage is the same whichever is chosen.
 * @param own the province's forms.
 * @returns the form and those that it takes figures from.
 */
export function fillOne(classified: Classified, form: string, chosen: string | null, own: readonly FormFile[]): Filled {
  const { round, beside = [] } = classified;
  if (isPassage(round, form)) return fillPassages(classified, [form]);
  const by = standardIn(round, chosen);
  const alone = eachAlone(classified).find((each) => each.round.standard.id === by.id) ?? classified;
  const filled = fillReport(alone, [form], withOwn(own, alone.round));
  return beside.length > 0 ? titled(filled, by.id !== round.standard.id) : filled;
}
