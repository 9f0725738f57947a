/** What is open in one village's list, by household: conflicts, and cells written apart. Only reads. */
import { apartPairs, isSeen, type ApartPair } from '$lib/cells/apart.ts';
import { Causes } from '$lib/cells/causes.ts';
import type { Entry } from '$lib/cells/entry.ts';
import { fieldLabel } from '$lib/cells/field-label.ts';
import { HOUSEHOLD_PREFIX, isListed, MEMBER_PREFIX, openCells, readHousehold, readRow } from '$lib/cells/review-rooms.ts';
import type { SharedList } from '$lib/cells/shared-list.ts';
import { consequenceOf, type Consequence, type Level } from '$lib/forms/consequence.ts';
import type { HouseholdFigures } from '$lib/forms/household-figures.ts';
import { valueText } from '$lib/grid/grid-context.ts';
import type { Classifier } from '$lib/review/classify.ts';
import { columnOf } from '$lib/review/columns.ts';
import { MISTAKEN_FIELD, mistakenText } from '$lib/review/mistaken.ts';
import { standardsOf } from '$lib/review/plans.ts';
import type { Standard } from '$lib/review/standards.ts';
import type { CellValue, Row, SheetId } from '$lib/review/types.ts';
import { decides } from '$lib/review/why.ts';

export interface OpenField {
  /** The row of the household or of a member. */
  row: string;
  field: string;
  label: string;
  /** The member's name; '' for the household itself. */
  member: string;
  /** One for each value, the current one last. */
  entries: readonly Entry[];
  level: Level;
  /** As the column shows it. */
  text(value: CellValue): string;
}

export interface OpenHousehold {
  /** Unique in the commune. */
  key: string;
  village: string;
  villageName: string;
  /** null for members whose Mã hộ belongs to no household. */
  row: Row | null;
  name: string;
  code: string;
  cells: readonly OpenField[];
  consequence: Consequence;
}

export interface ApartHousehold {
  key: string;
  village: string;
  villageName: string;
  row: Row;
  name: string;
  code: string;
  /** From different devices, perhaps of one person. */
  pairs: readonly ApartPair[];
}

export interface VillageConflicts {
  households: readonly OpenHousehold[];
  apart: readonly ApartHousehold[];
}

export interface VillagePlace {
  id: string;
  name: string;
}

const ALONE: Consequence = { level: 'rest', levels: [], deciding: [], combinations: [] };

export function conflictsOf(list: SharedList, village: VillagePlace, classifier: Classifier, figures: HouseholdFigures): VillageConflicts {
  const places = openCells(list).filter(({ row }) => row.startsWith(HOUSEHOLD_PREFIX) || row.startsWith(MEMBER_PREFIX));
  const households = new Map<string, { row: string | null; cells: { row: string; field: string }[] }>();
  const byCode = places.some(({ row }) => row.startsWith(MEMBER_PREFIX)) ? codesOf(list, HOUSEHOLD_PREFIX) : new Map<string, string[]>();
  for (const { row, field } of places) {
    const code = String(list.get(row, 'code') ?? '');
    const home = row.startsWith(HOUSEHOLD_PREFIX) ? row : (byCode.get(code)?.[0] ?? null);
    const key = home ?? `? ${code}`;
    const group = households.get(key) ?? { row: home, cells: [] };
    households.set(key, group);
    group.cells.push({ row, field });
  }
  const membersOf = households.size > 0 ? codesOf(list, MEMBER_PREFIX) : new Map<string, string[]>();
  return {
    households: [...households].map(([key, { row, cells }]) =>
      openHousehold(list, village, `${village.id} ${key}`, row, cells, membersOf, classifier, figures),
    ),
    apart: apartIn(list, village, standardsOf(classifier.round)),
  };
}

function openHousehold(
  list: SharedList,
  village: VillagePlace,
  key: string,
  id: string | null,
  cells: readonly { row: string; field: string }[],
  membersOf: ReadonlyMap<string, readonly string[]>,
  classifier: Classifier,
  figures: HouseholdFigures,
): OpenHousehold {
  const household = id === null ? null : readHousehold(list, id, village.name);
  const code = String((household ? household.cells.code : list.get(cells[0]?.row ?? '', 'code')) ?? '');
  const entries = cells.map(({ row, field }) => list.values(row, field));
  const members = household ? (membersOf.get(code) ?? []).map((member) => readRow(list, member, 'members')) : [];
  const open = cells.map(({ row, field }, index) => ({ row, field, values: (entries[index] ?? []).map(({ value }) => value) }));
  const consequence = household ? consequenceOf(household, members, open, classifier, figures) : ALONE;
  return {
    key,
    village: village.id,
    villageName: village.name,
    row: household,
    name: String(household?.cells.head ?? ''),
    code,
    consequence,
    cells: cells.map(({ row, field }, index): OpenField => {
      const isMember = row.startsWith(MEMBER_PREFIX);
      return {
        row,
        field,
        label: fieldLabel(row, field),
        member: isMember ? String(list.get(row, 'name') ?? 'thành viên chưa có tên') : '',
        entries: entries[index] ?? [],
        level: consequence.levels[index] ?? 'rest',
        text: textOf(isMember ? 'members' : (household?.sheet ?? 'list01'), field),
      };
    }),
  };
}

export function textOf(sheet: SheetId, field: string): (value: CellValue) => string {
  if (field === MISTAKEN_FIELD) return mistakenText;
  const column = columnOf(sheet, field);
  return (value) =>
    column
      ? valueText(column, { value })
      : value === 'list01'
        ? 'Danh sách 01'
        : value === 'list02'
          ? 'Danh sách 02'
          : String(value ?? '(trống)');
}

/** Rows of one kind by Mã hộ. */
function codesOf(list: SharedList, prefix: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const row of list.rows()) {
    const code = row.startsWith(prefix) && isListed(list, row) ? list.get(row, 'code') : null;
    if (code === null) continue;
    const rows = found.get(String(code));
    if (rows) rows.push(row);
    else found.set(String(code), [row]);
  }
  return found;
}

function apartIn(list: SharedList, village: VillagePlace, standards: readonly Standard[]): ApartHousehold[] {
  let causes: Causes | undefined;
  return list.rows().flatMap((id): ApartHousehold[] => {
    if (!id.startsWith(HOUSEHOLD_PREFIX) || !isListed(list, id)) return [];
    // Most households were written on one device: only the others need a closer look.
    if (new Set([...list.idsOf(id).values()].map(({ client }) => client)).size < 2) return [];
    const household = readHousehold(list, id, village.name);
    const concerns = (field: string): boolean => decides(household, field, standards);
    // Includes pairs with one name: their accounts show whether it is one person (questionsOf).
    const pairs = apartPairs(list, id, concerns, (causes ??= new Causes(list.doc)), () => false).filter((pair) => !isSeen(list, id, pair));
    if (pairs.length === 0) return [];
    return [
      {
        key: `${village.id} ${id}`,
        village: village.id,
        villageName: village.name,
        row: household,
        name: String(household.cells.head ?? ''),
        code: String(household.cells.code ?? ''),
        pairs,
      },
    ];
  });
}
