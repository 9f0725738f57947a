/** Villages merged and split through a real server: in one commit, by the commune only, while devices are away. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readVillages, villagesAside } from '../../src/lib/cells/review-rooms.ts';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { readMoves, straysIn } from '../../src/lib/cells/village-moves.ts';
import { historyLines } from '../history/history-lines.ts';
import { readRoom } from '../rooms/reader.ts';
import { writerTo } from '../rooms/writer.ts';
import {
  AWAY,
  HIEU,
  LAN,
  newTestLog,
  openDevice,
  RawClient,
  ROOM,
  testServer,
  THANH,
  until,
  VIET,
  WatchedLog,
  type TestServer,
} from '../testing.ts';
import type { UpdateLog } from '../log/log.ts';

const REVIEW = 'nong-thuong-2023';
const COMMUNE = `${REVIEW}.xa`;
const OTHER = `${REVIEW}.thon-4`;
let log: UpdateLog;
let watched: WatchedLog;
let server: TestServer;

beforeEach(async () => {
  watched = new WatchedLog(await newTestLog());
  log = watched.log;
  const write = writerTo(log, { id: VIET, name: VIET }, '');
  await write(COMMUNE, (list) => {
    for (const n of [3, 4]) list.write([{ row: `v:thon-${n}`, field: 'name', value: `Thôn ${n}` }]);
  });
  for (const [room, n] of [
    [ROOM, 1],
    [ROOM, 2],
    [OTHER, 7],
  ] as const)
    await write(room, (list) =>
      list.write([
        { row: `h:${n}`, field: 'head', value: `Chủ hộ ${n}` },
        { row: `h:${n}`, field: 'code', value: `0${n}` },
      ]),
    );
  server = await testServer({ log, idleMs: 20 });
});
afterEach(() => server.close());

interface Answer {
  status: number;
  body: { kind?: string; households?: number; needs?: { code: string }[]; waiting?: { room: string; edits: { id: string }[] }[] };
}
async function ask(method: string, path: string, body?: object, person = VIET): Promise<Answer> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-person': person },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}
const move = (body: object, person = VIET): Promise<Answer> => ask('POST', `/api/village-moves/${COMMUNE}`, body, person);
const MERGE = { kind: 'merge', from: 'thon-3', into: 'thon-4' };
const cell = (room: string, row: string, field: string): Promise<unknown[]> =>
  readRoom(log, room, (list: SharedList) => list.values(row, field).map(({ value, author }) => [value, author]));

/** A device that writes into h:1 without a network. @returns what opens it again with one. */
async function writesAway(): Promise<() => ReturnType<typeof openDevice>> {
  const laptop = new IDBFactory();
  const open = (url: string): ReturnType<typeof openDevice> => openDevice(LAN, url, laptop, { mayWrite: true });
  const here = open(server.url);
  await until(() => here.list.get('h:1', 'head') === 'Chủ hộ 1' && here.status.current.connected);
  await here.close();
  const away = open(AWAY);
  await away.whenLoaded;
  away.list.set('h:1', 'b1', 130);
  await away.close();
  return () => open(server.url);
}

it('is one commit by the commune alone, stands in the log with who and when, and is taken back', async () => {
  for (const person of [LAN, THANH, HIEU]) expect((await move(MERGE, person)).status).toBe(403);
  const before = watched.commits;
  expect(await move(MERGE)).toEqual({ status: 200, body: { kind: 'done', households: 2, people: 0 } });
  expect(watched.commits).toBe(before + 1);
  expect(await cell(OTHER, 'h:1', 'head')).toEqual([['Chủ hộ 1', VIET]]);
  expect(await readRoom(log, COMMUNE, (list) => villagesAside(list).map(({ id }) => id))).toEqual(['thon-3']);
  const lines: string[] = [];
  for await (const { person, label, to } of historyLines(log, COMMUNE)) lines.push(`${person} ${label} ${String(to[0])}`);
  expect(lines).toContain(`${VIET} Vào thôn thon-4`);
  // What stood in the old list is still read there.
  const old: string[] = [];
  for await (const { label, from } of historyLines(log, ROOM, '01')) old.push(`${label} ${String(from[0])}`);
  expect(old).toContain('Họ và tên chủ hộ Chủ hộ 1');
  expect((await move(MERGE)).body.needs?.[0]?.code).toBe('no-village');
  expect((await move({ kind: 'back', of: 'move:000001', text: ' ' })).status).toBe(400);
  expect((await move({ kind: 'back', of: 'move:000001', text: 'nhầm' })).body).toEqual({ kind: 'done', households: 2, people: 0 });
  expect(await cell(ROOM, 'h:1', 'head')).toEqual([['Chủ hộ 1', VIET]]);
  expect(await readRoom(log, COMMUNE, (list) => readVillages(list).map(({ id, lock }) => [id, lock]))).toEqual([
    ['thon-3', null],
    ['thon-4', null],
  ]);
  expect(await readRoom(log, COMMUNE, readMoves)).toMatchObject([{ kind: 'merge', by: VIET, undone: { by: VIET, reason: 'nhầm' } }]);
});

it('nothing is done when it cannot be stored', async () => {
  watched.failing = true;
  expect((await move(MERGE)).status).toBe(503);
  watched.failing = false;
  server.reports.length = 0;
  expect(await cell(ROOM, 'h:1', 'head')).toEqual([['Chủ hộ 1', VIET]]);
  expect((await move(MERGE)).body.kind).toBe('done');
});

