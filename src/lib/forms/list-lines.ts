/** A line of a list form: a person, or the head who represents the household. */
import { excelKey } from '../review/excel-key.ts';
import { CAUSES } from '../review/columns.ts';
import type { CellValue, Row } from '../review/types.ts';

export interface ListLine {
  household: Row;
  /** The row that describes this person: from Thành viên, or the household's own if Thành viên has no head. */
  person: Row;
  isHead: boolean;
  /** On a list of persons without a valid CCCD: the problem. */
  trouble?: string;
}

export function linesOfHousehold(household: Row, members: readonly Row[]): ListLine[] {
  const head =
    members.find((row) => row.cells.relation === 'Chủ hộ') ??
    members.find((row) => excelKey(row.cells.name) === excelKey(household.cells.head));
  const others = members.filter((row) => row !== head);
  return [{ household, person: head ?? household, isHead: true }, ...others.map((person) => ({ household, person, isHead: false }))];
}

/** The row that holds a person's cell. If Thành viên leaves a head's cell blank, the list may have it. */
export const rowWith = ({ household, person, isHead }: ListLine, key: string): Row =>
  isHead && (person.cells[key] ?? null) === null ? household : person;

/** A person's cell. The list has the head under other keys, and needs no relation for the head. */
export function personCell(line: ListLine, key: string): CellValue {
  const { household, person, isHead } = line;
  const own = rowWith(line, key).cells[key] ?? null;
  if (own !== null || !isHead || person.sheet === 'members') return own;
  if (key === 'name') return household.cells.head ?? null;
  return key === 'relation' ? 'Chủ hộ' : null;
}

const isYes = (value: CellValue | undefined): boolean => excelKey(value) === 'x';

/** Mẫu 7.10's causes in words; a household can have several. */
export const causesOf = (household: Row): string =>
  CAUSES.filter(([key]) => isYes(household.cells[key]))
    .map(([, label]) => label)
    .join('; ');
