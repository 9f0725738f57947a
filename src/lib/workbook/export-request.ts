/** What the writer is asked for: whose lists and which forms; and the file's name for it. */
import type { FormFile } from '../forms/form-file.ts';
import { formsFor, withOwn, type Forms } from '../forms/registry.ts';
import type { Round } from '../review/plans.ts';
import type { ReviewData } from '../review/types.ts';
import { fileNameOf } from './file-name.ts';

export type Whose = { kind: 'commune' } | { kind: 'village'; village: string } | { kind: 'each-village' };

export interface ExportRequest {
  data: ReviewData;
  round: Round;
  /** Id of the review; the file carries it for a later import. */
  review?: string;
  /** Ids of forms; if absent, all of the round. */
  forms?: readonly string[];
  whose: Whose;
  /** The province's own forms, in the order they were put into use. */
  own?: readonly FormFile[];
}

export const exportName = ({ data, round, forms, whose, own = [] }: ExportRequest): string =>
  fileNameOf({
    unit: data.unit,
    year: round.plan.year,
    ...(whose.kind === 'village' && { village: whose.village }),
    ...(forms && { forms: asked(round, forms, withOwn(own, round)) }),
    ...(whose.kind === 'each-village' && { each: 'village' as const }),
  });

/** Only the requested forms: others are included only for their figures. */
function asked(round: Round, ids: readonly string[], from: Forms): { id: string; number?: string }[] {
  const { lists, summaries } = formsFor(round, ids, from);
  return [...lists, ...summaries.filter(({ id }) => ids.includes(id))];
}
