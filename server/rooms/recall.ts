/** What clients had written, also what has been overwritten since: read again from the raw log, which is seldom asked. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as Y from 'yjs';
import { entryAt } from '../../src/lib/sync/agreement.ts';
import type { UpdateLog } from '../log/log.ts';

const PAGE = 1_000;

export async function recall(log: UpdateLog, room: string, clients: readonly number[]): Promise<Map<number, Map<number, unknown>>> {
  const found = new Map(clients.map((client) => [client, new Map<number, unknown>()]));
  const take = (update: Uint8Array): void => {
    if (![...Y.parseUpdateMeta(update).to.keys()].some((client) => found.has(client))) return;
    for (const struct of Y.decodeUpdate(update).structs) {
      const entries = found.get(struct.id.client);
      if (!entries || !(struct instanceof Y.Item)) continue;
      for (let clock = struct.id.clock; clock < struct.id.clock + struct.length; clock++) {
        const entry = entryAt(struct, clock);
        if (entry !== undefined) entries.set(clock, entry);
      }
    }
  };
  for (let after = 0; ;) {
    const page = await log.history(room, after, PAGE);
    for (const { update } of page) take(update);
    const last = page.at(-1);
    if (!last || page.length < PAGE) break;
    after = last.position;
    // Others' edits are not kept waiting for a long history.
    await nextTurn();
  }
  for (const { update } of await log.late(room)) take(update);
  return found;
}
