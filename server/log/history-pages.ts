/** The one reader of a room's raw log. It reads in pages, and lets other work run between them. */
import { setImmediate as turn } from 'node:timers/promises';
import type { HistoryRow, UpdateLog } from './log.ts';

const PAGE = 500;

/**
 * @param after only rows after this position.
 * @param upTo only rows up to this position, although newer ones may arrive while it reads.
 */
export async function* historyPages(
  log: Pick<UpdateLog, 'history'>,
  room: string,
  { after = 0, upTo = Infinity } = {},
): AsyncGenerator<readonly HistoryRow[]> {
  for (let from = after; ;) {
    const page = await log.history(room, from, PAGE);
    const wanted = page.filter(({ position }) => position <= upTo);
    if (wanted.length > 0) yield wanted;
    const last = wanted.at(-1);
    if (!last || wanted.length < PAGE) return;
    from = last.position;
    await turn();
  }
}
