/** Everything that some clients ever wrote, even if it has been overwritten since. It reads the whole raw log, so it is rarely asked. */
import * as Y from 'yjs';
import { entryAt } from '../../src/lib/sync/agreement.ts';
import { historyPages } from '../log/history-pages.ts';
import type { UpdateLog } from '../log/log.ts';

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
  for await (const page of historyPages(log, room)) for (const { update } of page) take(update);
  for (const { update } of await log.late(room)) take(update);
  return found;
}
