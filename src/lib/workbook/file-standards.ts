/** Which standards beside the main one a workbook has results by, as the headings of its formula columns say. */
import { besideOffers, type StandardOffer } from '../review/beside-standards.ts';
import { marked } from '../review/by-standard.ts';
import type { FormulaValue } from '../review/check-formula-values.ts';
import type { Standard } from '../review/standards.ts';

export interface FileStandards {
  offers: StandardOffer[];
  /** Marks that no standard here has. */
  unknown: string[];
}

const MARK = / \(([A-Z0-9]{1,6})\)$/;

/** @param usable drafts that were confirmed, and a province's own standards. */
export function fileStandards(values: readonly Pick<FormulaValue, 'label'>[], main: Standard, usable: readonly Standard[]): FileStandards {
  const labels = new Set(values.map(({ label }) => label));
  const offers = besideOffers(main.id, usable).filter((offer) => [...labels].some((label) => label.endsWith(marked('', offer))));
  const counts = new Map<string, number>();
  for (const label of labels) {
    const mark = MARK.exec(label)?.[1];
    if (mark !== undefined && mark !== main.mark && !offers.some((offer) => offer.mark === mark))
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  // A single heading may end in somebody's own abbreviation; a workbook of several standards has every column by each.
  return { offers, unknown: [...counts].filter(([, columns]) => columns > 1).map(([mark]) => mark) };
}
