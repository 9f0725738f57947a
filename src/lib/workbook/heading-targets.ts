/** The words for each column of ours, and the column that a heading names. */
import { marked } from '../review/by-standard.ts';
import { DRAFTS } from '../review/drafts.ts';
import { STANDARDS } from '../review/standards.ts';
import { columnsOf, type Column } from '../review/columns.ts';
import { remember } from '../review/remember.ts';
import { foldTight } from '../review/text.ts';
import type { SheetId } from '../review/types.ts';

export interface Part {
  /** Index of the first of the columns that belong together; it holds the joined value. */
  of: number;
  as: 'word' | 'day' | 'month' | 'year' | 'value' | 'first';
  /** The value that a mark in this column means; null means none of the values. */
  value?: string | null;
}

export interface HeadingColumn {
  index: number;
  heading: string;
  /** The input column, or the label of a formula column; both absent if the heading is unknown. */
  column: Column | null;
  formula: string | null;
  /** The running number, never stored. */
  counter: boolean;
  /** Two columns 'Năm sinh: Nam | Nữ' also give the sex. */
  sex?: 'Nam' | 'Nữ';
  /** Set if it is one of several columns that together say one thing. */
  part?: Part;
  /** The key of a column that already occurred: the heading of a second table, or a mistake. */
  again?: string;
  /** The person must say whose class these columns give. */
  asked?: 'class';
}

/** Formula columns: recognised so that they are never read as input, and later compared with ours. */
const FORMULAS: readonly { label: string; aliases?: readonly string[] }[] = [
  { label: 'Điểm B2', aliases: ['Tổng điểm B2', 'B2', 'Điểm B', 'Điểm B (B2)', 'Điểm phiếu B2'] },
  {
    label: 'Kết quả phân loại',
    aliases: ['Phân loại', 'Phân loại hộ', 'Kết quả rà soát', 'Kết quả phân loại hộ', 'Phân loại hộ cuối kỳ', 'Kết quả cuối kỳ'],
  },
  { label: 'Diễn biến' },
  { label: 'Mức sống' },
  { label: 'Hộ DTTS', aliases: ['Hộ dân tộc thiểu số'] },
  { label: 'Danh sách' },
  { label: 'Thiếu thông tin' },
  { label: 'Ngưỡng Điểm B1' },
  { label: 'Khu vực' },
];
/** As our workbook of several standards names the columns by another standard than its main one. */
const MARKED = FORMULAS.flatMap(({ label }) => [...STANDARDS, ...DRAFTS].map((standard) => marked(label, standard)));

export type Target = { column: Column } | { formula: string };
/** Folded headings, and the column that each names. */
export type Targets = ReadonlyMap<string, Target>;

/** Labels before aliases: 'Họ và tên' means the head only if no column has that label. */
export function targetsFor(columns: readonly Column[]): Map<string, Target> {
  const targets = new Map<string, Target>();
  const add = (word: string, column: Column): void => {
    if (!targets.has(foldTight(word))) targets.set(foldTight(word), { column });
  };
  for (const column of columns) add(column.label, column);
  for (const column of columns) for (const word of column.aliases ?? []) add(word, column);
  return targets;
}

export function targetsOf(sheet: SheetId): Map<string, Target> {
  const targets = targetsFor(columnsOf(sheet));
  if (sheet === 'members') return targets;
  for (const label of MARKED) targets.set(foldTight(label), { formula: label });
  for (const { label, aliases = [] } of FORMULAS)
    for (const word of [label, ...aliases]) if (!targets.has(foldTight(word))) targets.set(foldTight(word), { formula: label });
  return targets;
}

/** A heading as written, without its number, and without text in brackets (a unit, a hint). */
export const wordings = remember((heading: string): string[] => {
  const bare = heading.replace(/^\s*(?:\(\d{1,2}\)|\d{1,2}[.)\-:]|[IVX]{1,5}[.)])\s*/i, '');
  return [heading, bare, bare.replace(/\([^)]*\)/g, ' ').replace(/\[[^\]]*\]/g, ' ')]
    .map((word) => foldTight(word.slice(0, 200)))
    .filter((word) => word !== '');
});

/** Of a province's own standard, which nobody here knows by name: 'Điểm B2 (TPHCM)'. */
const OWN_MARK = / \(((?=[^)]*[A-Z])[A-Z0-9]{1,6})\)$/;

export function find(among: Targets, heading: string): Target | null {
  const [whole, ...shorter] = wordings(heading);
  const found = among.get(whole ?? '');
  if (found) return found;
  const target = shorter.map((word) => among.get(word)).find((each) => each !== undefined);
  const mark = OWN_MARK.exec(heading.trim())?.[1];
  return target && 'formula' in target && mark !== undefined ? { formula: marked(target.formula, { mark }) } : (target ?? null);
}
