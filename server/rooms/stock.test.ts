/** The unmodified WebsocketProvider of y-websocket works too: receipts are an extra that it may ignore. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { CLOSE, ROOM_PATH } from '../../src/lib/sync/protocol.ts';
import { LAN, ROOM, rowsOf, socketOf, storedDoc, TestLog, testServer, THANH, until, type TestServer } from '../testing.ts';

let log: TestLog;
let server: TestServer;
const providers: WebsocketProvider[] = [];
beforeEach(async () => {
  // It logs that it does not know our receipts, and continues.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  log = new TestLog();
  server = await testServer({ log });
});
afterEach(async () => {
  for (const provider of providers.splice(0)) provider.destroy();
  await server.close();
  vi.restoreAllMocks();
});

function stock(person: string | null, room = ROOM): WebsocketProvider {
  const provider = new WebsocketProvider(server.url + ROOM_PATH, room, new Y.Doc(), {
    WebSocketPolyfill: socketOf(person),
    disableBc: true,
  });
  providers.push(provider);
  return provider;
}

it('synchronises, edits, sees who is there, and after a server restart sends what was written meanwhile', async () => {
  const [lan, thanh] = [stock(LAN), stock(THANH)];
  await until(() => lan.synced && thanh.synced);
  lan.doc.getArray('h:1').push([['b1', 1, 'lan', 1]]);
  lan.awareness.setLocalState({ row: 'h:1' });
  await until(() => rowsOf(thanh.doc, 'h:1').length === 1 && thanh.awareness.getStates().has(lan.doc.clientID));
  const { port } = server;
  await server.close();
  await until(() => !lan.wsconnected && !thanh.wsconnected);
  lan.doc.getArray('h:2').push([['b1', 2, 'lan', 1]]);
  thanh.doc.getArray('h:3').push([['b1', 3, 'thanh', 1]]);
  server = await testServer({ log, port });
  await until(() => rowsOf(thanh.doc, 'h:2').length === 1 && rowsOf(lan.doc, 'h:3').length === 1);
  const stored = await storedDoc(log);
  expect(['h:1', 'h:2', 'h:3'].map((row) => rowsOf(stored, row))).toEqual([[1], [2], [3]]);
});

const forGood: [string, string | null, string, (doc: Y.Doc) => void, number][] = [
  ['nobody is signed in', null, ROOM, () => undefined, CLOSE.notSignedIn.code],
  ['the list is not theirs', LAN, 'nong-thuong-2023.thon-8', () => undefined, CLOSE.noRight.code],
  ['there is no such list', LAN, 'x', () => undefined, CLOSE.noRoom.code],
  ['it writes what is no entry', LAN, ROOM, (doc) => doc.getMap('h:1').set('b1', 1), CLOSE.noEntries.code],
];
it.each(forGood)('stops permanently when %s', async (_name, person, room, write, code) => {
  const provider = stock(person, room);
  const closed = new Promise<{ code: number }>((resolve) => provider.on('closed', resolve));
  write(provider.doc);
  expect([(await closed).code, provider.shouldConnect]).toEqual([code, false]);
});
