/** What differs between two states of one list, household by household: cells, members and results. */
import { displayCell } from '../review/cell-input.ts';
import type { Classified } from '../review/classify.ts';
import { columnOf, columnsOf } from '../review/columns.ts';
import { groupBy } from '../review/group-by.ts';
import type { CellValue, Row } from '../review/types.ts';
import { classesOf } from './agenda.ts';

export interface CellChange {
  /** 'Điểm B1'; with a member's name before it where the cell is a member's. */
  label: string;
  before: string;
  after: string;
}

export interface HouseholdChange {
  id: string;
  head: string;
  /** On one of the two lists only. */
  kind: 'added' | 'gone' | 'changed';
  cells: CellChange[];
}

/** In the order of the later list; households that are gone come last. */
export function listChanges(before: Classified, after: Classified): HouseholdChange[] {
  const [old, now] = [householdsOf(before), householdsOf(after)];
  const changes = [...now].flatMap(([id, here]): HouseholdChange[] => {
    const was = old.get(id);
    if (!was) return [{ id, head: headOf(here.row), kind: 'added', cells: [] }];
    const cells = [...resultChanges(was.row, before, here.row, after), ...rowChanges(was.row, here.row), ...memberChanges(was, here)];
    return cells.length > 0 ? [{ id, head: headOf(here.row), kind: 'changed', cells }] : [];
  });
  const gone = [...old].flatMap(([id, { row }]): HouseholdChange[] =>
    now.has(id) ? [] : [{ id, head: headOf(row), kind: 'gone', cells: [] }],
  );
  return [...changes, ...gone];
}

interface WithMembers {
  row: Row;
  members: Map<string, Row>;
}

function householdsOf({ data }: Classified): Map<string, WithMembers> {
  const members = groupBy(data.members, ({ cells }) => String(cells.code ?? ''));
  return new Map(
    data.households.map((row) => {
      const own = row.cells.code ? (members.get(String(row.cells.code)) ?? []) : [];
      return [row.id, { row, members: new Map(own.map((member) => [member.id, member])) }];
    }),
  );
}

const headOf = ({ cells }: Row): string => String(cells.head ?? cells.code ?? 'Hộ chưa có tên');
const nameOf = ({ cells }: Row): string => String(cells.name ?? 'Người chưa có tên');

function resultChanges(was: Row, before: Classified, now: Row, after: Classified): CellChange[] {
  const old = classesOf(was, before);
  const several = old.length > 1;
  return classesOf(now, after).flatMap(({ short, label }, index) => {
    const other = old[index]?.label ?? '';
    return other === label ? [] : [{ label: several ? `Kết quả, ${short}` : 'Kết quả', before: other, after: label }];
  });
}

const rowChanges = (was: Row, now: Row, whose = ''): CellChange[] =>
  columnsOf(now.sheet).flatMap(({ key, label }) => {
    const [before, after] = [was.cells[key] ?? null, now.cells[key] ?? null];
    if (key === 'village' || before === after) return [];
    return [{ label: whose + label, before: cellText(now, key, before), after: cellText(now, key, after) }];
  });

const memberChanges = ({ members: was }: WithMembers, { members: now }: WithMembers): CellChange[] => [
  ...[...now].flatMap(([id, row]): CellChange[] => {
    const old = was.get(id);
    return old ? rowChanges(old, row, `${nameOf(row)}, `) : [{ label: 'Thành viên', before: '', after: nameOf(row) }];
  }),
  ...[...was].flatMap(([id, row]): CellChange[] => (now.has(id) ? [] : [{ label: 'Thành viên', before: nameOf(row), after: '' }])),
];

/** A cell in words: a mark is 'có' or 'không', nothing is 'trống'. */
export function cellText({ sheet }: Pick<Row, 'sheet'>, key: string, value: CellValue): string {
  const column = columnOf(sheet, key);
  if (column?.type === 'yes') return value === null ? 'không' : 'có';
  return value === null ? 'trống' : column ? displayCell(column, value) : String(value);
}
