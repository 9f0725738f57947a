/** What whoever may read a room may know of its past: of a cell, of a household, what changed since, and named versions. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { idText, readIds } from '../../src/lib/cells/causes.ts';
import { isOfPeople } from '../../src/lib/cells/restore.ts';
import { may, maySee, mayWrite, parseRoom, type Person, type RoomName } from '../../src/lib/review/people.ts';
import { isPersonal, isPersonalCell } from '../../src/lib/review/personal.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { read } from '../http/body.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import type { Route } from '../http/route.ts';
import { RoomHistories } from './room-history.ts';

export interface HistoryOptions {
  log: UpdateLog;
  whoIs: (request: IncomingMessage) => Person | null | Promise<Person | null>;
  /** The id itself where nobody is known by it any more. */
  nameOf: (person: string) => string;
  now?: () => number;
}

/** Whether whoever asks may be told what stood in a cell. */
type Tells = (cell: { row: string; field: string }, values: readonly CellValue[]) => boolean;

/** Without a right to what is personal: the lists' other cells. Comments are read where they stand. */
const isOpen: Tells = ({ row, field }, values) =>
  isOfPeople(row) && !values.some((value) => isPersonalCell(field, value)) && !isPersonal(field);

const PAGE = 50;
/** A household and all its members. */
const ROWS = 80;
const WRITES = 200;
const NewVersion = v.object({
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Hãy ghi tên bản.'), v.maxLength(80, 'Tên bản dài quá 80 chữ.')),
  kind: v.picklist(['meeting', 'other'], 'Không có loại bản này.'),
});

export function historyRoutes({ log, whoIs, nameOf, now = Date.now }: HistoryOptions): Record<string, Route> {
  const histories = new RoomHistories(log);

  const asked = async (
    request: IncomingMessage,
    allows: (person: Person, room: RoomName) => boolean,
  ): Promise<{ person: Person; name: string; query: URLSearchParams; tells: Tells }> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.slice(pathname.lastIndexOf('/') + 1);
    const room = parseRoom(name);
    const person = await whoIs(request);
    if (!person) throw new HttpError(401, 'not-signed-in', 'Bạn chưa đăng nhập.');
    if (!room || !allows(person, room)) throw new HttpError(403, 'no-right', 'Bạn không có quyền với danh sách này.');
    return { person, name, query: searchParams, tells: room.village === null || may(person, 'readPersonal', room) ? () => true : isOpen };
  };

  const versions = async (room: string): Promise<object> => ({
    now: now(),
    versions: (await log.versions(room)).map(({ id, position, at, name, kind, person }) => ({
      id,
      position,
      at,
      name,
      kind,
      by: nameOf(person),
    })),
  });

  return {
    'GET /api/history/': async (request) => {
      const { name, query, tells } = await asked(request, maySee);
      const rows = query.getAll('row');
      if (rows.length > ROWS) throw new HttpError(400, 'too-many', 'Hỏi quá nhiều dòng một lần.');
      const history = await histories.of(name);
      const { changes, older } = history.of(
        rows,
        query.get('field') ?? undefined,
        Number(query.get('before')) || Infinity,
        PAGE,
        (change) => tells(change, [...change.from, ...change.to]),
      );
      const wanted = new Set(rows);
      const declined = (await log.decisions({ room: name })).filter(
        ({ verdict, row, field, value }) =>
          verdict === 'declined' && wanted.has(row) && (query.get('field') ?? field) === field && tells({ row, field }, [value]),
      );
      return {
        now: now(),
        lines: changes.map(({ number, at, person, row, field, from, to, claimed }) => ({
          number,
          at,
          name: nameOf(person),
          row,
          field,
          from,
          to,
          claimed,
        })),
        older,
        declined: declined.map(({ row, field, value, person, reason, by, at }) => ({
          row,
          field,
          value,
          name: nameOf(person),
          reason,
          by: nameOf(by),
          at,
        })),
      };
    },
    /** By whose account each of these writes came, `w=CLIENT.CLOCK`; not those that have not. What they say is not told. */
    'GET /api/bringers/': async (request) => {
      const { name, query } = await asked(request, maySee);
      const ids = query.getAll('w');
      if (ids.length > WRITES) throw new HttpError(400, 'too-many', 'Hỏi quá nhiều ô một lần.');
      const history = await histories.of(name);
      return {
        bringers: readIds(ids.join(' ')).flatMap(({ client, clock }) => {
          const person = history.bringerOf(client, clock);
          return person === undefined ? [] : { write: idText({ client, clock }), name: nameOf(person), account: person };
        }),
      };
    },
    /** `since` and `until` are positions, as versions have them; `at` a time instead of `since`. */
    'GET /api/changes/': async (request) => {
      const { name, query, tells } = await asked(request, maySee);
      const history = await histories.of(name);
      const since = query.has('at') ? history.positionAt(Number(query.get('at')) || 0) : Number(query.get('since')) || 0;
      const until = query.has('until') ? Number(query.get('until')) || 0 : Infinity;
      return {
        now: now(),
        changes: history
          .between(since, until)
          .filter((change) => tells(change, [...change.from, ...change.to]))
          .map(({ row, field, from, to, at, person, claimed, isNew }) => ({
            row,
            field,
            from,
            to,
            at,
            name: nameOf(person),
            claimed,
            isNew,
          })),
      };
    },
    'GET /api/versions/': async (request) => versions((await asked(request, maySee)).name),
    'POST /api/versions/': async (request) => {
      const { person, name: room } = await asked(request, mayWrite);
      const { name, kind } = await read(NewVersion, request);
      if ((await log.versions(room)).some((known) => known.name === name))
        throw new HttpError(409, 'name-taken', `Đã có bản tên “${name}”. Hãy đặt tên khác.`);
      await log.nameVersion({ room, name, kind, at: now(), person: person.id });
      return versions(room);
    },
  };
}
