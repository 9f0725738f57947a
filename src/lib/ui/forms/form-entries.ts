/** The forms of a round as tabs and lists show them. Loaded separately from the grid, which needs no form. */
import { sheetNameOf, type Certainty } from '$lib/forms/official/description.ts';
import type { FormFile } from '$lib/forms/form-file.ts';
import { standardIn } from '$lib/forms/one-form.ts';
import { formsFor, withOwn, type Forms } from '$lib/forms/registry.ts';
import { passagesOf } from '$lib/forms/report.ts';
import { marked } from '$lib/review/by-standard.ts';
import type { Round } from '$lib/review/plans.ts';
import { calm, formNumber } from './figure-words.ts';

type Kind = 'list' | 'summary' | 'passage';

export interface FormEntry {
  id: string;
  /** On the tab: '7.2', 'So sánh'; by a standard beside the main one '7.2 (2027)'. */
  tab: string;
  /** 'Mẫu 7.2' */
  number: string;
  /** In normal letters; on the form itself it is in capitals. */
  title: string;
  certainty: Certainty;
  kind: Kind;
}

const entryOf = (form: (Forms['lists'] | Forms['summaries'])[number], kind: Kind): FormEntry => ({
  id: form.id,
  tab: sheetNameOf(form),
  number: formNumber(form),
  title: calm(form.title),
  certainty: form.certainty,
  kind,
});

/**
 * @param own the province's own forms.
 * @param chosen id of the standard; see `standardIn`.
 * @returns its forms, and the passages of the round, which are the same for every standard.
 */
export function formEntries(round: Round, own: readonly FormFile[], chosen: string | null = null): FormEntry[] {
  const standard = standardIn(round, chosen);
  const alone = { ...round, standard };
  const { lists, summaries } = formsFor(alone, undefined, withOwn(own, alone));
  const passages = passagesOf(round);
  const named = (entry: FormEntry): FormEntry =>
    standard.id === round.standard.id
      ? entry
      : { ...entry, tab: marked(entry.tab, standard), number: entry.number && marked(entry.number, standard) };
  return [
    ...lists.map((form) => named(entryOf(form, 'list'))),
    ...summaries.map((form) => named(entryOf(form, 'summary'))),
    ...[...passages.summaries, ...passages.lists].map((form) => entryOf(form, 'passage')),
  ];
}
