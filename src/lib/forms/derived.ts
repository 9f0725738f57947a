/**
 * Formula columns that only the forms need. The workbook stores them live beside the lists; the app computes them
 * while counting. A member counts in the household's village and class. A village has as many residents as the forms
 * say.
 */
import { excelKey } from '../review/excel-key.ts';
import type { Classified } from '../review/classify.ts';
import type { CellValue, Row, SheetId } from '../review/types.ts';
import { ageFormula, ageOn } from './age.ts';
import { RESIDENTS_KEY, termsFormula, type Sheets } from './live.ts';
import { residentsOf, RESIDENTS } from './residents.ts';
import { homeKey } from './units.ts';
import type { Of } from './official/description.ts';

export interface DerivedColumn {
  key: string;
  label: string;
  width: number;
  /** @returns null if the workbook has nothing to refer to. */
  formula(row: Row, sheets: Sheets): string | null;
  value(row: Row): CellValue;
}

export function derivedColumns(sheet: SheetId, classified: Classified): DerivedColumn[] {
  if (sheet === 'members') return ofMembers(classified);
  if (sheet === 'villages') return ofVillages(classified);
  return classified.data.villages.some(({ cells }) => cells.commune) ? [ofHouseholds(classified)] : [];
}

function ofMembers(classified: Classified): DerivedColumn[] {
  const homes = new Map<string, Row>();
  for (const row of classified.data.households) if (!homes.has(homeKey(row))) homes.set(homeKey(row), row);
  // Each column asks for the same row.
  let last: { row: Row; home: Row | undefined } | null = null;
  const homeOf = (row: Row): Row | undefined => {
    if (last?.row !== row) last = { row, home: homes.get(homeKey(row)) };
    return last.home;
  };
  const fromHome = (key: string, label: string, width: number, value: (home: Row) => CellValue): DerivedColumn => ({
    key,
    label,
    width,
    formula(row, sheets) {
      const home = homeOf(row);
      const address = home && sheets.cell(home.id, key);
      return address ? `${address}&""` : null;
    },
    value(row) {
      const home = homeOf(row);
      return home ? String(value(home) ?? '') : null;
    },
  });
  const ageOf = ageOn(classified.round.lastDay);
  const commune = classified.data.villages.some(({ cells }) => cells.commune)
    ? [
        fromHome('commune', 'Xã, phường', 16, communesOf(classified)),
        fromHome('area', 'Khu vực', 11, (home) => classified.results.get(home.id)?.area ?? null),
      ]
    : [];
  return [
    fromHome('village', 'Thôn', 14, (home) => home.cells.village ?? null),
    ...commune,
    fromHome('class', 'Kết quả phân loại', 15, (home) => classified.results.get(home.id)?.class ?? null),
    {
      key: 'age',
      label: 'Tuổi',
      width: 7,
      formula(row, sheets) {
        const address = sheets.cell(row.id, 'birth');
        return address ? ageFormula(address) : null;
      },
      value: (row) => ageOf(row.cells.birth ?? null),
    },
  ];
}

function ofVillages(classified: Classified): DerivedColumn[] {
  const residents = residentsOf(classified);
  const column = (of: Of, label: string): DerivedColumn => ({
    key: RESIDENTS_KEY[of],
    label,
    width: 14,
    formula(row, sheets) {
      const given = sheets.cell(row.id, of);
      const name = String(row.cells.name ?? '');
      const cell = sheets.cell(row.id, 'name');
      const counted = termsFormula(RESIDENTS, of, [{ key: 'village', value: name, ...(cell && { cell }) }], sheets);
      return given ? `IF(ISNUMBER(${given}),${given},${counted})` : counted;
    },
    value: (row) => residents(row, of),
  });
  return [column('households', 'Số hộ dùng để tính'), column('persons', 'Số khẩu dùng để tính')];
}

/** For several communes: the commune that a household lives in. */
export const communesOf = ({ data }: Classified): ((household: Row) => CellValue) => {
  const communes = new Map(data.villages.map(({ cells }) => [excelKey(cells.name), cells.commune ?? null]));
  // The lists have few different names, and many cells that ask for one.
  const known = new Map<CellValue | undefined, CellValue>();
  return ({ cells: { village } }) => {
    const commune = known.get(village) ?? communes.get(excelKey(village)) ?? null;
    known.set(village, commune);
    return commune;
  };
};

/** For several communes: the commune that a village belongs to. */
function ofHouseholds(classified: Classified): DerivedColumn {
  const value = communesOf(classified);
  return {
    key: 'commune',
    label: 'Xã, phường',
    width: 16,
    formula(row, sheets) {
      const [names, communes, cell] = [
        sheets.range('villages', 'name'),
        sheets.range('villages', 'commune'),
        sheets.cell(row.id, 'village'),
      ];
      return names && communes && cell ? `IFERROR(INDEX(${communes},MATCH(${cell},${names},0))&"","")` : null;
    },
    value: (row) => String(value(row) ?? ''),
  };
}
