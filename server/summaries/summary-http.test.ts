/** Who sees which sums, and that they add up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commentWrites } from '../../src/lib/cells/comments.ts';
import { planWrites } from '../../src/lib/cells/plan-record.ts';
import { leavesOf, type SummaryForm } from '../../src/lib/forms/official/description.ts';
import { hashOf } from '../process/list-hash.ts';
import { actWrites, readActs } from '../../src/lib/process/act-rows.ts';
import type { WantedAct } from '../../src/lib/process/acts.ts';
import { periodicPlan } from '../../src/lib/review/plans.ts';
import { AccountsServer, REVIEW, type Answer, type Device } from '../people/testing.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerThrough } from '../rooms/writer.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-sums-'));
const DISTRICT = { ...REVIEW, province: 'Tỉnh Bắc Kạn', district: 'Huyện Na Rì' };
const COMMUNES = [
  { ...DISTRICT, commune: 'Xã Một' },
  { ...DISTRICT, commune: 'Xã Hai' },
  { ...DISTRICT, district: 'Huyện Bạch Thông', commune: 'Xã Ba' },
  { ...REVIEW, province: 'Tỉnh Khác', district: '', commune: 'Xã Ngoài' },
];
const MOT = 'xa-mot-2026';
const POOR = { b1: 60, i1: 'x', i2: 'x', i3: 'x', lastYear: 'Hộ nghèo', size: 4, head: 'Nông Văn Bí Mật', ethnic: 'Tày' };

let at: AccountsServer;
const devices = {} as Record<'province' | 'district' | 'other' | 'commune' | 'reviewer' | 'head', Device>;
const units = new Map<string, number>();

const ask = (who: keyof typeof devices, path: string): Promise<Answer> => devices[who].get(path);
const rowsOf = ({ body }: Answer): unknown[] =>
  body.rows.map(({ name, villages, live, sent, official }: Answer['body']) => [
    name,
    villages,
    ...[live, sent, official].map((version) => version.overview?.by[0].poor.households ?? null),
  ]);

beforeAll(async () => {
  at = await AccountsServer.start(parent);
  const admin = await at.admin();
  for (const review of COMMUNES) expect((await admin.post('/api/reviews', review)).status).toBe(200);
  for (const { id, name } of (await admin.get('/api/units')).body?.units ?? (await admin.get('/api/reviews')).body.units)
    units.set(name, id);
  for (const [n, review] of ['xa-mot-2026', 'xa-hai-2026', 'xa-ba-2026', 'xa-ngoai-2026'].entries()) {
    await at.write(
      `${review}.xa`,
      ['thon-1', 'thon-2'].map((id) => ({ row: `v:${id}`, field: 'name', value: `Thôn ${id.at(-1)}` })),
    );
    for (const [m, village] of ['thon-1', 'thon-2'].entries())
      await at.write(
        `${review}.${village}`,
        Array.from({ length: n + m + 1 }, (_, h) =>
          Object.entries(POOR).map(([field, value]) => ({ row: `h:${village}-${h}`, field, value })),
        ).flat(),
      );
  }
  devices.commune = await at.person(admin, { name: 'Trần Quốc Việt', role: 'commune', review: MOT });
  devices.reviewer = await at.invited(devices.commune, { villages: ['thon-1'], places: 'Thôn 1' });
  devices.head = await at.invited(devices.commune, { role: 'village-head', villages: ['thon-1'], places: 'Thôn 1' }, 'Lường Văn Hiếu');
  devices.province = await at.person(admin, { name: 'Chi Cục', role: 'upper', unit: units.get('Tỉnh Bắc Kạn')! });
  devices.district = await at.person(admin, { name: 'Phòng Huyện', role: 'upper', unit: units.get('Huyện Na Rì')! });
  devices.other = await at.person(admin, { name: 'Tỉnh Bạn', role: 'upper', unit: units.get('Tỉnh Khác')! });
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

/** Asked once, so that all communes are being counted; then again. */
const settled = async (who: keyof typeof devices, path: string): Promise<Answer> => {
  await ask(who, path);
  await at.server.summaries.idle();
  return ask(who, path);
};

