/** The rows of a summary form: villages of a commune, or communes of a district or province. */
import { URBAN } from '../review/columns.ts';
import { groupBy } from '../review/group-by.ts';
import type { Row } from '../review/types.ts';

export interface Unit {
  name: string;
  /** Cells that put a household into the unit. */
  where: Readonly<Record<string, string>>;
  /** Of the sheet Thôn. */
  villages: readonly Row[];
  isUrban: boolean;
}

/** Mã hộ ties members to their household. */
export const codeOfRow = (row: Row): string => String(row.cells.code ?? row.id);

export const unitKey = (name: unknown): string => String(name ?? '').toLowerCase();

const isUrban = (village: Row): boolean => village.cells.area === URBAN;

/** A village once, whatever the lists call it in small or capital letters. Villages that name a commune are those of several. */
export function unitsOf(villages: readonly Row[]): Unit[] {
  const own = new Map<string, Row>();
  for (const village of villages) {
    const key = unitKey(village.cells.name);
    if (key !== '' && !own.has(key)) own.set(key, village);
  }
  const rows = [...own.values()];
  if (!rows.some(({ cells }) => cells.commune))
    return rows.map((village) => ({ name: String(village.cells.name), where: { village: String(village.cells.name) }, villages: [village], isUrban: isUrban(village) }));

  const communes = groupBy(rows, ({ cells }) => unitKey(cells.commune));
  return [...communes.values()].flatMap((inside) => {
    const commune = String(inside[0]?.cells.commune ?? '');
    const areas = [...groupBy(inside, isUrban)];
    if (areas.length === 1) return [{ name: commune, where: { commune }, villages: inside, isUrban: areas[0]?.[0] ?? false }];
    // Its villages stand in both blocks of the form.
    return areas.map(([urban, part]) => ({
      name: `${commune} (${urban ? 'thành thị' : 'nông thôn'})`,
      where: { commune, area: String(part[0]?.cells.area ?? '') },
      villages: part,
      isUrban: urban,
    }));
  });
}
