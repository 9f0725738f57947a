/** Questions about a room's history to a real server: a cell, a household, changes since a point, named versions. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import fc from 'fast-check';
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import { RoomHistory } from './room-history.ts';
import { HIEU, LAN, ROOM, TestLog, testServer, THANH, VIET, type TestServer } from '../testing.ts';

let log: TestLog;
let server: TestServer;
let doc: Y.Doc;
let updates: Uint8Array[];
let minute: number;
const START = 1_700_000_000_000;
beforeEach(async () => {
  log = new TestLog();
  server = await testServer({ log });
  doc = new Y.Doc();
  updates = [];
  minute = 0;
  doc.on('update', (update: Uint8Array) => updates.push(update));
});
afterEach(() => server.close());

/** Each write becomes a row of the log, one minute after the one before. */
async function write(person: string, ...cells: [row: string, field: string, value: string | number | null][]): Promise<void> {
  new SharedList(doc, person).write(cells.map(([row, field, value]) => ({ row, field, value })));
  await log.append(updates.splice(0).map((update) => ({ room: ROOM, update, person, device: 'may-1', at: START + minute++ * 60_000 })));
}

const ask = async (
  person: string | null,
  path: string,
  body?: object,
): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> => {
  const headers = { 'content-type': 'application/json', ...(person && { 'x-person': person }) };
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
};

it('says who wrote a cell and a household, latest first, to everybody who may read the list', async () => {
  await write(LAN, ['h:1', 'code', '01'], ['h:1', 'b1', 130], ['h:2', 'b1', 1]);
  await write(THANH, ['h:1', 'b1', 150]);
  await write(LAN, ['m:1', 'name', 'Bàn A']);
  const cell = await ask(HIEU, `/api/history/${ROOM}?row=h:1&field=b1`);
  expect(cell.body).toMatchObject({
    older: 0,
    lines: [
      { name: THANH, from: [130], to: [150], at: START + 60_000 },
      { name: LAN, from: [], to: [130] },
    ],
  });
  const household = await ask(VIET, `/api/history/${ROOM}?row=h:1&row=m:1`);
  expect(household.body.lines.map(({ row, field }: { row: string; field: string }) => `${row} ${field}`)).toEqual([
    'm:1 name',
    'h:1 b1',
    'h:1 b1',
    'h:1 code',
  ]);
  const [last] = household.body.lines;
  expect((await ask(VIET, `/api/history/${ROOM}?row=h:1&row=m:1&before=${last.number}`)).body.lines).toHaveLength(3);
  // The next question includes what arrived since.
  await write(LAN, ['h:1', 'b1', 151]);
  expect((await ask(HIEU, `/api/history/${ROOM}?row=h:1&field=b1`)).body.lines[0]).toMatchObject({ from: [150], to: [151] });
  for (const path of [`/api/history/${ROOM}?row=h:1`, `/api/changes/${ROOM}`, `/api/versions/${ROOM}`]) {
    const statuses = await Promise.all([
      ask(null, path),
      ask(HIEU, path.replace('thon-3', 'thon-4')),
      ask(LAN, path.replace('nong-thuong', 'huyen-tung')),
      ask(LAN, path.replace(ROOM, 'x')),
    ]);
    expect([path, ...statuses.map(({ status }) => status)]).toEqual([path, 401, 403, 403, 403]);
  }
});

it('says what changed since a time or a version, without cells that returned to their old value', async () => {
  await write(LAN, ['h:1', 'b1', 130], ['h:1', 'size', 4]);
  expect((await ask(LAN, `/api/versions/${ROOM}`, { name: 'trước họp dân', kind: 'meeting' })).status).toBe(200);
  await write(THANH, ['h:1', 'b1', 140], ['h:1', 'size', 5]);
  await write(LAN, ['h:1', 'b1', 150], ['h:2', 'b1', 9]);
  await write(LAN, ['h:1', 'size', 4]);
  const [version] = (await ask(HIEU, `/api/versions/${ROOM}`)).body.versions;
  expect(version).toMatchObject({ name: 'trước họp dân', kind: 'meeting', by: LAN });
  const expected = [
    { row: 'h:1', field: 'b1', from: [130], to: [150], name: LAN, isNew: false },
    { row: 'h:2', field: 'b1', from: [], to: [9], isNew: true },
  ];
  for (const since of [`since=${version.position}`, `at=${START + 30_000}`])
    expect((await ask(HIEU, `/api/changes/${ROOM}?${since}`)).body.changes).toMatchObject(expected);
  await ask(VIET, `/api/versions/${ROOM}`, { name: 'sau họp', kind: 'other' });
  const later = (await ask(HIEU, `/api/versions/${ROOM}`)).body.versions[1];
  await write(LAN, ['h:1', 'b1', 999]);
  expect((await ask(HIEU, `/api/changes/${ROOM}?since=${version.position}&until=${later.position}`)).body.changes).toMatchObject(expected);
});

