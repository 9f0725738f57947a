/** The finished round of the demo: invented households whose totals are a real commune's, imported as a commune imports its own. */
import { readFile } from 'node:fs/promises';
import { roomWrites } from '../../src/lib/cells/review-rooms.ts';
import type { CellValue, ReviewData } from '../../src/lib/review/types.ts';
import type { UpdateLog } from '../log/log.ts';
import { DEMO_OFFICER, DEMO_REVIEW } from '../people/demo.ts';
import { writerTo, type RoomWriter } from '../rooms/writer.ts';

const SAMPLE = new URL('../../tests/fixtures/nong-thuong-2023.xlsx', import.meta.url);
const ROUND: Record<string, CellValue> = { unit: 'Xã Nông Thượng', year: 2023, plan: 'dinh-ky-2023', area: 'rural' };

export async function seedReview(data: ReviewData, write: RoomWriter): Promise<number> {
  const rooms = roomWrites(DEMO_REVIEW, data, ROUND);
  for (const [room, writes] of rooms) await write(room, (list) => list.write(writes));
  return rooms.size;
}

export async function readSample(): Promise<ReviewData> {
  const { readWorkbook } = await import('../../src/lib/workbook/read.ts');
  return readWorkbook(new Uint8Array(await readFile(SAMPLE)), 'nong-thuong-2023.xlsx').data;
}

/** Only into an empty log: what people did in the demo stays. @returns how many rooms were written. */
export async function seedDemo(log: UpdateLog): Promise<number> {
  if ((await log.rooms()).length > 0) return 0;
  return seedReview(await readSample(), writerTo(log, DEMO_OFFICER, 'nhap-mau'));
}
