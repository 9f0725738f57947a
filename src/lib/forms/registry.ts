/** All forms, and which of them a round has. */
import { B1_TABLES, b1TableOf } from '../review/b1-tables.ts';
import type { Counting } from '../review/indicators.ts';
import type { Round } from '../review/plans.ts';
import { hasBands, type Standard } from '../review/standards.ts';
import { fold } from '../review/text.ts';
import { leavesOf, type ListColumn, type ListForm, type SummaryForm } from './official/description.ts';
import type { FormFile } from './form-file.ts';
import { LIST_FORMS } from './official/lists.ts';
import { SUMMARIES, summariesOf } from './official/summaries.ts';

export interface Forms {
  lists: readonly ListForm[];
  summaries: readonly SummaryForm[];
}

/** What decides whether a round has a form. */
type Choice = Pick<ListForm, 'id' | 'partOf' | 'living' | 'bands'>;

/** All built-in forms, as under Nghị định 07/2021. A round's forms follow its own standard. */
export const BUILT_IN: Forms = { lists: LIST_FORMS, summaries: SUMMARIES };

export const builtIn = (standard: Pick<Counting, 'indicators'>): Forms => ({ lists: LIST_FORMS, summaries: summariesOf(standard) });

/** Whether a province's form applies to this round: same standard, and the round's last day is within its dates. */
export const isFor = (
  { standard, from, to }: Pick<FormFile, 'standard' | 'from' | 'to'>,
  round: Pick<Round, 'standard' | 'lastDay'>,
): boolean => standard === round.standard.id && from <= round.lastDay && round.lastDay <= to;

/**
 * Our forms with the province's own: one with the same id replaces ours, a new one is added after ours.
 * @param files in the order they were put into use. The one that begins latest applies; among those, the one put into
 * use last.
 */
export function withOwn(files: readonly FormFile[], round: Pick<Round, 'standard' | 'lastDay'>): Forms {
  const own = new Map<string, FormFile>();
  for (const file of files) if (isFor(file, round) && file.from >= (own.get(file.form.id)?.from ?? '')) own.set(file.form.id, file);
  const merge = <T extends { id: string }>(ours: readonly T[], theirs: readonly T[]): T[] => [
    ...ours.map((form) => theirs.find(({ id }) => id === form.id) ?? form),
    ...theirs.filter(({ id }) => !ours.some((form) => form.id === id)),
  ];
  const ours = builtIn(round.standard);
  const valid = [...own.values()];
  return {
    lists: merge(
      ours.lists,
      valid.flatMap((file) => (file.kind === 'list' ? [file.form] : [])),
    ),
    summaries: merge(
      ours.summaries,
      valid.flatMap((file) => (file.kind === 'summary' ? [file.form] : [])),
    ),
  };
}

/** @param wanted ids, in any case, with or without diacritics; if absent, all that the round's plan and standard require. */
export function formsFor(
  { plan, standard }: Pick<Round, 'plan' | 'standard'>,
  wanted?: readonly string[],
  from: Forms = builtIn(standard),
): Forms {
  const asked = wanted && new Set(wanted.map(fold));
  const fits = ({ id, partOf, living, bands }: Choice): boolean =>
    asked
      ? asked.has(fold(id)) || (partOf !== undefined && asked.has(fold(partOf)))
      : (!living || plan.living) && (!bands || hasBands(standard));
  const chosen = from.summaries.filter(fits);
  const needed = new Set(chosen.flatMap(formsBehind));
  return {
    lists: from.lists.filter(fits).map((form) => scoredBy(form, standard)),
    summaries: from.summaries.filter((form) => chosen.includes(form) || needed.has(form.id)),
  };
}

/** A form's column Điểm B1 shows the score by the standard's own table; without one it is left to be filled in. */
function scoredBy(form: ListForm, standard: Pick<Standard, 'asks'>): ListForm {
  const table = b1TableOf(standard);
  if (table?.key === B1_TABLES[0].key) return form;
  const columns = form.columns.map((column): ListColumn => {
    if (column.source.from !== 'live' || column.source.key !== 'b1') return column;
    return { ...column, source: table ? { from: 'live', key: table.key } : { from: 'nothing' } };
  });
  return { ...form, columns };
}

/** Whether one of them needs the sheet Thành viên: lists of people do, and so do forms that count children. */
export const membersCount = ({ forms, lists }: { forms: readonly { form: SummaryForm }[]; lists: readonly unknown[] }): boolean =>
  lists.length > 0 ||
  forms.some(({ form }) =>
    leavesOf(form.headings).some(({ measure }) => measure.kind === 'count' && measure.terms.some(({ sheet }) => sheet === 'members')),
  );

/** Forms that a form takes figures from. */
const formsBehind = (form: SummaryForm): string[] =>
  leavesOf(form.headings).flatMap(({ measure }) =>
    measure.kind === 'rate' && typeof measure.part === 'object' && 'form' in measure.part ? [measure.part.form] : [],
  );
