/** Whether a file belongs to another commune, and what a person must confirm before it is written all the same. */
import { isSameCommune } from '$lib/review/place-name.ts';
import type { ReviewData } from '$lib/review/types.ts';
import type { ImportPreview } from '$lib/workbook/preview.ts';

/** The commune that the file names, if it is not ours; otherwise ''. */
export const otherCommune = (file: string, ours: string): string => (file !== '' && ours !== '' && !isSameCommune(file, ours) ? file : '');

/** Names of villages that the import would add. */
export function newVillages(current: ReviewData, { writes }: Pick<ImportPreview, 'writes'>): string[] {
  const known = new Set(current.villages.map(({ id }) => id));
  return writes.filter(({ sheet, id }) => sheet === 'villages' && !known.has(id)).map(({ cells }) => String(cells.name ?? ''));
}

interface FileAndCommune {
  otherUnit: string;
  unit: string;
  /** The commune has no villages yet. */
  isEmpty: boolean;
  /** Villages of the file's households; null if there is no preview. */
  villages: readonly string[] | null;
  newVillages: readonly string[];
}

/** The sentence to confirm; '' if the file seems to be the commune's own. */
export function confirmationOf({ otherUnit, unit, isEmpty, villages, newVillages }: FileAndCommune): string {
  if (otherUnit) return `Đúng là ghi danh sách của ${otherUnit} vào sổ của ${unit}`;
  const added = new Set(newVillages);
  const isForeign = !isEmpty && added.size > 0 && villages?.every((village) => added.has(village));
  return isForeign ? `Đúng là thêm ${added.size} thôn mới vào sổ của ${unit}: không thôn nào của tệp đang có trong xã` : '';
}
