/**
 * The score tables that a commune has loaded (review/score-table.ts), as rows of its own room: one a version, which never changes. The
 * newest put into use counts, for its column, region and area.
 */
import * as v from 'valibot';
import {
  isRegion,
  learn,
  MOST,
  SCORED_KEYS,
  ScoreTableShape,
  tableFor,
  versionOf,
  type Region,
  type ScoreTable,
} from '../review/score-table.ts';
import { areaName } from '../review/areas.ts';
import { RURAL, URBAN } from '../review/columns.ts';
import type { CellValue } from '../review/types.ts';
import { ROUND_ROW, SCORES_PREFIX } from './review-rooms.ts';
import type { CellWrite, SharedList } from './shared-list.ts';

/** On the round's row. */
export const REGION_FIELD = 'region';
/** Milliseconds since 1970 when it was last put into use; empty while it is not. */
const USE = 'use';
const ITEM = 'item.';

export interface LoadedTable {
  version: string;
  table: ScoreTable;
  /** Who loaded it, as the entry claims, and when: seconds as in Entry. */
  by: string;
  at: number;
  /** null while it is not in use. */
  use: number | null;
}

/** The newest first. A row that this version cannot read is left out. */
export function loadedTables(commune: SharedList): LoadedTable[] {
  const loaded = commune.rows(SCORES_PREFIX).flatMap((row): LoadedTable[] => {
    const cells = commune.snapshotRow(row);
    const table = tableOf(cells);
    if (!table) return [];
    const [first] = commune.entries(row, 'scores');
    return [
      {
        version: row.slice(SCORES_PREFIX.length),
        table: learn(table),
        by: first?.author ?? '',
        at: first?.at ?? 0,
        use: typeof cells[USE] === 'number' ? cells[USE] : null,
      },
    ];
  });
  return loaded.sort((a, b) => (b.use ?? 0) - (a.use ?? 0) || b.at - a.at);
}

function tableOf(cells: Readonly<Record<string, CellValue>>): ScoreTable | null {
  const items = Object.keys(cells)
    .filter((field) => field.startsWith(ITEM) && cells[field] !== null)
    .sort();
  try {
    const result = v.safeParse(ScoreTableShape, {
      ...{ form: '', region: '', area: '', source: '' },
      ...Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== null)),
      items: items.map((field) => JSON.parse(String(cells[field])) as unknown),
    });
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}

export const regionOf = (commune: SharedList): Region | null => {
  const region = commune.get(ROUND_ROW, REGION_FIELD);
  return isRegion(region) ? region : null;
};

/** The tables in use in the commune's region, at most one for each column and area. */
export function tablesInUse(commune: SharedList, loaded: readonly LoadedTable[] = loadedTables(commune)): ScoreTable[] {
  const region = regionOf(commune);
  const inUse = loaded
    .filter(({ table, use }) => use !== null && (table.region === '' || table.region === region))
    .map(({ table }) => table);
  return SCORED_KEYS.flatMap((key) => [RURAL, URBAN].flatMap((area) => tableFor(inUse, key, area) ?? [])).filter(
    (table, at, all) => all.indexOf(table) === at,
  );
}

/** Loads a table and puts it into use. @param loaded what is there already. */
export function tableWrites(table: ScoreTable, now: number, loaded: readonly LoadedTable[] = []): CellWrite[] {
  const version = versionOf(table);
  const row = SCORES_PREFIX + version;
  const { items, ...facts } = table;
  const digits = String(MOST.items).length;
  return [
    ...Object.entries(facts).map(([field, value]) => ({ row, field, value: value || null })),
    ...items.map((item, at) => ({ row, field: ITEM + String(at + 1).padStart(digits, '0'), value: JSON.stringify(item) })),
    ...useWrites(loaded, { version, table }, now),
  ];
}

/** Puts a table into use in place of those of its column, region and area; null takes it out. */
export const useWrites = (
  loaded: readonly LoadedTable[],
  { version, table }: Pick<LoadedTable, 'version' | 'table'>,
  at: number | null,
): CellWrite[] => [
  ...(at === null ? [] : loaded)
    .filter((one) => one.version !== version && one.use !== null && replaces(table, one.table))
    .map((one) => useWrite(one.version, null)),
  useWrite(version, at),
];

const replaces = (table: ScoreTable, other: ScoreTable): boolean =>
  table.scores === other.scores && table.region === other.region && (table.area === '' || table.area === other.area);

/** Region and tables in use, as another round of the commune begins with them. */
export const carriedTables = (commune: SharedList): CellWrite[] => [
  ...(regionOf(commune) === null ? [] : [{ row: ROUND_ROW, field: REGION_FIELD, value: regionOf(commune) }]),
  ...loadedTables(commune).flatMap(({ table, use }) => (use === null ? [] : tableWrites(table, use))),
];

/** @param at null: out of use. */
const useWrite = (version: string, at: number | null): CellWrite => ({ row: SCORES_PREFIX + version, field: USE, value: at });

const FIELDS: Readonly<Record<string, string>> = {
  scores: 'Bảng điểm của',
  form: 'Mẫu phiếu',
  region: 'Vùng',
  area: 'Khu vực',
  source: 'Căn cứ',
  [USE]: 'Đưa bảng điểm vào dùng',
};
export const scoreFieldLabel = (field: string): string =>
  field.startsWith(ITEM) ? `Mục ${Number(field.slice(ITEM.length))}` : (FIELDS[field] ?? field);

/** As people read it in a history. */
export function scoreValueText(row: string, field: string, value: CellValue): CellValue {
  if (!row.startsWith(SCORES_PREFIX) || value === null) return value;
  if (field === USE) return typeof value === 'number' ? new Date(value).toLocaleDateString('vi-VN') : value;
  if (field === 'area') return value === 'rural' || value === 'urban' ? areaName(value) : value;
  if (!field.startsWith(ITEM)) return value;
  try {
    return String((JSON.parse(String(value)) as { name: unknown }).name);
  } catch {
    return value;
  }
}
