/** Finds every table of a sheet: side by side, and one below the other. */
import { foldTight } from '../review/text.ts';
import { looksLikeName } from './furniture-words.ts';
import { columnWords, type Headings } from './headings.ts';
import type { HeadingColumn } from './heading-targets.ts';
import { isUnitLine } from './money-unit.ts';
import type { Grid, GridCell } from './read-grid.ts';
import { repeatsHeadings } from './row-shape.ts';

export interface Table {
  /** Only the cells of this table, at their place in the sheet. */
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

/** Where the headings begin again: left of a second name column, as far as headings that occurred before reach. */
function beginnings({ columns }: Headings): number[] {
  const starts: number[] = [];
  const repeated = ({ counter, again, heading }: HeadingColumn, at: number): boolean =>
    counter || again !== undefined || columns.slice(0, at).some((before) => foldTight(before.heading) === foldTight(heading));
  for (const [at, { again }] of columns.entries()) {
    if (!isNameColumn(again)) continue;
    let first = at;
    for (
      let left = columns[first - 1];
      left && left.index === (columns[first]?.index ?? 0) - 1 && repeated(left, first - 1);
      left = columns[first - 1]
    )
      first--;
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

/** The maximum number of heading rows, from the first that names a column of ours. */
const DEEP = 3;
const isText = (cells: ReadonlyMap<number, GridCell>): boolean => [...cells.values()].every(({ value }) => typeof value === 'string');

/** A single cell is a title, unless it is a name in the name column: the household before the next table may have only that. */
function mayBeRow(cells: ReadonlyMap<number, GridCell>, { columns }: Headings): boolean {
  const own = columns.filter(({ counter, column }) => counter || isNameColumn(column?.key)).filter(({ index }) => cells.has(index));
  return own.length > 0 && (cells.size > 1 || own.some(({ counter, index }) => !counter && looksLikeName(String(cells.get(index)?.value))));
}

/** Other headings further down than those above: another list, or the same list with other columns. */
function belowEachOther({ grid, headings }: Table, find: Find): Table[] {
  if (!isList(headings)) return [{ grid, headings }];
  const rows = [...grid.rows];
  const named = rows.map(([row, cells]) =>
    row > headings.bottom && isText(cells) && !repeatsHeadings(cells, headings.columns) ? columnWords(cells) : [],
  );
  let above = 0;
  for (const [at, [row, cells]] of rows.entries()) {
    // Under a group, some of the headings are a row lower than the others.
    const words = named[at]?.length
      ? rows.slice(at, at + DEEP).flatMap(([below], index) => (below < row + DEEP ? (named[at + index] ?? []) : []))
      : [];
    if (new Set(words).size >= 3) {
      // Its title, and group headings, are right above it.
      const rest = part(grid, (each) => each >= (above || row));
      const next = find(rest);
      if (isList(next) && next.top <= row) {
        // A row that may be either belongs to both: this table judges it as a row, the next one reads only a title from it.
        const own = part(grid, (each) => each < (above || row) || (each < row && mayBeRow(grid.rows.get(each) ?? new Map(), headings)));
        return [{ grid: own, headings }, ...belowEachOther({ grid: rest, headings: next }, find)];
      }
    }
    if (row <= headings.bottom || !isText(cells) || cells.size > 2) above = 0;
    else above ||= row;
  }
  return [{ grid, headings }];
}

export function tablesOf(grid: Grid, headings: Headings | null, find: Find): Table[] {
  if (!isList(headings)) return [{ grid, headings }];
  const line = [...grid.rows]
    .flatMap(([row, cells]) => (row < headings.top ? [...cells.values()] : []))
    .map(({ value }) => String(value))
    .find(isUnitLine);
  const tables = besideEachOther(grid, headings, find).flatMap((table) => belowEachOther(table, find));
  return line === undefined ? tables : tables.map((table) => ({ ...table, grid: { ...table.grid, unitLine: line } }));
}
