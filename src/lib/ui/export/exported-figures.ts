/** The figures of what an export contains, to compare them later: by each exported standard. */
import type { FormFile } from '$lib/forms/form-file.ts';
import { withOwn } from '$lib/forms/registry.ts';
import { figuresByUnit, fillEach, fillPassages } from '$lib/forms/report.ts';
import type { Classified } from '$lib/review/classify.ts';
import { byEachStandard, type Round } from '$lib/review/plans.ts';
import type { ExportRequest } from '$lib/workbook/export-request.ts';
import type { LastExport } from '../commune/last-export.ts';

export type Wanted = Pick<ExportRequest, 'forms' | 'whose'> & {
  /** Ids of the standards beside the main one whose forms and passages are wanted, too. */
  beside: readonly string[];
};

/** The round with only these of its standards beside the main one. */
export function onlyBy(round: Round, ids: readonly string[]): Round {
  const beside = (round.beside ?? []).filter(({ id }) => ids.includes(id));
  return beside.length > 0 ? { ...round, beside } : byEachStandard(round)[0];
}

/** By each exported standard. For one village only its own figures: the commune's sums were not exported. */
export function exportedFigures(
  classified: Classified,
  { forms, whose, beside: ids }: Wanted,
  own: readonly FormFile[],
  at: number,
): Omit<LastExport, 'file'> {
  const round = onlyBy(classified.round, ids);
  const exported: Classified = {
    ...classified,
    round,
    beside: classified.beside?.filter((other) => round.beside?.some(({ id }) => id === other.round.standard.id)),
  };
  const ownBy = byEachStandard(round).map((alone) => withOwn(own, alone));
  const [main, ...others] = fillEach(exported, forms, ownBy).map(figuresByUnit);
  const of = (figures: LastExport['figures']): LastExport['figures'] =>
    whose.kind === 'village'
      ? Object.fromEntries(Object.entries(figures).map(([form, units]) => [form, { [whose.village]: units[whose.village] ?? [] }]))
      : figures;
  const passages = others.length > 0 ? figuresByUnit(fillPassages(exported, forms?.flat())) : {};
  return {
    at,
    standard: round.standard.id,
    figures: of({ ...main, ...passages }),
    ...(others.length > 0 && {
      beside: Object.fromEntries((round.beside ?? []).map(({ id }, index) => [id, { at, figures: of(others[index] ?? {}) }])),
    }),
  };
}
