/**
 * GET /api/audit/ROOM?household=CODE: a page of changes as JSON, the latest first; with format=csv all of them as a file;
 * with open=1 instead what the log knows of the cells that people disagree about now.
 */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { may, parseRoom, type Person } from '../../src/lib/review/people.ts';
import { auditLines, CSV_START, csvLine, declinedCsv, declinedLines, type AuditLine } from './audit-lines.ts';
import { openCells, type CellEvidence } from './evidence.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';

export const AUDIT_PATH = '/api/audit/';

const PAGE = 100;

export interface AuditPage {
  /** The latest first; `name` is the person's, as far as it is known. */
  lines: (AuditLine & { name: string })[];
  /** How many older ones there are: `before=` the last line's number asks for them. */
  older: number;
}

/** Each value with its person's name beside the id. */
export interface OpenCells {
  cells: (Omit<CellEvidence, 'brought'> & { brought: (CellEvidence['brought'][number] & { name: string })[] })[];
}

export interface AuditOptions {
  log: UpdateLog;
  whoIs: (request: IncomingMessage) => Person | null | Promise<Person | null>;
  /** The id itself where nobody is known by it any more. */
  nameOf: (person: string) => string;
}

/** @returns the body to send; undefined when it has already been sent. */
export type AuditAnswer = (request: IncomingMessage, response: ServerResponse) => Promise<AuditPage | OpenCells | undefined>;

export function auditAnswer({ log, whoIs, nameOf }: AuditOptions): AuditAnswer {
  // One replay at a time: it works through a whole history beside people who are editing.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };

  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = url.pathname.slice(AUDIT_PATH.length);
    const room = parseRoom(name);
    const person = await whoIs(request);
    if (!person) throw new HttpError(401, 'not-signed-in', 'Bạn chưa đăng nhập.');
    if (!room || !may(person, 'audit', room)) throw new HttpError(403, 'no-right', 'Bạn không có quyền xem nhật ký này.');
    const household = url.searchParams.get('household')?.trim() || undefined;
    const lines = (): AsyncGenerator<AuditLine> => auditLines(log, name, household);
    if (url.searchParams.get('format') === 'csv')
      return inTurn(async () =>
        sendCsv(
          response,
          name,
          lines(),
          (await declinedLines(log, name, household)).map((line) => declinedCsv(line, nameOf)),
          nameOf,
        ),
      );
    if (url.searchParams.has('open'))
      return inTurn(async () => ({
        cells: (await openCells(log, name)).map((cell) => ({
          ...cell,
          brought: cell.brought.map((one) => ({ ...one, name: nameOf(one.person) })),
        })),
      }));
    const before = Number(url.searchParams.get('before')) || Infinity;
    return inTurn(() => pageOf(lines(), before, nameOf));
  };
}

async function pageOf(all: AsyncIterable<AuditLine>, before: number, nameOf: (person: string) => string): Promise<AuditPage> {
  const latest: AuditLine[] = [];
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
  lines: AsyncIterable<AuditLine>,
  declined: readonly string[],
  nameOf: (person: string) => string,
): Promise<undefined> {
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="nhat-ky-${room}.csv"`,
  });
  response.write(CSV_START);
  for await (const line of lines) {
    // Whoever asked has gone.
    if (response.destroyed) return;
    if (!response.write(csvLine(line, nameOf))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  for (const line of declined) response.write(line);
  response.end();
}
