/** The whole server on both of its addresses: the same rooms, rights and answers, with separate cookies. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request as plainRequest, type IncomingHttpHeaders } from 'node:http';
import { request as secureRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryLog } from '../log/memory.ts';
import { TemplateStore } from '../log/template-store.ts';
import { openServer, type OpenServer } from '../serve/open-server.ts';
import { demoSignIn } from '../people/demo.ts';
import { ROOM } from '../testing.ts';
import { Authority } from './authority.ts';
import { OwnCertificate } from './certificate.ts';
import { addressLines } from './open-certificate.ts';

const data = mkdtempSync(join(tmpdir(), 'rasoat-lines-'));
let server: OpenServer;
let authority: Authority;
const reports: string[] = [];
beforeAll(async () => {
  authority = await Authority.open(data);
  const certificate = await OwnCertificate.issue(authority, () => ['may-xa.local', '127.0.0.1']);
  server = await openServer({
    log: new MemoryLog(),
    signIn: demoSignIn(data),
    templates: TemplateStore.inMemory(),
    host: '127.0.0.1',
    names: ['may-xa.local'],
    https: { port: 0, certificate },
    report: (text) => reports.push(text),
  });
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true, force: true });
});

const originOf = (secure: boolean): string =>
  secure ? `https://127.0.0.1:${server.addresses.httpsPort}` : `http://127.0.0.1:${server.port}`;

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

function ask(
  secure: boolean,
  method: 'GET' | 'POST',
  path: string,
  { body, headers = {} }: { body?: object; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = (secure ? secureRequest : plainRequest)(
      originOf(secure) + path,
      { method, headers, ...(secure && { ca: authority.pem }) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
      },
    );
    request.once('error', reject);
    request.end(body && JSON.stringify(body));
  });
}

const enter = async (secure: boolean, id: string): Promise<string> =>
  (await ask(secure, 'POST', '/api/demo/enter', { body: { id }, headers: { origin: originOf(secure) } })).headers['set-cookie']?.[0] ?? '';
const personOf = async (secure: boolean, cookie: string): Promise<string | null> =>
  (JSON.parse((await ask(secure, 'GET', '/api/me', { headers: { cookie } })).body.toString()) as { person: { id: string } | null }).person
    ?.id ?? null;

it('signs in separately on each: a cookie of https is never accepted, nor sent, over http', async () => {
  const [plain, secure] = [await enter(false, 'ha-thi-lan'), await enter(true, 'tran-quoc-viet')];
  expect(plain).not.toMatch(/secure/i);
  expect(secure).toMatch(/^__Secure-.*; Secure$/);
  const jar = [plain, secure].map((cookie) => cookie.split(';')[0]).join('; ');
  expect([await personOf(false, jar), await personOf(true, jar)]).toEqual(['ha-thi-lan', 'tran-quoc-viet']);
  expect([await personOf(false, secure.split(';')[0] ?? ''), await personOf(true, plain.split(';')[0] ?? '')]).toEqual([null, null]);
});

it('accepts requests from its own pages and refuses other sites’, including those of the other address', async () => {
  for (const secure of [true, false]) {
    const from = async (origin: string): Promise<number> =>
      (await ask(secure, 'POST', '/api/demo/enter', { body: { id: 'ha-thi-lan' }, headers: { origin } })).status;
    expect(await from(originOf(secure))).toBe(200);
    expect(await from(originOf(!secure))).toBe(403);
    expect(await from('https://noi-khac.vn')).toBe(403);
  }
});

it('opens rooms on both', async () => {
  for (const secure of [true, false]) {
    const cookie = (await enter(secure, 'ha-thi-lan')).split(';')[0] ?? '';
    const socket = new WebSocket(`${originOf(secure).replace('http', 'ws')}/phong/${ROOM}`, {
      headers: { cookie, origin: originOf(secure) },
      ca: authority.pem,
    });
    const first = await new Promise<string>((resolve, reject) => {
      socket.once('message', () => resolve('message'));
      socket.once('close', (code) => resolve(String(code)));
      socket.once('error', reject);
    });
    expect(first).toBe('message');
    socket.close();
  }
  expect(reports).toEqual([]);
});

it('gives its addresses to any page, and the certificate, never the key', async () => {
  const told = await ask(true, 'GET', '/api/address');
  expect(told.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
  expect(JSON.parse(told.body.toString())).toEqual({
    hosts: ['may-xa.local'],
    httpPort: server.port,
    httpsPort: server.addresses.httpsPort,
    secureHosts: ['may-xa.local', '127.0.0.1'],
    authority: { name: authority.name, sha256: authority.sha256, sha1: authority.sha1 },
  });
  const crt = await ask(false, 'GET', '/api/certificate.crt');
  expect(crt.body.equals(authority.der)).toBe(true);
  const profile = (await ask(false, 'GET', '/api/certificate.mobileconfig')).body.toString();
  expect(profile).toContain(authority.der.toString('base64'));
  expect(profile.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}<\/string>\n<key>PayloadVersion/g)).toHaveLength(2);
  expect(profile).not.toContain('PRIVATE');
});

it('prints the address for phones and the fingerprint to compare', () => {
  const lines = addressLines(server.addresses);
  expect(lines).toContain(`http://may-xa.local:${server.port}/dia-chi-an-toan`);
  expect(lines).toContain(`https://may-xa.local:${server.addresses.httpsPort}`);
  expect(lines).toContain(authority.sha256);
  expect(addressLines({ ...server.addresses, hosts: [] })).toBe('');
});
