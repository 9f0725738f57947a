/** A commune that strains the screens: long names, a locked list, a conflict, a wrong cell and a missing score. */
import { readFile } from 'node:fs/promises';
import * as Y from 'yjs';
import { seedReview } from '../../server/commands/demo-data.ts';
import { SqliteLog } from '../../server/log/sqlite.ts';
import { DEMO_OFFICER, DEMO_PEOPLE, DEMO_REVIEW } from '../../server/people/demo.ts';
import { writerTo } from '../../server/rooms/writer.ts';
import { SharedList, type CellWrite } from '../../src/lib/cells/shared-list.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { readWorkbook } from '../../src/lib/workbook/read.ts';
import { fixture } from './app.ts';

export const LONG_VILLAGE = 'Tổ dân phố số 3 Phia Nà Khuổi Nậm (sáp nhập Bản Cáu và Khuổi Lót)';
export const LONG_NAME = 'Nguyễn Phước Công Tằng Tôn Nữ Thị Hoàng Oanh';

export async function crowd(folder: string): Promise<void> {
  const log = new SqliteLog(folder);
  const { data } = readWorkbook(new Uint8Array(await readFile(fixture('nong-thuong-2023.xlsx'))), 'nong-thuong-2023.xlsx');
  await seedReview(data, writerTo(log, DEMO_OFFICER, 'nhap-mau'));
  /** Each without having received the others' edits. */
  const apart = async (village: string, ...deeds: { by: Person; writes: (list: SharedList) => CellWrite[] }[]): Promise<void> => {
    const room = `${DEMO_REVIEW}.${village}`;
    const { updates } = await log.load(room);
    for (const { by, writes } of deeds) {
      const doc = new Y.Doc();
      for (const update of updates) Y.applyUpdate(doc, update);
      doc.on('update', (update: Uint8Array) => void log.append([{ room, update, person: by.id, device: 'may-thu', at: Date.now() }]));
      const list = new SharedList(doc, by.name);
      list.write(writes(list));
    }
  };
  const [lan, thanh] = DEMO_PEOPLE;
  if (!lan || !thanh) throw new Error('the people of the demo are missing');
  const head = (list: SharedList, place: number): string => list.rows('h:')[place] ?? '';
  await apart('xa', {
    by: DEMO_OFFICER,
    writes: () => [
      { row: 'v:thon-3', field: 'name', value: LONG_VILLAGE },
      { row: 'v:thon-2', field: 'locked', value: 'x' },
    ],
  });
  await apart('thon-3', {
    by: lan,
    writes: (list) => [
      { row: head(list, 0), field: 'head', value: LONG_NAME },
      { row: head(list, 1), field: 'b1', value: null },
      { row: head(list, 1), field: 'i1', value: 'sai' },
    ],
  });
  await apart(
    'thon-3',
    { by: lan, writes: (list) => [{ row: head(list, 0), field: 'b1', value: 73 }] },
    { by: thanh, writes: (list) => [{ row: head(list, 0), field: 'b1', value: 253 }] },
  );
  await log.close();
}