it('nothing is written into one list when the other cannot be written, and both go on', async () => {
  const lan = await new RawClient(server.url, LAN).sync();
  const before = watched.commits;
  await expect(
    server.hub.act(
      COMMUNE,
      {
        by: { id: VIET, device: '' },
        weigh: () => ({
          commune: () => undefined,
          villages: new Map([
            [ROOM, (doc) => void doc.getArray('h:1').delete(0, 1)],
            [
              OTHER,
              () => {
                throw new Error('planted');
              },
            ],
          ]),
        }),
      },
      [ROOM, OTHER],
    ),
  ).rejects.toThrow('not stored');
  expect(watched.commits).toBe(before);
  lan.write('h:1', 7);
  await until(() => lan.receipt > 0);
  expect(await cell(ROOM, 'h:1', 'head')).toEqual([['Chủ hộ 1', VIET]]);
  expect((await move(MERGE)).body.kind).toBe('done');
  server.reports.length = 0;
});

it('an edit that arrives after the merge waits as a late one of the old village, and goes where the household is once it is accepted', async () => {
  const comeBack = await writesAway();
  await move(MERGE);
  const lan = comeBack();
  await until(() => lan.status.current.late === 1);
  const [late] = (await ask('GET', '/api/late')).body.waiting ?? [];
  expect([late?.room, late?.edits.length]).toEqual([ROOM, 1]);
  expect(await cell(OTHER, 'h:1', 'b1')).toEqual([]);
  const accepted = await ask('POST', `/api/late/${ROOM}`, { verdict: 'accepted', entries: late?.edits.map(({ id }) => id) });
  expect(accepted).toMatchObject({ status: 200, body: { kind: 'decided', done: 1 } });
  expect(await cell(OTHER, 'h:1', 'b1')).toEqual([[130, LAN]]);
  expect(await readRoom(log, ROOM, straysIn)).toEqual([]);
  await lan.close();
});

it('after a split, an edit of the old list is kept apart from it and follows to the new village', async () => {
  const comeBack = await writesAway();
  const SPLIT = { kind: 'split', from: 'thon-3', name: 'Thôn 5', households: ['h:1'] };
  expect((await move({ ...SPLIT, households: [] })).status).toBe(400);
  expect((await move(SPLIT)).body).toEqual({ kind: 'done', households: 1, people: 0 });
  const lan = comeBack();
  await until(() => lan.status.current.connected && lan.status.current.unsent === 0);
  expect((await readRoom(log, ROOM, straysIn)).map(({ row, village }) => [row, village])).toEqual([['h:1', 'thon-5']]);
  expect((await move({ kind: 'follow', from: 'thon-3' })).body).toEqual({ kind: 'done', households: 1, people: 0 });
  expect(await cell(`${REVIEW}.thon-5`, 'h:1', 'b1')).toEqual([[130, LAN]]);
  expect(await readRoom(log, ROOM, straysIn)).toEqual([]);
  await lan.close();
});

it('adds, renames, orders and puts aside in the name of the officer, by the commune alone, and takes it back', async () => {
  const names = (): Promise<string[]> => readRoom(log, COMMUNE, (list) => readVillages(list).map(({ name }) => name));
  const wishes = [
    { kind: 'add', name: ' Thôn  5 ' },
    { kind: 'rename', village: 'thon-3', was: 'Thôn 3', name: 'Thôn Ba' },
    { kind: 'order', villages: ['thon-5', 'thon-4', 'thon-3'] },
    { kind: 'aside', village: 'thon-4', households: 1, text: 'Lập nhầm' },
  ];
  for (const wish of wishes) {
    expect((await move(wish, LAN)).status).toBe(403);
    const before = watched.commits;
    expect((await move(wish)).body).toEqual({ kind: 'done', households: 0, people: 0 });
    expect(watched.commits).toBe(before + 1);
  }
  expect(await names()).toEqual(['Thôn 5', 'Thôn Ba']);
  const lines: string[] = [];
  for await (const { person, label, to } of historyLines(log, COMMUNE)) lines.push(`${person} ${label} ${String(to[0])}`);
  expect(lines).toEqual(expect.arrayContaining([`${VIET} Việc với thôn Đổi tên thôn`, `${VIET} Lý do Lập nhầm`]));
  expect(await cell(OTHER, 'h:7', 'head')).toEqual([['Chủ hộ 7', VIET]]);
  for (const of of ['move:000004', 'move:000003', 'move:000002', 'move:000001'])
    expect((await move({ kind: 'back', of, text: 'nhầm' })).body.kind).toBe('done');
  expect(await names()).toEqual(['Thôn 3', 'Thôn 4']);
  expect((await move({ kind: 'aside', village: 'thon-4', households: 0, text: 'Lập nhầm' })).body.needs?.[0]?.code).toBe('more-work');
  expect((await move({ kind: 'aside', village: 'thon-4', households: 1, text: '  ' })).status).toBe(400);
});

it('an edit that arrives for a village put aside waits as a late one, and is in its list once accepted', async () => {
  const comeBack = await writesAway();
  await move({ kind: 'aside', village: 'thon-3', households: 2, text: 'Lập nhầm' });
  const lan = comeBack();
  await until(() => lan.status.current.late === 1);
  const [late] = (await ask('GET', '/api/late')).body.waiting ?? [];
  expect(late?.room).toBe(ROOM);
  expect((await move({ kind: 'restore', village: 'thon-3', text: 'Thôn có thật' })).body.kind).toBe('done');
  const accepted = await ask('POST', `/api/late/${ROOM}`, { verdict: 'accepted', entries: late?.edits.map(({ id }) => id) });
  expect(accepted).toEqual({ status: 200, body: { kind: 'unlocked' } });
  expect(await cell(ROOM, 'h:1', 'b1')).toEqual([[130, LAN]]);
  expect(await readRoom(log, COMMUNE, (list) => readVillages(list).map(({ id, lock }) => [id, lock]))).toContainEqual(['thon-3', null]);
  await lan.close();
});
