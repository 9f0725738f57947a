/** The full history of a room over HTTP: a page of changes, all of them as a file, or what the log knows of cells open now. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { FULL_HISTORY } from '../../src/lib/api/full-history.ts';
import type { GivenAnswer } from '../../src/lib/api/route.ts';
import { historyLines, CSV_START, csvLine, declinedCsv, declinedLines, type HistoryLine } from './history-lines.ts';
import { openCells } from './evidence.ts';
import { answered, type Answered } from '../http/answering.ts';
import type { UpdateLog } from '../log/log.ts';

const PAGE = 100;

export interface FullHistoryOptions {
  log: UpdateLog;
  /** Returns the id itself when no account has it any more. */
  nameOf: (person: string) => string;
}

export function fullHistoryAnswers({ log, nameOf }: FullHistoryOptions): Answered[] {
  // One at a time, because each reads a whole history and competes with people who are editing.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
  const householdIn = (query: URLSearchParams): string | undefined => query.get('household')?.trim() || undefined;

  return [
    answered(FULL_HISTORY.page, ({ room, query }) =>
      inTurn(() => pageOf(historyLines(log, room, householdIn(query)), Number(query.get('before')) || Infinity, nameOf)),
    ),
    answered(FULL_HISTORY.csv, ({ response, room, query }) =>
      inTurn(async () => {
        const household = householdIn(query);
        const declined = (await declinedLines(log, room, household)).map((line) => declinedCsv(line, nameOf));
        await sendCsv(response, room, historyLines(log, room, household), declined, nameOf);
      }),
    ),
    answered(FULL_HISTORY.open, ({ room }) =>
      inTurn(async () => ({
        cells: (await openCells(log, room)).map((cell) => ({
          ...cell,
          brought: cell.brought.map((one) => ({ ...one, name: nameOf(one.person) })),
        })),
      })),
    ),
  ];
}

async function pageOf(
  all: AsyncIterable<HistoryLine>,
  before: number,
  nameOf: (person: string) => string,
): Promise<GivenAnswer<typeof FULL_HISTORY.page>> {
  const latest: HistoryLine[] = [];
  let older = 0;
  for await (const line of all) {
    if (line.number >= before) break;
    latest.push(line);
    if (latest.length <= PAGE) continue;
    latest.shift();
    older++;
  }
  return { lines: latest.reverse().map((line) => ({ ...line, name: nameOf(line.person) })), older };
}

async function sendCsv(
  response: ServerResponse,
  room: string,
  lines: AsyncIterable<HistoryLine>,
  declined: readonly string[],
  nameOf: (person: string) => string,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="nhat-ky-${room}.csv"`,
  });
  response.write(CSV_START);
  for await (const line of lines) {
    // The client has gone.
    if (response.destroyed) return;
    if (!response.write(csvLine(line, nameOf))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  for (const line of declined) response.write(line);
  response.end();
}
