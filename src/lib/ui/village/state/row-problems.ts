/** What is wrong in the cells of one row: each by its column, and what does not fit the other rows of the village. */
import type { SharedList } from '$lib/cells/shared-list.ts';
import type { GridRow } from '$lib/grid/grid-row.ts';
import { checkCell, type CellProblem } from '$lib/review/cell-input.ts';
import { columnsOf } from '$lib/review/columns.ts';
import { CODE_TWICE, isIdNumber, NO_HOUSEHOLD, sameNumber } from '$lib/review/identity.ts';
import { isMemberId, type Identities } from './identities.ts';

type Checked = Pick<GridRow, 'id' | 'sheet' | 'cells'>;

export function rowProblems(row: Checked, list: SharedList, identities: Identities): Record<string, CellProblem> {
  const problems: Record<string, CellProblem> = {};
  for (const column of columnsOf(row.sheet)) {
    const problem = checkCell(column, row.cells[column.key] ?? null);
    if (problem) problems[column.key] = problem;
  }
  const number = problems.cccd ? undefined : numberProblem(row, list, identities);
  if (number) problems.cccd = number;
  const code = codeProblem(row, list, identities);
  if (code) problems.code = code;
  return problems;
}

function codeProblem({ id, sheet, cells }: Checked, list: SharedList, identities: Identities): CellProblem | undefined {
  const code = cells.code ?? null;
  if (code === null) return undefined;
  const households = identities.householdsWith(code);
  if (sheet === 'members')
    return households.length === 0 ? { ...NO_HOUSEHOLD, text: `không có hộ nào trong thôn mang Mã hộ '${code}'` } : undefined;
  const other = households.find((household) => household !== id);
  return other === undefined
    ? undefined
    : { ...CODE_TWICE, text: `Mã hộ '${code}' cũng là của hộ ${String(list.get(other, 'head') ?? 'chưa ghi tên')}` };
}

function numberProblem({ id, cells: { cccd, code } }: Checked, list: SharedList, identities: Identities): CellProblem | undefined {
  if (!isIdNumber(cccd)) return undefined;
  for (const other of identities.withNumber(cccd)) {
    const found =
      other !== id && sameNumber({ isMember: isMemberId(id), code }, { isMember: isMemberId(other), code: list.get(other, 'code') });
    if (!found) continue;
    const name = String(list.get(other, isMemberId(other) ? 'name' : 'head') ?? 'người chưa ghi tên');
    return { ...found, text: `số CCCD '${cccd}' cũng là của ${name}` };
  }
  return undefined;
}
