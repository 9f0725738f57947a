/** Finds the table in a sheet: which rows are its headings, which list it is, which column is which. */
import { columnsOf, type Column } from '../review/columns.ts';
import { fold, foldTight, tidy } from '../review/text.ts';
import type { SheetId } from '../review/types.ts';
import { HEADING_ROWS, mergeAt, type Grid } from './read-grid.ts';
import type { ResultKind } from './result-forms.ts';

export interface HeadingColumn {
  index: number;
  heading: string;
  /** The input column, a formula column's label, or neither. */
  column: Column | null;
  formula: string | null;
  /** The running number, never stored. */
  counter: boolean;
  /** Two columns 'Năm sinh: Nam | Nữ' say the sex as well. */
  sex?: 'Nam' | 'Nữ';
}

export interface Headings {
  sheet: SheetId;
  /** Set on a list of results (Mẫu 6.1, 6.2): its rows are members, with their household's columns beside them. */
  result?: ResultKind;
  top: number;
  bottom: number;
  columns: HeadingColumn[];
}

/** Formula columns: recognised so that they are never taken for input, and compared with ours afterwards. */
const FORMULAS: readonly { label: string; aliases?: readonly string[] }[] = [
  { label: 'Điểm B2', aliases: ['Tổng điểm B2', 'B2', 'Điểm B', 'Điểm B (B2)', 'Điểm phiếu B2'] },
  { label: 'Kết quả phân loại', aliases: ['Phân loại', 'Phân loại hộ', 'Kết quả rà soát', 'Kết quả phân loại hộ', 'Phân loại hộ cuối kỳ', 'Kết quả cuối kỳ'] },
  { label: 'Diễn biến' },
  { label: 'Mức sống' },
  { label: 'Hộ DTTS', aliases: ['Hộ dân tộc thiểu số'] },
  { label: 'Danh sách' },
  { label: 'Thiếu thông tin' },
  { label: 'Ngưỡng Điểm B1' },
  { label: 'Khu vực' },
];
const COUNTERS = ['STT', 'TT', 'Số TT', 'Số thứ tự', 'No'].map(foldTight);
const SHEET_IDS = ['villages', 'list01', 'list02', 'members'] as const;

const LIST_SIGNS = ['code', 'cccd', 'birth', 'sex', 'ethnic', 'village', 'size', 'lastYear', 'request', 'formA', 'b1', 'income', 'note'];

/** Without these a table is not that list, however many other columns agree. */
const NEEDED: Readonly<Record<SheetId, (has: (key: string) => boolean) => boolean>> = {
  villages: (has) => has('name') && (has('households') || has('persons') || has('area')),
  list01: (has) => has('head') && LIST_SIGNS.filter(has).length >= 2,
  list02: (has) => has('head') && LIST_SIGNS.filter(has).length >= 2,
  members: (has) => has('name') && (has('relation') || (has('code') && has('birth')) || has('noInsurance')),
};

type Target = { column: Column } | { formula: string };
/** Headings, folded, and the column each names. */
export type Targets = ReadonlyMap<string, Target>;

/** Labels before aliases: 'Họ và tên' is another word for the head only where no column is called so. */
export function targetsFor(columns: readonly Column[]): Map<string, Target> {
  const targets = new Map<string, Target>();
  const add = (word: string, column: Column): void => {
    if (!targets.has(foldTight(word))) targets.set(foldTight(word), { column });
  };
  for (const column of columns) add(column.label, column);
  for (const column of columns) for (const word of column.aliases ?? []) add(word, column);
  return targets;
}

function targetsOf(sheet: SheetId): Map<string, Target> {
  const targets = targetsFor(columnsOf(sheet));
  if (sheet === 'members') return targets;
  for (const { label, aliases = [] } of FORMULAS) for (const word of [label, ...aliases]) if (!targets.has(foldTight(word))) targets.set(foldTight(word), { formula: label });
  return targets;
}

