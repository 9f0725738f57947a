/** Every table of a sheet: beside each other, and one below the other. */
import { namesColumns, type Headings } from './headings.ts';
import type { Grid } from './read-grid.ts';
import { repeatsHeadings } from './row-shape.ts';

export interface Table {
  /** Only the cells of this table, where they stand in the sheet. */
  grid: Grid;
  headings: Headings | null;
}

type Find = (grid: Grid) => Headings | null;

function part(grid: Grid, has: (row: number, column: number) => boolean): Grid {
  const rows: Grid['rows'] = new Map();
  for (const [row, cells] of grid.rows) {
    const own = new Map([...cells].filter(([column]) => has(row, column)));
    if (own.size > 0) rows.set(row, own);
  }
  return { ...grid, rows };
}

const isNameColumn = (key: string | undefined): boolean => key === 'head' || key === 'name';
const isList = (headings: Headings | null): headings is Headings => headings !== null && headings.sheet !== 'villages' && !headings.result;

/** Where the headings begin again: left of a second name, from its running number or code on. */
function beginnings({ columns }: Headings): number[] {
  const starts: number[] = [];
  for (const [at, { again }] of columns.entries()) {
    if (!isNameColumn(again)) continue;
    let first = at;
    for (let left = columns[first - 1]; left && left.index === (columns[first]?.index ?? 0) - 1 && (left.counter || left.again !== undefined); left = columns[first - 1]) first--;
    starts.push(columns[first]?.index ?? 0);
  }
  return starts;
}

function besideEachOther(grid: Grid, headings: Headings, find: Find): Table[] {
  const cuts = [0, ...beginnings(headings), Infinity];
  if (cuts.length === 2) return [{ grid, headings }];
  const tables = cuts.slice(0, -1).map((from, at) => {
    const own = part(grid, (_, column) => column >= from && column < (cuts[at + 1] ?? Infinity));
    return { grid: own, headings: find(own) };
  });
  return tables.every((table) => isList(table.headings)) ? tables : [{ grid, headings }];
}

/** Other headings than those above, further down: another list, or the same with other columns. */
function belowEachOther({ grid, headings }: Table, find: Find): Table[] {
  if (!isList(headings)) return [{ grid, headings }];
  let above = 0;
  for (const [row, cells] of grid.rows) {
    const isText = [...cells.values()].every(({ value }) => typeof value === 'string');
    if (row > headings.bottom && isText && namesColumns(cells) >= 3 && !repeatsHeadings(cells, headings.columns)) {
      // Its title, and headings of groups, stand right above it.
      const rest = part(grid, (at) => at >= (above || row));
      const next = find(rest);
      if (isList(next)) return [{ grid: part(grid, (at) => at < (above || row)), headings }, ...belowEachOther({ grid: rest, headings: next }, find)];
    }
    if (row <= headings.bottom || !isText || cells.size > 2) above = 0;
    else above ||= row;
  }
  return [{ grid, headings }];
}

export function tablesOf(grid: Grid, headings: Headings | null, find: Find): Table[] {
  if (!isList(headings)) return [{ grid, headings }];
  return besideEachOther(grid, headings, find).flatMap((table) => belowEachOther(table, find));
}
