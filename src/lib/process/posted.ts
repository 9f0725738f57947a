/** What a posted list shows: names, results and movements, and nothing else. */
import type { Classified } from '../review/classify.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { move } from '../review/formula-columns.ts';

export interface PostedGroup {
  name: string;
  /** Of all its households; null while a household has no number of persons. */
  persons: number | null;
  households: { head: string; move: string }[];
}

/** The four lists of a notice. A household that became near poor stands on two of them (điểm 5.2 of the plan of Trà Cú). */
const GROUPS: readonly { name: string; has: (result: string, moved: unknown) => boolean }[] = [
  { name: 'Hộ nghèo', has: (result) => result === POOR },
  { name: 'Hộ cận nghèo', has: (result) => result === NEAR_POOR },
  { name: 'Hộ thoát nghèo', has: (_, moved) => moved === move('poor-escapes') || moved === move('poor-to-near') },
  { name: 'Hộ thoát cận nghèo', has: (_, moved) => moved === move('near-escapes') },
];

export function postedGroups({ data, results }: Classified): PostedGroup[] {
  const rows = data.households.map(({ id, cells }) => {
    const result = results.get(id);
    return {
      head: String(cells.head ?? 'Hộ chưa có tên'),
      size: typeof cells.size === 'number' ? cells.size : null,
      result: String(result?.class ?? ''),
      move: String(result?.move ?? ''),
    };
  });
  return GROUPS.map(({ name, has }) => {
    const households = rows.filter(({ result, move: moved }) => has(result, moved));
    const sizes = households.map(({ size }) => size);
    return {
      name,
      persons: sizes.some((size) => size === null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
      households: households.map(({ head, move: moved }) => ({ head, move: moved })),
    };
  });
}
