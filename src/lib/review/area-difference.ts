/** How much a change of area inside the round matters: the households whose result differs by the area before and after it. */
import { areaChanges } from './areas.ts';
import { Classifier } from './classify.ts';
import { excelKey } from './excel-key.ts';
import type { Round } from './plans.ts';
import type { ReviewData } from './types.ts';
import { outcome } from './why.ts';

export function areaDifference({ villages, households }: Pick<ReviewData, 'villages' | 'households'>, round: Round): number {
  const changed = new Set(areaChanges(villages, round).map(({ village }) => excelKey(village)));
  const [before, after] = [round.plan.from, round.lastDay].map((areaDay) => new Classifier({ ...round, areaDay }, villages));
  return before && after
    ? households.filter((row) => changed.has(excelKey(row.cells.village)) && outcome(before, row) !== outcome(after, row)).length
    : 0;
}
