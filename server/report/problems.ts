/** Which problems of the lists a run ends with, and which are only said. */
import { decidingInputs } from '../../src/lib/review/deciding.ts';
import { NO_HOUSEHOLD } from '../../src/lib/review/identity.ts';
import { roundColumns } from '../../src/lib/review/round-columns.ts';
import type { Standard } from '../../src/lib/review/standards.ts';
import type { Problem } from '../../src/lib/review/types.ts';

/** The reading has said some of it already, with the column's letter. */
export function withoutRepeats(all: readonly Problem[], said: readonly Problem[]): Problem[] {
  const place = ({ code, sheet, row }: Problem): string => `${code}\n${sheet}\n${row}`;
  const known = new Set(said.map(place));
  return all.filter((problem, index) => index < said.length || problem.row === undefined || !known.has(place(problem)));
}

const STOPS = new Set([
  // What waits for a person to answer or to look at.
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
  'no-village',
  'to-list-01',
  'need-b1',
  'code-twice',
  'village-twice',
  'figure-disagrees',
  'formula-differs',
]);
/** Labels of the columns that a figure rests on in a round by this standard. */
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

/** A value that cannot be read where a figure rests on it makes that figure wrong; elsewhere it is only to be corrected. */
export function stopping(standard: Standard): (problem: Problem) => boolean {
  const labels = deciding(standard);
  // A village's page knows one list and only warns; here all lists are together, and the member is counted nowhere.
  return ({ code, severity, column }) =>
    code === NO_HOUSEHOLD.code || (severity === 'error' && (STOPS.has(code) || labels.has(column ?? '')));
}
