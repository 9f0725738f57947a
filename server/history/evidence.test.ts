import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { SharedList } from '../../src/lib/cells/shared-list.ts';
import type { FULL_HISTORY } from '../../src/lib/api/full-history.ts';
import type { AnswerOf } from '../../src/lib/api/route.ts';
import { openCells } from './evidence.ts';
import { MemoryLog } from '../log/memory.ts';
import { byHeader, HIEU, LAN, ROOM, testServer, THANH, VIET } from '../testing.ts';

/** Lan and Thành each have a copy of the imported list. What they write offline reaches the log when they reconnect. */
async function apart(work: (lan: SharedList, thanh: SharedList) => void, names = ['Hà Thị Lan', 'Nông Văn Thành']): Promise<MemoryLog> {
  const log = new MemoryLog();
  const first = new SharedList(new Y.Doc(), 'Trần Quốc Việt');
  first.write([
    { row: 'h:1', field: 'code', value: '01' },
    { row: 'h:1', field: 'b1', value: 80 },
    { row: 'h:1', field: 'i1', value: null },
    { row: 'h:2', field: 'b1', value: 99 },
  ]);
  const start = Y.encodeStateAsUpdate(first.doc);
  const [lan, thanh] = names.map((name) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, start);
    return new SharedList(doc, name);
  }) as [SharedList, SharedList];
  work(lan, thanh);
  const row = (update: Uint8Array, person: string, device: string, at: number) => ({ room: ROOM, update, person, device, at });
  await log.append([
    row(start, VIET, 'xa', 1000),
    row(Y.encodeStateAsUpdate(lan.doc), LAN, 'dien-thoai', 2000),
    row(Y.encodeStateAsUpdate(thanh.doc), THANH, 'may-thon', 3000),
  ]);
  return log;
}

it('says of a conflict who sent each value, from which device, when, and the value before both', async () => {
  const log = await apart((lan, thanh) => {
    lan.set('h:1', 'b1', 70);
    lan.set('h:1', 'b1', 73);
    thanh.set('h:1', 'b1', 153);
    thanh.set('h:2', 'b1', 90);
  });
  const [cell, ...others] = await openCells(log, ROOM);
  expect(others).toEqual([]);
  expect(cell).toMatchObject({ row: 'h:1', field: 'b1', before: 80 });
  expect(cell?.brought).toEqual([
    { value: 73, author: 'Hà Thị Lan', person: LAN, device: 'dien-thoai', at: 2000 },
    { value: 153, author: 'Nông Văn Thành', person: THANH, device: 'may-thon', at: 3000 },
  ]);
});

it('says the same after a choice is undone: each value still belongs to its first writer', async () => {
  const log = await apart((lan, thanh) => {
    lan.set('h:1', 'b1', 73);
    thanh.set('h:1', 'b1', 153);
  });
  const before = await openCells(log, ROOM);
  const doc = new Y.Doc();
  for (const { update } of await log.history(ROOM)) Y.applyUpdate(doc, update);
  const officer = new SharedList(doc, 'Trần Quốc Việt');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const settled = officer.settleAll([{ row: 'h:1', field: 'b1', value: 73 }]);
  await log.append(updates.splice(0).map((update) => ({ room: ROOM, update, person: VIET, device: 'xa', at: 4000 })));
  expect(await openCells(log, ROOM)).toEqual([]);
  officer.reopen(settled);
  await log.append(updates.map((update) => ({ room: ROOM, update, person: VIET, device: 'xa', at: 5000 })));
  expect(await openCells(log, ROOM)).toEqual(before);
});

it('says the value before each of two cells that two people wrote apart in one household', async () => {
  const log = await apart((lan, thanh) => {
    lan.set('h:1', 'b1', 73);
    thanh.set('h:1', 'i1', 'x');
  });
  expect(await openCells(log, ROOM)).toEqual([
    { row: 'h:1', field: 'b1', before: 80, brought: [{ value: 73, author: 'Hà Thị Lan', person: LAN, device: 'dien-thoai', at: 2000 }] },
    {
      row: 'h:1',
      field: 'i1',
      before: null,
      brought: [{ value: 'x', author: 'Nông Văn Thành', person: THANH, device: 'may-thon', at: 3000 }],
    },
  ]);
});

it('is available over HTTP, with names, to people who may read the full history', async () => {
  const log = await apart((lan, thanh) => {
    lan.set('h:1', 'b1', 73);
    thanh.set('h:1', 'b1', 153);
  });
  const server = await testServer({ log });
  const get = (person: string) => fetch(`http://127.0.0.1:${server.port}/api/audit/${ROOM}?open=1`, { headers: { 'x-person': person } });
  const { cells } = (await (await get(VIET)).json()) as AnswerOf<typeof FULL_HISTORY.open>;
  expect(cells[0]?.brought.map(({ name }) => name)).toHaveLength(2);
  expect(cells[0]?.before).toBe(80);
  for (const person of [LAN, HIEU]) expect((await get(person)).status).toBe(403);
  await server.close();
});

it('treats two accounts of one name as two people: each write has its account and the value before', async () => {
  const NAME = 'Hà Thị Lan';
  let ids: string[] = [];
  const log = await apart(
    (lan, other) => {
      lan.set('h:1', 'b1', 130);
      other.set('h:1', 'i3', 'x');
      ids = [lan, other].map(({ doc }) => `${doc.clientID}.0`);
    },
    [NAME, NAME],
  );
  expect((await openCells(log, ROOM)).map(({ field, before, brought }) => [field, before, brought.map(({ person }) => person)])).toEqual([
    ['b1', 80, [LAN]],
    ['i3', null, [THANH]],
  ]);
  const server = await testServer({ log, signIn: { ...byHeader, namesOf: async (ids) => new Map(ids.map((id) => [id, NAME])) } });
  try {
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/bringers/${ROOM}?${ids.map((id) => `w=${id}`).join('&')}`, {
      headers: { 'x-person': VIET },
    });
    expect(((await answer.json()) as { bringers: unknown }).bringers).toEqual([
      { write: ids[0], name: NAME, account: LAN },
      { write: ids[1], name: NAME, account: THANH },
    ]);
  } finally {
    await server.close();
  }
});
