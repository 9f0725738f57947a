/** What the formula bar shows of the focused cell. */
import { formulaKeyOf, isByStandard, marked, markedName } from '$lib/review/by-standard.ts';
import { displayCell } from '$lib/review/cell-input.ts';
import { formulaTree } from '$lib/review/classify.ts';
import { DISPLAY, print, type Style } from '$lib/formula/print.ts';
import { sidesText } from '$lib/grid/grid-context.ts';
import type { GridColumn } from '$lib/grid/grid-columns.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import { FORMULA_COLUMNS, namesOf } from '$lib/review/formula-columns.ts';
import type { Round } from '$lib/review/plans.ts';
import { surveyOf } from '$lib/review/round-columns.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { Writers } from '../../commune/writers.svelte.ts';

export interface BarContent {
  label: string;
  text: string;
  isFormula: boolean;
  /** What is wrong or disputed, in words. */
  note: { kind: 'error' | 'warning' | 'conflict'; text: string } | null;
  /** The definition of an indicator, with its limit. */
  about?: string;
}

const NOTHING: BarContent = { label: '', text: '', isFormula: false, note: null };

const RESULTS = new Set(FORMULA_COLUMNS.filter(({ key }) => isByStandard(key)).map(({ label }) => label));

/** The formulas of a standard beside the main one read its own results and constants. */
function styleBy(standard: Standard): Style {
  const names = namesOf({ standard, plan: { living: false } });
  return {
    ...DISPLAY,
    ref: (label) => DISPLAY.ref(RESULTS.has(label) ? marked(label, standard) : label),
    name: (name) => (name in names ? markedName(name, standard) : name),
  };
}

export function barContent(
  row: GridRow | undefined,
  column: GridColumn | undefined,
  round: Round,
  writers: Pick<Writers, 'words'>,
): BarContent {
  if (!row || !column) return NOTHING;
  if (column.kind === 'head') return { ...NOTHING, label: 'Chủ hộ', text: row.headName };
  if (column.kind === 'formula') {
    const { key, label } = column.column;
    const tree =
      row.sheet === 'members'
        ? undefined
        : formulaTree(row.sheet, formulaKeyOf(key), column.by ?? round.standard, surveyOf(round).indicators);
    return { label, text: tree ? `=${print(tree, column.by ? styleBy(column.by) : DISPLAY)}` : '', isFormula: true, note: null };
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
    ...(column.kind === 'input' && column.counted?.hint !== undefined && { about: column.counted.hint }),
  };
}
