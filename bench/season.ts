/** The log of one village after a season: so many edits in so many sessions. Each session opens the page with a new client id. */
import * as Y from 'yjs';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import type { LogRow } from '../server/log/log.ts';
import { CAUSES } from '../src/lib/review/columns.ts';
import { ND07 } from '../src/lib/review/standards.ts';
import { households, random } from './households.ts';

export const SEASON = { rows: 300, edits: 54_000, sessions: 679 };

const FIELDS = ['size', 'formA', 'b1', 'note', 'request', 'income', 'reviewer', ...ND07.indicators, ...CAUSES.map(([key]) => key)];
const START = Date.UTC(2026, 8, 1);

/** Five people, one edit for each log row, as typing produces them; the last hundredth is written after `mark`. */
export function season(room: string, { rows, edits, sessions } = SEASON): { log: LogRow[]; mark: number } {
  const next = random(54);
  const log: LogRow[] = [];
  let stored: Uint8Array | null = null;
  let mark = 0;
  for (let session = 0, done = 0; session < sessions; session++) {
    const doc = new Y.Doc();
    if (stored) Y.applyUpdate(doc, stored);
    const person = `nguoi-${session % 5}`;
    doc.on('update', (update: Uint8Array) => log.push({ room, update, person, device: 'may-tinh', at: START + done * 60_000 }));
    const list = new SharedList(doc, person, () => START + done * 60_000);
    if (session === 0)
      list.write(
        households(rows).flatMap(({ id, cells }, order) =>
          Object.entries({ ...cells, sheet: 'list01', order }).flatMap(([field, value]) =>
            value === null || field === 'village' ? [] : [{ row: id, field, value }],
          ),
        ),
      );
    const end = Math.round((edits * (session + 1)) / sessions);
    for (; done < end; done++) {
      if (done === Math.floor(edits * 0.99)) mark = log.length;
      list.set(
        `h:H-${1 + Math.floor(next() * rows)}`,
        FIELDS[Math.floor(next() * FIELDS.length)] ?? 'b1',
        next() < 0.4 ? 'x' : Math.floor(next() * 1000),
      );
    }
    stored = Y.encodeStateAsUpdate(doc);
    list.destroy();
    doc.destroy();
  }
  return { log, mark };
}
