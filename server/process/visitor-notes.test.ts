/** Notes of visitors of a posting, through a real server: who may write and read, the limits, and that none is lost. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { planWrites } from '../../src/lib/cells/plan-record.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import { NOTE_LIMITS } from '../../src/lib/process/visitor-notes.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { CLOSE } from '../../src/lib/sync/protocol.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerTo } from '../rooms/writer.ts';
import { HIEU, LAN, RawClient, ROOM, TestLog, testServer, writeThon3, until, VIET, type TestServer } from '../testing.ts';

const COMMUNE = 'nong-thuong-2023.xa';
const MEETING = {
  ...{ day: '2023-10-10', place: 'Nhà văn hóa', chair: 'Hiếu', secretary: 'Lan', agreeing: 30 },
  ...{ committee: 0, bodies: 0, front: 0, reviewers: 0, listed: 30, others: 0 },
};
const NOTE = {
  group: 'Hộ cận nghèo',
  line: 1,
  head: 'Hà Văn Dũng',
  from: 'Nông Văn A',
  contact: '0912 345 678',
  text: 'Hộ này có xe máy mới',
};
const today = vietnamDay(Date.now());
let log: TestLog;
let server: TestServer;

beforeEach(async () => {
  log = new TestLog();
  await writeThon3(log, 'h:T3-01');
  server = await testServer({ log, idleMs: 20 });
});
afterEach(() => server.close());

interface Answer {
  status: number;
  body: { kind?: string; number?: number; code?: string; error?: string; notes?: Record<string, unknown>[]; needs?: { code: string }[] };
}
async function ask(path: string, { body, person, from }: { body?: object; person?: string; from?: string } = {}): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...(person && { 'x-person': person }), ...(from && { 'x-forwarded-for': from }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}
const act = (kind: string, data: object = {}): Promise<Answer> => ask(`/api/acts/${ROOM}`, { person: VIET, body: { kind, data } });
const leave = (change: object = {}, from?: string): Promise<Answer> =>
  ask(`/api/posted-notes/${ROOM}`, { body: { ...NOTE, ...change }, ...(from && { from }) });
const notes = async (person?: string): Promise<Answer> => ask(`/api/posted-notes/${ROOM}`, { ...(person && { person }) });

/** @param from the first day of the posting. */
async function posted(from = today, visitors = true): Promise<void> {
  const { round } = await readRoom(log, COMMUNE, (list) => readRound(list));
  await server.close();
  await writerTo(
    log,
    { id: VIET, name: 'Trần Quốc Việt' },
    'thử',
  )(COMMUNE, (list) => list.write(planWrites(round!.plan, { visitors, shows: ['size'] })));
  server = await testServer({ log, idleMs: 20 });
  await act('reviewed');
  await act('met', MEETING);
  expect((await act('posted', { from, places: 'Nhà văn hóa' })).body.kind).toBe('done');
}

it('takes none where the commune did not allow it, and none outside the posting', async () => {
  expect((await leave()).status).toBe(404);
  await posted(today, false);
  const refused = await leave();
  expect([refused.status, refused.body.error]).toEqual([403, expect.stringContaining('UBND Xã Nông Thượng')]);
  await act('undone', { of: 'act:000003', text: 'Nhầm' });
  expect((await leave()).status).toBe(404);
});

