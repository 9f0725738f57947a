/** Reads the sheets of answers that write-scores.ts writes: each answer goes to its household by Mã hộ. */
import { labelOf } from '../review/condition-text.ts';
import { isItemField, nameItem } from '../review/item-field.ts';
import { SCORED_KEYS, type ScoredKey } from '../review/score-table.ts';
import { spelling, tidy } from '../review/text.ts';
import type { Problem, Row } from '../review/types.ts';
import { SCORE_HEADINGS, SCORE_ROWS } from './own-workbook.ts';
import type { Grid, GridCell } from './read-grid.ts';
import { problemAt } from './read-problem.ts';

/** A sheet of answers, and how many households it has answers of. */
export interface AnsweredSheet {
  name: string;
  households: number;
}

export interface Answers {
  sheets: AnsweredSheet[];
  problems: Problem[];
}

const FIELD_ROW = SCORE_ROWS.fields - 1;
const CODE = SCORE_HEADINGS.indexOf('Mã hộ');
const text = (cell: GridCell | undefined): string => tidy(String(cell?.value ?? ''));

/** The points beside the answers: made from the commune's tables, and no list. */
export const isPoints = ({ rows }: Grid): boolean => {
  const headings = new Set([...(rows.get(0)?.values() ?? [])].map(text));
  return headings.has('Mã mục') && headings.has('Phải trả lời');
};
/** The row of fields says so, whatever the sheet is called. */
export const isAnswers = (grid: Grid): boolean =>
  !isPoints(grid) && [...(grid.rows.get(FIELD_ROW)?.values() ?? [])].some((cell) => isItemField(text(cell)));

/** Writes the answers into the households that were read, and the sum where a household has no score yet. */
export function readAnswers(grids: readonly Grid[], households: readonly Row[]): Answers {
  const byCode = new Map(households.map((row) => [tidy(String(row.cells.code ?? '')), row]));
  const found: Answers = { sheets: [], problems: [] };
  const options = optionsIn(grids);
  for (const grid of grids.filter(isAnswers)) found.sheets.push(readSheet(grid, byCode, options, found.problems));
  return found;
}

/** As the points say them: what a person typed means an option whatever its capitals, as it does for the sum beside it. */
function optionsIn(grids: readonly Grid[]): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const { rows } of grids.filter(isPoints)) {
    const columns = [...(rows.get(0) ?? [])];
    const [field, answer] = ['Mã mục', 'Ghi'].map((heading) => columns.find(([, cell]) => text(cell) === heading)?.[0] ?? -1) as [
      number,
      number,
    ];
    for (const cells of rows.values()) options.set(keyOf(text(cells.get(field)), text(cells.get(answer))), text(cells.get(answer)));
  }
  return options;
}
const keyOf = (field: string, answer: string): string => `${field} ${spelling(answer)}`;

function readSheet(grid: Grid, byCode: ReadonlyMap<string, Row>, options: ReadonlyMap<string, string>, problems: Problem[]): AnsweredSheet {
  const fields = [...(grid.rows.get(FIELD_ROW) ?? [])].flatMap(([column, cell]) =>
    isItemField(text(cell)) ? [[column, text(cell)] as const] : [],
  );
  const headings = grid.rows.get(SCORE_ROWS.headings - 1);
  for (const [column, field] of fields) nameItem(field, text(headings?.get(column)));
  const sumColumn = [...(headings ?? [])].find(([, cell]) => text(cell) === 'Cộng')?.[0];
  const score = scoreOf(text(grid.rows.get(0)?.get(0)));
  let count = 0;
  for (const [index, cells] of grid.rows) {
    if (index <= FIELD_ROW) continue;
    const answers = fields.flatMap(([column, field]) =>
      text(cells.get(column)) === '' ? [] : [[field, text(cells.get(column))] as const],
    );
    if (answers.length === 0) continue;
    const code = text(cells.get(CODE));
    const row = byCode.get(code);
    const place = { sheet: grid.name, row: index + 1, ...(code !== '' && { household: code }) };
    if (!row) {
      const what = code === '' ? 'có trả lời nhưng chưa ghi Mã hộ' : `Mã hộ ${code} không có trong danh sách của tệp`;
      problems.push(problemAt(place, 'error', 'answers-of-nobody', `${what}; các trả lời của dòng này chưa được đọc`));
      continue;
    }
    count++;
    for (const [field, answer] of answers) row.cells[field] = options.get(keyOf(field, answer)) ?? answer;
    const sum = sumColumn === undefined ? undefined : cells.get(sumColumn)?.value;
    if (score === undefined || typeof sum !== 'number') continue;
    const written = row.cells[score] ?? null;
    if (written === null) row.cells[score] = sum;
    else if (written !== sum)
      problems.push(
        problemAt(
          place,
          'warning',
          'score-differs',
          `${labelOf(score)} trong danh sách là ${String(written)}, các mục cộng lại là ${sum}; giữ số trong danh sách`,
        ),
      );
  }
  return { name: grid.name, households: count };
}

/** From the title: 'PHIẾU B1 NT · Mẫu 3.7'. */
function scoreOf(title: string): ScoredKey | undefined {
  const name = title.split(' · ')[0]?.replace(/ (NT|TT)$/, '');
  return SCORED_KEYS.find((key) => labelOf(key).replace('Điểm', 'Phiếu').toUpperCase() === name);
}
