/** Every form there is, and which of them a round has. */
import type { Round } from '../review/plans.ts';
import { fold } from '../review/text.ts';
import { leavesOf, type ListForm, type SummaryForm } from './description.ts';
import { LIST_FORMS } from './lists.ts';
import { SUMMARIES } from './summaries.ts';

export interface Forms {
  lists: readonly ListForm[];
  summaries: readonly SummaryForm[];
}

/** What decides whether a round has a form. */
type Choice = Pick<ListForm, 'id' | 'partOf' | 'living' | 'bands'>;

const ALL: Forms = { lists: LIST_FORMS, summaries: SUMMARIES };

/** @param wanted ids, in any case and without marks if need be; without it all that the round's plan and standard ask for. */
export function formsFor({ plan, standard }: Pick<Round, 'plan' | 'standard'>, wanted?: readonly string[], from: Forms = ALL): Forms {
  const asked = wanted && new Set(wanted.map(fold));
  const fits = ({ id, partOf, living, bands }: Choice): boolean =>
    asked ? asked.has(fold(id)) || (partOf !== undefined && asked.has(fold(partOf))) : (!living || plan.living) && (!bands || standard.wellOffLimit !== null);
  const chosen = from.summaries.filter(fits);
  const needed = new Set(chosen.flatMap(formsBehind));
  return { lists: from.lists.filter(fits), summaries: from.summaries.filter((form) => chosen.includes(form) || needed.has(form.id)) };
}

export const everyForm = (): Forms => ALL;

/** Whether one of them rests on the sheet Thành viên: lists of people do, and so do forms that count children. */
export const membersCount = ({ forms, lists }: { forms: readonly { form: SummaryForm }[]; lists: readonly unknown[] }): boolean =>
  lists.length > 0 || forms.some(({ form }) => leavesOf(form.headings).some(({ measure }) => measure.kind === 'count' && measure.terms.some(({ sheet }) => sheet === 'members')));

/** Forms whose figures a form is made of. */
const formsBehind = (form: SummaryForm): string[] => leavesOf(form.headings).flatMap(({ measure }) => (measure.kind === 'rate' && typeof measure.part === 'object' && 'form' in measure.part ? [measure.part.form] : []));