it('keeps a note over a restart, shows it to those alone who record complaints, and shows nobody a code', async () => {
  await posted();
  const shown = await ask(`/api/posted/${ROOM}`);
  expect(shown.body).toMatchObject({ takesNotes: true, more: ['Số nhân khẩu'] });
  expect(JSON.stringify(shown.body)).not.toContain('T3-01');
  expect((await leave()).body).toEqual({ number: 1 });
  expect((await leave({ group: '', line: 0, head: 'Triệu Văn Mới' })).body).toEqual({ number: 2 });
  await server.close();
  server = await testServer({ log, idleMs: 20 });
  const read = await notes(VIET);
  expect(read.body.notes).toMatchObject([
    { number: 1, household: 'h:T3-01', head: 'Hà Văn Dũng', contact: '0912 345 678' },
    { number: 2, household: '', head: 'Triệu Văn Mới' },
  ]);
  expect([(await notes(LAN)).status, (await notes(HIEU)).status, (await notes()).status]).toEqual([403, 403, 401]);
  const noted = async (person: string) => ask(`/api/noted/${COMMUNE}`, { person });
  expect((await noted(VIET)).body).toEqual({ villages: [{ village: 'thon-3', notes: ['note:000001', 'note:000002'] }] });
  expect([(await noted(LAN)).status, (await noted(HIEU)).status]).toEqual([403, 403]);
  const copy = await new RawClient(server.url, VIET, `${ROOM}.y-kien`).open();
  await until(() => copy.closed !== null);
  expect(copy.closed?.code).toBe(CLOSE.noRoom.code);
});

it('a note about another list than the one posted now is refused; the words are asked for', async () => {
  await posted();
  expect([(await leave({ head: 'Ai khác' })).status, (await leave({ line: 9 })).status]).toEqual([409, 409]);
  expect((await leave({ text: ' ' })).body).toMatchObject({ error: 'Hãy ghi điều chưa đúng.' });
  expect((await leave({ text: 'x'.repeat(NOTE_LIMITS.text + 1) })).status).toBe(400);
  expect((await notes(VIET)).body.notes).toEqual([]);
});

it('has a limit for each address, and one for the posting, and says where else to go', async () => {
  await posted();
  for (let n = 0; n < NOTE_LIMITS.address; n++) expect((await leave({}, '203.0.113.5')).status).toBe(200);
  const over = await leave({}, '203.0.113.5');
  expect([over.status, over.body.error]).toEqual([429, expect.stringContaining('Từ địa chỉ mạng này hôm nay đã gửi 10 ý kiến')]);
  expect(over.body.error).toContain('UBND Xã Nông Thượng');
  for (let n = NOTE_LIMITS.address; n < NOTE_LIMITS.posting; n++) expect((await leave({}, `198.51.100.${n}`)).status).toBe(200);
  expect((await leave({}, '192.0.2.1')).body.error).toContain('đã nhận đủ ý kiến');
  // Nothing stored holds an address.
  const stored = await readRoom(log, `${ROOM}.y-kien`, (list) => JSON.stringify(list.rows().map((row) => list.snapshotRow(row))));
  expect(stored).not.toMatch(/203\.0|198\.51/);
});

it('what the log did not store is said, and is no note', async () => {
  await posted();
  log.failing = true;
  expect((await leave()).body.code).toBe('not-stored');
  log.failing = false;
  expect((await notes(VIET)).body.notes).toEqual([]);
});

it('becomes a complaint, or is put aside with a reason, once', async () => {
  await posted();
  await leave();
  await leave({ group: '', line: 0, head: 'Triệu Văn Mới' });
  const complaint = { household: 'h:T3-01', day: today, from: 'Nông Văn A', text: 'Xe máy mới', note: 'note:000001' };
  expect((await act('complaint', complaint)).body.kind).toBe('done');
  expect((await act('complaint', complaint)).body.needs).toMatchObject([{ code: 'no-note' }]);
  expect((await act('dismissed', { of: 'note:000002', text: 'Hướng dẫn nộp giấy đề nghị' })).body.kind).toBe('done');
  expect((await act('dismissed', { of: 'note:000002', text: 'Lần nữa' })).body.needs).toMatchObject([{ code: 'no-note' }]);
  const other = await ask(`/api/acts/${ROOM}`, { person: LAN, body: { kind: 'dismissed', data: { of: 'note:000001', text: 'x' } } });
  expect(other.status).toBe(403);
  // How to reach the visitor is in no act: more people read those.
  const acts = await readRoom(log, COMMUNE, (list) => JSON.stringify(list.rows('act:').map((row) => list.snapshotRow(row))));
  expect(acts).not.toContain('0912');
});
