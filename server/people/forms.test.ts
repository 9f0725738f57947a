/** The province's own forms and the draft standard, over HTTP: put into use, withdrawn, visible to those they are for. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { standardsInUse } from '../../src/lib/forms/own.ts';
import { DRAFTS } from '../../src/lib/review/drafts.ts';
import { CONFIRMED_2027 } from '../../tests/fixtures/confirmed-2027.ts';
import { AccountsServer, REVIEW, type Device } from './testing.ts';

const parent = mkdtempSync(join(tmpdir(), 'rasoat-forms-'));
const EXAMPLE = JSON.parse(readFileSync(new URL('../../docs/examples/bieu-12-nu-chu-ho.json', import.meta.url), 'utf8')) as Record<
  string,
  unknown
> & { form: object };
const OURS = { ...EXAMPLE, province: 'Bắc Kạn' };
const VALUES = CONFIRMED_2027;

let at: AccountsServer;
let admin: Device;
let officer: Device;
let stranger: Device;
beforeAll(async () => {
  at = await AccountsServer.start(parent);
  admin = await at.admin();
  officer = await at.officer(admin);
  await admin.post('/api/reviews', { ...REVIEW, commune: 'Xã Ngoài', province: 'Tỉnh Khác', district: '' });
  stranger = await at.person(admin, { name: 'Cán bộ ngoài', role: 'commune', review: 'xa-ngoai-2026' });
});
afterAll(async () => {
  await at.stop();
  rmSync(parent, { recursive: true, force: true });
});

const ids = async (device: Device): Promise<string[]> =>
  (await device.get('/api/forms')).body.forms
    .filter(({ withdrawn }: { withdrawn: unknown }) => !withdrawn)
    .map(({ file }: { file: { form: { id: string } } }) => file.form.id);

describe('a province’s own form', () => {
  it('is refused with the place of the error, and nothing is stored', async () => {
    const { status, body } = await admin.post('/api/forms', { file: { ...OURS, form: { ...OURS.form, title: '=1+1' } } });
    expect([status, body.code, body.error]).toEqual([
      400,
      'form-wrong',
      'Biểu DN-12, tên biểu (title): bắt đầu bằng =, +, - hoặc @ nên Excel có thể hiểu là công thức.',
    ]);
    expect((await admin.post('/api/forms', { file: EXAMPLE })).body.error).toBe(
      'Chưa có đợt rà soát nào của “Tỉnh Đắk Nông”. Có: Tỉnh Bắc Kạn, Tỉnh Khác. Hãy sửa dòng province trong tệp, hoặc bỏ dòng đó để dùng cho mọi xã.',
    );
    for (const file of [undefined, null, 'x', []]) expect((await admin.post('/api/forms', { file })).status).toBe(400);
    expect(await ids(admin)).toEqual([]);
  });

  it('is visible in the communes of that province until it is withdrawn; earlier versions stay known', async () => {
    expect((await admin.post('/api/forms', { file: OURS })).status).toBe(200);
    expect([await ids(admin), await ids(officer), await ids(stranger)]).toEqual([['DN-12'], ['DN-12'], []]);
    const { province, ...forAll } = OURS;
    expect(province).toBe('Bắc Kạn');
    const { body } = await admin.post('/api/forms', { file: forAll });
    expect(await ids(stranger)).toEqual(['DN-12']);
    expect(body.forms[0]).toMatchObject({ by: 'Quản trị', withdrawn: null });
    await admin.post('/api/forms/withdraw', { key: body.forms[0].key });
    await admin.post('/api/forms/withdraw', { key: body.forms[1].key });
    expect((await admin.post('/api/forms/withdraw', { key: body.forms[1].key })).status).toBe(404);
    expect(await ids(officer)).toEqual([]);
    expect((await admin.get('/api/forms')).body.forms).toHaveLength(2);
  });
});

describe('the standard of 2027-2030', () => {
  const lay = (year: number): ReturnType<Device['post']> => admin.post('/api/reviews', { ...REVIEW, commune: `Xã ${year}`, year });

  it('is a draft: a round of 2027 is refused, one of 2026 is not', async () => {
    expect((await lay(2026)).status).toBe(200);
    const { status, body } = await lay(2027);
    expect([status, body.error]).toEqual([
      400,
      `“${DRAFTS[0]!.name}” (Nghị định 351/2025/NĐ-CP) chưa dùng được: còn số chưa có văn bản xác định. Người quản trị ghi các số đó và xác nhận ở trang Bộ quy định.`,
    ]);
  });

  it('cannot be confirmed in part', async () => {
    expect((await admin.post('/api/standards', { ...VALUES, b1Limit: { rural: 150 } })).status).toBe(400);
    expect((await admin.post('/api/standards', { ...VALUES, averageLimit: VALUES.incomeLimit })).body.error).toBe(
      'Thu nhập của hộ có mức sống trung bình phải cao hơn thu nhập chuẩn nghèo.',
    );
    expect((await admin.post('/api/standards', { ...VALUES, basis: ' ' })).body.error).toBe('Hãy ghi số, ngày và tên văn bản làm căn cứ.');
    expect((await admin.post('/api/standards', { ...VALUES, standard: 'nd07-2021' })).body.error).toBe('Không có bộ chuẩn này.');
  });

  it('once confirmed is known to everybody with who and when, and every version stays', async () => {
    expect((await admin.post('/api/standards', VALUES)).status).toBe(200);
    const { standards } = (await stranger.get('/api/forms')).body;
    expect(standards).toMatchObject([{ by: 'Quản trị', values: VALUES }]);
    await admin.post('/api/standards', { ...VALUES, formALimit: 5 });
    expect((await officer.get('/api/forms')).body.standards).toHaveLength(2);
  });

  it('then decides a round of 2027, while one of 2031 has no standard', async () => {
    expect((await lay(2027)).status).toBe(200);
    expect((await lay(2031)).body.error).toBe('Chưa có bộ chuẩn cho ngày 2031-12-14');
    expect((await admin.get('/api/reviews')).body.reviews.map(({ year }: { year: number }) => year)).toContain(2027);
  });
});

describe('a province’s own standard', () => {
  const OWN = JSON.parse(readFileSync(new URL('../../docs/examples/chuan-tp-hcm.json', import.meta.url), 'utf8')) as {
    standard: Record<string, unknown>;
  };

  it('is refused with the place of the error, and only an admin may put one into use', async () => {
    const wrong = { ...OWN, standard: { ...OWN.standard, asks: ['luong'] } };
    const { status, body } = await admin.post('/api/standards', wrong);
    expect([status, body.error]).toEqual([400, 'asks, dòng 1: không phải mã của cột điểm, cột thu nhập nào.']);
    expect((await officer.post('/api/standards', OWN)).status).toBe(403);
  });

  it('is known to everybody with who and when, and the latest version of an id is used', async () => {
    const before = (await stranger.get('/api/forms')).body.standards.length;
    expect((await admin.post('/api/standards', OWN)).status).toBe(200);
    await admin.post('/api/standards', { ...OWN, standard: { ...OWN.standard, cite: 'Quyết định sửa lại' } });
    const { standards } = (await stranger.get('/api/forms')).body;
    expect(standards).toHaveLength(before + 2);
    expect(standards.at(-2)).toMatchObject({ by: 'Quản trị', values: OWN });
    expect(standardsInUse({ standards }).find(({ id }) => id === 'tp-hcm-vi-du')?.cite).toBe('Quyết định sửa lại');
  });
});

describe('what is confirmed of the rules', () => {
  const RULE = {
    rules: 'tt25-2026',
    part: 'limit',
    entry: 'limit-posting',
    value: { days: 4, unit: 'working', event: 'posted' },
    basis: 'Thông tư 25/2026/TT-BNNMT',
  } as const;

  it('is refused where the text was read, and without a text', async () => {
    expect((await admin.post('/api/rules', { ...RULE, rules: 'qd24-2021' })).body.error).toBe(
      'Mục này đã đọc trong văn bản, không cần xác nhận.',
    );
    expect((await admin.post('/api/rules', { ...RULE, basis: '' })).body.error).toBe('Hãy ghi số, ngày và tên văn bản làm căn cứ.');
    expect((await admin.get('/api/forms')).body.rules).toEqual([]);
  });

  it('is known to everybody with who and when, and every version stays', async () => {
    expect((await admin.post('/api/rules', RULE)).status).toBe(200);
    await admin.post('/api/rules', { ...RULE, value: null });
    const { rules } = (await stranger.get('/api/forms')).body;
    expect(rules).toMatchObject([
      { by: 'Quản trị', values: RULE },
      { by: 'Quản trị', values: { ...RULE, value: null } },
    ]);
    expect((await officer.post('/api/rules', RULE)).status).toBe(403);
  });
});

describe('the working days', () => {
  it('are proposed for a new year, changed by the admin, and every version stays', async () => {
    const proposal = (await admin.get('/api/working-days/proposal?year=2029')).body;
    expect(proposal).toMatchObject({ year: 2029, complete: false });
    expect(proposal.off.map(({ day }: { day: string }) => day)).toContain('2029-02-13');
    expect((await admin.post('/api/working-days', { ...proposal, worked: [{ day: '2029-01-03', name: 'Làm bù' }] })).body.error).toBe(
      'Ngày làm bù phải là Thứ Bảy hoặc Chủ Nhật.',
    );
    await admin.post('/api/working-days', proposal);
    await admin.post('/api/working-days', { ...proposal, complete: true, source: 'Thông báo nghỉ lễ năm 2029' });
    const { years } = (await officer.get('/api/forms')).body;
    expect(years.map(({ by, values }: { by: string; values: { complete: boolean } }) => [by, values.complete])).toEqual([
      ['Quản trị', false],
      ['Quản trị', true],
    ]);
  });

  it('of a year that is none are not proposed', async () => {
    for (const year of ['', '1999', '2101', '2029.5', 'x'])
      expect((await admin.get(`/api/working-days/proposal?year=${year}`)).body.code).toBe('no-such-year');
  });
});