it('hides personal data, at every address, from people who may not see it', async () => {
  await write(
    LAN,
    ['h:1', 'head', 'Bàn A'],
    ['h:1', 'cccd', '006056000001'],
    ['h:1', 'income', 700_111],
    ['m:1', 'birth', '01/02/1943'],
    ['h:1', 'note', 'CCCD mới 006 056 000 002'],
  );
  await write(
    THANH,
    ['h:1', 'cccd', '006056000003'],
    ['h:1', 'note', 'gọi 0912345678'],
    ['c:1', 'about', 'h:1'],
    ['c:1', 'column', 'cccd'],
    ['c:1', 'text', 'đúng là 006056000004'],
  );
  const paths = [`/api/history/${ROOM}?row=h:1&row=m:1&row=c:1`, `/api/history/${ROOM}?row=h:1&field=cccd`, `/api/changes/${ROOM}?since=0`];
  const answers = await Promise.all(paths.map((path) => ask(HIEU, path)));
  expect(JSON.stringify(answers)).not.toMatch(/cccd|006 ?056|700111|1943/);
  const told = [...answers[0]!.body.lines, ...answers[2]!.body.changes].map(({ row, field, to }) => [row, field, ...to]);
  // The note is harmless now, but the value before it is still hidden.
  expect(told).toEqual([
    ['h:1', 'head', 'Bàn A'],
    ['h:1', 'head', 'Bàn A'],
    ['h:1', 'note', 'gọi 0912345678'],
  ]);
  for (const person of [LAN, VIET])
    expect(JSON.stringify(await Promise.all(paths.map((path) => ask(person, path))))).toMatch(/006056000003/);
});

it('lets people who may write name a version, once', async () => {
  const name = (person: string, body: object): Promise<number> => ask(person, `/api/versions/${ROOM}`, body).then(({ status }) => status);
  expect(await name(HIEU, { name: 'a', kind: 'other' })).toBe(403);
  expect(await name(LAN, { name: '  ', kind: 'other' })).toBe(400);
  expect(await name(LAN, { name: 'a', kind: 'gì đó' })).toBe(400);
  expect([await name(LAN, { name: 'a', kind: 'other' }), await name(THANH, { name: 'a', kind: 'other' })]).toEqual([200, 409]);
});