describe('sums of units', () => {
  it('the commune sees its villages, a reviewer their own, a village head and the admin none', async () => {
    expect(rowsOf(await ask('commune', '/api/overview'))).toEqual([
      ['Thôn 1', 1, 1, null, null],
      ['Thôn 2', 1, 2, null, null],
    ]);
    expect(rowsOf(await ask('reviewer', '/api/overview'))).toEqual([['Thôn 1', 1, 1, null, null]]);
    const forms = await ask('reviewer', '/api/sums?form=7.1');
    expect(forms.body.forms.map(({ form, rows }: Answer['body']) => [form.id, rows.length])).toEqual([['7.1', 1]]);
    expect((await ask('head', '/api/overview')).status).toBe(403);
    expect((await ask('reviewer', '/api/overview?review=xa-hai-2026')).status).toBe(403);
    expect((await ask('commune', '/api/sums?review=xa-hai-2026')).status).toBe(403);
  });

  it('the level above sees what was sent to it, or the lists as they are where the commune shares them', async () => {
    expect(rowsOf(await settled('district', '/api/overview'))).toEqual([
      ['Xã Hai', 2, null, null, null],
      ['Xã Một', 2, null, null, null],
    ]);
    expect((await ask('district', '/api/sums')).body).toMatchObject({ forms: [], without: ['Xã Hai', 'Xã Một'] });
    const write = writerThrough(at.server.hub, 'thử')({ id: 'tran-quoc-viet', name: 'Việt' });
    const hash = await readRoom(at.log, `${MOT}.thon-2`, hashOf);
    await write(`${MOT}.xa`, (list) =>
      list.write(
        actWrites(list, 'thon-2', { kind: 'sent', data: { day: '2026-10-01', to: 'Huyện', number: '' } }, { hash, role: 'commune' }),
      ),
    );
    await write('xa-hai-2026.xa', (list) => list.write(planWrites(periodicPlan(2026), { live: true })));
    expect(rowsOf(await settled('district', '/api/overview'))).toEqual([
      ['Xã Hai', 2, 5, null, null],
      ['Xã Một', 2, null, 2, null],
    ]);
    // By its villages too.
    expect(rowsOf(await ask('district', `/api/overview?review=${MOT}`))).toEqual([
      ['Thôn 1', 1, null, null, null],
      ['Thôn 2', 1, null, 2, null],
    ]);
  });

  it('an edit is in the sums of all levels, which add up, by form too', async () => {
    const write = writerThrough(at.server.hub, 'thử')({ id: 'tran-quoc-viet', name: 'Việt' });
    for (const review of [MOT, 'xa-hai-2026', 'xa-ba-2026'])
      await write(`${review}.xa`, (list) => list.write(planWrites(periodicPlan(2026), { live: true })));
    await write('xa-hai-2026.thon-1', (list) => list.write([{ row: 'h:thon-1-0', field: 'b1', value: 200 }]));
    const province = await settled('province', '/api/overview');
    expect(rowsOf(province)).toEqual([
      ['Huyện Bạch Thông', 2, 7, null, null],
      ['Huyện Na Rì', 4, 7, 2, null],
    ]);
    expect(province.body.total.live.overview.by[0].poor).toEqual({ households: 14, persons: 56 });
    const { body } = await ask('province', '/api/sums?version=live');
    const { rows, total, blocks, form } = body.forms.find(({ form: { id } }: Answer['body']) => id === '7.1');
    expect(rows.map(({ id, name }: Answer['body']) => [id, name])).toEqual([
      ['xa-ba-2026', 'Xã Ba'],
      ['xa-hai-2026', 'Xã Hai'],
      [MOT, 'Xã Một'],
    ]);
    expect(blocks.map(({ name }: Answer['body']) => name)).toEqual(['I. Huyện Bạch Thông', 'II. Huyện Na Rì']);
    const counted = leavesOf((form as SummaryForm).headings).flatMap(({ measure }, column) => (measure.kind === 'count' ? [column] : []));
    expect(counted.length).toBeGreaterThan(5);
    for (const column of counted)
      expect(total[0][column]).toBe(rows.reduce((sum: number, row: Answer['body']) => sum + Number(row.lines[0][column]), 0));
    expect(JSON.stringify(province.body) + JSON.stringify(body)).not.toContain('Bí Mật');
    expect(body.forms.find(({ form: { id } }: Answer['body']) => id === '7.9').rows).toHaveLength(3);
  });

  it('says of each commune where its villages stand, what is due, what was sent, what was said about it, and when it last sent anything', async () => {
    const write = writerThrough(at.server.hub, 'thử')({ id: 'tran-quoc-viet', name: 'Việt' });
    const [sent] = await readRoom(at.log, `${MOT}.xa`, (list) => readActs(list).map(({ id }) => id));
    const act = (wanted: WantedAct): Promise<unknown> =>
      write(`${MOT}.xa`, (list) => list.write(actWrites(list, 'thon-2', wanted, { hash: '', role: 'upper' })));
    await act({ kind: 'remark', data: { of: sent!, household: 'h:thon-2-0', text: 'Kiểm tra lại' } });
    await act({ kind: 'remark', data: { of: sent!, household: 'h:thon-2-1', text: 'Ghi rõ địa chỉ' } });
    const [remark] = await readRoom(at.log, `${MOT}.xa`, (list) =>
      readActs(list).flatMap(({ id, kind }) => (kind === 'remark' ? [id] : [])),
    );
    await act({ kind: 'replied', data: { of: remark!, text: 'Đã kiểm tra' } });
    await write(`${MOT}.thon-1`, (list) => list.write(commentWrites('1', { row: 'h:thon-1-0', text: 'Xem lại', task: true })));
    const { body } = await settled('district', '/api/overview');
    const [hai, mot] = body.rows;
    expect(mot.sent).toMatchObject({ villages: 1, day: '2026-10-01' });
    expect(mot.live.overview).toMatchObject({ tasks: 1, conflicts: 0 });
    expect(mot.work).toMatchObject({
      waits: [
        { waits: 'review', villages: 1 },
        { waits: 'sent', villages: 1 },
      ],
      remarks: { open: 1, answered: 1 },
      about: [{ village: 'thon-2', name: 'Thôn 2', sent, open: 1, answered: 1 }],
    });
    expect(mot.work.due).toMatchObject({ day: expect.stringMatching(/^20\d\d-\d\d-\d\d$/), what: expect.any(String) });
    expect(hai.work).toMatchObject({ waits: [{ waits: 'review', villages: 2 }], remarks: { open: 0, answered: 0 }, about: [] });
    // When the machine received it, on its own clock.
    const log = await at.log.history(`${MOT}.thon-1`);
    expect(mot.received).toBe(log.at(-1)?.at);
    expect(body.total.work).toMatchObject({ remarks: { open: 1, answered: 1 }, about: [] });
    expect(body.total.work.waits).toEqual([
      { waits: 'review', villages: 3 },
      { waits: 'sent', villages: 1 },
    ]);
    // What was said names households.
    expect(JSON.stringify(body)).not.toMatch(/Kiểm tra lại|h:thon/);
    // A commune’s own villages carry none of it, and a reviewer asks for no commune.
    expect((await ask('commune', '/api/overview')).body.rows.map(({ work }: Answer['body']) => work)).toEqual([null, null]);
    expect((await ask('reviewer', `/api/overview?unit=${units.get('Huyện Na Rì')}`)).status).toBe(403);
    expect((await ask('commune', `/api/overview?unit=${units.get('Huyện Na Rì')}`)).status).toBe(403);
  });

  it('says which communes are summed up, with how many of their villages, and every form there is', async () => {
    const { body } = await settled('district', '/api/sums?version=sent&form=7.1');
    expect(body).toMatchObject({ without: ['Xã Hai'], of: [{ id: MOT, name: 'Xã Một', villages: 1, all: 2 }] });
    expect(body.forms).toHaveLength(1);
    expect(body.known.map(({ id }: Answer['body']) => id)).toEqual(expect.arrayContaining(['7.1', '7.10', 'ket-qua-chi-tieu']));
  });

  it('nobody sees a unit that is not theirs', async () => {
    expect((await ask('other', `/api/overview?unit=${units.get('Huyện Na Rì')}`)).status).toBe(403);
    expect((await ask('other', `/api/sums?unit=${units.get('Tỉnh Bắc Kạn')}`)).status).toBe(403);
    expect((await ask('district', `/api/overview?unit=${units.get('Huyện Bạch Thông')}`)).status).toBe(403);
    expect((await ask('other', '/api/overview?review=xa-mot-2026')).status).toBe(403);
    // A unit above one's own has only what is one's own.
    const above = await settled('district', `/api/overview?unit=${units.get('Tỉnh Bắc Kạn')}`);
    expect(above.body.rows.map(({ name }: Answer['body']) => name)).toEqual(['Huyện Na Rì']);
    expect((await settled('other', '/api/overview')).body.rows.map(({ name }: Answer['body']) => name)).toEqual(['Xã Ngoài']);
  });
});
