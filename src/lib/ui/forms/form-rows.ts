/** The rows of a form in drawing order: a block's sum above its units, the total last. */
import type { Spot } from '$lib/forms/behind.ts';
import type { FilledForm, FilledRow } from '$lib/forms/fill.ts';

export interface FormRow extends Pick<Spot, 'part' | 'index'> {
  row: FilledRow;
}

/** A single unit is its own total, so the total is left out. */
export function formRows({ rows, blocks, total }: FilledForm): FormRow[] {
  const units = rows.map((row, index): FormRow => ({ part: 'unit', index, row }));
  const blocked = blocks.flatMap(({ from, to, sum }, index): FormRow[] => [{ part: 'block', index, row: sum }, ...units.slice(from, to)]);
  return [...(blocks.length > 0 ? blocked : units), ...(rows.length === 1 ? [] : [{ part: 'total' as const, index: 0, row: total }])];
}