it('gives, for any two points, the differences of lists opened at those points', async () => {
  const step = fc.record({
    row: fc.constantFrom('h:1', 'h:2'),
    field: fc.constantFrom('a', 'b'),
    value: fc.constantFrom(null, 1, 2),
    who: fc.nat(1),
    meets: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), fc.nat(25), fc.nat(25), async (steps, a, b) => {
      const own = new TestLog();
      const server = new Y.Doc();
      const points: Record<string, unknown>[] = [{}];
      const list = new SharedList(server, '');
      const read = (): Record<string, unknown> =>
        Object.fromEntries(
          list
            .rows()
            .flatMap((row) =>
              list.fields(row).map((field) => [`${row} ${field}`, new Set(list.values(row, field).map(({ value }) => value))]),
            ),
        );
      let stored: Promise<unknown> = Promise.resolve();
      server.on('update', (update: Uint8Array) => {
        stored = own.append([{ room: ROOM, update, person: 'x', device: '', at: 0 }]);
      });
      const copies = [new Y.Doc(), new Y.Doc()];
      for (const { who, row, field, value, meets } of steps) {
        const copy = copies[who]!;
        if (meets) Y.applyUpdate(copy, Y.encodeStateAsUpdate(server));
        new SharedList(copy, 'x').write([{ row, field, value }]);
        const before = (await own.history(ROOM)).length;
        Y.applyUpdate(server, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(server)));
        await stored;
        if ((await own.history(ROOM)).length > before) points.push(read());
      }
      const [from, to] = [a, b].map((at) => Math.min(at, points.length - 1)).sort((x, y) => x - y) as [number, number];
      const history = new RoomHistory();
      await history.follow(own, ROOM);
      const changed = new Map(
        history
          .between(from, to)
          .map(({ row, field, from, to }) => [`${row} ${field}`, [new Set(from.length ? from : [null]), new Set(to)]]),
      );
      for (const cell of new Set(points.flatMap((point) => Object.keys(point)))) {
        const [was, is] = [points[from]![cell] ?? new Set([null]), points[to]![cell] ?? new Set([null])];
        const differs = JSON.stringify([...(was as Set<unknown>)].sort()) !== JSON.stringify([...(is as Set<unknown>)].sort());
        expect(changed.get(cell)).toEqual(differs ? [was, is] : undefined);
      }
    }),
    { numRuns: 150 },
  );
});

it('says which account sent each write, whatever name is in it, to everybody who may see the list', async () => {
  await write(LAN, ['h:1', 'b1', 1], ['c:1', 'text', 'Xem lại']);
  new SharedList(doc, VIET).write([{ row: 'h:1', field: 'cccd', value: '006056000001' }]);
  await log.append(updates.splice(0).map((update) => ({ room: ROOM, update, person: THANH, device: 'may-1', at: START })));
  const { clientID } = doc;
  const path = `/api/bringers/${ROOM}?w=${clientID}.0&w=${clientID}.1&w=${clientID}.2&w=${clientID}.3&w=7.0&w=x`;
  const told = {
    bringers: [
      { write: `${clientID}.0`, name: LAN, account: LAN },
      { write: `${clientID}.1`, name: LAN, account: LAN },
      { write: `${clientID}.2`, name: THANH, account: THANH },
    ],
  };
  for (const person of [LAN, HIEU]) expect((await ask(person, path)).body).toEqual(told);
  const statuses = await Promise.all([
    ask(null, path),
    ask(HIEU, path.replace('thon-3', 'thon-4')),
    ask(LAN, path.replace('nong-thuong', 'huyen-tung')),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([401, 403, 403]);
  expect((await ask(LAN, `/api/bringers/${ROOM}?${Array.from({ length: 201 }, (_, at) => `w=1.${at}`).join('&')}`)).status).toBe(400);
});

it('keeps the first writer of entries that another person writes again by undoing a choice', async () => {
  await write(LAN, ['h:1', 'b1', 1]);
  const away = new SharedList(new Y.Doc(), THANH);
  away.set('h:1', 'b1', 2);
  const late = Y.encodeStateAsUpdate(away.doc);
  await log.append([{ room: ROOM, update: late, person: THANH, device: 'may-2', at: START + minute++ * 60_000 }]);
  Y.applyUpdate(doc, late);
  updates.length = 0;
  const officer = new SharedList(doc, VIET);
  const settled = officer.settleAll([{ row: 'h:1', field: 'b1', value: 2 }]);
  const ids = (): string[] => [...officer.idsOf('h:1').values()].map(({ client, clock }) => `${client}.${clock}`);
  const names = async (): Promise<string[]> =>
    (
      await ask(
        LAN,
        `/api/bringers/${ROOM}?${ids()
          .map((id) => `w=${id}`)
          .join('&')}`,
      )
    ).body.bringers.map(({ name }: { name: string }) => name);
  const send = () =>
    log.append(updates.splice(0).map((update) => ({ room: ROOM, update, person: VIET, device: 'xa', at: START + minute++ * 60_000 })));
  await send();
  expect(await names()).toEqual([VIET]);
  officer.reopen(settled);
  await send();
  expect((await names()).sort()).toEqual([LAN, THANH].sort());
});
