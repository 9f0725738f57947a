/**
 * Several columns that together say one thing: a name as 'Họ đệm' and 'Tên', a date as Ngày, Tháng, Năm, a choice with
 * one column to tick for each value, or columns under one merged heading. They are recognised as one column of ours,
 * and their cells are joined before any row is read.
 */
import { matchChoice, meansNone } from '../review/cell-choice.ts';
import { NEAR_POOR, POOR, type Column } from '../review/columns.ts';
import { fold, foldTight, tidy } from '../review/text.ts';
import type { CellValue } from '../review/types.ts';
import { find, type HeadingColumn, type Part, type Target, type Targets } from './heading-targets.ts';
import type { Grid, GridCell, Merge } from './read-grid.ts';

/** The heading texts above one column, from top to bottom. */
export interface Stacked {
  texts: { text: string; wide: boolean; merge: Merge | undefined }[];
}

/** Ho\u0323 with its diacritic: fold() turns 'Hộ', a household, into the same letters. */
const FAMILY = /^họ$/iu;
const FAMILY_FOLDED = /^(ho|ten|ho ten|ho va ten|ho va|ho va chu|ho chu|chu)? ?(dem|lot)( cua)?( chu ho| thanh vien)?$/;
const GIVEN = /^ten( goi)?( chu ho| thanh vien)?$/;
const DATE_PARTS: Readonly<Record<string, 'day' | 'month' | 'year'>> = {
  ngay: 'day',
  ngaysinh: 'day',
  thang: 'month',
  thangsinh: 'month',
  nam: 'year',
  namsinh: 'year',
};
const CLASSES = [POOR, NEAR_POOR];
/** A hypothetical column of ours for the classes of a computed one. */
const AS_CLASS: Column = { key: 'class', label: 'Kết quả phân loại', type: 'choice', choices: CLASSES, sheets: ['list01'], width: 0 };

const lastOf = (stack: Stacked | undefined): string => stack?.texts.at(-1)?.text ?? '';
const aboveOf = (stack: Stacked | undefined): string => stack?.texts.at(-2)?.text ?? '';
const wholeOf = (stack: Stacked): string => stack.texts.map(({ text }) => text).join(' ');
const columnOfTarget = (target: Target | null): Column | null => (target && 'column' in target ? target.column : null);

const blank = (index: number, stack: Stacked): HeadingColumn => ({
  index,
  heading: wholeOf(stack),
  column: null,
  formula: null,
  counter: false,
});

/** The first column carries the joined value; the others are its parts. */
function joined(first: number, stacks: readonly Stacked[], target: Target, parts: readonly Omit<Part, 'of'>[]): HeadingColumn[] {
  return parts.map((part, at) => {
    const own = blank(first + at, stacks[first + at] as Stacked);
    const named = at > 0 ? {} : 'column' in target ? { column: target.column } : { formula: target.formula };
    return { ...own, ...named, part: { ...part, of: first } };
  });
}

/** 'Họ đệm' | 'Tên', and 'Họ' | 'Đệm' | 'Tên'. */
function nameParts(stacks: readonly Stacked[], first: number, name: Target | null): HeadingColumn[] | null {
  const isFamily = (text: string): boolean => FAMILY.test(tidy(text)) || FAMILY_FOLDED.test(fold(text));
  if (!name || !isFamily(lastOf(stacks[first]))) return null;
  for (let last = first + 1; last <= first + 2; last++) {
    const text = lastOf(stacks[last]);
    if (GIVEN.test(fold(text)))
      return joined(
        first,
        stacks,
        name,
        Array.from({ length: last - first + 1 }, () => ({ as: 'word' })),
      );
    if (!isFamily(text)) return null;
  }
  return null;
}

/** Under one heading, or with their own headings 'Ngày sinh', 'Tháng sinh', 'Năm sinh'. */
function dateParts(stacks: readonly Stacked[], first: number, among: Targets): HeadingColumn[] | null {
  const parts: Omit<Part, 'of'>[] = [];
  const above = aboveOf(stacks[first]);
  for (let index = first; aboveOf(stacks[index]) === above; index++) {
    const as = DATE_PARTS[foldTight(lastOf(stacks[index]))];
    if (!as || parts.some((part) => part.as === as)) break;
    parts.push({ as });
  }
  if (parts.length < 2 || !parts.some(({ as }) => as === 'year')) return null;
  const target = above === '' ? find(among, 'Ngày sinh') : find(among, above);
  return columnOfTarget(target)?.type === 'date' ? joined(first, stacks, target as Target, parts) : null;
}

