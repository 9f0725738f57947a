/** What a household is asked item by item, over all tables that score it: an item that two tables share stands once. */
import type { LoadedTable } from '$lib/cells/score-records.ts';
import { areaName } from '$lib/review/areas.ts';
import { fieldOf, isTick, pointsOf, tableFor, type ScoredKey, type ScoreItem, type ScoreTable } from '$lib/review/score-table.ts';
import type { CellValue } from '$lib/review/types.ts';

export interface ScoreLine {
  field: string;
  item: ScoreItem;
  /** For each option, its points by each table that has the item, in words: '15', '15 · 7'. */
  points: string[];
}

export interface ScoreGroup {
  name: string;
  lines: ScoreLine[];
}

/** @param area as the column Khu vực says it. */
export const tablesOf = (tables: readonly ScoreTable[], keys: readonly ScoredKey[], area: CellValue): ScoreTable[] =>
  keys.flatMap((key) => tableFor(tables, key, area) ?? []);

/** Tables of the same column that were in use before. */
export const olderOf = (table: ScoreTable, loaded: readonly LoadedTable[]): ScoreTable[] =>
  loaded.map((one) => one.table).filter((other) => other !== table && other.scores === table.scores);

/** In the order of the first table, then what only the others ask. */
export function groupsOf(tables: readonly ScoreTable[]): ScoreGroup[] {
  const groups: ScoreGroup[] = [];
  const seen = new Set<string>();
  for (const table of tables)
    for (const item of table.items) {
      const field = fieldOf(item);
      if (seen.has(field)) continue;
      seen.add(field);
      const group = groups.find(({ name }) => name === item.group) ?? { name: item.group, lines: [] };
      if (group.lines.push({ field, item, points: pointsIn(item, tables) }) === 1) groups.push(group);
    }
  return groups;
}

const pointsIn = (item: ScoreItem, tables: readonly ScoreTable[]): string[] => {
  const asked = tables.flatMap((table) => table.items.filter((other) => fieldOf(other) === fieldOf(item)));
  return item.options.map(({ text }) => asked.map((same) => pointsOf(same, isTick(same) ? 'x' : text) ?? 0).join(' · '));
};

/** 'Mẫu 3.10, khu vực nông thôn, 25 mục' */
export const tableWords = ({ form, region, area, items }: Omit<ScoreTable, 'scores' | 'source'>): string =>
  [form, region && `vùng ${region}`, area && `khu vực ${areaName(area)?.toLowerCase()}`, `${items.length} mục`].filter(Boolean).join(', ');
