/** Whom an identity card is of in the list, and what it says otherwise than the list. Nothing is written before a person has seen it. */
import type { GridRow } from '$lib/grid/grid-row.ts';
import { isSameName, type IdentityCard } from '$lib/review/identity-card.ts';
import type { CellValue } from '$lib/review/types.ts';

/** The column of a row that holds the person's name. */
const nameField = ({ sheet }: Pick<GridRow, 'sheet'>): 'name' | 'head' => (sheet === 'members' ? 'name' : 'head');
export const nameOf = (row: GridRow): string => String(row.cells[nameField(row)] ?? '');
const isFilled = (value: CellValue | undefined): boolean => value !== undefined && value !== null && value !== '';

/** Households and members: with the card's number, which is certain; then those without a number of the same name and birth day. */
export function matchesOf({ number, name, birth }: IdentityCard, rows: readonly GridRow[]): GridRow[] {
  const certain = rows.filter(({ cells }) => String(cells.cccd ?? '') === number);
  const likely = rows.filter(
    (row) => !isFilled(row.cells.cccd) && isSameName(name, nameOf(row)) && String(row.cells.birth ?? '') === birth,
  );
  return [...certain, ...likely];
}

/** One cell that the card says something else about. */
export interface CardCell {
  field: string;
  label: string;
  now: CellValue;
  card: string;
  /** Chosen at first: the cell is empty. What somebody has written stays unless a person asks. */
  isEmpty: boolean;
}

/** The residence is never written: a card has the units of its day of issue. */
export function cellsOf({ number, name, birth, sex }: IdentityCard, row: GridRow): CardCell[] {
  const said = [
    { field: 'cccd', label: 'Số CCCD/ĐDCN', card: number },
    { field: nameField(row), label: 'Họ và tên', card: name },
    { field: 'birth', label: 'Ngày sinh', card: birth },
    { field: 'sex', label: 'Giới tính', card: sex },
  ];
  return said.flatMap((cell) => {
    const now = row.cells[cell.field] ?? null;
    return cell.card === '' || String(now ?? '').normalize('NFC') === cell.card ? [] : [{ ...cell, now, isEmpty: !isFilled(now) }];
  });
}