const targets: Record<SheetId, Targets> = { villages: targetsOf('villages'), list01: targetsOf('list01'), list02: targetsOf('list02'), members: targetsOf('members') };

// The search reads every heading many times over; cut off, so that a hostile sheet cannot fill the memory with it.
const remembered = new Map<string, string[]>();

/** A heading as written, without its number, without what stands in brackets (a unit, a hint). */
function wordings(heading: string): string[] {
  const known = remembered.get(heading);
  if (known) return known;
  const bare = heading.replace(/^\s*(?:\(\d{1,2}\)|\d{1,2}[.)\-:]|[IVX]{1,5}[.)])\s*/i, '');
  const words = [heading, bare, bare.replace(/\([^)]*\)/g, ' ').replace(/\[[^\]]*\]/g, ' ')].map((word) => foldTight(word.slice(0, 200))).filter((word) => word !== '');
  if (remembered.size > 5000) remembered.clear();
  remembered.set(heading, words);
  return words;
}

function find(among: Targets, heading: string): Target | null {
  for (const word of wordings(heading)) {
    const target = among.get(word);
    if (target) return target;
  }
  return null;
}

/** Heading texts of one column, top to bottom, merged cells filled. Merges that begin above `top` are titles. */
function stackOf(grid: Grid, top: number, bottom: number, column: number): { text: string; wide: boolean }[] {
  const stack: { text: string; wide: boolean }[] = [];
  for (let row = top; row <= bottom; row++) {
    const merge = mergeAt(grid, row, column);
    const inside = merge && merge.top >= top;
    const cell = inside ? grid.rows.get(merge.top)?.get(merge.left) : grid.rows.get(row)?.get(column);
    const text = cell === undefined ? '' : tidy(String(cell.value));
    if (text !== '' && stack.at(-1)?.text !== text) stack.push({ text, wide: inside === true && merge.right > merge.left });
  }
  return stack;
}

function columnAt(grid: Grid, among: Targets, top: number, bottom: number, index: number): HeadingColumn | null {
  const stack = stackOf(grid, top, bottom, index);
  const last = stack.at(-1);
  if (!last) return null;
  const whole = stack.map(({ text }) => text).join(' ');
  const result: HeadingColumn = { index, heading: last.text, column: null, formula: null, counter: false };
  if (wordings(last.text).some((word) => COUNTERS.includes(word))) return { ...result, counter: true };
  const above = stack.at(-2)?.text;
  const sex = ({ nam: 'Nam', nu: 'Nữ' } as const)[foldTight(last.text)];
  if (above !== undefined && sex !== undefined) {
    const target = find(among, above);
    if (target && 'column' in target && target.column.key === 'birth') return { ...result, heading: whole, column: target.column, formula: null, sex };
  }
  // The lower heading wins; a group heading over several columns never names one of them.
  const candidates = [last.text, whole, ...(above !== undefined && !stack.at(-2)?.wide ? [above] : [])];
  for (const heading of candidates) {
    const target = find(among, heading);
    if (target) return { ...result, ...('column' in target ? { column: target.column } : { formula: target.formula }) };
  }
  return result;
}

function columnsAt(grid: Grid, among: Targets, top: number, bottom: number, width: number): HeadingColumn[] {
  const columns: HeadingColumn[] = [];
  const taken = new Set<string>();
  for (let index = 0; index < width; index++) {
    const found = columnAt(grid, among, top, bottom, index);
    if (!found) continue;
    // The first column of a name keeps it; a second one is shown as not recognised.
    const name = found.column ? `${found.column.key}/${found.sex ?? ''}` : found.formula;
    if (name !== null && taken.has(name)) columns.push({ ...found, column: null, formula: null });
    else columns.push(found);
    if (name !== null) taken.add(name);
  }
  return columns;
}

const LIST02_TITLE = /muc song trung binh|thu nhap kha|ho kha|ho giau/;

