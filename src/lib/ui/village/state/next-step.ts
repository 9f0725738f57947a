/** What a village's list needs next: first the conflicts, then what is missing. */
import { NAME_FIELD } from '$lib/grid/grid-columns.ts';
import { missingOf, type GridRow } from '$lib/grid/grid-row.ts';
import { columnOf } from '$lib/review/columns.ts';
import { readBy } from '$lib/review/condition-text.ts';
import { standardsOf, type Round } from '$lib/review/plans.ts';
import type { GridPlace } from '$lib/grid/place.ts';

export interface NextStep {
  kind: 'conflict' | 'missing';
  /** Rows of that kind. */
  count: number;
  /** The next one after the focused row; after the last one, the first. */
  place: GridPlace;
}

const isDisputed = ({ conflicts }: GridRow): boolean => Object.keys(conflicts).length > 0;
const wrongField = ({ problems }: GridRow): string | undefined =>
  Object.entries(problems).find(([, { severity }]) => severity === 'error')?.[0];
const isMissing = (row: GridRow): boolean => missingOf(row) !== '' || wrongField(row) !== undefined;

/** The cell to fill in: what the classes rest on first (Điểm B1, an income), then a cell with an error. */
function missingField(row: GridRow, first: readonly string[]): string {
  const missing = missingOf(row).split('; ');
  const blank = first.find((key) => missing.includes(columnOf(row.sheet, key)?.label ?? ''));
  return blank ?? wrongField(row) ?? NAME_FIELD[row.sheet];
}

/** What the classes rest on, by every standard of the round. */
const deciding = (round: Pick<Round, 'standard' | 'beside'>): string[] => [
  ...new Set(standardsOf(round).flatMap((standard) => readBy(standard.classes, standard))),
];

/** @param rows in the order of the list. @param from the focused row. */
export function nextStep(rows: readonly GridRow[], from: string | undefined, round: Pick<Round, 'standard' | 'beside'>): NextStep | null {
  const disputed = rows.filter(isDisputed);
  const open = disputed.length > 0 ? disputed : rows.filter(isMissing);
  const here = rows.findIndex(({ id }) => id === from);
  const after = new Set(rows.slice(here + 1));
  const row = open.find((one) => after.has(one)) ?? open[0];
  if (!row) return null;
  const [kind, field] =
    disputed.length > 0
      ? (['conflict', Object.keys(row.conflicts)[0] ?? NAME_FIELD[row.sheet]] as const)
      : (['missing', missingField(row, deciding(round))] as const);
  return { kind, count: open.length, place: { row: row.id, field } };
}
