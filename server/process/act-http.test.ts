/** Acts recorded through a real server: by right, by condition, in one commit with the lock, and by nobody but the server. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { planWrites } from '../../src/lib/cells/plan-record.ts';
import { readOneVillage, readVillages } from '../../src/lib/cells/review-rooms.ts';
import { readRound } from '../../src/lib/cells/round-record.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { readActs } from '../../src/lib/process/act-rows.ts';
import type { Act } from '../../src/lib/process/acts.ts';
import { classifyAll } from '../../src/lib/review/classify.ts';
import { DECIDED, DECIDED_WHY } from '../../src/lib/review/columns.ts';
import { CLASSES, codeOf } from '../../src/lib/review/formula-columns.ts';
import { periodicPlan, type Round } from '../../src/lib/review/plans.ts';
import type { Person } from '../../src/lib/review/people.ts';
import { vietnamDay } from '../../src/lib/review/vietnam-day.ts';
import { CLOSE } from '../../src/lib/sync/protocol.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerTo } from '../rooms/writer.ts';
import * as wire from '../rooms/wire.ts';
import { PostedLists } from './posted-now.ts';
import { byHeader, LAN, lockList, RawClient, ROOM, TestLog, testServer, writeThon3, until, VIET, type TestServer } from '../testing.ts';

const COMMUNE = 'nong-thuong-2023.xa';
const UPPER: Person = { id: 'so', name: 'Sở', role: 'upper', review: '', villages: 'all', reviews: ['nong-thuong-2023'] };
const signIn = {
  ...byHeader,
  whoIs: (request: Parameters<typeof byHeader.whoIs>[0]) => (request.headers['x-person'] === UPPER.id ? UPPER : byHeader.whoIs(request)),
};
let log: TestLog;
let server: TestServer;
beforeEach(async () => {
  log = new TestLog();
  await writeThon3(log, 'h:1');
  server = await testServer({ log, signIn, idleMs: 20 });
});
afterEach(() => server.close());

interface Answer {
  status: number;
  body: { kind?: string; needs?: { code: string; text: string }[]; error?: string };
}
async function act(person: string, kind: string, data: object = {}, room = ROOM): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/acts/${room}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-person': person },
    body: JSON.stringify({ kind, data }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}
const acts = (): Promise<Act[]> => readRoom(log, COMMUNE, readActs);
const isLocked = (): Promise<boolean> => readRoom(log, COMMUNE, (list) => readVillages(list)[0]?.lock !== null);
const codes = ({ body }: Answer): string[] => (body.needs ?? []).map(({ code }) => code);
const MEETING = {
  day: '2023-10-10',
  place: 'Nhà văn hóa',
  chair: 'Nông Văn Thành',
  secretary: 'Hà Thị Lan',
  committee: 2,
  bodies: 3,
  front: 1,
  reviewers: 2,
  listed: 10,
  others: 2,
  agreeing: 18,
};

describe('an act', () => {
  it('is recorded with who and when, and locks the list in the same commit', async () => {
    const before = log.batches;
    expect(await act(VIET, 'reviewed')).toEqual({ status: 200, body: { kind: 'done' } });
    expect(log.batches).toBe(before + 1);
    expect(await acts()).toMatchObject([{ id: 'act:000001', kind: 'reviewed', village: 'thon-3', by: VIET }]);
    expect(await isLocked()).toBe(true);
  });

  it('keeps a hash of the list it is about', async () => {
    await act(VIET, 'reviewed');
    await act(VIET, 'met', MEETING);
    await act(VIET, 'corrected', { household: 'h:1', field: 'b1', value: 121, before: 120, text: 'Cộng sai điểm' });
    await act(VIET, 'met', MEETING);
    const [reviewed, met, , again] = (await acts()).map(({ hash }) => hash);
    expect(reviewed).toMatch(/^[0-9a-f]{64}$/);
    expect(met).toBe(reviewed);
    expect(again).not.toBe(met);
  });

  it('keeps by what the plan asked for a meeting was judged, whatever the page sends', async () => {
    await writerTo(
      log,
      { id: VIET, name: VIET },
      'thử',
    )(COMMUNE, (list) => list.write(planWrites(periodicPlan(2023), { agreeing: 95, below: 'meeting', quorumKinds: ['front'] })));
    await act(VIET, 'reviewed');
    expect(codes(await act(VIET, 'met', { ...MEETING, front: 0, quorumKinds: '' }))).toEqual(['quorum-front']);
    expect(await act(VIET, 'met', { ...MEETING, share: 50, below: 'review', quorumKinds: '' })).toMatchObject({ body: { kind: 'done' } });
    expect((await acts()).at(-1)).toMatchObject({ kind: 'met', data: { share: 95, below: 'meeting', quorumKinds: 'front' } });
    expect([await isLocked(), codes(await act(VIET, 'posted', { from: '2023-10-12', places: 'Nhà văn hóa' }))]).toEqual([
      true,
      ['step-before'],
    ]);
  });

  it('is refused in words while a condition fails, and nothing is written', async () => {
    await writerTo(log, { id: LAN, name: LAN }, 'thử')(ROOM, (list) => list.set('h:1', 'b1', 150));
    const answer = await act(VIET, 'reviewed');
    expect([answer.status, codes(answer)]).toEqual([200, ['unsettled']]);
    expect(answer.body.needs?.[0]?.text).toContain('1 hộ chưa thống nhất');
    expect([await acts(), await isLocked()]).toEqual([[], false]);
    expect(codes(await act(VIET, 'met', MEETING))).toEqual(['step-before']);
  });

  it('needs the right to it, in that review', async () => {
    expect((await act(LAN, 'reviewed')).status).toBe(403);
    expect((await act(VIET, 'reviewed', {}, 'xa-khac-2023.thon-3')).status).toBe(403);
    expect((await act(VIET, 'reviewed', {}, COMMUNE)).status).toBe(403);
    expect(await acts()).toEqual([]);
  });

  it('that sends the village back opens its list again', async () => {
    await act(VIET, 'reviewed');
    expect(await act(VIET, 'met', { ...MEETING, agreeing: 9 })).toMatchObject({ body: { kind: 'done' } });
    expect(await isLocked()).toBe(false);
  });

  it('puts one cell of the locked list right, and the household goes before the meeting again', async () => {
    await act(VIET, 'reviewed');
    await act(VIET, 'met', MEETING);
    expect(await act(VIET, 'corrected', { household: 'h:1', field: 'b1', value: 150, before: 120, text: 'Cộng sai điểm' })).toMatchObject({
      body: { kind: 'done' },
    });
    expect(await readRoom(log, ROOM, (list) => list.get('h:1', 'b1'))).toBe(150);
    expect(codes(await act(VIET, 'corrected', { household: 'h:1', field: DECIDED, value: 'x', before: null, text: 'Thử' }))).toEqual([
      'no-column',
    ]);
    expect(codes(await act(VIET, 'corrected', { household: 'h:1', field: 'act.kind', value: 'x', before: null, text: 'Thử' }))).toEqual([
      'no-column',
    ]);
    expect(codes(await act(VIET, 'posted', { from: '2023-10-12', places: 'Nhà văn hóa' }))).toEqual(['step-before']);
  });

  it('puts the cell of a member right, and a personal value stands in the list alone', async () => {
    const cells = { code: 'T3-01', name: 'Hà Văn Dũng', relation: 'Chủ hộ', cccd: '006090000001' };
    const write = writerTo(log, { id: LAN, name: LAN }, 'thử');
    await write(ROOM, (list) => {
      for (const n of [1, 2, 3, 4])
        list.write(
          Object.entries(n === 1 ? cells : { code: 'T3-01', name: `Hà Văn ${n}` }).map(([field, value]) => ({
            row: `m:${n}`,
            field,
            value,
          })),
        );
    });
    expect((await act(VIET, 'reviewed')).body).toEqual({ kind: 'done' });
    const change = { household: 'h:1', member: 'm:1', field: 'cccd', value: '006090000002', before: '006090000001', text: 'Ghi sai số' };
    expect(codes(await act(VIET, 'corrected', { ...change, member: 'm:9' }))).toEqual(['no-member']);
    expect(await act(VIET, 'corrected', change)).toMatchObject({ body: { kind: 'done' } });
    expect(await readRoom(log, ROOM, (list) => list.get('m:1', 'cccd'))).toBe('006090000002');
    const all = await readRoom(log, COMMUNE, (list) => JSON.stringify(list.rows().map((row) => list.snapshotRow(row))));
    expect(all).toContain('Ghi sai số');
    expect(all).not.toContain('00609000000');
  });

  it('of the level above is its own: nobody below takes it back', async () => {
    await act(VIET, 'reviewed');
    await act(VIET, 'met', MEETING);
    await act(VIET, 'posted', { from: '2023-10-12', places: 'Nhà văn hóa' });
    await act(VIET, 'sent', { day: '2023-10-20', to: 'Sở' });
    const of = 'act:000004';
    expect((await act(UPPER.id, 'sent', { day: '2023-10-20', to: 'Sở' })).status).toBe(403);
    expect((await act(UPPER.id, 'remark', { of, household: 'h:1', text: 'Xem lại điểm nhà ở' })).body).toEqual({ kind: 'done' });
    expect((await acts()).at(-1)).toMatchObject({ kind: 'remark', by: 'Sở', role: 'upper' });
    expect((await act(VIET, 'undone', { of: 'act:000005', text: 'Không muốn trả lời' })).status).toBe(403);
    expect((await act(LAN, 'replied', { of: 'act:000005', text: 'Đã xem' })).status).toBe(403);
    expect((await act(UPPER.id, 'undone', { of: 'act:000005', text: 'Ghi nhầm hộ' })).body).toEqual({ kind: 'done' });
    expect((await act(UPPER.id, 'undone', { of, text: 'Không nhận' })).status).toBe(403);
    // Where it answers on paper, the commune records the answer, and takes it back.
    expect((await act(VIET, 'opinion', { of, day: '2023-10-25', outcome: 'agreed' })).body).toEqual({ kind: 'done' });
    expect((await act(VIET, 'undone', { of: 'act:000007', text: 'Ghi nhầm ngày' })).body).toEqual({ kind: 'done' });
  });

  it('that decides otherwise than the scores say stands in the list, beside what they say', async () => {
    const cells = () => readRoom(log, ROOM, (list) => [list.get('h:1', DECIDED), list.get('h:1', DECIDED_WHY)]);
    const classes = () =>
      readRoom(log, ROOM, (list) =>
        readRoom(log, COMMUNE, (records) => {
          const round = readRound(records).round as Round;
          const results = classifyAll(readOneVillage(records, list, 'thon-3'), round).results.get('h:1');
          return [results?.computed, results?.class];
        }),
      );
    const [, computed] = await classes();
    await act(VIET, 'reviewed');
    expect(codes(await act(VIET, 'decided', { household: 'h:1', result: codeOf(CLASSES, computed), text: 'Như điểm' }))).toEqual(['same']);
    const other = computed === 'Hộ cận nghèo' ? 'poor' : 'near';
    expect(await act(VIET, 'decided', { household: 'h:1', result: other, text: 'Nhà mới cháy' })).toMatchObject({ body: { kind: 'done' } });
    const label = CLASSES.find(({ code }) => code === other)?.label;
    expect(await cells()).toEqual([label, 'Nhà mới cháy']);
    expect(await classes()).toEqual([computed, label]);
    // Fewer than half agree: everything is reviewed again, and nothing is decided.
    await act(VIET, 'met', { ...MEETING, agreeing: 9 });
    expect(await cells()).toEqual([null, null]);
    expect(await classes()).toEqual([computed, computed]);
  });

  it('that two officers record at once is recorded once', async () => {
    const answers = await Promise.all([act(VIET, 'reviewed'), act(VIET, 'reviewed')]);
    expect(answers.map(({ body }) => body.kind).sort()).toEqual(['done', 'missing']);
    expect(await acts()).toHaveLength(1);
  });

  it('is not told as recorded when it could not be stored', async () => {
    await act(VIET, 'reviewed');
    log.failing = true;
    expect((await act(VIET, 'met', MEETING)).status).toBe(503);
    log.failing = false;
    expect(await acts()).toHaveLength(1);
  });
});

it('a posted list is open to everybody while it is posted, and shows no more than a notice', async () => {
  const look = (): Promise<Response> => fetch(`http://127.0.0.1:${server.port}/api/posted/${ROOM}`);
  expect((await look()).status).toBe(404);
  await act(VIET, 'reviewed');
  await act(VIET, 'met', MEETING);
  const today = vietnamDay(Date.now());
  await act(VIET, 'posted', { from: today, places: 'Nhà văn hóa' });
  const answer = await look();
  const text = await answer.text();
  expect(answer.status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({
    village: 'Thôn 3',
    from: today,
    groups: [{ name: 'Hộ nghèo' }, { name: 'Hộ cận nghèo', persons: 4, households: [{ head: 'Hà Văn Dũng' }] }, {}, {}],
  });
  expect(text).not.toMatch(/T3-01|120/);
  await act(VIET, 'undone', { of: 'act:000003', text: 'Ghi nhầm ngày' });
  expect((await look()).status).toBe(404);
});

it('reads the lists once for all who look within half a minute', async () => {
  let [reads, now] = [0, 0];
  const posted = new PostedLists(
    (room) => {
      reads += 1;
      return Promise.reject(new Error(room));
    },
    () => now,
  );
  const look = (): Promise<unknown> => posted.look(ROOM).catch(() => null);
  await Promise.all([look(), look()]);
  expect(reads).toBe(1);
  posted.forget(ROOM);
  await look();
  now += 30_000;
  await look();
  expect(reads).toBe(3);
});

it('a list that a step has closed is not opened by its lock', async () => {
  await act(VIET, 'reviewed');
  await lockList(server.url, null);
  const copy = await new RawClient(server.url, LAN).sync();
  copy.write('h:1', 99, 98);
  await until(() => copy.keptLate > 0);
  copy.socket.close();
  expect(await readRoom(log, ROOM, (list) => list.get('h:1', 'b1'))).toBe(120);
  // As the commune's page counts them: edits, not the updates that brought them.
  expect((await act(VIET, 'met', MEETING)).body.needs).toEqual([{ code: 'late', text: '2 sửa đổi đến muộn chưa quyết định.' }]);
});

it('what comes too late for the meeting enters the list only as a correction, with a reason', async () => {
  const decide = async (verdict: string): Promise<{ status: number; code?: string }> => {
    const headers = { 'content-type': 'application/json', 'x-person': VIET };
    const base = `http://127.0.0.1:${server.port}/api/late`;
    const { waiting } = (await (await fetch(base, { headers })).json()) as { waiting: { edits: { id: string }[] }[] };
    const entries = waiting.flatMap(({ edits }) => edits.map(({ id }) => id));
    const body = JSON.stringify({ verdict, entries, ...(verdict === 'declined' && { reason: 'Đã họp' }) });
    const answer = await fetch(`${base}/${ROOM}`, { method: 'POST', headers, body });
    return { status: answer.status, ...((await answer.json()) as { code?: string }) };
  };
  await act(VIET, 'reviewed');
  await act(VIET, 'met', MEETING);
  const copy = await new RawClient(server.url, LAN).sync();
  copy.write('h:1', 99);
  await until(() => copy.keptLate > 0);
  copy.socket.close();
  expect(await decide('accepted')).toMatchObject({ status: 409, code: 'after-meeting' });
  expect(await readRoom(log, ROOM, (list) => list.get('h:1', 'b1'))).toBe(120);
  expect(await act(VIET, 'corrected', { household: 'h:1', field: 'b1', value: 99, before: 120, text: 'Đến muộn' })).toMatchObject({
    body: { kind: 'done' },
  });
  expect((await decide('declined')).status).toBe(200);
  expect(await readRoom(log, ROOM, (list) => list.get('h:1', 'b1'))).toBe(99);
  expect(codes(await act(VIET, 'posted', { from: '2023-10-12', places: 'Nhà văn hóa' }))).toEqual(['step-before']);
});

it('no copy writes an act, nor changes one', async () => {
  await act(VIET, 'reviewed');
  for (const [row, field] of [
    ['act:000002', 'act.kind'],
    ['act:000001', 'act.village'],
    ['round', 'act.kind'],
    ['h:1', DECIDED],
  ] as const) {
    const copy = await new RawClient(server.url, VIET, COMMUNE).sync();
    const list = new SharedList(copy.doc, VIET);
    copy.doc.on('update', (update: Uint8Array, origin: unknown) => origin !== 'server' && copy.socket.send(wire.update(update)));
    list.set(row, field, 'recognised');
    await until(() => copy.closed !== null);
    expect(copy.closed?.code).toBe(CLOSE.noEntries.code);
  }
  expect((await acts()).map(({ kind }) => kind)).toEqual(['reviewed']);
  const fresh = await new RawClient(server.url, VIET, COMMUNE).sync();
  expect(readActs(new SharedList(fresh.doc as Y.Doc, ''))).toHaveLength(1);
  fresh.socket.close();
});
