/** What the writer is asked for: whose lists and which forms; and the file's name for it. */
import type { FormFile } from '../forms/form-file.ts';
import { formLabel } from '../forms/official/description.ts';
import { formsFor, withOwn } from '../forms/registry.ts';
import { passagesOf, type WantedForms } from '../forms/report.ts';
import { marked } from '../review/by-standard.ts';
import { byEachStandard, type Round } from '../review/plans.ts';
import type { ScoreTable } from '../review/score-table.ts';
import type { ReviewData } from '../review/types.ts';
import { fileNameOf } from './file-name.ts';

export type Whose = { kind: 'commune' } | { kind: 'village'; village: string } | { kind: 'each-village' };

export interface ExportRequest {
  data: ReviewData;
  round: Round;
  /** Id of the review; the file carries it for a later import. */
  review?: string;
  /** Ids of forms by each standard of the round, and of the passages to it; if absent, all. */
  forms?: WantedForms;
  whose: Whose;
  /** The province's own forms, in the order they were put into use. */
  own?: readonly FormFile[];
  /** The commune's score tables in use. */
  tables?: readonly ScoreTable[];
}

export const exportName = ({ data, round, forms, whose, own = [] }: ExportRequest): string =>
  fileNameOf({
    unit: data.unit,
    year: round.plan.year,
    ...(whose.kind === 'village' && { village: whose.village }),
    ...(forms && { forms: asked(round, forms, own) }),
    ...(whose.kind === 'each-village' && { each: 'village' as const }),
  });

/** Only the requested forms: others are included only for their figures. Of a standard beside the main one they are marked. */
function asked(round: Round, wanted: WantedForms, own: readonly FormFile[]): { id: string; number?: string }[] {
  const passages = passagesOf(round);
  return byEachStandard(round).flatMap((alone, index) => {
    const ids = wanted[index] ?? [];
    const { lists, summaries } = formsFor(alone, ids, withOwn(own, alone));
    const forms = [...lists, ...summaries.filter(({ id }) => ids.includes(id))];
    const passed = [...passages.summaries, ...passages.lists].filter(({ id }) => ids.includes(id));
    return [...(index === 0 ? forms : forms.map((form) => ({ id: form.id, number: marked(formLabel(form), alone.standard) }))), ...passed];
  });
}
