/** All that a commune hands in, filled from its classified lists: what the pages show, the workbook writes and the checks compare. */
import type { Classified } from '../review/classify.ts';
import { fillSummaries } from './fill.ts';
import { fillList } from './fill-lists.ts';
import { IDENTITY_TERMS, type Filled } from './identities.ts';
import { LIST_FORMS } from './lists-6.ts';
import { SUMMARIES } from './summaries-7.ts';

export function fillReport(classified: Classified): Filled {
  const { forms, tally } = fillSummaries(classified, SUMMARIES, IDENTITY_TERMS);
  return { forms, tally, lists: LIST_FORMS.map((form) => fillList(form, classified)), results: classified.results };
}

/** forms[form][unit] as machine-readable output has it: a split form's second line stands under '<form>.persons'. */
export function figuresByUnit({ forms }: Pick<Filled, 'forms'>): Record<string, Record<string, number[]>> {
  const result: Record<string, Record<string, number[]>> = {};
  for (const { form, rows, total } of forms)
    (form.split ?? [null]).forEach((of, line) => {
      const id = of === 'persons' ? `${form.id}.persons` : form.id;
      result[id] = Object.fromEntries([...rows, total].map(({ unit, lines }) => [unit, lines[line] ?? []]));
    });
  return result;
}
