/** Invented lists of a whole province, written directly into a log: each room as one row and its snapshot, as a server leaves it. */
import { roomWrites } from '../src/lib/cells/review-rooms.ts';
import { SharedList } from '../src/lib/cells/shared-list.ts';
import { planWrites } from '../src/lib/cells/plan-record.ts';
import { periodicPlan } from '../src/lib/review/plans.ts';
import type { CellValue, ReviewData } from '../src/lib/review/types.ts';
import type { UpdateLog } from '../server/log/log.ts';
import * as Y from 'yjs';
import { households } from './households.ts';
import { commune } from './lists.ts';

export interface Size {
  communes: number;
  /** Of each commune. */
  villages: number;
  /** Of all communes together. */
  households: number;
}

/** Bắc Kạn's commune of 2024, Trà Cú's district, and a province of today. */
export const SIZES = {
  commune: { communes: 1, villages: 117, households: 12_281 },
  district: { communes: 17, villages: 7, households: 45_000 },
  province: { communes: 120, villages: 25, households: 300_000 },
} as const satisfies Record<string, Size>;

export const YEAR = 2026;
export const PERSON = { id: 'seed', name: 'Cán bộ xã' };

/** One commune after the other, so that a province need not be held in memory. */
export function* communesOf({ communes, villages, households: count }: Size): Generator<{ name: string; data: ReviewData }> {
  const each = Math.ceil(count / communes);
  const rows = households(each);
  for (let n = 1; n <= communes; n++) {
    const own = rows.slice(0, Math.min(each, count - (n - 1) * each));
    // Every eighth is urban.
    const name = `${n % 8 === 0 ? 'Phường' : 'Xã'} Số ${n}`;
    yield { name, data: commune(name, villages, own) };
  }
}

/** The level above sees the lists as they are. @param round cells of the round's row. */
export async function writeCommune(log: UpdateLog, review: string, data: ReviewData, round: Record<string, CellValue>): Promise<void> {
  const at = Date.now();
  for (const [room, writes] of roomWrites(review, data, round)) {
    const doc = new Y.Doc();
    const list = new SharedList(doc, PERSON.name);
    list.write(writes);
    if (room.endsWith('.xa')) list.write(planWrites(periodicPlan(YEAR), { live: true }));
    const update = Y.encodeStateAsUpdate(doc);
    const upTo = await log.append([{ room, update, person: PERSON.id, device: 'seed', at, clients: [doc.clientID] }]);
    await log.compact(room, update, upTo);
    list.destroy();
    doc.destroy();
  }
}
