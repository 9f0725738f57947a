/** What is asked of the writer: whose lists, which forms; and what the file is then called. */
import { formsFor } from '../forms/registry.ts';
import type { Round } from '../review/plans.ts';
import type { ReviewData } from '../review/types.ts';
import { fileNameOf } from './file-name.ts';

export type Whose = { kind: 'commune' } | { kind: 'village'; village: string } | { kind: 'each-village' };

export interface ExportRequest {
  data: ReviewData;
  round: Round;
  /** Ids of forms; without them all that the round has. */
  forms?: readonly string[];
  whose: Whose;
}

export const exportName = ({ data, round, forms, whose }: ExportRequest): string =>
  fileNameOf({
    unit: data.unit,
    year: round.plan.year,
    ...(whose.kind === 'village' && { village: whose.village }),
    ...(forms && { forms: asked(round, forms) }),
    ...(whose.kind === 'each-village' && { each: 'village' as const }),
  });

/** Only those asked for: others come with them for their figures. */
function asked(round: Round, ids: readonly string[]): { id: string; number?: string }[] {
  const { lists, summaries } = formsFor(round, ids);
  return [...lists, ...summaries.filter(({ id }) => ids.includes(id))];
}
