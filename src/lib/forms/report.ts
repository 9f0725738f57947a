/** Everything a commune hands in, filled from its classified lists. The pages show it, the workbook writes it, the checks compare it. */
import { eachAlone, together, type Classified } from '../review/classify.ts';
import { standardsOf, type Round } from '../review/plans.ts';
import { fillSummaries } from './fill.ts';
import { fillLists } from './fill-lists.ts';
import { IDENTITY_TERMS, type Filled } from './identities.ts';
import type { FigureValue } from './blank.ts';
import { leavesOf } from './official/description.ts';
import { passageForm, passageList } from './official/passage.ts';
import { formsFor, type Forms } from './registry.ts';

/**
 * @param wanted ids of forms; if absent, all of this round. The forms that these take figures from are included.
 * @param from our forms with the province's own, if there are any.
 */
export function fillReport(classified: Classified, wanted?: readonly string[], from?: Forms): Filled {
  const forms = formsFor(classified.round, wanted, from);
  const { forms: summaries, tally } = fillSummaries(classified, forms.summaries, IDENTITY_TERMS);
  return { forms: summaries, tally, lists: fillLists(forms.lists, classified), classified };
}

/**
 * The same by each standard of the round, the main one first.
 * @param wanted by each of them, too.
 * @param from by each of them.
 */
export const fillEach = (classified: Classified, wanted?: WantedForms, from: readonly Forms[] = []): Filled[] =>
  eachAlone(classified).map((alone, index) => fillReport(alone, wanted?.[index], from[index]));

/** Ids of forms by each standard of the round. A passage is asked for with the forms of the standard that it leads to. */
export type WantedForms = readonly (readonly string[])[];

/** What a round of several standards has beside the forms of each: the passage from the main one to every other. */
export function passagesOf(round: Pick<Round, 'standard' | 'beside'>): Forms {
  const [main, ...others] = standardsOf(round);
  return {
    summaries: others.map((other) => passageForm([main, other])),
    lists: others.map((other) => passageList([main, other])),
  };
}

/** @param wanted ids of passages; if absent, all. */
export function fillPassages(classified: Classified, wanted?: readonly string[]): Filled {
  const { summaries, lists } = passagesOf(classified.round);
  const isWanted = ({ id }: { id: string }): boolean => wanted?.includes(id) ?? true;
  const all = together(classified);
  return { ...fillSummaries(all, summaries.filter(isWanted)), lists: fillLists(lists.filter(isWanted), all), classified: all };
}

/** forms[form][unit] for machine-readable output, null for unknown; the second line of a split form is under '<form>.persons'. */
export function figuresByUnit({ forms }: Pick<Filled, 'forms'>): Record<string, Record<string, FigureValue[]>> {
  const result: Record<string, Record<string, FigureValue[]>> = {};
  for (const { form, rows, total } of forms) {
    // Columns that depend on the lists are for people, not for programs.
    if (form.dynamic) continue;
    const kept = leavesOf(form.headings).map(({ local }) => !local);
    (form.split ?? [null]).forEach((of, line) => {
      const id = of === 'persons' ? `${form.id}.persons` : form.id;
      result[id] = Object.fromEntries(
        [...rows, total].map(({ name, lines }) => [name, (lines[line] ?? []).filter((_, column) => kept[column])]),
      );
    });
  }
  return result;
}
