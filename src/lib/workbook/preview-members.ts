/** What an import changes among the members: they follow their household, also to a new Mã hộ. */
import { textOf } from '../review/check-place.ts';
import { columnsOf } from '../review/columns.ts';
import type { Problem, ReviewData, Row } from '../review/types.ts';
import { matchAsking, sayRespelled } from './preview-asking.ts';
import { tally, written, type Collector, type Tally } from './preview-changes.ts';
import { freeId, memberIds } from './preview-ids.ts';
import { matchMembers } from './preview-match.ts';
import type { Questions } from './questions.ts';
import type { WorkbookReading } from './read.ts';
import { problemAt } from './read-problem.ts';

/** What happened to a household of the file. */
export interface Outcome {
  code: string;
  village: string;
  earlier: boolean;
}

interface MemberContext {
  current: ReviewData;
  incoming: WorkbookReading;
  outcome: Map<string, Outcome>;
  setAside: ReadonlySet<string>;
  /** Households whose Mã hộ changes; their members follow. */
  renamed: Map<string, string>;
  collector: Collector;
  problems: Problem[];
  taken: Set<string>;
  questions: Questions;
}

export function previewMembers({ current, incoming, outcome, setAside, renamed, collector, problems, taken, questions }: MemberContext): {
  tally: Tally;
  notAdded: number;
} {
  const result = tally();
  const currentCode = new Map([...renamed].map(([old, code]) => [code, old]));
  const villageOf = new Map(current.households.map((row) => [textOf(row, 'code'), textOf(row, 'village')]));
  for (const { code, village } of outcome.values()) villageOf.set(code, village);
  const orphans = new Map<string, Row>();
  const rows = incoming.data.members.flatMap((row) => {
    const fileCode = textOf(row, 'code');
    const household = outcome.get(fileCode);
    if (household) return [{ ...row, cells: { ...row.cells, code: household.code } }];
    if (villageOf.has(fileCode) && !setAside.has(fileCode)) return [row];
    if (!setAside.has(fileCode) && !orphans.has(fileCode)) orphans.set(fileCode, row);
    return [];
  });
  for (const [code, row] of orphans) {
    problems.push(
      problemAt(
        { sheet: row.source?.sheet ?? '', row: row.source?.row, household: code || undefined },
        'error',
        'member-left-out',
        `Mã hộ ${code === '' ? '(trống)' : code} không có trong danh sách, không ghi các thành viên của hộ này`,
      ),
    );
  }
  const made = new Set(incoming.madeCodes);
  const madeCodes = new Set(incoming.data.households.filter(({ id }) => made.has(id)).map((row) => textOf(row, 'code')));
  const uncoded = new Set(incoming.data.members.filter((row) => madeCodes.has(textOf(row, 'code'))).map(({ id }) => id));
  const matching = matchAsking('name', questions, uncoded, (same) =>
    matchMembers(current.members, rows, (code) => currentCode.get(code) ?? code, same),
  );
  const { matches } = matching;
  const doubted = new Set(matching.doubts.map(({ row }) => row));
  problems.push(...sayRespelled(matching, 'name'));
  const seen = new Set<Row>();
  const peopled = new Set(current.members.map((row) => textOf(row, 'code')));
  const idOf = memberIds(rows);
  const earlier = new Set([...outcome.values()].filter((each) => each.earlier).map(({ code }) => code));
  let notAdded = 0;
  for (const row of rows) {
    if (doubted.has(row)) continue;
    const before = matches.get(row);
    const code = textOf(row, 'code');
    if (!before && earlier.has(code) && peopled.has(currentCode.get(code) ?? code)) {
      notAdded++;
      continue;
    }
    if (before) seen.add(before);
    const id = before?.id ?? freeId(idOf(row), taken);
    result[
      collector.add(
        before,
        row,
        id,
        { village: villageOf.get(code) ?? '', household: code, name: textOf(row, 'name') },
        earlier.has(code) ? written(before) : undefined,
      )
    ]++;
  }
  for (const row of current.members) {
    const code = renamed.get(textOf(row, 'code'));
    if (code === undefined || seen.has(row)) continue;
    result[
      collector.add(
        row,
        { ...row, cells: { code } },
        row.id,
        { village: villageOf.get(code) ?? '', household: code, name: textOf(row, 'name') },
        new Set(
          columnsOf('members')
            .map(({ key }) => key)
            .filter((key) => key !== 'code'),
        ),
      )
    ]++;
  }
  return { tally: result, notAdded };
}
