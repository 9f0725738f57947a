/**
 * Two people wrote different cells of one household concurrently. Each may be right, and both together may still give a result that neither
 * meant: only then the user is asked.
 */
import type { Classifier } from './classify.ts';
import type { CellValue, Row } from './types.ts';
import { outcome } from './why.ts';

export interface Side {
  author: string;
  /** Cells of this side: their present value, and the value before this side wrote; undefined when that is not known. */
  cells: readonly { field: string; now: CellValue; before: CellValue | undefined }[];
}

export interface Together {
  /** The result with each side's cells alone. */
  alone: readonly [string, string];
  both: string;
  /** Both together give a result that neither gives alone. */
  asks: boolean;
}

/**
 * @param household as it stands, with both sides' cells.
 * @returns null when a value from before is not known.
 */
export function together(classifier: Classifier, household: Row, [a, b]: readonly [Side, Side]): Together | null {
  const without = ({ cells }: Side): Row | null => {
    const before = Object.fromEntries(cells.flatMap(({ field, before }) => (before === undefined ? [] : [[field, before] as const])));
    return Object.keys(before).length < cells.length
      ? null
      : { id: household.id, sheet: household.sheet, cells: { ...household.cells, ...before } };
  };
  const [aAlone, bAlone] = [without(b), without(a)];
  if (!aAlone || !bAlone) return null;
  const verdict = (row: Row): string => {
    const { class: classOf, living, list } = classifier.results(row);
    return JSON.stringify([classOf, living, list]);
  };
  const both = { id: household.id, sheet: household.sheet, cells: household.cells };
  return {
    alone: [outcome(classifier, aAlone), outcome(classifier, bAlone)],
    both: outcome(classifier, both),
    asks: verdict(both) !== verdict(aAlone) && verdict(both) !== verdict(bAlone),
  };
}
