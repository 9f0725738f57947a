/** What a posted list shows: names, results and movements, and nothing else. */
import type { Classified } from '../review/classify.ts';
import { NEAR_POOR, POOR } from '../review/columns.ts';
import { move } from '../review/formula-columns.ts';
import { RESULT_LABELS } from './agenda.ts';
import type { Standing } from './standing.ts';

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

/** @param decided what the meeting decided otherwise; the posted result is that one. */
export function postedGroups({ data, results }: Classified, { decided }: Pick<Standing, 'decided'>): PostedGroup[] {
  const rows = data.households.map(({ id, cells }) => {
    const result = results.get(id);
    const other = decided.get(id)?.data.result;
    return {
      head: String(cells.head ?? 'Hộ chưa có tên'),
      size: typeof cells.size === 'number' ? cells.size : null,
      result: other ? RESULT_LABELS[other] : String(result?.class ?? ''),
      move: other ? 'Theo kết luận của cuộc họp' : String(result?.move ?? ''),
      moved: other ? null : result?.move,
    };
  });
  return GROUPS.map(({ name, has }) => {
    const households = rows.filter(({ result, moved }) => has(result, moved));
    const sizes = households.map(({ size }) => size);
    return {
      name,
      persons: sizes.some((size) => size === null) ? null : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
      households: households.map(({ head, move: moved }) => ({ head, move: moved })),
    };
  });
}