/** What the tab's name and the title say. Positive: for this list; negative: against it. */
function hint(sheet: SheetId, name: string, title: string, has: (key: string) => boolean): number {
  const tab = fold(name);
  const list = /\b(?:danh sach|ds|mau)? ?0?([12])\b/.exec(/danh sach|\bds/.test(tab) ? tab : '')?.[1];
  const evidence = has('lastYear') || has('i1') || has('i7') || has('c1');
  switch (sheet) {
    case 'villages': return /^(danh sach )?(thon|ap|to dan pho|khom|thon to)\b(?! ?\d)/.test(tab) || /danh sach thon/.test(title) ? 4 : 0;
    case 'members': return /thanh vien|nhan khau/.test(tab) || /thanh vien/.test(title) ? 4 : 0;
    case 'list01': return list === '1' ? 8 : list === '2' ? -8 : LIST02_TITLE.test(title) && !evidence ? -4 : evidence ? 2 : 0;
    case 'list02': return list === '2' ? 8 : list === '1' ? -8 : LIST02_TITLE.test(title) && !evidence ? 4 : evidence ? -2 : -1;
  }
}

const DEEPEST = 3;

/** What a table can be read as: its headings, and how well they fit; null: not at all. */
export interface Candidate<Kind> {
  kind: Kind;
  targets: Targets;
  fit: (has: (key: string) => boolean, title: string) => number | null;
}

export interface Found<Kind> { kind: Kind; top: number; bottom: number; columns: HeadingColumn[] }

/** The best reading of a sheet's headings, or null when it is none of these. */
export function search<Kind>(grid: Grid, kinds: readonly Candidate<Kind>[]): Found<Kind> | null {
  const candidates = [...grid.rows.keys()].filter((row) => row < HEADING_ROWS);
  let width = 0;
  for (const row of candidates) for (const column of grid.rows.get(row)?.keys() ?? []) width = Math.max(width, column + 1);
  let best: { score: number; found: Found<Kind> } | null = null;
  for (const top of candidates) {
    if ((grid.rows.get(top)?.size ?? 0) < 2) continue;
    const title = fold(candidates.filter((row) => row < top).flatMap((row) => [...(grid.rows.get(row)?.values() ?? [])]).map((cell) => String(cell.value)).join(' '));
    for (let bottom = top; bottom < top + DEEPEST; bottom++) {
      for (const { kind, targets, fit } of kinds) {
        const columns = columnsAt(grid, targets, top, bottom, width);
        const keys = new Set(columns.flatMap(({ column }) => (column ? [column.key] : [])));
        const fits = keys.size < 2 ? null : fit((key) => keys.has(key), title);
        if (fits === null) continue;
        const split = columns.filter((column) => column.sex !== undefined).length;
        const score = keys.size * 3 + split * 2 + fits * 2 - (bottom - top);
        if (!best || score > best.score) best = { score, found: { kind, top, bottom, columns } };
      }
    }
  }
  return best ? { ...best.found, bottom: lowestMerge(grid, best.found) } : null;
}

export function findHeadings(grid: Grid, only?: SheetId): Headings | null {
  const found = search(grid, (only ? [only] : SHEET_IDS).map((sheet) => ({
    kind: sheet,
    targets: targets[sheet],
    fit: (has: (key: string) => boolean, title: string) => (only || NEEDED[sheet](has) ? hint(sheet, grid.name, title, has) : null),
  })));
  return found && { sheet: found.kind, top: found.top, bottom: found.bottom, columns: found.columns };
}

/** A heading merged downwards ends the headings where it ends, even if nothing we know stands in the last row. */
function lowestMerge(grid: Grid, { top, bottom, columns }: Pick<Headings, 'top' | 'bottom' | 'columns'>): number {
  const merged = columns.map(({ index }) => mergeAt(grid, top, index)).filter((merge) => merge !== undefined && merge.top >= top && merge.bottom < top + DEEPEST);
  return Math.max(bottom, ...merged.map((merge) => merge?.bottom ?? 0));
}