const BEFORE = /dau ky|dau nam|nam truoc|ky truoc|truoc ra soat|truoc khi ra soat|dang quan ly/;
const AFTER = /cuoi ky|sau ra soat|sau khi ra soat|ket qua ra soat|nam nay|ky nay/;

const classFormula = (target: Target | null): boolean => target !== null && 'formula' in target && target.formula === AS_CLASS.label;

/** 'Giới tính' over Nam and Nữ, 'Diện hộ đầu kỳ' over Hộ nghèo and Hộ cận nghèo: a mark selects the value. */
function valueParts(stacks: readonly Stacked[], first: number, among: Targets): HeadingColumn[] | null {
  const above = aboveOf(stacks[first]);
  const target = above === '' ? null : find(among, above);
  const column = classFormula(target) ? AS_CLASS : columnOfTarget(target);
  if (!target || column?.type !== 'choice') return null;
  const parts: Omit<Part, 'of'>[] = [];
  for (let index = first; aboveOf(stacks[index]) === above; index++) {
    const text = lastOf(stacks[index]);
    const value = matchChoice(column, text);
    if (value === null && !meansNone(column, text)) break;
    parts.push({ as: 'value', value });
  }
  return parts.length < 2 ? null : joined(first, stacks, target, parts);
}

/** Nam | Nữ, or Hộ nghèo | Hộ cận nghèo, side by side without a heading above; for classes the person is asked whose they are. */
function bareValueParts(grid: Grid, stacks: readonly Stacked[], first: number, bottom: number, among: Targets): HeadingColumn[] | null {
  const texts = [lastOf(stacks[first]), lastOf(stacks[first + 1])];
  const sex = find(among, 'Giới tính');
  const sexColumn = columnOfTarget(sex);
  const of = (column: Column): (string | null)[] => texts.map((text) => (text.length < 2 ? null : matchChoice(column, text)));
  const ticked = (): boolean => {
    let seen = 0;
    for (const [row, cells] of grid.rows) {
      if (row <= bottom) continue;
      if (++seen > 30) break;
      if ([cells.get(first), cells.get(first + 1)].some((cell) => cell !== undefined && !isMark(cell))) return false;
    }
    return true;
  };
  if (sex && sexColumn) {
    const [one, other] = of(sexColumn);
    if (one && other && one !== other && ticked())
      return joined(first, stacks, sex, [
        { as: 'value', value: one },
        { as: 'value', value: other },
      ]);
  }
  const [one, other] = of(AS_CLASS);
  const before = find(among, 'Kết quả năm trước');
  if (!one || !other || one === other || !before || !ticked()) return null;
  const above = fold(
    stacks[first]?.texts
      .slice(0, -1)
      .map(({ text }) => text)
      .join(' ') ?? '',
  );
  const said = BEFORE.test(above) ? before : AFTER.test(above) ? find(among, AS_CLASS.label) : null;
  if (said)
    return joined(first, stacks, said, [
      { as: 'value', value: one },
      { as: 'value', value: other },
    ]);
  return [one, other].map((value, at) => ({
    ...blank(first + at, stacks[first + at] as Stacked),
    part: { of: first, as: 'value', value },
    ...(at === 0 && { asked: 'class' as const }),
  }));
}

/** One heading merged over several columns that have no headings of their own. */
function mergedParts(stacks: readonly Stacked[], first: number, among: Targets): HeadingColumn[] | null {
  const top = stacks[first]?.texts.at(-1);
  if (!top?.wide || !top.merge || top.merge.left !== first) return null;
  const count = top.merge.right - first + 1;
  const all = stacks.slice(first, first + count);
  if (count > 4 || all.length < count || all.some(({ texts }) => texts.at(-1)?.merge !== top.merge)) return null;
  const target = find(among, top.text);
  const column = columnOfTarget(target);
  if (!target || !column) return null;
  const as = (at: number): Part['as'] =>
    column.type === 'date' && count === 3 ? ((['day', 'month', 'year'] as const)[at] ?? 'year') : column.type === 'text' ? 'word' : 'first';
  return joined(
    first,
    stacks,
    target,
    all.map((_, at) => ({ as: as(at) })),
  );
}

