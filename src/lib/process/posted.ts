/** What a posted list shows: names, results and movements, and the columns that the commune has chosen of a closed list. */
import type { Classified } from '../review/classify.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import type { PostedColumn } from '../review/posted-columns.ts';
import { move } from '../review/formula-columns.ts';
import type { Row } from '../review/types.ts';

export interface PostedGroup {
  name: string;
  /** Of all its households; null while a household has no number of persons. */
  persons: number | null;
  /** `more`: a value for each of the columns that the commune shows. */
  households: { row: string; head: string; move: string; more: string[] }[];
}

/** The four lists of a notice. A household that became near poor stands on two of them (điểm 5.2 of the plan of Trà Cú). */
const GROUPS = {
  poor: { name: 'Hộ nghèo', has: (result) => result === POOR },
  near: { name: 'Hộ cận nghèo', has: (result) => result === NEAR_POOR },
  poorLeft: { name: 'Hộ thoát nghèo', has: (_, moved) => moved === move('poor-escapes') || moved === move('poor-to-near') },
  nearLeft: { name: 'Hộ thoát cận nghèo', has: (_, moved) => moved === move('near-escapes') },
} as const satisfies Record<string, { name: string; has: (result: string, moved: unknown) => boolean }>;
export type ResultGroup = keyof typeof GROUPS;
const GROUP_IDS = Object.keys(GROUPS) as ResultGroup[];

export interface GroupedHousehold {
  row: Row;
  head: string;
  size: number | null;
  move: string;
  before: string;
}

/** The households of each list, in the list's order. */
export function groupedHouseholds({ data, results }: Classified): Record<ResultGroup, GroupedHousehold[]> {
  const grouped: Record<ResultGroup, GroupedHousehold[]> = { poor: [], near: [], poorLeft: [], nearLeft: [] };
  for (const row of data.households) {
    const result = results.get(row.id);
    const moved = String(result?.move ?? '');
    const household: GroupedHousehold = {
      row,
      head: String(row.cells.head ?? 'Hộ chưa có tên'),
      size: typeof row.cells.size === 'number' ? row.cells.size : null,
      move: moved,
      before: String(row.cells.lastYear ?? ''),
    };
    for (const group of GROUP_IDS) if (GROUPS[group].has(String(result?.class ?? ''), moved)) grouped[group].push(household);
  }
  return grouped;
}

/** @param shows columns of the closed list. */
export function postedGroups(classified: Classified, shows: readonly PostedColumn[] = []): PostedGroup[] {
  const grouped = groupedHouseholds(classified);
  return GROUP_IDS.map((group) => {
    const sizes = grouped[group].map(({ size }) => size);
    return {
      name: GROUPS[group].name,
      persons: sizes.some((size) => size === null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
      households: grouped[group].map(({ row, head, move: moved }) => ({
        row: row.id,
        head,
        move: moved,
        more: shows.map((key) => String(row.cells[key] ?? '')),
      })),
    };
  });
}
