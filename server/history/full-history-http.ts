/** The full history of a room over HTTP: a page of changes, all of them as a file, or what the log knows of cells open now. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { FULL_HISTORY } from '../../src/lib/api/full-history.ts';
import type { GivenAnswer } from '../../src/lib/api/route.ts';
import { may, parseRoom, roomName } from '../../src/lib/review/people.ts';
import { historyLines, CSV_START, csvLine, declinedCsv, declinedLines, type HistoryLine } from './history-lines.ts';
import { openCells } from './evidence.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { NamesOf } from '../http/names.ts';
import type { UpdateLog } from '../log/log.ts';
import { LastSents } from './last-sent.ts';

const PAGE = 100;
/** More than any commune has. */
const VILLAGES = 300;

export interface FullHistoryOptions {
  log: UpdateLog;
  namesOf: NamesOf;
}

export function fullHistoryAnswers({ log, namesOf }: FullHistoryOptions): Answered[] {
  const lastSents = new LastSents(log);
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
      inTurn(() => pageOf(historyLines(log, room, householdIn(query)), Number(query.get('before')) || Infinity, namesOf)),
    ),
    answered(FULL_HISTORY.csv, ({ response, room, query }) =>
      inTurn(async () => {
        const household = householdIn(query);
        const declined = await declinedLines(log, room, household);
        const nameOf = await namesOf(declined.flatMap(({ person, by }) => [person, by]));
        const last = declined.map((line) => declinedCsv(line, nameOf));
        await sendCsv(response, room, historyLines(log, room, household), last, namesOf);
      }),
    ),
    answered(FULL_HISTORY.lastSent, async ({ person, room, query }) => {
      const review = parseRoom(room)?.review ?? '';
      const villages = query.getAll('v').filter((village) => may(person, 'readFullHistory', { review, village }));
      if (villages.length > VILLAGES) throw new HttpError(400, 'too-many', 'Hỏi quá nhiều thôn một lần.');
      const found = await Promise.all(
        villages.map(async (village) => (await lastSents.of(roomName(review, village))).map((one) => ({ ...one, village }))),
      );
      const all = found.flat().sort((a, b) => b.at - a.at);
      const nameOf = await namesOf(all.map((one) => one.person));
      return { sent: all.map(({ village, person: who, device, at }) => ({ village, name: nameOf(who), device, at })) };
    }),
    answered(FULL_HISTORY.open, ({ room }) =>
      inTurn(async () => {
        const cells = await openCells(log, room);
        const nameOf = await namesOf(cells.flatMap(({ brought }) => brought.map(({ person }) => person)));
        return { cells: cells.map((cell) => ({ ...cell, brought: cell.brought.map((one) => ({ ...one, name: nameOf(one.person) })) })) };
      }),
    ),
  ];
}

async function pageOf(all: AsyncIterable<HistoryLine>, before: number, namesOf: NamesOf): Promise<GivenAnswer<typeof FULL_HISTORY.page>> {
  const latest: HistoryLine[] = [];
  let older = 0;
  for await (const line of all) {
    if (line.number >= before) break;
    latest.push(line);
    if (latest.length <= PAGE) continue;
    latest.shift();
    older++;
  }
  const nameOf = await namesOf(latest.map(({ person }) => person));
  return { lines: latest.reverse().map((line) => ({ ...line, name: nameOf(line.person) })), older };
}

async function sendCsv(
  response: ServerResponse,
  room: string,
  lines: AsyncIterable<HistoryLine>,
  declined: readonly string[],
  namesOf: NamesOf,
): Promise<void> {
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="nhat-ky-${room}.csv"`,
  });
  response.write(CSV_START);
  /** A file may have any number of lines, but only a few people: each is asked for when their first line comes. */
  const names = new Map<string, string>();
  const nameOf = (person: string): string => names.get(person) ?? person;
  for await (const line of lines) {
    // The client has gone.
    if (response.destroyed) return;
    if (!names.has(line.person)) names.set(line.person, (await namesOf([line.person]))(line.person));
    if (!response.write(csvLine(line, nameOf))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  for (const line of declined) response.write(line);
  response.end();
}
