/** The lines of Mẫu 6.1 and 6.2: a line a member, the head of the household first. */
import { CAUSES } from '../review/columns.ts';
import type { Classified } from '../review/classify.ts';
import { groupBy } from '../review/group-by.ts';
import type { CellValue, Row } from '../review/types.ts';
import type { ListForm } from './description.ts';
import { unitKey } from './units.ts';

export interface ListLine {
  household: Row;
  /** The row that says who this person is: of Thành viên, or the household's own where it lists no head. */
  person: Row;
  isHead: boolean;
}

export interface FilledSection {
  heading?: string;
  lines: ListLine[];
}

export interface FilledList {
  form: ListForm;
  sections: FilledSection[];
}

export function fillList(form: ListForm, classified: Classified): FilledList {
  const { households, members, villages } = classified.data;
  const order = new Map(villages.map(({ cells }, index) => [unitKey(cells.name), index]).reverse() as [string, number][]);
  const place = (row: Row): number => order.get(unitKey(row.cells.village)) ?? order.size;
  // By village as on the sheet Thôn, within it as on the list (sort is stable).
  const sorted = households.filter((row) => row.sheet === 'list01').sort((a, b) => place(a) - place(b));
  const byCode = groupBy(members, codeOfRow);
  const sections = form.sections.map(({ heading, where }) => ({
    heading,
    lines: sorted
      .filter((row) => where.values.includes(String(classified.results.get(row.id)?.[where.key] ?? '')))
      .flatMap((row) => linesOfHousehold(row, byCode.get(codeOfRow(row)) ?? [])),
  }));
  return { form, sections };
}

/** Mã hộ ties members to their household. */
export const codeOfRow = (row: Row): string => String(row.cells.code ?? row.id);

function linesOfHousehold(household: Row, members: readonly Row[]): ListLine[] {
  const head = members.find((row) => row.cells.relation === 'Chủ hộ') ?? members.find((row) => unitKey(row.cells.name) === unitKey(household.cells.head));
  const others = members.filter((row) => row !== head);
  return [{ household, person: head ?? household, isHead: true }, ...others.map((person) => ({ household, person, isHead: false }))];
}

/** A person's cell. The list knows the head under other keys, and needs no relation to say so. */
export function personCell({ person, isHead }: ListLine, key: string): CellValue {
  if (person.sheet === 'members') return person.cells[key] ?? null;
  if (key === 'name') return person.cells.head ?? null;
  if (key === 'relation') return isHead ? 'Chủ hộ' : null;
  return person.cells[key] ?? null;
}

const isYes = (value: CellValue | undefined): boolean => String(value ?? '').toLowerCase() === 'x';

/** Mẫu 7.10's causes in words; a household can have several. */
export const causesOf = (household: Row): string => CAUSES.filter(([key]) => isYes(household.cells[key])).map(([, label]) => label).join('; ');
