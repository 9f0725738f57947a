/** The directory of units: loaded from open files, with nothing guessed and nothing of the book respelled. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import type { OldPlace } from '../../src/lib/api/units.ts';
import type { Unit } from '../../src/lib/review/account.ts';
import { ACCOUNTS_FILE, openPeopleDb } from './accounts-db.ts';
import { AccountsServer, ID, REVIEW, type Answer, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-directory-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));

const unit = (Code: string, FullName: string): object => ({ Code, FullName, ProvinceCode: '19', Extra: 1 });
const PROVINCES = [
  {
    ...{ Code: '19', FullName: 'Tỉnh Thái Nguyên' },
    Wards: [unit('01849', 'Xã Hoà Bình'), unit('01900', 'Phường Đức Xuân'), unit('02000', 'Xã Chợ Mới')],
  },
  { Code: '01', FullName: 'Thành phố Hà Nội', Wards: [{ Code: '00004', FullName: 'Phường Ba Đình' }] },
];
const json = (content: unknown = PROVINCES): object => ({ name: 'don-vi.json', text: JSON.stringify(content) });
const HEAD = 'provinceCode,province,districtCode,district,wardCode,ward,isDividedWard,newWardCode';
const OLDS = [
  '6,Tỉnh Bắc Kạn,58,Thành phố Bắc Kạn,1843,Phường Huyền Tụng,False,01900',
  '6,Tỉnh Bắc Kạn,58,Thành phố Bắc Kạn,1846,Xã Dương Quang,True,01900',
  '6,Tỉnh Bắc Kạn,58,Thành phố Bắc Kạn,1846,Xã Dương Quang,True,01849',
  '6,Tỉnh Bắc Kạn,65,Huyện Chợ Mới,2086,Xã Hòa Mục,False,02000',
  '19,Tỉnh Thái Nguyên,171,Huyện Định Hóa,5560,Xã Hoà Mục,False,01849',
];
const csv = (rows: readonly string[] = OLDS): object => ({ name: 'ten-cu.csv', text: [HEAD, ...rows].join('\r\n') });

let at: AccountsServer;
let admin: Device;
beforeEach(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
});
afterEach(() => at.stop());

const send = (files: object[], write: boolean): Promise<Answer> => admin.post('/api/units/load', { files, write });
const load = async (...files: object[]): Promise<Answer['body']> => {
  const { status, body } = await send(files, true);
  expect(status).toBe(200);
  return body;
};
const tree = async (): Promise<Unit[]> => (await admin.get('/api/reviews')).body.units;

it('shows what the files would change, writes it at once, and has nothing to change after that', async () => {
  const shown = (await send([json(), csv()], false)).body;
  expect(shown).toMatchObject({ provinces: 2, communes: 4, olds: 4, divided: 1, oldChanges: 5, problemCount: 0, same: false });
  expect(shown.added.names).toContain('01849 Xã Hoà Bình, Tỉnh Thái Nguyên');
  expect((await admin.get('/api/units/directory')).body).toEqual({ units: [], olds: 0 });
  await load(json(), csv());
  const { units, olds } = (await admin.get('/api/units/directory')).body;
  expect(units).toEqual([
    ['00004', '01', 'Phường Ba Đình'],
    ['01', '', 'Thành phố Hà Nội'],
    ['01849', '19', 'Xã Hoà Bình'],
    ['01900', '19', 'Phường Đức Xuân'],
    ['02000', '19', 'Xã Chợ Mới'],
    ['19', '', 'Tỉnh Thái Nguyên'],
  ]);
  expect(olds).toBe(5);
  expect(await load(csv(), json())).toMatchObject({ same: true, added: { count: 0 }, oldChanges: 0 });
  const { changes } = (await admin.get('/api/reviews')).body;
  expect(changes).toMatchObject([{ kind: 'loaded', by: 'Quản trị', after: '2 tỉnh, 4 xã, 4 tên cũ' }]);
  const next = [
    { ...PROVINCES[0], Wards: [unit('01849', 'Xã Hòa Bình A'), unit('01900', 'Phường Đức Xuân'), unit('02111', 'Xã Yên Ninh')] },
    PROVINCES[1],
  ];
  const { added, renamed, gone } = (await send([json(next)], false)).body;
  expect([added.names, renamed.names, gone.names]).toEqual([
    ['02111 Xã Yên Ninh, Tỉnh Thái Nguyên'],
    ['01849 Xã Hoà Bình → Xã Hòa Bình A'],
    ['02000 Xã Chợ Mới, Tỉnh Thái Nguyên'],
  ]);
});

it('names each place that cannot be read; units with one are not loaded at all, of old names only those rows are left out', async () => {
  const wrong = [
    { Code: 19, FullName: 'Tỉnh Thái Nguyên', Wards: [unit('01849', 'Xã A')] },
    { Code: '01', FullName: 'Thành phố Hà Nội', Wards: [unit('4', 'Phường B'), { Code: '00004', FullName: ' ' }] },
    { Code: '08', FullName: 'Tỉnh Tuyên Quang', Wards: [] },
  ];
  const { problems, blocked } = (await send([json(wrong)], false)).body;
  expect(blocked).toBe(true);
  expect(problems.map(({ file, row, column }: Record<string, string>) => [file, row, column])).toEqual([
    ['don-vi.json', 'tỉnh thứ 1', 'Code'],
    ['don-vi.json', 'Thành phố Hà Nội, xã thứ 1', 'ProvinceCode'],
    ['don-vi.json', 'Thành phố Hà Nội, xã thứ 2', 'FullName'],
    ['don-vi.json', 'tỉnh thứ 3', 'Wards'],
  ]);
  expect((await send([json(wrong)], true)).body.code).toBe('units-wrong');
  for (const text of ['{', '{"a":1}', '[]', 'a,b\n1,2'])
    expect((await send([{ name: 'x', text }], false)).body).toMatchObject({ blocked: true, problemCount: 1 });
  expect((await send([json(), json()], false)).body.blocked).toBe(true);
  await load(json());
  const rows = [
    ...OLDS,
    ',,,,,,,',
    '6,Tỉnh Bắc Kạn,58,Thành phố Bắc Kạn,1843,Phường Huyền Tụng,False,99999',
    '6,Tỉnh Bắc Kạn,65,Huyện Chợ Mới,2090,Xã Như Cố,có,02000',
    '31,Thành phố Hải Phòng,318,Huyện Bạch Long Vĩ,,,False,00004',
  ];
  const partly = await load(csv(rows));
  expect(partly.problems.map(({ row, column }: Record<string, string>) => [row, column])).toEqual([
    ['9', 'isDividedWard'],
    ['8', 'newWardCode'],
  ]);
  // Part of it went where the file cannot say: it is asked.
  expect([partly.olds, partly.divided]).toEqual([5, 2]);
});

it('gives units of the book their codes and keeps their own spelling; one beneath a district is of before the merger', async () => {
  await admin.post('/api/reviews', { ...REVIEW, province: 'tỉnh Thái Nguyên', district: '', commune: 'Xã Hòa Bình' });
  await admin.post('/api/reviews', { ...REVIEW, province: 'tỉnh Thái Nguyên', district: 'Huyện Chợ Mới', commune: 'Xã Chợ Mới' });
  const { coded, otherwise } = await load(json());
  expect(coded.names).toEqual(['tỉnh Thái Nguyên: 19', 'Xã Hòa Bình: 01849']);
  expect(otherwise.names).toEqual(['tỉnh Thái Nguyên (danh mục: Tỉnh Thái Nguyên)', 'Xã Hòa Bình (danh mục: Xã Hoà Bình)']);
  expect((await tree()).map(({ name, code }) => [name, code])).toEqual([
    ['tỉnh Thái Nguyên', '19'],
    ['Huyện Chợ Mới', null],
    ['Xã Hòa Bình', '01849'],
    ['Xã Chợ Mới', null],
  ]);
});

it('lays a round out by the code, in the unit that is there, whatever its spelling', async () => {
  await load(json());
  const lay = (year: number, code: string): Promise<Answer> =>
    admin.post('/api/reviews', { year, code, commune: 'Xã Hoà Bình', province: 'Tỉnh Thái Nguyên' });
  await admin.post('/api/reviews', { ...REVIEW, province: 'Thái Nguyên', district: '', commune: 'Xã Hòa Bình' });
  expect((await lay(2025, '01849')).body.review).toMatchObject({ name: 'Xã Hòa Bình', year: 2025 });
  expect((await lay(2025, '01900')).body.review).toMatchObject({ name: 'Phường Đức Xuân' });
  expect((await lay(2025, '01849')).body.error).toContain('Xã Hòa Bình đã có đợt này');
  expect((await lay(2025, '12345')).body.code).toBe('no-such-unit');
  expect((await lay(2025, '19')).status).toBe(400);
  expect((await tree()).map(({ name, code }) => [name, code])).toEqual([
    ['Thái Nguyên', '19'],
    ['Phường Đức Xuân', '01900'],
    ['Xã Hòa Bình', '01849'],
  ]);
});

it('says what an old commune became: one answer where there is one, all of them where it was divided or others have its name', async () => {
  await load(json(), csv());
  await admin.post('/api/reviews', { year: 2026, code: '01849', commune: 'Xã Hoà Bình', province: 'Tỉnh Thái Nguyên' });
  const id = (await admin.get('/api/reviews')).body.reviews[0].id as string;
  const officer = await at.person(admin, { name: 'Trần Quốc Việt', role: 'commune', review: id });
  const old = async (name: string, more: Record<string, string> = {}): Promise<[string, boolean, string[]][]> => {
    const { places } = (await officer.get(`/api/units/old?${new URLSearchParams({ name, ...more }).toString()}`)).body;
    return (places as OldPlace[]).map(({ district, divided, into }) => [
      district,
      divided,
      into.map((one) => `${one.name}${one.ours ? '*' : ''}`),
    ]);
  };
  expect(await old('PHƯỜNG HUYỀN TỤNG')).toEqual([['Thành phố Bắc Kạn', false, ['Phường Đức Xuân']]]);
  expect(await old('Xã Dương Quang')).toEqual([['Thành phố Bắc Kạn', true, ['Phường Đức Xuân', 'Xã Hoà Bình*']]]);
  const both = [
    ['Huyện Chợ Mới', false, ['Xã Chợ Mới']],
    ['Huyện Định Hóa', false, ['Xã Hoà Bình*']],
  ];
  // Tone placement makes no difference; a district that is none of them decides nothing.
  expect(await old('xã hoà mục')).toEqual(both);
  expect(await old('Xã Hòa Mục', { district: 'Huyện Na Rì' })).toEqual(both);
  expect(await old('Xã Hòa Mục', { district: 'huyện Định Hoá' })).toEqual([both[1]]);
  expect(await old('Xã Hòa Mục', { province: 'Bắc Kạn' })).toEqual([both[0]]);
  expect([await old('Xã Hoa Mục'), await old('')]).toEqual([[], []]);
  expect(id).not.toBe(ID);
});

it('a folder of an older version gets the codes', async () => {
  const folder = mkdtempSync(join(parent, 'older-'));
  (await openPeopleDb(folder)).close();
  const file = new Database(join(folder, ACCOUNTS_FILE));
  file.exec(
    `ALTER TABLE unit DROP COLUMN code; DROP TABLE official_unit; INSERT INTO unit (parent, level, name) VALUES (0, 'province', 'Tỉnh A')`,
  );
  file.close();
  const db = await openPeopleDb(folder);
  expect(await db.query.selectFrom('unit').selectAll().execute()).toEqual([
    { id: 1, parent: 0, level: 'province', name: 'Tỉnh A', code: null },
  ]);
  db.close();
});

it('keeps the outlines of communes, gives each person those of their communes, and takes no others', async () => {
  await admin.post('/api/reviews', REVIEW);
  await admin.post('/api/reviews', { ...REVIEW, commune: 'Xã Ngoài', district: 'Huyện Na Rì' });
  const unitOf = async (wanted: string): Promise<number> => (await tree()).find(({ name }) => name === wanted)!.id;
  const [here, other] = [await unitOf(REVIEW.commune), await unitOf('Xã Ngoài')];
  const upper = await at.person(admin, { name: 'Phòng Lao động', role: 'upper', unit: await unitOf(REVIEW.district) });
  const [point, outline] = ['10580000,2210000', '10580000,2210000 50,0 0,50'];
  const put = (...shapes: object[]) => admin.post('/api/units/shapes', { shapes });
  expect((await put({ unit: here, shape: point }, { unit: other, shape: outline })).status).toBe(200);
  expect((await admin.get('/api/units/shapes')).body.shapes).toEqual([
    [here, point],
    [other, outline],
  ]);
  expect((await upper.get('/api/units/shapes')).body.shapes).toEqual([[here, point]]);
  // Nothing of a request that is wrong in part.
  for (const wrong of [
    { unit: await unitOf(REVIEW.district), shape: point },
    { unit: 99_999, shape: point },
  ])
    expect((await put({ unit: here, shape: outline }, wrong)).body.code).toBe('no-such-unit');
  for (const shape of ['', 'x', '1,2', outline.repeat(100)]) expect((await put({ unit: here, shape })).status, shape).toBe(400);
  expect((await put({ unit: here, shape: null })).status).toBe(200);
  expect((await admin.get('/api/units/shapes')).body.shapes).toEqual([[other, outline]]);
  expect((await admin.get('/api/reviews')).body.changes.slice(0, 2)).toMatchObject([
    { kind: 'drawn', after: 'bỏ hình của 1 xã' },
    { kind: 'drawn', after: 'hình của 2 xã' },
  ]);
});
