/**
 * A district of three communes with accounts: one whose lists were sent up and are recognised, one that has sent some of them and has an
 * unanswered remark, and one that shares its lists as they are and has sent nothing; and a commune of another district.
 */
import { readFile } from 'node:fs/promises';
import { request, type APIRequestContext } from '@playwright/test';
import * as Y from 'yjs';
import { SqliteLog } from '../../server/log/sqlite.ts';
import { hashOf } from '../../server/process/list-hash.ts';
import { readRoom } from '../../server/rooms/reader.ts';
import { commentWrites } from '../../src/lib/cells/comments.ts';
import { planWrites } from '../../src/lib/cells/plan-record.ts';
import { readVillages, roomWrites } from '../../src/lib/cells/review-rooms.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { actWrites, readActs } from '../../src/lib/process/act-rows.ts';
import type { WantedAct } from '../../src/lib/process/acts.ts';
import { periodicPlan } from '../../src/lib/review/plans.ts';
import { readWorkbook } from '../../src/lib/workbook/read.ts';
import { App, fixture } from './app.ts';
import { ADMIN, OFFICER } from './people.ts';

const YEAR = 2023;
export const DISTRICT = 'Huyện Bạch Thông';
export const PROVINCE = 'Tỉnh Bắc Kạn';
export const COMMUNES = {
  recognised: { name: 'Xã Nông Thượng', district: DISTRICT, id: `xa-nong-thuong-${YEAR}`, file: 'nong-thuong-2023' },
  partly: { name: 'Xã Huyền Tụng', district: DISTRICT, id: `xa-huyen-tung-${YEAR}`, file: 'huyen-tung-2023' },
  silent: { name: 'Xã Dương Quang', district: DISTRICT, id: `xa-duong-quang-${YEAR}`, file: 'kim-son-2023' },
  other: { name: 'Xã Ngoài', district: 'Huyện Na Rì', id: `xa-ngoai-${YEAR}`, file: 'kim-son-2023' },
} as const;
type Commune = (typeof COMMUNES)[keyof typeof COMMUNES];

/** How they sign in, each with the password OFFICER. */
export const ACCOUNTS = { district: 'phong.lao.dong', province: 'so.nong.nghiep', officer: 'nong.thi.quang' } as const;

export async function startDistrict(): Promise<App> {
  const app = await App.start({ demo: false });
  await makePeople(app);
  await app.kill();
  await fill(app.data);
  await app.restart();
  return app;
}

async function makePeople(app: App): Promise<void> {
  const admin = await request.newContext({ baseURL: app.url });
  const post = async (by: APIRequestContext, path: string, data: object): Promise<Record<string, string>> => {
    const answer = await by.post(path, { data });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  await post(admin, '/api/first', { token: app.firstLink.split('#')[1], name: 'Nguyễn Quản Trị', username: 'quan.tri', password: ADMIN });
  for (const { name, district } of Object.values(COMMUNES))
    await post(admin, '/api/reviews', { commune: name, district, province: PROVINCE, year: YEAR, area: 'rural' });
  const { units } = (await (await admin.get('/api/reviews')).json()) as { units: { id: number; name: string }[] };
  const unit = (wanted: string): number | undefined => units.find(({ name }) => name === wanted)?.id;
  for (const [username, account] of [
    [ACCOUNTS.district, { name: 'Phòng Lao Động', role: 'upper', unit: unit(DISTRICT) }],
    [ACCOUNTS.province, { name: 'Sở Nông Nghiệp', role: 'upper', unit: unit(PROVINCE) }],
    [ACCOUNTS.officer, { name: 'Nông Thị Quang', role: 'commune', review: COMMUNES.silent.id }],
  ] as const) {
    const { password } = await post(admin, '/api/people', account);
    const own = await request.newContext({ baseURL: app.url });
    await post(own, '/api/enter', { username, password: password ?? '' });
    await post(own, '/api/password', { current: password ?? '', next: OFFICER });
    await own.dispose();
  }
  await admin.dispose();
}

/** While nobody can be connected. */
async function fill(folder: string): Promise<void> {
  const log = new SqliteLog(folder);
  const write = async (room: string, work: (list: SharedList) => void): Promise<void> => {
    const doc = new Y.Doc();
    for (const update of (await log.load(room)).updates) Y.applyUpdate(doc, update);
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    work(new SharedList(doc, 'Cán bộ xã'));
    const at = Date.now();
    if (updates.length > 0) await log.append(updates.map((update) => ({ room, update, person: 'can.bo', device: 'may-thu', at })));
  };
  const act = async ({ id }: Commune, village: string, wanted: WantedAct): Promise<void> => {
    const hash = await readRoom(log, `${id}.${village}`, hashOf);
    await write(`${id}.xa`, (list) => list.write(actWrites(list, village, wanted, { hash, role: 'commune' })));
  };
  const villagesOf = ({ id }: Commune): Promise<string[]> =>
    readRoom(log, `${id}.xa`, (list) => readVillages(list).map((village) => village.id));

  for (const { name, id, file } of Object.values(COMMUNES)) {
    const { data } = readWorkbook(new Uint8Array(await readFile(fixture(`${file}.xlsx`))), file);
    for (const [room, writes] of roomWrites(id, { ...data, unit: name })) await write(room, (list) => list.write(writes));
  }
  const sent = { kind: 'sent', data: { day: '2023-10-20', to: 'UBND huyện', number: '' } } as const;

  const { recognised, partly, silent } = COMMUNES;
  const villages = await villagesOf(recognised);
  for (const village of villages) await act(recognised, village, sent);
  // After it was sent: one household is not near-poor after all.
  await write(`${recognised.id}.thon-3`, (list) => {
    const row = list.rows('h:').find((one) => list.get(one, 'sheet') === 'list01' && Number(list.get(one, 'b1') ?? 999) <= 120);
    if (!row) throw new Error('nobody in thon-3 is near-poor');
    list.write([{ row, field: 'b1', value: 200 }]);
  });
  for (const village of villages) {
    await act(recognised, village, { kind: 'opinion', data: { of: '', day: '2023-11-01', outcome: 'agreed', number: '', text: '' } });
    await act(recognised, village, { kind: 'recognised', data: { day: '2023-12-10', number: '12/QĐ-UBND', signer: 'Chủ tịch' } });
  }

  const [first, second] = await villagesOf(partly);
  for (const village of [first, second]) if (village) await act(partly, village, sent);
  const sending = await readRoom(log, `${partly.id}.xa`, (list) => readActs(list).find(({ village }) => village === first));
  const [household] = await readRoom(log, `${partly.id}.${first ?? ''}`, (list) => list.rows('h:'));
  if (first && sending && household)
    await act(partly, first, { kind: 'remark', data: { of: sending.id, household, text: 'Đề nghị kiểm tra lại' } });

  await write(`${silent.id}.xa`, (list) => list.write(planWrites(periodicPlan(YEAR), { live: true })));
  const [village] = await villagesOf(silent);
  await write(`${silent.id}.${village ?? ''}`, (list) => {
    const row = list.rows('h:')[0] ?? '';
    list.write(commentWrites('1', { row, text: 'Xem lại nhà ở', task: true }));
  });
  await log.close();
}
