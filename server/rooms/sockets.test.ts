/** Who is admitted, what may be sent at all, and with which reason a connection is closed. */
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { MESSAGE_LIMIT } from '../../src/lib/sync/protocol.ts';
import {
  HIEU,
  LAN,
  OPEN_ROOM,
  RawClient,
  ROOM,
  rowsOf,
  stockClient,
  storedDoc,
  TestLog,
  testServer,
  until,
  VIET,
  type TestServer,
} from '../testing.ts';
import * as wire from './wire.ts';

let log: TestLog;
let server: TestServer;
beforeEach(async () => {
  log = new TestLog();
  server = await testServer({ log });
});
afterEach(() => server.close());

const closeOf = async (client: RawClient): Promise<number | undefined> => {
  await until(() => client.closed !== null);
  return client.closed?.code;
};

describe('rights', () => {
  it('closes with a code that stops retries, and gives the reason in Vietnamese', async () => {
    const nobody = new RawClient(server.url, null);
    const stranger = new RawClient(server.url, LAN, 'nong-thuong-2023.thon-8');
    const otherCommune = new RawClient(server.url, VIET, 'huyen-tung-2023.xa');
    const noRoom = new RawClient(server.url, VIET, 'x');
    const personal = new RawClient(server.url, HIEU, ROOM);
    const otherVillage = new RawClient(server.url, HIEU, 'nong-thuong-2023.thon-4.chung');
    const noOpenPart = new RawClient(server.url, VIET, 'nong-thuong-2023.xa.chung');
    expect(await Promise.all([nobody, stranger, otherCommune, noRoom, personal, otherVillage, noOpenPart].map(closeOf))).toEqual([
      4401, 4403, 4403, 4404, 4403, 4403, 4404,
    ]);
    expect(nobody.closed?.reason).toBe('Bạn chưa đăng nhập.');
    const { provider } = stockClient(server.url, LAN, 'nong-thuong-2023.thon-8');
    const closed = await new Promise<{ code: number }>((resolve) => provider.on('closed', resolve));
    expect([closed.code, provider.shouldConnect]).toEqual([4403, false]);
    provider.destroy();
  });

  it('tells a visitor the reason, and reads no more of what they send', async () => {
    const visitor = connect(server.port, '127.0.0.1');
    let heard = '';
    visitor.on('data', (chunk: Buffer) => (heard += chunk.toString('latin1')));
    visitor.on('error', () => undefined);
    visitor.write(
      `GET /phong/${ROOM} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${'A'.repeat(22)}==\r\n\r\n`,
    );
    // 4401, as in a close frame.
    await until(() => heard.includes('\u0011\u0031'));
    // A frame that declares 60 MB, which is under the library's limit.
    visitor.write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 3, 0x93, 0x87, 0, 0, 0, 0, 0]));
    const chunk = Buffer.alloc(1024 * 1024);
    let taken = 0;
    const more = (): void => void visitor.write(chunk, (error) => !error && ++taken < 48 && more());
    more();
    await until(() => visitor.closed || taken === 48);
    expect([visitor.closed, taken < 24]).toEqual([true, true]);
    const stock = stockClient(server.url, 'khong-ai');
    const closed = await new Promise<{ code: number }>((resolve) => stock.provider.on('closed', resolve));
    expect([closed.code, stock.provider.shouldConnect]).toEqual([4401, false]);
    stock.provider.destroy();
  });

  it('shows a reader everything except personal data, and drops what they write', async () => {
    const lan = await new RawClient(server.url, LAN).sync();
    lan.doc.getArray('h:1').push([
      ['cccd', '006056000001', 'Lan', 1],
      ['head', 'Lường Văn Hiếu', 'Lan', 1],
      ['income', 700_000, 'Lan', 1],
    ]);
    lan.socket.send(wire.update(Y.encodeStateAsUpdate(lan.doc)));
    await until(() => lan.receipt > 0);
    const later = await new RawClient(server.url, HIEU, OPEN_ROOM).sync();
    expect(rowsOf(later.doc, 'h:1')).toEqual(['Lường Văn Hiếu']);
    expect(Y.encodeStateVector(later.doc)).toEqual(Y.encodeStateVector(lan.doc));
    const stock = stockClient(server.url, HIEU, OPEN_ROOM);
    await until(() => stock.provider.synced);
    expect(rowsOf(stock.doc, 'h:1')).toEqual(['Lường Văn Hiếu']);
    stock.provider.destroy();
  });

  it('drops what is written to the open part, whoever writes it', async () => {
    const lan = await new RawClient(server.url, LAN).sync();
    const head = await new RawClient(server.url, HIEU, OPEN_ROOM).sync();
    const officer = await new RawClient(server.url, VIET, OPEN_ROOM).sync();
    officer.write('h:1', 667);
    head.write('h:1', 666);
    lan.write('h:1', 1);
    await until(() => rowsOf(head.doc, 'h:1').length === 2);
    expect([head.receipt, officer.receipt]).toEqual([0, 0]);
    expect(rowsOf(lan.doc, 'h:1')).toEqual([1]);
    expect(rowsOf(await storedDoc(log), 'h:1')).toEqual([1]);
  });
});

describe('bad messages', () => {
  const bad: [string, Uint8Array, number][] = [
    ['no message at all', new Uint8Array(), 4400],
    ['a sync kind there is not', new Uint8Array([0, 9, 0]), 4400],
    ['a cut length', new Uint8Array([0, 2, 50, 1]), 4400],
    ['an update of noise', wire.update(new Uint8Array([7, 255, 3, 9, 200, 1, 1])), 4400],
    ['a state vector of noise', wire.step1(new Uint8Array([9, 255])), 4400],
    ['presence that is no JSON', new Uint8Array([1, 6, 1, 1, 1, 2, 123, 123]), 4400],
    ['a message over the limit', wire.update(new Uint8Array(MESSAGE_LIMIT + 1)), 4413],
  ];
  it.each(bad)('closes permanently on %s', async (_name, bytes, code) => {
    const client = await new RawClient(server.url, LAN).sync();
    client.socket.send(bytes);
    expect(await closeOf(client)).toBe(code);
    expect(await log.rooms()).toEqual([]);
  });

  it('closes permanently on text and on a cell that is no cell', async () => {
    const text = await new RawClient(server.url, LAN).sync();
    text.socket.send('xin chào');
    const long = await new RawClient(server.url, LAN).sync();
    long.write('h:1', 'x'.repeat(5_000));
    expect([await closeOf(text), await closeOf(long)]).toEqual([4400, 4415]);
    expect(await log.rooms()).toEqual([]);
  });

  it('ignores what a newer version sends', async () => {
    const client = await new RawClient(server.url, LAN).sync();
    client.socket.send(new Uint8Array([77, 1, 2, 3]));
    client.write('h:1', 1);
    await until(() => client.receipt === 1);
  });
});

it("sends something within y-websocket's 30 s even in a silent room", async () => {
  const quick = await testServer({ keepAliveMs: 20 });
  const client = await new RawClient(quick.url, LAN).sync();
  const before = client.heard.length;
  await until(() => client.heard.slice(before).includes('awareness'));
  await quick.close();
});
