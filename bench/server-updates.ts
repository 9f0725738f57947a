/** What the clients of the server bench send: real cell writes of the shared list, created once and kept as bytes. */
import * as Y from 'yjs';
import { SharedList, type CellWrite } from '../src/lib/cells/shared-list.ts';
import { ND07 } from '../src/lib/review/standards.ts';
import type { CellValue } from '../src/lib/review/types.ts';
import { households, random } from './households.ts';

/** The real city, Bắc Kạn. */
export const ROOMS = 117;
const HOUSEHOLDS = 12_281;
export const CLIENTS = 1_000;

/** Encoded as long as the random ids of real copies. */
export const FIRST_CLIENT = 3_000_000_000;
const FIRST_SEED = 2_900_000_000;

export interface RoomPlan {
  name: string;
  /** The imported list as one update. */
  seed: Uint8Array;
}

export interface ClientPlan {
  id: number;
  room: number;
  /** One cell write each; the n-th has clock n. */
  updates: Uint8Array[];
}

export interface Plan {
  rooms: RoomPlan[];
  clients: ClientPlan[];
}

/** Each client edits its own rows, so that its updates do not depend on how fast the others' arrive. */
export function makePlan(updatesEach: number): Plan {
  const next = random(117);
  const lists: CellWrite[][] = Array.from({ length: ROOMS }, () => []);
  const rowsOf: string[][] = Array.from({ length: ROOMS }, () => []);
  households(HOUSEHOLDS).forEach(({ id, cells }, i) => {
    rowsOf[i % ROOMS]?.push(id);
    for (const [field, value] of Object.entries(cells))
      if (value !== null && field !== 'village') lists[i % ROOMS]?.push({ row: id, field, value });
  });
  const clients: ClientPlan[] = Array.from({ length: CLIENTS }, (_, i) => ({ id: FIRST_CLIENT + i, room: i % ROOMS, updates: [] }));
  const rooms = lists.map((writes, room): RoomPlan => {
    const doc = new Y.Doc();
    const list = new SharedList(doc, 'Trần Quốc Việt');
    doc.clientID = FIRST_SEED + room;
    list.write(writes);
    const seed = Y.encodeStateAsUpdate(doc);
    let updates: Uint8Array[] = [];
    // A copy in Node's buffer pool: there are hundreds of thousands.
    doc.on('update', (update: Uint8Array) => updates.push(Buffer.from(update)));
    const members = clients.filter((client) => client.room === room);
    members.forEach((member, slot) => {
      doc.clientID = member.id;
      updates = member.updates;
      const rows = (rowsOf[room] ?? []).filter((_, i) => i % members.length === slot);
      while (updates.length < updatesEach) {
        const row = rows[Math.floor(next() * rows.length)] ?? 'h:H-1';
        list.set(row, ...someCell(next));
      }
    });
    list.destroy();
    doc.destroy();
    return { name: `bench-2023.thon-${room + 1}`, seed };
  });
  return { rooms, clients };
}

export const clientIndex = (id: number): number => id - FIRST_CLIENT;

function someCell(next: () => number): [field: string, value: CellValue] {
  const kind = next();
  if (kind < 0.5) return [ND07.indicators[Math.floor(next() * ND07.indicators.length)] ?? 'i1', next() < 0.5 ? 'x' : null];
  if (kind < 0.7) return ['b1', 60 + Math.floor(next() * 200)];
  if (kind < 0.9) return ['income', 1_000_000 + Math.floor(next() * 12_000_000)];
  return ['head', `Nông Văn ${Math.floor(next() * 1000)}`];
}
