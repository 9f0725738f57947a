/** Bundles over HTTP. */
import { BUNDLES } from '../../src/lib/api/bundles.ts';
import { may, parseDoc, type Person } from '../../src/lib/review/people.ts';
import { BundleError } from '../../src/lib/sync/bundle/bundle-error.ts';
import { bundleFileName } from '../../src/lib/sync/bundle/bundle-name.ts';
import { answered, noRight, type Answered } from '../http/answering.ts';
import { HttpError } from '../http/error.ts';
import type { UpdateLog } from '../log/log.ts';
import type { OriginStore } from '../log/origin-store.ts';
import { NotStored, type Hub } from '../rooms/hub.ts';
import { makeBundle, withNotes, type Maker } from './make-bundle.ts';
import type { OwnKey } from './own-key.ts';
import { checkPlace, openBundle, takeBundle, type ReadBundle } from './take-bundle.ts';

/** What a server needs to sign bundles and to trust those of others. */
export interface BundleDesk {
  key: OwnKey;
  origins: OriginStore;
  /** Its name in the bundles that it makes. */
  server: string;
}

interface BundleOptions extends BundleDesk, Pick<Maker, 'namesOf'> {
  log: UpdateLog;
  hub: Hub;
}

export function bundleAnswers({ log, hub, namesOf, key, origins, server }: BundleOptions): Answered[] {
  const here = { log, hub, origins, ownKey: key.key };
  return [
    answered(BUNDLES.make, async ({ person, room, response }) => {
      const rooms = await withNotes(log, [room]);
      const { content, bytes } = await refusing(() =>
        makeBundle({ log, namesOf, key, server }, { rooms, by: { id: person.id, name: person.name } }),
      );
      response
        .writeHead(200, {
          'content-type': 'application/octet-stream',
          'content-disposition': `attachment; filename="${bundleFileName(content)}"`,
        })
        .end(Buffer.from(bytes));
    }),
    answered(BUNDLES.look, async ({ person, body }) => {
      const read = await refusing(() => openFor(person, body));
      await refusing(() => checkPlace(log, read.bundle));
      return { trust: read.trust, from: read.from, key: read.key };
    }),
    answered(BUNDLES.take, async ({ person, body }) => {
      const read = await refusing(() => openFor(person, body));
      const lists = await refusing(() => takeBundle(read, here, person.id));
      return { trust: read.trust, from: read.from, lists };
    }),
  ];

  async function openFor(person: Person, body: Uint8Array): Promise<ReadBundle> {
    const read = await openBundle(body, here);
    for (const { room } of read.bundle.lists) {
      const doc = parseDoc(room);
      if (!doc || !may(person, 'relay', doc))
        throw noRight(`Gói này của ${read.bundle.unit || 'xã khác'}, đợt ${read.bundle.year ?? 'khác'}: bạn không làm việc trong đợt đó.`);
    }
    return read;
  }
}

/** A file that is refused is no fault of the server. @throws HttpError */
async function refusing<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BundleError) throw new HttpError(400, `bundle-${error.code}`, error.message);
    if (error instanceof NotStored)
      throw new HttpError(503, 'not-stored', 'Chưa lưu được gói này. Hãy thử lại; nhận lại cùng một gói không ghi trùng.');
    throw error;
  }
}
