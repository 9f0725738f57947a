/** Finds the table in a sheet: which rows are its headings, which list it is, which column is which. */
import { columnOf, columnsOf } from '../review/columns.ts';
import { fold, foldTight, tidy } from '../review/text.ts';
import type { SheetId } from '../review/types.ts';
import { partsAt, type Stacked } from './heading-parts.ts';
import { find, targetsFor, targetsOf, wordings, type HeadingColumn, type Target, type Targets } from './heading-targets.ts';
import { HEADING_ROWS, mergeAt, type Grid, type GridCell } from './read-grid.ts';
import { withoutCopyMark } from './village-words.ts';
import type { ResultKind } from './result-forms.ts';

export interface Headings {
  sheet: SheetId;
  /** Set for a list of results (Mẫu 6.1, 6.2): its rows are members, with their household's columns beside them. */
  result?: ResultKind;
  /** One row for each person, with the household's columns beside the head: both lists in one table. */
  family?: true;
  top: number;
  bottom: number;
  columns: HeadingColumn[];
}

const COUNTERS = ['STT', 'TT', 'Số TT', 'Số thứ tự', 'No'].map(foldTight);
const SHEET_IDS = ['villages', 'list01', 'list02', 'members'] as const;

const LIST_SIGNS = ['code', 'cccd', 'birth', 'sex', 'ethnic', 'village', 'size', 'lastYear', 'request', 'formA', 'b1', 'income', 'note'];

/** Without these columns a table is not that list, however many other columns match. */
const NEEDED: Readonly<Record<SheetId, (has: (key: string) => boolean) => boolean>> = {
  villages: (has) => has('name') && (has('households') || has('persons') || has('area')),
  list01: (has) => has('head') && LIST_SIGNS.filter(has).length >= 2,
  list02: (has) => has('head') && LIST_SIGNS.filter(has).length >= 2,
  members: (has) => has('name') && (has('relation') || (has('code') && has('birth')) || has('noInsurance')),
};

/** Persons first: 'Họ và tên' is the member if there is also a column of heads. */
const FAMILY = targetsFor([...columnsOf('members'), ...columnsOf('list01').filter(({ key }) => !columnOf('members', key))]);
for (const [word, target] of targetsOf('list01')) if (!FAMILY.has(word)) FAMILY.set(word, target);

/** Columns that a pure list of members never has. */
const OF_HOUSEHOLD = ['lastYear', 'b1', 'size', 'request', 'formA', 'income', 'i1', 'i7', 'c1'];

const targets: Record<SheetId, Targets> = {
  villages: targetsOf('villages'),
  list01: targetsOf('list01'),
  list02: targetsOf('list02'),
  members: targetsOf('members'),
};

/** The heading texts of one column, top to bottom, with merged cells filled. Merges that begin above `top` are titles. */
function stackOf(grid: Grid, top: number, bottom: number, column: number): Stacked {
  const stack: Stacked['texts'] = [];
  for (let row = top; row <= bottom; row++) {
    const merge = mergeAt(grid, row, column);
    const inside = merge && merge.top >= top;
    const cell = inside ? grid.rows.get(merge.top)?.get(merge.left) : grid.rows.get(row)?.get(column);
    const text = cell === undefined ? '' : tidy(String(cell.value));
    if (text !== '' && stack.at(-1)?.text !== text)
      stack.push({ text, wide: inside === true && merge.right > merge.left, merge: inside ? merge : undefined });
  }
  return { texts: stack };
}

function columnAt(among: Targets, { texts: stack }: Stacked, index: number): HeadingColumn | null {
  const last = stack.at(-1);
  if (!last) return null;
  const whole = stack.map(({ text }) => text).join(' ');
  const result: HeadingColumn = { index, heading: last.text, column: null, formula: null, counter: false };
  if (wordings(last.text).some((word) => COUNTERS.includes(word))) return { ...result, counter: true };
  const above = stack.at(-2)?.text;
  const sex = ({ nam: 'Nam', nu: 'Nữ' } as const)[foldTight(last.text)];
  if (above !== undefined && sex !== undefined) {
    const target = find(among, above);
    if (target && 'column' in target && target.column.key === 'birth')
      return { ...result, heading: whole, column: target.column, formula: null, sex };
  }
  // The lower heading wins; a group heading over several columns never names a single one.
  const candidates = [last.text, whole, ...(above !== undefined && !stack.at(-2)?.wide ? [above] : [])];
  for (const heading of candidates) {
    const target = find(among, heading);
    if (target) return { ...result, ...('column' in target ? { column: target.column } : { formula: target.formula }) };
  }
  return result;
}

