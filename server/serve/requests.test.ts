import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { NOT_BUILT } from './requests.ts';
import { demoSignIn } from '../people/demo.ts';
import type { SignIn } from '../people/sign-in.ts';
import { LAN, RawClient, ROOM, testServer, until, type TestServer } from '../testing.ts';

/** A server without accounts is closed by default. */
const nobody: SignIn = {
  whoIs: () => null,
  async me(request) {
    return { demo: false, person: await this.whoIs(request) };
  },
  leave: () => undefined,
};

let server: TestServer;
afterEach(() => server.close());

const folder = mkdtempSync(join(tmpdir(), 'rasoat-http-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const demo = async (): Promise<void> => void (server = await testServer({ signIn: demoSignIn(folder) }));
const call = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`, init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  call(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const me = async (cookie = ''): Promise<{ demo: boolean; person: { id: string } | null; people?: unknown[] }> =>
  (await (await call('/api/me', { headers: { cookie } })).json()) as never;

it('keeps an idle connection longer than a proxy uses it, and closes with it', async () => {
  await demo();
  const idle = await call('/api/me');
  expect(idle.headers.get('keep-alive')).toBe('timeout=150');
  await idle.text();
});

describe('the demonstration', () => {
  it('lets one choose a person, and keeps the choice in a cookie that no script can read', async () => {
    await demo();
    expect(await me()).toMatchObject({
      demo: true,
      person: null,
      people: [{ name: 'Hà Thị Lan' }, { name: 'Nông Văn Thành' }, { name: 'Lường Văn Hiếu' }, { name: 'Trần Quốc Việt' }],
    });
    const entered = await post('/api/demo/enter', { id: LAN });
    expect(entered.status).toBe(200);
    const header = entered.headers.get('set-cookie') ?? '';
    expect(header).toMatch(/HttpOnly; SameSite=Lax/);
    const cookie = header.split(';')[0]!;
    expect((await me(cookie)).person?.id).toBe(LAN);
    const joined = await new RawClient(server.url, null, ROOM, { cookie }).sync();
    expect(joined.closed).toBeNull();
    const left = await post('/api/leave', {}, { cookie });
    expect(left.headers.get('set-cookie')).toContain('Max-Age=0');
    await server.close();
    await demo();
    expect((await me(cookie)).person?.id).toBe(LAN);
  });

  it('accepts no cookie that it has not signed', async () => {
    await demo();
    for (const cookie of [
      `so-ra-soat-nguoi=${LAN}.`,
      `so-ra-soat-nguoi=${LAN}.${'A'.repeat(43)}`,
      'so-ra-soat-nguoi=x',
      `so-ra-soat-nguoi=${LAN}.${'é'.repeat(43)}`,
    ]) {
      expect((await me(encodeURI(cookie))).person).toBeNull();
    }
    expect((await post('/api/demo/enter', { id: 'khong-co' })).status).toBe(400);
  });

  it('is closed without --demo', async () => {
    server = await testServer({ signIn: nobody });
    expect(await me()).toEqual({ demo: false, person: null });
    expect((await post('/api/demo/enter', { id: LAN })).status).toBe(404);
    const client = new RawClient(server.url, LAN);
    await until(() => client.closed !== null);
    expect(client.closed?.code).toBe(4401);
  });
});

describe('http', () => {
  it('answers', async () => {
    await demo();
    expect(await (await call('/api/health')).json()).toEqual({ ok: true, code: 'ok', text: 'Đang nhận và lưu sửa đổi.' });
  });

  it('refuses requests from other sites’ pages, POST and websocket', async () => {
    await demo();
    const origin = 'https://example.com';
    expect((await post('/api/demo/enter', { id: LAN }, { origin })).status).toBe(403);
    expect((await post('/api/demo/enter', { id: LAN }, { origin: `http://127.0.0.1:${server.port}` })).status).toBe(200);
    const client = new RawClient(server.url, null, ROOM, { origin });
    await until(() => client.closed !== null);
    expect(client.closed?.code).toBe(1006);
  });

  it('accepts a change only from its own page: by origin, by Sec-Fetch-Site, by a header that no form can send', async () => {
    await demo();
    const own = { origin: `http://127.0.0.1:${server.port}` };
    const tried: [number, Record<string, string>][] = [
      [200, own],
      [200, { ...own, 'sec-fetch-site': 'same-origin', cookie: 'x=y' }],
      [403, { origin: 'null' }],
      [403, { origin: `http://127.0.0.1:${server.port + 1}` }],
      [403, { origin: `http://127.0.0.1:${server.port}.example.com` }],
      [403, { ...own, 'sec-fetch-site': 'same-site' }],
      [403, { 'sec-fetch-site': 'cross-site' }],
      [403, { cookie: 'x=y', 'content-type': 'text/plain' }],
      [200, { cookie: 'x=y' }],
    ];
    for (const [status, headers] of tried)
      expect([(await post('/api/demo/enter', { id: LAN }, headers)).status, headers]).toEqual([status, headers]);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST'])
      expect((await call('/', { method, headers: { origin: 'https://example.com' } })).status).toBe(403);
  });

  it('every answer has the security headers, and an api answer runs no script', async () => {
    await demo();
    for (const path of ['/api/me', '/api/khong-co', '/khong-co']) {
      const { headers } = await call(path);
      expect([headers.get('x-content-type-options'), headers.get('x-frame-options'), headers.get('referrer-policy')]).toEqual([
        'nosniff',
        'DENY',
        'no-referrer',
      ]);
      expect(headers.get('content-security-policy')).toMatch(/^default-src '(none|self)'/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    }
    expect((await call('/api/me')).headers.get('cache-control')).toBe('no-store');
  });

  it('an error carries a number; the log has the details under it, without the requested address', async () => {
    const told: string[] = [];
    const broken = { ...nobody, whoIs: () => Promise.reject(new Error('SECRET at line 7')) };
    server = await testServer({ signIn: broken, report: (text, error) => told.push(`${text}: ${String(error)}`) });
    const answer = await call('/api/me?ten=Ha-Thi-Lan');
    const body = (await answer.json()) as { id: string; error: string };
    expect([answer.status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('SECRET')]);
    expect(body.error).toContain(body.id);
    expect(told).toEqual([`Lỗi ${body.id} khi trả lời GET /api/me: Error: SECRET at line 7`]);
  });

  it('limits and checks what it reads, and says so in Vietnamese', async () => {
    await demo();
    const answers = await Promise.all([
      post('/api/demo/enter', '{'),
      post('/api/demo/enter', 'null'),
      post('/api/demo/enter', 'x'.repeat(70_000)),
      call('/api/khong-co'),
      call('/api/demo/enter'),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 413, 404, 404]);
    expect(await answers[3].json()).toEqual({ code: 'no-such-address', error: 'Không có địa chỉ này.' });
  });

  it('reads no more of a long body than the limit, whoever sends it and wherever', async () => {
    await demo();
    server = await (await server.close(),
    testServer({ signIn: demoSignIn(folder), app: (_request, response) => void response.end('app') }));
    for (const path of ['/api/me', '/api/demo/enter', '/api/khong-co', '/thon/thon-3', '/'])
      for (const length of ['Content-Length: 60000000', 'Transfer-Encoding: chunked']) {
        const visitor = connect(server.port, '127.0.0.1');
        visitor.on('error', () => undefined);
        visitor.resume();
        visitor.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${length}\r\n\r\n${length.startsWith('T') ? '3938700\r\n' : ''}`);
        const chunk = Buffer.alloc(1024 * 1024, 'x');
        let taken = 0;
        const more = (): void => void visitor.write(chunk, (error) => !error && ++taken < 48 && more());
        more();
        await until(() => visitor.closed || taken === 48);
        expect([path, length, visitor.closed, taken < 24]).toEqual([path, length, true, true]);
      }
  });

  it('passes every other address to the app, and says so if the app is not built', async () => {
    await demo();
    const missing = await call('/thon/thon-3');
    expect([missing.status, await missing.text()]).toEqual([503, NOT_BUILT]);
    await server.close();
    server = await testServer({ signIn: nobody, app: (request, response) => void response.end(`app ${request.url}`) });
    expect(await (await call('/thon/thon-3?x=1')).text()).toBe('app /thon/thon-3?x=1');
  });
});
