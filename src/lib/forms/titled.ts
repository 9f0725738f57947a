/** Of a round of several standards: the forms say which one they speak of, on the pages and in the workbook. */
import { marked } from '../review/by-standard.ts';
import type { Standard } from '../review/standards.ts';
import type { Filled } from './identities.ts';
import { leavesOf, sheetNameOf, type ListForm, type SummaryForm } from './official/description.ts';

const LAST_YEAR = 'Số năm trước, diễn biến so với năm trước: kết quả của năm trước là theo chuẩn khi đó.';

/** @param isBeside whether it is not the main standard: only those have sheets and numbers of their own names. */
export function titled(filled: Filled, isBeside: boolean): Filled {
  const { standard } = filled.classified.round;
  const named = <T extends ListForm | SummaryForm>(form: T): T => titledForm(form, standard, isBeside);
  return {
    ...filled,
    forms: filled.forms.map((each) => ({ ...each, form: named(each.form) })),
    lists: filled.lists.map((each) => ({ ...each, form: named(each.form) })),
  };
}

const titledForm = <T extends ListForm | SummaryForm>(form: T, standard: Standard, isBeside: boolean): T => ({
  ...form,
  title: `${form.title} (${standard.short.toUpperCase()})`,
  ...(isBeside && { sheet: marked(sheetNameOf(form), standard) }),
  ...(isBeside && comparesYears(form) && { notes: [...(form.notes ?? []), LAST_YEAR] }),
});

/** Whether a form counts by last year's result, which was found by the standard of that year. */
const comparesYears = (form: ListForm | SummaryForm): boolean =>
  'headings' in form &&
  leavesOf(form.headings).some(
    ({ measure }) => measure.kind === 'count' && measure.terms.some(({ where }) => 'lastYear' in where || 'move' in where),
  );
