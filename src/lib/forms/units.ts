/** The rows of a summary form: villages of a commune, or communes of a district or province. */
import { areaOfVillage, type AreaBasis } from '../review/areas.ts';
import { URBAN } from '../review/columns.ts';
import { excelKey } from '../review/excel-key.ts';
import { groupBy } from '../review/group-by.ts';
import type { Row } from '../review/types.ts';

export interface Unit {
  name: string;
  /** Cells that place a household in the unit. */
  where: Readonly<Record<string, string>>;
  /** From the sheet Thôn. */
  villages: readonly Row[];
  isUrban: boolean;
  /** Only for a province that has districts. */
  district?: string;
}

/** Mã hộ links members to their household. */
export const codeOfRow = (row: Row): string => String(row.cells.code ?? row.id);

/** The same for a household and its members. Each village numbers its households by itself, so two lists may have the same codes. */
export const homeKey = (row: Row): string => `${row.list ?? ''} ${codeOfRow(row)}`;

/** Each village once, ignoring case. If villages name a commune, the units are the communes. */
export function unitsOf(villages: readonly Row[], round: AreaBasis): Unit[] {
  const isUrban = ({ cells }: Row): boolean => areaOfVillage(cells, round) === URBAN;
  const own = new Map<string, Row>();
  for (const village of villages) {
    const key = excelKey(village.cells.name);
    if (key !== '' && !own.has(key)) own.set(key, village);
  }
  const rows = [...own.values()];
  if (!rows.some(({ cells }) => cells.commune))
    return rows.map((village) => ({
      name: String(village.cells.name),
      where: { village: String(village.cells.name) },
      villages: [village],
      isUrban: isUrban(village),
    }));

  const communes = groupBy(rows, ({ cells }) => excelKey(cells.commune));
  return [...communes.values()].flatMap((inside) => {
    const commune = String(inside[0]?.cells.commune ?? '');
    const district = inside[0]?.cells.district;
    const within = typeof district === 'string' ? { district } : {};
    const areas = [...groupBy(inside, isUrban)];
    if (areas.length === 1) return [{ name: commune, where: { commune }, villages: inside, isUrban: areas[0]?.[0] ?? false, ...within }];
    // The unit's villages appear in both blocks of the form.
    return areas.map(([urban, part]) => ({
      name: `${commune} (${urban ? 'thành thị' : 'nông thôn'})`,
      where: { commune, area: part[0] ? areaOfVillage(part[0].cells, round) : '' },
      villages: part,
      isUrban: urban,
      ...within,
    }));
  });
}

/** The districts of a province; otherwise urban before rural, as on the forms, if there are both. Empty if all units are of one kind. */
export function blocksOf(units: readonly Unit[]): { name: string; members: number[] }[] {
  const isProvince = units.some(({ district }) => district !== undefined);
  const groups = groupBy(
    units.map((_, index) => index),
    (index) => (isProvince ? (units[index]?.district ?? '') : units[index]?.isUrban ? 'Khu vực thành thị' : 'Khu vực nông thôn'),
  );
  if (groups.size < 2) return [];
  const found = [...groups].map(([name, members]) => ({ name, members, isUrban: units[members[0] ?? 0]?.isUrban === true }));
  if (!isProvince) found.sort((a, b) => Number(b.isUrban) - Number(a.isUrban));
  return found.map(({ name, members }, index) => ({ name: `${roman(index + 1)}. ${name}`, members }));
}

const ROMAN: readonly [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(number: number): string {
  const step = ROMAN.find(([value]) => value <= number);
  return step ? step[1] + roman(number - step[0]) : '';
}
