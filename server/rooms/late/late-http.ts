/** Late edits: what waits in a review, and deciding about it, for the commune; what was decided, for whoever wrote it. */
import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { may, maySee, parseRoom, type Person } from '../../../src/lib/review/people.ts';
import { isPersonalCell } from '../../../src/lib/review/personal.ts';
import { read } from '../../http/body.ts';
import { HttpError } from '../../http/error.ts';
import type { UpdateLog } from '../../log/log.ts';
import type { Route } from '../../http/route.ts';
import type { Hub } from '../hub.ts';
import { waitingLate } from './late-waiting.ts';

export interface LateOptions {
  log: UpdateLog;
  hub: Hub;
  whoIs: (request: IncomingMessage) => Person | null | Promise<Person | null>;
  nameOf: (person: string) => string;
}

const REASON = 'Hãy ghi lý do, để người đã ghi biết vì sao.';
const Wish = v.variant('verdict', [
  v.object({
    verdict: v.literal('accepted'),
    entries: v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.minLength(1), v.maxLength(1_000)),
  }),
  v.object({
    verdict: v.literal('declined'),
    entries: v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.minLength(1), v.maxLength(1_000)),
    reason: v.pipe(v.string(REASON), v.trim(), v.minLength(1, REASON), v.maxLength(500, 'Lý do dài quá 500 chữ.')),
  }),
]);

export function lateRoutes({ log, hub, whoIs, nameOf }: LateOptions): Record<string, Route> {
  const asking = async (request: IncomingMessage): Promise<Person> => {
    const person = await whoIs(request);
    if (!person) throw new HttpError(401, 'not-signed-in', 'Bạn chưa đăng nhập.');
    return person;
  };
  const noRight = (): HttpError => new HttpError(403, 'no-right', 'Chỉ cán bộ xã quyết định sửa đổi đến muộn.');

  return {
    'GET /api/late': async (request) => {
      const person = await asking(request);
      if (!may(person, 'late', { review: person.review, village: null })) throw noRight();
      const rooms = (await log.lateRooms()).filter((name) => {
        const room = parseRoom(name);
        return room !== null && may(person, 'late', room);
      });
      const waiting = [];
      for (const room of rooms) {
        const edits = (await waitingLate(log, room)).map(({ person, ...edit }) => ({ ...edit, person, name: nameOf(person) }));
        if (edits.length > 0) waiting.push({ room, edits });
      }
      return { waiting };
    },
    /** Everything decided in one village, the latest first: nothing is dropped in silence. */
    'GET /api/late/': async (request) => {
      const { person, name } = await inRoom(request, asking);
      const room = parseRoom(name);
      if (!room || !may(person, 'late', room)) throw noRight();
      const decided = await log.decisions({ room: name });
      return {
        decided: decided
          .map(({ room: _, client, clock, person, by, ...rest }) => ({
            id: `${client}:${clock}`,
            ...rest,
            name: nameOf(person),
            by: nameOf(by),
          }))
          .reverse(),
      };
    },
    'POST /api/late/': async (request) => {
      const { person, name } = await inRoom(request, asking);
      const room = parseRoom(name);
      if (!room || room.village === null || !may(person, 'late', room)) throw noRight();
      const wish = await read(Wish, request);
      const reason = wish.verdict === 'declined' ? wish.reason : '';
      try {
        return await hub.decide(name, {
          entries: new Set(wish.entries),
          verdict: wish.verdict,
          reason,
          by: { id: person.id, device: 'máy của xã' },
        });
      } catch (error) {
        if (error instanceof HttpError) throw error;
        throw new HttpError(503, 'not-stored', 'Máy của xã chưa lưu được quyết định. Hãy thử lại.');
      }
    },
    /** Of one's own late edits, in rooms one may still read: of what is personal, too, only that. */
    'GET /api/late-decided': async (request) => {
      const person = await asking(request);
      const mine = (await log.decisions({ person: person.id })).filter(({ room: name, field, value }) => {
        const room = parseRoom(name);
        return room !== null && maySee(person, room) && (!isPersonalCell(field, value) || may(person, 'readPersonal', room));
      });
      return { decided: mine.map(({ client, clock, person: _, by, ...rest }) => ({ id: `${client}:${clock}`, ...rest, by: nameOf(by) })) };
    },
  };
}

async function inRoom(
  request: IncomingMessage,
  asking: (request: IncomingMessage) => Promise<Person>,
): Promise<{ person: Person; name: string }> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  return { person: await asking(request), name: pathname.slice(pathname.lastIndexOf('/') + 1) };
}
