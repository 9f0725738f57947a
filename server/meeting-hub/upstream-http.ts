/** What the commune's machine answers to the machine of a meeting. A hub asks for the rooms of its token and no others. */
import { HUB_LINK } from '../../src/lib/api/hubs.ts';
import { COMMUNE_ROOM, docName, logName, parseDoc, type DocPlace } from '../../src/lib/review/people.ts';
import { answered, noRight, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import type { HubDesk } from '../people/hub-desk.ts';
import type { HubPass } from '../people/hub-tokens.ts';
import type { ReviewRecords } from '../people/review-routes.ts';
import { NotStored, type Hub } from '../rooms/hub.ts';
import type { NamesOf } from '../http/names.ts';
import { rowsAfter } from './rows-after.ts';
import { takeRows } from './take-rows.ts';

interface Options {
  hub: Hub;
  log: UpdateLog;
  desk: HubDesk;
  villages: ReviewRecords['villages'];
  namesOf: NamesOf;
}

export function upstreamAnswers({ hub, log, desk, villages, namesOf }: Options): Answered[] {
  const passOf = async (request: Parameters<HubDesk['passOf']>[0]): Promise<HubPass> => {
    const pass = await desk.passOf(request);
    if (!pass) throw noRight();
    return pass;
  };
  return [
    answered(HUB_LINK.start, async ({ request, body: { seen } }) => {
      const pass = await passOf(request);
      const all = (await villages(pass.review)).map(({ id }) => id);
      const { hash, start } = await desk.start(pass, all);
      return { hash, start: hash === seen ? null : start };
    }),
    answered(HUB_LINK.rows, async ({ request, body: { room, after, known } }) => {
      placeIn(await passOf(request), room);
      const page = await rowsAfter(log, room, after, new Map(known));
      const people = [...new Set(page.rows.map(({ person }) => person))];
      const nameOf = await namesOf(people);
      return {
        ...page,
        rows: page.rows.map((row) => ({ ...row, update: Buffer.from(row.update).toString('base64') })),
        names: people.map((id): [string, string] => [id, nameOf(id)]),
      };
    }),
    answered(HUB_LINK.take, async ({ request, body: { room, rows } }) => {
      const pass = await passOf(request);
      const doc = placeIn(pass, room);
      const refusals = await desk.refusals(
        rows.map(({ person }) => person),
        doc,
      );
      const brought = rows.map((row) => ({ ...row, update: new Uint8Array(Buffer.from(row.update, 'base64')) }));
      try {
        return await takeRows(
          hub,
          room,
          brought,
          { name: pass.name, trusted: true, by: pass.by },
          (person) => refusals.get(person) ?? null,
        );
      } catch (error) {
        if (!(error instanceof NotStored)) throw error;
        throw new HttpError(503, 'not-stored', 'Máy của xã chưa lưu được. Máy họp sẽ gửi lại.');
      }
    }),
  ];
}

/** @throws HttpError for a document that is not of this hub. */
function placeIn({ review, villages }: HubPass, room: string): DocPlace {
  const doc = parseDoc(room);
  const isOurs =
    doc !== null &&
    doc.review === review &&
    logName(doc) === room &&
    (doc.village === null || villages === 'all' || villages.includes(doc.village));
  if (!isOurs) throw noRight('Mã của máy họp không mở được danh sách này.');
  return doc;
}

/** The documents of a hub: the commune's own first, because it says which lists are locked. */
export const roomsOf = (review: string, villages: readonly string[]): string[] => [
  `${review}.${COMMUNE_ROOM}`,
  ...villages.flatMap((village) => [docName({ review, village }), docName({ review, village, part: 'meeting' })]),
];
