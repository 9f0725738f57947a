/** Everything a commune hands in, filled from its classified lists. The pages show it, the workbook writes it, the checks compare it. */
import { together, type Classified } from '../review/classify.ts';
import { fillSummaries, type FilledForm } from './fill.ts';
import { fillLists, type FilledList } from './fill-lists.ts';
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

/** The same by each standard of the round, the main one first. @param from by each of them. */
export const fillEach = (classified: Classified, wanted?: readonly string[], from: readonly Forms[] = []): Filled[] =>
  [classified, ...(classified.beside ?? [])].map((each, index) => fillReport(each, wanted, from[index]));

/** What a round of several standards has beside the forms of each: the passage from the main one to every other. */
export function fillPassages(classified: Classified): { forms: FilledForm[]; lists: FilledList[] } {
  const { round, beside = [] } = classified;
  const pairs = beside.map((other) => [round.standard, other.round.standard] as const);
  const all = together(classified);
  return { forms: fillSummaries(all, pairs.map(passageForm)).forms, lists: fillLists(pairs.map(passageList), all) };
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
