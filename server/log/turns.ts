/** The hub's turns at writing: with other servers, or alone. */
import type { News, Turn, UpdateLog } from './log.ts';

export const NO_NEWS: Omit<News, 'upTo'> = { isAnother: false, rows: [], late: [], decisions: [] };

/** @param after what is known already. */
export function turnOf(log: UpdateLog, after: number, rooms: () => readonly string[]): Promise<Turn> {
  return log.shared ? log.shared.turn(after, rooms()) : Promise.resolve(turnAlone(log, after));
}

/** Nobody else writes, so there is nothing to wait for. */
const turnAlone = (log: UpdateLog, upTo: number): Turn => ({
  news: { ...NO_NEWS, upTo },
  write: async (rows, decisions, late) => ({
    position: rows.length + decisions.length > 0 ? await log.append(rows, decisions) : 0,
    late: late.length > 0 ? await log.keepLate(late) : [],
    upTo,
  }),
  end: async () => undefined,
});