function columnsAt(grid: Grid, among: Targets, stacks: readonly Stacked[], bottom: number): HeadingColumn[] {
  const columns: HeadingColumn[] = [];
  const taken = new Set<string>();
  const name = find(among, 'Họ và tên chủ hộ') ?? find(among, 'Họ và tên');
  for (let index = 0; index < stacks.length; index++) {
    const parts = partsAt(grid, stacks, index, bottom, among, name);
    const found = parts?.[0] ?? columnAt(among, stacks[index] as Stacked, index);
    if (!found) continue;
    if (parts) index += parts.length - 1;
    // The first column with a name keeps it; a second one is reported as not recognised.
    const key = found.column ? `${found.column.key}/${found.sex ?? ''}` : found.formula;
    if (key !== null && taken.has(key))
      columns.push(
        ...(parts ?? [found]).map(({ part: _, ...each }) => ({ ...each, column: null, formula: null, again: found.column?.key ?? key })),
      );
    else columns.push(...(parts ?? [found]));
    if (key !== null) taken.add(key);
  }
  return columns;
}

const LIST02_TITLE = /muc song trung binh|thu nhap kha|ho kha|ho giau/;

/** What the tab's name and the title suggest. Positive: for this list; negative: against it. */
function hint(sheet: SheetId, name: string, title: string, has: (key: string) => boolean): number {
  const tab = fold(withoutCopyMark(name));
  // 'Danh sách số 2', 'DS02'; the 1 in 'DS thôn 1' belongs to the village.
  const list = /\b(?:danh sach|ds) ?(?:so )?0?([12])\b/.exec(tab)?.[1];
  const evidence = has('lastYear') || has('i1') || has('i7') || has('c1');
  switch (sheet) {
    case 'villages':
      return /^(danh sach )?(thon|ap|to dan pho|khom|thon to)\b(?! ?\d)/.test(tab) || /danh sach thon/.test(title) ? 4 : 0;
    case 'members':
      return /thanh vien|nhan khau/.test(tab) || /thanh vien/.test(title) ? 4 : 0;
    case 'list01':
      return list === '1' ? 8 : list === '2' ? -8 : LIST02_TITLE.test(title) && !evidence ? -4 : evidence ? 2 : 0;
    case 'list02':
      return list === '2' ? 8 : list === '1' ? -8 : LIST02_TITLE.test(title) && !evidence ? 4 : evidence ? -2 : -1;
  }
}

/** The number of rows that headings can take: columns, their groups, groups of groups, and the form's printed numbers. */
const DEEPEST = 6;

/** A kind of table: its headings and how well they fit, or null if they do not fit at all. */
export interface Candidate<Kind> {
  kind: Kind;
  targets: Targets;
  fit: (has: (key: string) => boolean, title: string) => number | null;
}

export interface Found<Kind> {
  kind: Kind;
  top: number;
  bottom: number;
  columns: HeadingColumn[];
}

/** The number of cells in a row that match a column of ours. */
function namedCells(grid: Grid, all: readonly Targets[]): (row: number) => number {
  const counts = new Map<number, number>();
  const isNamed = (value: unknown): boolean =>
    typeof value === 'string' && value.length < 200 && all.some((targets) => find(targets, tidy(value)) !== null);
  return (row) => {
    const known = counts.get(row);
    if (known !== undefined) return known;
    const count = [...(grid.rows.get(row)?.values() ?? [])].filter(({ value }) => isNamed(value)).length;
    counts.set(row, count);
    return count;
  };
}

/** A number under 'STT' marks the first household, whose head's name may look like a heading (Ghi Chú). */
function isCounted(grid: Grid, top: number, row: number): boolean {
  return [...(grid.rows.get(row) ?? [])].some(([index, { value }]) => {
    if (typeof value !== 'number' && !/^\d{1,4}[.)]?$/.test(value.toString())) return false;
    for (let above = row - 1; above >= top; above--) {
      const cell = grid.rows.get(above)?.get(index);
      if (cell) return wordings(tidy(String(cell.value))).some((word) => COUNTERS.includes(word));
    }
    return false;
  });
}

const NAMES: ReadonlySet<string> = new Set(['head', 'name']);
const isOfNames = (target: Target | null): boolean => target !== null && 'column' in target && NAMES.has(target.column.key);

/** A text under a narrow heading of names is a name, whatever it says: the first head may be called Ghi Chú. */
function isNameBelow(grid: Grid, among: Targets, top: number, row: number): boolean {
  return [...(grid.rows.get(row) ?? [])].some(([index, { value }]) => {
    if (typeof value !== 'string' || mergeAt(grid, row, index)) return false;
    const own = find(among, tidy(value));
    if (own === null || isOfNames(own)) return false;
    const above = stackOf(grid, top, row - 1, index).texts.at(-1);
    return above !== undefined && !above.wide && isOfNames(find(among, above.text)) && find(among, `${above.text} ${tidy(value)}`) === null;
  });
}

