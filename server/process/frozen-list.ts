/**
 * A village's list as it was at an act. The log keeps every row, so the list is built again from the rows before the act's own; that it is
 * the same list says its hash, which the act keeps.
 */
import { CellHistory } from '../../src/lib/cells/history.ts';
import type { SharedList } from '../../src/lib/cells/shared-list.ts';
import { historyPages } from '../log/history-pages.ts';
import type { UpdateLog } from '../log/log.ts';
import { listAround } from '../rooms/earlier.ts';
import { hashOf } from './list-hash.ts';

type RawLog = Pick<UpdateLog, 'history'>;

/** The position of the act's own row; null when the log has no such act. */
export async function placeOfAct(log: RawLog, commune: string, act: string): Promise<number | null> {
  const history = new CellHistory();
  for await (const page of historyPages(log, commune))
    for (const { position, update } of page) if (history.apply(update).some(({ row }) => row === act)) return position;
  return null;
}

/**
 * Where an act puts a cell right, that cell is in the row before the act's own, and the hash is of the list without it.
 * @param hash or its beginning.
 * @returns null when the log no longer gives a list with this hash.
 */
export const frozenList = (log: RawLog, room: string, place: number, hash: string): Promise<SharedList | null> =>
  listAround(log, room, place, (list) => hashOf(list).startsWith(hash));
