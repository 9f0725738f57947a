/** The forms of a round as tabs and lists show them. Loaded separately from the grid, which needs no form. */
import { sheetNameOf, type Certainty } from '$lib/forms/official/description.ts';
import type { FormFile } from '$lib/forms/form-file.ts';
import { formsFor, withOwn } from '$lib/forms/registry.ts';
import type { Round } from '$lib/review/plans.ts';
import { formNumber } from './figure-words.ts';

export interface FormEntry {
  id: string;
  /** On the tab: '7.2', 'So sánh'. */
  tab: string;
  /** 'Mẫu 7.2' */
  number: string;
  /** In normal letters; on the form itself it is in capitals. */
  title: string;
  certainty: Certainty;
  isList: boolean;
}

const SHORT = /(?<!\p{L})(cccd|đdcn|bhyt|dtts)(?!\p{L})/gu;

const calm = (title: string): string =>
  title.charAt(0) +
  title
    .slice(1)
    .toLocaleLowerCase('vi')
    .replace(SHORT, (word) => word.toUpperCase());

/** @param own the province's own forms. */
export function formEntries(round: Round, own: readonly FormFile[]): FormEntry[] {
  const { lists, summaries } = formsFor(round, undefined, withOwn(own, round));
  return [...lists.map((form) => ({ form, isList: true })), ...summaries.map((form) => ({ form, isList: false }))].map(
    ({ form, isList }) => ({
      id: form.id,
      tab: sheetNameOf(form),
      number: formNumber(form),
      title: calm(form.title),
      certainty: form.certainty,
      isList,
    }),
  );
}