/** Headings end at the latest where numbers begin: the printed column numbers, or the first household. */
const hasNumbers = (grid: Grid, row: number): boolean =>
  [...(grid.rows.get(row)?.values() ?? [])].filter(({ value }) => typeof value === 'number').length >= 2;

/** The best reading of a sheet's headings, or null if no kind fits. */
export function search<Kind>(grid: Grid, kinds: readonly Candidate<Kind>[]): Found<Kind> | null {
  // Starts at the table's first row, because a second table can begin anywhere.
  const [first = 0] = grid.rows.keys();
  const candidates = [...grid.rows.keys()].filter((row) => row < first + HEADING_ROWS);
  let width = 0;
  for (const row of candidates) for (const column of grid.rows.get(row)?.keys() ?? []) width = Math.max(width, column + 1);
  let best: { score: number; found: Found<Kind> } | null = null;
  const named = namedCells(
    grid,
    kinds.map(({ targets }) => targets),
  );
  for (const top of candidates) {
    if ((grid.rows.get(top)?.size ?? 0) < 2) continue;
    // Rows of people match none of our headings, so nearly all of a sheet is skipped here.
    let near = 0;
    for (let row = top; row < top + DEEPEST; row++) near += named(row);
    if (near < 2) continue;
    const title = fold(
      candidates
        // The headings of a table above are not a title: 'Số thành viên' does not mean a list of members.
        .filter((row) => row < top && named(row) < 2)
        .flatMap((row) => [...(grid.rows.get(row)?.values() ?? [])])
        .map((cell) => String(cell.value))
        .join(' '),
    );
    for (let bottom = top; bottom < top + DEEPEST; bottom++) {
      if (bottom > top && ((named(bottom) === 0 && hasNumbers(grid, bottom)) || isCounted(grid, top, bottom))) break;
      if (bottom > top && kinds.some(({ targets }) => isNameBelow(grid, targets, top, bottom))) break;
      const stacks = Array.from({ length: width }, (_, index) => stackOf(grid, top, bottom, index));
      for (const { kind, targets, fit } of kinds) {
        const columns = columnsAt(grid, targets, stacks, bottom);
        const keys = new Set(columns.flatMap(({ column }) => (column ? [column.key] : [])));
        const fits = keys.size < 2 ? null : fit((key) => keys.has(key), title);
        if (fits === null) continue;
        const split = columns.filter(({ sex, part }) => sex !== undefined || (part && part.as !== 'word' && part.as !== 'first')).length;
        const score = keys.size * 3 + split * 2 + fits * 2 - (bottom - top);
        if (!best || score > best.score) best = { score, found: { kind, top, bottom, columns } };
      }
    }
  }
  return best ? { ...best.found, bottom: lowestMerge(grid, best.found) } : null;
}

export function findHeadings(grid: Grid, only?: SheetId): Headings | null {
  const found = search(
    grid,
    (only ? [only] : SHEET_IDS).map((sheet) => ({
      kind: sheet,
      targets: targets[sheet],
      fit: (has: (key: string) => boolean, title: string) => (only || NEEDED[sheet](has) ? hint(sheet, grid.name, title, has) : null),
    })),
  );
  const family =
    only || !found || found.kind === 'villages'
      ? null
      : search(grid, [
          { kind: 'family' as const, targets: FAMILY, fit: (has) => (has('name') && has('relation') && OF_HOUSEHOLD.some(has) ? 2 : null) },
        ]);
  if (family) return { sheet: 'list01', family: true, top: family.top, bottom: family.bottom, columns: family.columns };
  return found && { sheet: found.kind, top: found.top, bottom: found.bottom, columns: found.columns };
}

const ANY: readonly Targets[] = [...Object.values(targets), FAMILY];

/** The cells of a row whose texts match columns of ours, each text once. */
export function columnWords(cells: ReadonlyMap<number, GridCell>): string[] {
  const words = [...cells.values()].flatMap(({ value }) =>
    typeof value === 'string' && value.length < 200 && ANY.some((among) => find(among, tidy(value)) !== null) ? [foldTight(value)] : [],
  );
  return [...new Set(words)];
}

/** Headings end where a heading merged downwards ends, even if the last row has no heading that we know. */
function lowestMerge(grid: Grid, { top, bottom, columns }: Pick<Headings, 'top' | 'bottom' | 'columns'>): number {
  const merged = columns
    .map(({ index }) => mergeAt(grid, top, index))
    .filter((merge) => merge !== undefined && merge.top >= top && merge.bottom < top + DEEPEST);
  return Math.max(bottom, ...merged.map((merge) => merge?.bottom ?? 0));
}
