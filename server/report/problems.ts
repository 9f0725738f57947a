/** Which problems of the lists change the exit status, and which are only reported. */
import { decidingInputs } from '../../src/lib/review/deciding.ts';
import { NO_HOUSEHOLD } from '../../src/lib/review/identity.ts';
import { roundColumns } from '../../src/lib/review/round-columns.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import type { Problem } from '../../src/lib/review/types.ts';

/** The reading has reported some of them already, with the column's letter. */
export function withoutRepeats(all: readonly Problem[], said: readonly Problem[]): Problem[] {
  const place = ({ code, sheet, row }: Problem): string => `${code}\n${sheet}\n${row}`;
  const known = new Set(said.map(place));
  return all.filter((problem, index) => index < said.length || problem.row === undefined || !known.has(place(problem)));
}

const STOPS = new Set([
  // These wait until a person answers or checks something.
  'question-open',
  'match-to-choose',
  'member-without-household',
  'in-the-future',
  'nothing-above',
  'ethnic-unclear',
  'count-differs',
  'size-missing',
  'form-a-missing',
  'size-differs',
  'village-too-small',
  'unclassified',
  'area-missing',
  'no-village',
  'to-list-01',
  'need-b1',
  'code-twice',
  'village-twice',
  'figure-disagrees',
  'formula-differs',
]);
/** Labels of the columns that figures depend on, in a round by this standard. */
const deciding = (standard: Standard): Set<string> =>
  new Set(
    (['list01', 'list02'] as const).flatMap((sheet) => {
      const keys = new Set([
        'size',
        'farming',
        ...(['class', 'move', 'living'] as const).flatMap((key) => [...decidingInputs(sheet, key, standard)]),
      ]);
      return roundColumns(sheet, standard).flatMap(({ key, label }) => (keys.has(key) ? [label] : []));
    }),
  );

/** An unreadable value in a column that a figure depends on makes the figure wrong; elsewhere it only needs correction. */
export function stopping(standard: Standard): (problem: Problem) => boolean {
  const labels = deciding(standard);
  // A village's page knows one list and only warns. Here all lists are combined, so the member is counted nowhere.
  return ({ code, severity, column }) =>
    code === NO_HOUSEHOLD.code || (severity === 'error' && (STOPS.has(code) || labels.has(column ?? '')));
}
