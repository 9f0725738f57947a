/** Persons whose CCCD or số định danh is missing, invalid, or also used by another person. */
import { checkCell } from '../review/cell-input.ts';
import { columnOf, type Column } from '../review/columns.ts';
import { groupBy } from '../review/group-by.ts';
import { personCell, type ListLine } from './list-lines.ts';
import { codeOfRow } from './units.ts';

export const NO_NUMBER = 'Chưa có số';

/** @param all every person of the commune: if two have the same number, both are reported. @returns the problem, by the person's row */
export function idTroubles(all: readonly ListLine[]): ReadonlyMap<string, string> {
  const number = columnOf('members', 'cccd') as Column;
  const idOf = (line: ListLine): string => String(personCell(line, 'cccd') ?? '');
  const troubles = new Map<string, string>();
  for (const [id, persons] of groupBy(all, idOf)) {
    const wrong = id === '' ? NO_NUMBER : checkCell(number, id)?.text;
    for (const line of persons) {
      const other = persons.find((each) => each.person !== line.person);
      if (wrong !== undefined) troubles.set(line.person.id, wrong);
      else if (other)
        troubles.set(line.person.id, `Trùng số với ${String(personCell(other, 'name') ?? '')}, hộ ${codeOfRow(other.household)}`);
    }
  }
  return troubles;
}
