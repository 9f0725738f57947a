/** Problems of a file. Each names its place as Excel does: trang, dòng, cột. */
import type { Problem } from '../review/types.ts';

export interface SourcePlace {
  sheet: string;
  /** 1-based; 0 means the whole sheet. */
  row?: number;
  column?: string;
  label?: string;
  household?: string;
}

export function problemAt(
  { sheet, row, column, label, household }: SourcePlace,
  severity: Problem['severity'],
  code: string,
  what: string,
): Problem {
  const place = [`Trang ${sheet}`, ...(row ? [`dòng ${row}`] : []), ...(column ? [`cột ${column}${label ? ` (${label})` : ''}`] : [])].join(
    ', ',
  );
  const problem: Problem = { code, severity, text: `${place}: ${what}${/[.!?]$/.test(what) ? '' : '.'}`, sheet };
  if (row) problem.row = row;
  if (column) problem.column = column;
  if (household) problem.household = household;
  return problem;
}

/** More problems of one kind on one sheet than anybody reads, or a page can show. */
const ENOUGH = 300;

/** The first problems of each kind, and how many more there are. */
export function limitProblems(problems: readonly Problem[]): Problem[] {
  const counts = new Map<string, { first: Problem; count: number }>();
  const kept = problems.filter((problem) => {
    const key = `${problem.code} ${problem.sheet ?? ''}`;
    const seen = counts.get(key) ?? { first: problem, count: 0 };
    seen.count++;
    counts.set(key, seen);
    return seen.count <= ENOUGH;
  });
  for (const { first, count } of counts.values()) {
    if (count > ENOUGH)
      kept.push(
        problemAt(
          { sheet: first.sheet ?? '' },
          first.severity,
          first.code,
          `còn ${count - ENOUGH} chỗ nữa giống như ở dòng ${first.row ?? 1}`,
        ),
      );
  }
  return kept;
}

/** 'dòng 3, 4, 7'; if there are many, the first ten. */
export const rowsText = (rows: readonly number[]): string => `dòng ${rows.slice(0, 10).join(', ')}${rows.length > 10 ? '…' : ''}`;
