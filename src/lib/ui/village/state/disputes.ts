/** The sides of one disputed cell: what each person wrote, when, and the household's result with it. */
import { valueText, whenText } from '$lib/grid/grid-context.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { columnOf } from '$lib/review/columns.ts';
import { standardsOf } from '$lib/review/plans.ts';
import type { CellValue } from '$lib/review/types.ts';
import { decides, outcome } from '$lib/review/why.ts';
import type { Writers } from '../../commune/writers.svelte.ts';
import type { Wrote } from '../../commune/wrote.ts';

export interface Side {
  value: CellValue;
  text: string;
  wrote: Wrote;
  when: string;
  /** null if the cell does not affect the result. */
  outcome: string | null;
}

export function sidesOf(row: GridRow, field: string, classifier: Classifier, writers: Pick<Writers, 'of'>): Side[] {
  const column = columnOf(row.sheet, field);
  const entries = row.conflicts[field] ?? [];
  const household = { id: row.id, sheet: row.sheet, cells: row.cells };
  return entries.map((entry) => ({
    value: entry.value,
    text: column ? valueText(column, entry) : String(entry.value ?? '(trống)'),
    wrote: writers.of(row.id, entry),
    when: whenText(entry.at),
    outcome:
      row.results && decides(household, field, standardsOf(classifier.round))
        ? outcome(classifier, { ...household, cells: { ...row.cells, [field]: entry.value } })
        : null,
  }));
}
