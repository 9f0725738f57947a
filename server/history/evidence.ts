/**
 * What the log knows of the cells that are open now, for the person who settles them. For each live entry: who sent it, from which
 * device, when it was received, and the value before it.
 */
import { apartPairs } from '../../src/lib/cells/apart.ts';
import { Causes } from '../../src/lib/cells/causes.ts';
import type { Entry } from '../../src/lib/cells/entry.ts';
import { CellHistory } from '../../src/lib/cells/history.ts';
import { HOUSEHOLD_PREFIX, SHEET_FIELD } from '../../src/lib/cells/review-rooms.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import { columnOf } from '../../src/lib/review/columns.ts';
import { INDICATORS } from '../../src/lib/review/indicators.ts';
import { ND07 } from '../../src/lib/review/standards.ts';
import { decides } from '../../src/lib/review/why.ts';
import type { CellValue, Row } from '../../src/lib/review/types.ts';
import { historyPages } from '../log/history-pages.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

export interface Brought {
  value: CellValue;
  /** The name in the entry, which is only a claim. */
  author: string;
  /** The signed-in person's id, from the log's row. */
  person: string;
  device: string;
  /** When the server received it: milliseconds. */
  at: number;
}

export interface CellEvidence {
  row: string;
  field: string;
  /** The value before the first of the live values arrived. */
  before: CellValue;
  brought: Brought[];
}

/** Only the page knows the standard of its round, so this reports every cell that matters in any standard. */
const ANY_STANDARD = { ...ND07, indicators: INDICATORS.map(({ key }) => key) };
const mayDecide = (household: Row, field: string): boolean =>
  columnOf(household.sheet, field)?.asked === true || decides(household, field, [ANY_STANDARD]);

/** How an entry first arrived. Undoing a choice writes the same entry again, by another person: it still belongs to the first. */
interface Arrival {
  before: CellValue;
  brought: Brought;
}

/** Every entry that a cell ever had, in the order received, and its live entries. */
interface Trace {
  ever: Map<string, Arrival>;
  live: readonly Arrival[];
}

const nameOfEntry = ({ value, author, at }: Entry): string => JSON.stringify([value, author, at]);

/** Open cells are cells in conflict, and different cells of one household that two people wrote apart. */
export async function openCells(log: UpdateLog, room: string): Promise<CellEvidence[]> {
  const traces = await tracesOf(log, room);
  return readRoom(log, room, (list) => evidenceOf(list, traces));
}

async function tracesOf(log: UpdateLog, room: string): Promise<Map<string, Map<string, Trace>>> {
  const history = new CellHistory();
  const traces = new Map<string, Map<string, Trace>>();
  for await (const page of historyPages(log, room))
    for (const { update, at, person, device } of page)
      for (const { row, field, from } of history.apply(update)) {
        const fields = traces.get(row) ?? new Map<string, Trace>();
        traces.set(row, fields);
        const trace = fields.get(field) ?? { ever: new Map<string, Arrival>(), live: [] };
        fields.set(field, trace);
        const entries = history.entries(row, field);
        // As long as one of the entries stays, alone or beside others, the value before it is still the value before.
        const before = beforeOf(
          entries.flatMap((entry) => trace.ever.get(nameOfEntry(entry)) ?? []),
          from.at(-1) ?? null,
        );
        trace.live = entries.map((entry) => {
          const name = nameOfEntry(entry);
          const arrival = trace.ever.get(name) ?? { before, brought: { value: entry.value, author: entry.author, person, device, at } };
          trace.ever.set(name, arrival);
          return arrival;
        });
      }
  return traces;
}

/** The value before the earliest of these arrivals. */
const beforeOf = (arrivals: readonly Arrival[], otherwise: CellValue): CellValue => {
  const [first] = [...arrivals].sort((a, b) => a.brought.at - b.brought.at);
  return first ? first.before : otherwise;
};

function evidenceOf(list: SharedList, traces: ReadonlyMap<string, ReadonlyMap<string, Trace>>): CellEvidence[] {
  const causes = new Causes(list.doc);
  return list.rows().flatMap((row) => {
    const open = new Set(list.conflictsIn(row));
    if (row.startsWith(HOUSEHOLD_PREFIX)) {
      const household = { id: row, sheet: list.get(row, SHEET_FIELD) === 'list02' ? ('list02' as const) : ('list01' as const), cells: {} };
      // Two people may share a name. The page compares their accounts.
      for (const pair of apartPairs(
        list,
        row,
        (field) => mayDecide(household, field),
        causes,
        () => false,
      ))
        for (const { field } of pair) open.add(field);
    }
    return [...open].sort().flatMap((field): CellEvidence[] => {
      const trace = traces.get(row)?.get(field);
      return trace
        ? [
            {
              row,
              field,
              before: beforeOf(trace.live, null),
              brought: trace.live.map(({ brought }) => brought).sort((a, b) => a.at - b.at),
            },
          ]
        : [];
    });
  });
}
