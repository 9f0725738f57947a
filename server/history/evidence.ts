/**
 * What the log knows of cells that are open now, for whoever settles them: of each live entry who brought it, from
 * which device, when it was received, and what stood in the cell before. One replay of the room's history.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { apartPairs } from '../../src/lib/cells/apart.ts';
import { Causes } from '../../src/lib/cells/causes.ts';
import type { Entry } from '../../src/lib/cells/entry.ts';
import { CellHistory } from '../../src/lib/cells/history.ts';
import { HOUSEHOLD_PREFIX, SHEET_FIELD } from '../../src/lib/cells/review-rooms.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import { INDICATORS } from '../../src/lib/review/indicators.ts';
import { decides } from '../../src/lib/review/why.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import type { UpdateLog } from '../log/log.ts';
import { readRoom } from '../rooms/reader.ts';

export interface Brought {
  value: CellValue;
  /** The name in the entry: a claim. */
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
  /** What stood before the first of the live values came. */
  before: CellValue;
  brought: Brought[];
}

const PAGE = 200;
/** The page knows which standard its round has; here a cell that decides by any is told of. */
const ANY_STANDARD = { indicators: INDICATORS.map(({ key }) => key) };

/** One entry as it first came. Taking a choice back brings the same entries again, under another's hand: they stay whose they were. */
interface Arrival {
  before: CellValue;
  brought: Brought;
}

/** Every entry that a cell ever had, in the order received, and those that live now. */
interface Trace {
  ever: Map<string, Arrival>;
  live: readonly Arrival[];
}

const nameOfEntry = ({ value, author, at }: Entry): string => JSON.stringify([value, author, at]);

/** Of cells in conflict, and of those that two people wrote in different cells of one household. */
export async function openCells(log: UpdateLog, room: string): Promise<CellEvidence[]> {
  const history = new CellHistory();
  const traces = new Map<string, Map<string, Trace>>();
  try {
    for (let after = 0; ;) {
      const page = await log.history(room, after, PAGE);
      for (const { update, at, person, device } of page)
        for (const { row, field, from } of history.apply(update)) {
          const fields = traces.get(row) ?? new Map<string, Trace>();
          traces.set(row, fields);
          const trace = fields.get(field) ?? { ever: new Map<string, Arrival>(), live: [] };
          fields.set(field, trace);
          const entries = history.entries(row, field);
          // As long as one of the entries lives on, alone or beside others, what stood before it stays what stood before.
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
      if (page.length < PAGE) break;
      after = page.at(-1)?.position ?? Infinity;
      await turn();
    }
    return await readRoom(log, room, (list) => evidenceOf(list, traces));
  } finally {
    history.close();
  }
}

/** Of the one that came first. */
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
      // Two people may have one name; the page tells them apart by their accounts.
      for (const pair of apartPairs(
        list,
        row,
        (field) => decides(household, field, ANY_STANDARD),
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
