/** One table of households and their members: one row for each person, with the household's columns filled only in the head's row. */
import { textOf } from '../review/check-place.ts';
import { columnsOf } from '../review/columns.ts';
import { fold } from '../review/text.ts';
import type { Row } from '../review/types.ts';
import { isHead } from './head-row.ts';
import { problemAt } from './read-problem.ts';
import type { DataRow } from './read-rows.ts';
import type { SheetRows } from './sheet-rows.ts';

const MEMBER_KEYS = columnsOf('members').map(({ key }) => key);
/** Columns that each person has; the others belong to the household. */
const PERSONAL = ['cccd', 'birth', 'sex', 'ethnic'];
const HOUSEHOLD_KEYS = columnsOf('list01')
  .map(({ key }) => key)
  .filter((key) => !PERSONAL.includes(key));

/** A household begins at its running number, at another head's name, or at the next 'Chủ hộ'. */
function groupsOf(rows: readonly Row[], data: readonly DataRow[]): Row[][] {
  const groups: Row[][] = [];
  let head = '';
  rows.forEach((row, at) => {
    const own = textOf(row, 'head');
    const group = groups.at(-1);
    if (!group || data[at]?.numbered || (own !== '' && own !== head) || (isHead(row) && group.some(isHead))) groups.push([row]);
    else group.push(row);
    if (own !== '') head = own;
  });
  return groups;
}

/** Splits the rows into households and members, and links them. */
export function splitFamilies(result: SheetRows, data: readonly DataRow[]): void {
  const households: Row[] = [];
  const members: Row[] = [];
  const householdOf = new Map<Row, Row>();
  const placed = new Map<Row, Row>();
  for (const group of groupsOf(result.rows, data)) {
    const first = group[0] as Row;
    const written = textOf(first, 'head');
    const head =
      group.find(isHead) ??
      group.find((row) => written !== '' && fold(textOf(row, 'name')) === fold(written)) ??
      (written === '' || textOf(first, 'name') === '' ? first : undefined);
    const household: Row = { id: '', sheet: 'list01', cells: {}, ...(first.source && { source: first.source }) };
    for (const key of HOUSEHOLD_KEYS) {
      const value = group.find((row) => textOf(row, key) !== '')?.cells[key];
      if (value !== undefined) household.cells[key] = value;
    }
    if (head) for (const key of PERSONAL) if (head.cells[key] !== undefined) household.cells[key] = head.cells[key];
    household.cells['head'] ??= head ? textOf(head, 'name') : null;
    if (!head)
      result.problems.push(
        problemAt(
          { sheet: first.source?.sheet ?? '', row: first.source?.row },
          'warning',
          'head-not-listed',
          `chủ hộ ${written} không có trong các thành viên bên cạnh: CCCD, ngày sinh của chủ hộ để trống`,
        ),
      );
    else household.cells['size'] ??= group.length;
    households.push(household);
    for (const row of group) {
      placed.set(row, household);
      const member: Row = {
        ...row,
        sheet: 'members',
        cells: Object.fromEntries(MEMBER_KEYS.flatMap((key) => (row.cells[key] === undefined ? [] : [[key, row.cells[key]]]))),
      };
      member.cells['name'] ??= textOf(row, 'head');
      if (row === head) member.cells['relation'] ??= 'Chủ hộ';
      members.push(member);
      householdOf.set(member, household);
    }
  }
  result.rows = [...households, ...members];
  result.householdOf = householdOf;
  result.formulas = result.formulas.map((formula) => ({ ...formula, row: placed.get(formula.row) ?? formula.row }));
}