/** The second half of a name, in a column without a heading. */
function unnamedPart(
  grid: Grid,
  stacks: readonly Stacked[],
  first: number,
  bottom: number,
  name: Target | null,
  among: Targets,
): HeadingColumn[] | null {
  const column = columnOfTarget(name);
  if (!column || columnOfTarget(find(among, lastOf(stacks[first]))) !== column || (stacks[first + 1]?.texts.length ?? 0) > 0) return null;
  let rows = 0;
  let both = 0;
  for (const [row, cells] of grid.rows) {
    if (row <= bottom || !cells.has(first)) continue;
    if (++rows > 200) break;
    const value = cells.get(first + 1)?.value;
    if (typeof value === 'string' && /^\p{L}+(\s\p{L}+)?$/u.test(tidy(value)) && !isMark({ value })) both++;
  }
  return rows > 0 && both * 2 > rows && stacks.length > first + 1
    ? joined(first, stacks, name as Target, [{ as: 'word' }, { as: 'word' }])
    : null;
}

/** The columns from `first` on that together are one of ours; null if the first stands alone. */
export function partsAt(
  grid: Grid,
  stacks: readonly Stacked[],
  first: number,
  bottom: number,
  among: Targets,
  name: Target | null,
): HeadingColumn[] | null {
  if ((stacks[first]?.texts.length ?? 0) === 0) return null;
  return (
    nameParts(stacks, first, name) ??
    dateParts(stacks, first, among) ??
    valueParts(stacks, first, among) ??
    mergedParts(stacks, first, among) ??
    bareValueParts(grid, stacks, first, bottom, among) ??
    unnamedPart(grid, stacks, first, bottom, name, among)
  );
}

const MARK = /^([xv✓✔☑√þü]|1|c|co|yes|true)$/;
const NO_MARK = /^([-–—−]|0|k|khong|no|false)$/;
const isMark = ({ value }: Pick<GridCell, 'value'>): boolean =>
  MARK.test(tidy(String(value)).toLowerCase()) || NO_MARK.test(fold(String(value))) || MARK.test(fold(String(value)));

const textOf = (cell: GridCell | undefined): string => (cell ? tidy(String(cell.value)) : '');

/** The joined value of one row's parts; null if they are empty. */
function together(parts: readonly (Part & { cell: GridCell | undefined })[]): CellValue {
  const filled = parts.filter(({ cell }) => textOf(cell) !== '');
  const [only] = filled;
  if (!only) return null;
  switch (only.as) {
    case 'word':
      return filled.map(({ cell }) => textOf(cell)).join(' ');
    case 'first':
      return filled.length === 1 && typeof only.cell?.value !== 'boolean'
        ? (only.cell?.value ?? null)
        : filled.map(({ cell }) => textOf(cell)).join(' ');
    case 'value': {
      const said = filled.filter(({ cell }) => !NO_MARK.test(fold(textOf(cell))) && !NO_MARK.test(textOf(cell)));
      // A number below the marks belongs to a sum row. Two marks contradict each other; both are kept so that people see them.
      return said.length === 0
        ? null
        : said.map(({ cell, value }) => (cell && isMark(cell) ? (value ?? 'Không') : textOf(cell))).join('; ');
    }
    case 'day':
    case 'month':
    case 'year': {
      const of = (as: Part['as']): string => textOf(parts.find((part) => part.as === as)?.cell);
      // Somebody wrote a whole date into one of the three columns.
      if (filled.length === 1 && (only.as !== 'day' || !/^\d{1,2}$/.test(textOf(only.cell))))
        return typeof only.cell?.value === 'number' ? only.cell.value : textOf(only.cell);
      return [of('day'), of('month'), of('year')].filter((text, at) => text !== '' || at === 2).join('/');
    }
  }
}

/** Joins the parts of each row into the first of their columns. A cell's problem (a formula error) stays where it is. */
export function joinParts(grid: Grid, columns: readonly HeadingColumn[], bottom: number): void {
  const groups = new Map<number, { index: number; part: Part }[]>();
  for (const { index, part } of columns) if (part) groups.set(part.of, [...(groups.get(part.of) ?? []), { index, part }]);
  if (groups.size === 0) return;
  for (const [row, cells] of grid.rows) {
    if (row <= bottom) continue;
    for (const [first, parts] of groups) {
      const own = parts.map(({ index, part }) => ({ ...part, index, cell: cells.get(index) }));
      if (own.some(({ cell }) => cell?.error !== undefined || cell?.uncalculated) || own.every(({ cell }) => cell === undefined)) continue;
      const value = together(own);
      for (const { index } of own) cells.delete(index);
      if (value !== null) cells.set(first, { value });
    }
  }
}
