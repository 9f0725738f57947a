/** The history of a room for everybody who may read it: of a cell, of a household, what changed since, and named versions. */
import { HISTORY } from '../../src/lib/api/history.ts';
import { idText, readIds } from '../../src/lib/cells/causes.ts';
import { isOfPeople } from '../../src/lib/cells/restore.ts';
import type { GivenAnswer } from '../../src/lib/api/route.ts';
import { may, parseRoom, type Person } from '../../src/lib/review/people.ts';
import { isPersonal, isPersonalCell } from '../../src/lib/review/personal.ts';
import type { CellValue } from '../../src/lib/review/types.ts';
import { answered, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { NamesOf } from '../http/names.ts';
import type { UpdateLog } from '../log/log.ts';
import { RoomHistories } from './room-history.ts';

export interface HistoryOptions {
  log: UpdateLog;
  namesOf: NamesOf;
  now?: () => number;
}

/** Whether the person who asks may see values of this cell. */
type Tells = (cell: { row: string; field: string }, values: readonly CellValue[]) => boolean;

/** For people without the right to personal data: the lists' other cells. Comments are not part of it. */
const isOpen: Tells = ({ row, field }, values) =>
  isOfPeople(row) && !values.some((value) => isPersonalCell(field, value)) && !isPersonal(field);

const PAGE = 50;
/** A household and all its members. */
const ROWS = 80;
const WRITES = 200;

export function historyAnswers({ log, namesOf, now = Date.now }: HistoryOptions): Answered[] {
  const histories = new RoomHistories(log);

  const tellsTo = (person: Person, name: string): Tells => {
    const room = parseRoom(name);
    return !room || room.village === null || may(person, 'readPersonal', room) ? () => true : isOpen;
  };

  const versions = async (room: string): Promise<GivenAnswer<typeof HISTORY.versions>> => {
    const named = await log.versions(room);
    const nameOf = await namesOf(named.map(({ person }) => person));
    return {
      now: now(),
      versions: named.map(({ id, position, at, name, kind, person }) => ({ id, position, at, name, kind, by: nameOf(person) })),
    };
  };

  return [
    answered(HISTORY.lines, async ({ person: asking, room, query }) => {
      const tells = tellsTo(asking, room);
      const rows = query.getAll('row');
      if (rows.length > ROWS) throw new HttpError(400, 'too-many', 'Hỏi quá nhiều dòng một lần.');
      const history = await histories.of(room);
      const { changes, older } = history.of(
        rows,
        query.get('field') ?? undefined,
        Number(query.get('before')) || Infinity,
        PAGE,
        (change) => tells(change, [...change.from, ...change.to]),
      );
      const wanted = new Set(rows);
      const declined = (await log.decisions({ room })).filter(
        ({ verdict, row, field, value }) =>
          verdict === 'declined' && wanted.has(row) && (query.get('field') ?? field) === field && tells({ row, field }, [value]),
      );
      const nameOf = await namesOf([...changes, ...declined].flatMap((one) => ('by' in one ? [one.person, one.by] : one.person)));
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
    }),
    answered(HISTORY.bringers, async ({ room, query }) => {
      const ids = query.getAll('w');
      if (ids.length > WRITES) throw new HttpError(400, 'too-many', 'Hỏi quá nhiều ô một lần.');
      const history = await histories.of(room);
      const found = readIds(ids.join(' ')).flatMap(({ client, clock }) => {
        const account = history.bringerOf(client, clock);
        return account === undefined ? [] : { write: idText({ client, clock }), account };
      });
      const nameOf = await namesOf(found.map(({ account }) => account));
      return { bringers: found.map((one) => ({ ...one, name: nameOf(one.account) })) };
    }),
    answered(HISTORY.changes, async ({ person: asking, room, query }) => {
      const tells = tellsTo(asking, room);
      const history = await histories.of(room);
      const since = query.has('at') ? history.positionAt(Number(query.get('at')) || 0) : Number(query.get('since')) || 0;
      const until = query.has('until') ? Number(query.get('until')) || 0 : Infinity;
      const changes = history.between(since, until).filter((change) => tells(change, [...change.from, ...change.to]));
      const nameOf = await namesOf(changes.map(({ person }) => person));
      return {
        now: now(),
        changes: changes.map(({ row, field, from, to, at, person, claimed, isNew }) => ({
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
    }),
    answered(HISTORY.versions, ({ room }) => versions(room)),
    answered(HISTORY.nameVersion, async ({ person, room, body: { name, kind } }) => {
      if ((await log.versions(room)).some((known) => known.name === name))
        throw new HttpError(409, 'name-taken', `Đã có bản tên “${name}”. Hãy đặt tên khác.`);
      await log.nameVersion({ room, name, kind, at: now(), person: person.id });
      return versions(room);
    }),
  ];
}
