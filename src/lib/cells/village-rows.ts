/** Villages as rows of the commune's own list: their names, and new ones. */
import { tidy } from '../review/text.ts';
import { isSumName, sumNameText, villageId, villageSpelling } from '../review/village.ts';
import { ORDER_FIELD, readVillages, VILLAGE_PREFIX, villagesAside, type Village } from './review-rooms.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

/** Why a village cannot have this name; '' if it can. @param id of the village that gets the name. */
export function nameProblem(list: SharedList, name: string, id = ''): string {
  if (tidy(name) === '') return 'Hãy ghi tên thôn.';
  if (isSumName(name)) return sumNameText(name);
  const same = (village: Village): boolean => village.id !== id && villageSpelling(village.name) === villageSpelling(name);
  if (readVillages(list).some(same)) return `Đã có ${tidy(name)}.`;
  return villagesAside(list).some(same) ? `${tidy(name)} đang để riêng: hãy lấy lại.` : '';
}

/** A new village after the others. */
export function newVillage(list: SharedList, name: string): { id: string; writes: CellWrite[] } {
  const taken = new Set(list.rows(VILLAGE_PREFIX));
  const wished = villageId(name);
  let id = wished;
  for (let n = 2; taken.has(VILLAGE_PREFIX + id); n++) id = `${wished}-${n}`;
  const row = VILLAGE_PREFIX + id;
  const last = Math.max(
    -1,
    ...[...readVillages(list), ...villagesAside(list)].map((village) => Number(list.get(VILLAGE_PREFIX + village.id, ORDER_FIELD) ?? -1)),
  );
  return {
    id,
    writes: [
      { row, field: 'name', value: tidy(name) },
      { row, field: ORDER_FIELD, value: last + 1 },
    ],
  };
}
