/** What the formula bar shows of the focused cell. */
import { displayCell } from '$lib/review/cell-input.ts';
import { formulaTree } from '$lib/review/classify.ts';
import { print } from '$lib/formula/print.ts';
import { sidesText } from '$lib/grid/grid-context.ts';
import type { GridColumn } from '$lib/grid/grid-columns.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { Writers } from '../../commune/writers.svelte.ts';

export interface BarContent {
  label: string;
  text: string;
  isFormula: boolean;
  /** What is wrong or disputed, in words. */
  note: { kind: 'error' | 'warning' | 'conflict'; text: string } | null;
}

const NOTHING: BarContent = { label: '', text: '', isFormula: false, note: null };

export function barContent(
  row: GridRow | undefined,
  column: GridColumn | undefined,
  standard: Standard,
  writers: Pick<Writers, 'words'>,
): BarContent {
  if (!row || !column) return NOTHING;
  if (column.kind === 'head') return { ...NOTHING, label: 'Chủ hộ', text: row.headName };
  if (column.kind === 'formula') {
    const tree = row.sheet === 'members' ? undefined : formulaTree(row.sheet, column.column.key, standard);
    return { label: column.column.label, text: tree ? `=${print(tree)}` : '', isFormula: true, note: null };
  }
  const { key, label } = column.column;
  const conflict = row.conflicts[key];
  const problem = row.problems[key];
  return {
    label,
    text: displayCell(column.column, row.cells[key] ?? null),
    isFormula: false,
    note: conflict
      ? { kind: 'conflict', text: sidesText(column.column, conflict, (entry) => writers.words(row.id, entry)) }
      : problem
        ? { kind: problem.severity, text: problem.text }
        : null,
  };
}
