/** Presence: under the person's own name, and removed with the connection. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LAN, RawClient, stockClient, testServer, THANH, until, VIET, type TestServer } from '../testing.ts';
import * as wire from './wire.ts';

let server: TestServer;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.close());

describe('presence', () => {
  it('has the name signed in with, and ends with the connection', async () => {
    const lan = stockClient(server.url, LAN);
    const thanh = stockClient(server.url, THANH);
    await until(() => lan.provider.synced && thanh.provider.synced);
    lan.provider.awareness.setLocalState({ person: { id: 'somebody', name: 'Chủ tịch' }, row: 'h:1', field: 'b1', extra: 'x'.repeat(100) });
    await until(() => thanh.provider.awareness.getStates().has(lan.doc.clientID));
    await until(() => 'row' in (thanh.provider.awareness.getStates().get(lan.doc.clientID) ?? {}));
    expect(thanh.provider.awareness.getStates().get(lan.doc.clientID)).toEqual({ person: { id: LAN, name: LAN }, row: 'h:1', field: 'b1' });
    lan.provider.destroy();
    await until(() => !thanh.provider.awareness.getStates().has(lan.doc.clientID));
    thanh.provider.destroy();
  });

  it('does not let one connection speak for another', async () => {
    const thanh = stockClient(server.url, THANH);
    await until(() => thanh.provider.synced);
    thanh.provider.awareness.setLocalState({ row: 'h:7' });
    const lan = await new RawClient(server.url, LAN).sync();
    lan.socket.send(wire.awareness([{ client: thanh.doc.clientID, clock: 99, state: null }]));
    const watcher = stockClient(server.url, VIET);
    await until(() => watcher.provider.awareness.getStates().has(thanh.doc.clientID));
    for (const { provider } of [thanh, watcher]) provider.destroy();
  });
});
