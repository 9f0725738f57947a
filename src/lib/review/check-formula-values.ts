/** Compares the values that a file has in its formula columns with ours. They are never adopted, but every difference is reported. */
import { marked } from './by-standard.ts';
import { readCell } from './cell-input.ts';
import type { Classified } from './classify.ts';
import { RURAL, URBAN, type Column, type ColumnType } from './columns.ts';
import { CLASSES, FORMULA_COLUMNS, LIVINGS, MOVES, type FormulaKey } from './formula-columns.ts';
import { fold, tidy } from './text.ts';
import type { CellValue, Problem } from './types.ts';

/** The file's value in one formula cell of one household. */
export interface FormulaValue {
  household: string;
  label: string;
  value: CellValue;
  sheet: string;
  row: number;
  column: string;
}

const labels = (table: readonly { label: string }[]): string[] => table.map(({ label }) => label);
const words = (type: ColumnType, choices?: readonly string[]): Column => ({ key: '', label: '', sheets: [], width: 0, type, choices });

/** How each value is parsed, so that 'CN' means Hộ cận nghèo and '30' means 30. */
const READ_AS: Readonly<Record<FormulaKey, Column>> = {
  area: words('choice', [RURAL, URBAN]),
  b1Limit: words('integer'),
  list: words('text'),
  b2: words('integer'),
  computed: words('choice', labels(CLASSES)),
  class: words('choice', labels(CLASSES)),
  move: words('choice', labels(MOVES)),
  living: words('choice', labels(LIVINGS)),
  minority: words('yes'),
  missing: words('text'),
};

function canonical(key: FormulaKey, value: CellValue): string {
  const read = readCell(READ_AS[key], value).value ?? '';
  // 'Danh sách 01', '01' and 1 are the same list.
  return key === 'list' ? String(Number(/\d+/.exec(String(read))?.[0] ?? NaN)) : fold(tidy(String(read)));
}

export function checkFormulaValues({ data, results, beside = [] }: Classified, values: readonly FormulaValue[]): Problem[] {
  if (values.length === 0) return [];
  const byPlace = new Map(data.households.flatMap((row) => (row.source ? [[`${row.source.sheet}\n${row.source.row}`, row] as const] : [])));
  const byCode = new Map(data.households.map((row) => [String(row.cells.code ?? ''), row]));
  const problems: Problem[] = [];
  for (const { household, label, value, sheet, row, column } of values) {
    const found = byPlace.get(`${sheet}\n${row}`) ?? byCode.get(household);
    if (!found) continue;
    const by = beside.find(({ round }) => label.endsWith(marked('', round.standard)));
    const key = FORMULA_COLUMNS.filter(({ sheets }) => sheets.includes(found.sheet)).find(
      (each) => (by ? marked(each.label, by.round.standard) : each.label) === label,
    )?.key;
    if (!key) continue;
    const ours = (by?.results ?? results).get(found.id)?.[key] ?? null;
    if (canonical(key, value) === canonical(key, ours)) continue;
    problems.push({
      code: 'formula-differs',
      severity: 'error',
      text: `Trang ${sheet}, dòng ${row}, cột ${column} (${label}): hộ ${household} trong tệp là '${value ?? ''}', tính lại là '${ours ?? ''}'.`,
      sheet,
      row,
      column,
      household,
    });
  }
  return problems;
}
