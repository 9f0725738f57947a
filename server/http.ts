/** HTTP: /api answered here, in JSON with Vietnamese words for what went wrong; every other address is the app's. */
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignIn } from './people/sign-in.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpOptions {
  signIn: SignIn;
  /** The built app's request handler, absent until it is built. */
  app: Handler | null;
  report: (text: string, error: unknown) => void;
}

/** adapter-node's handler of `npm run build`. */
export async function loadApp(file: URL): Promise<Handler | null> {
  if (!existsSync(file)) return null;
  const { handler } = (await import(file.href)) as { handler: Handler };
  return handler;
}

export const NOT_BUILT = 'Chưa có giao diện: hãy chạy “npm run build” rồi khởi động lại máy chủ.';

const BODY_LIMIT = 64 * 1024;

class HttpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, text: string) {
    super(text);
    this.status = status;
    this.code = code;
  }
}

type Route = (request: IncomingMessage, response: ServerResponse) => unknown;

export function createHandler({ signIn, app, report }: HttpOptions): Handler {
  const routes: Record<string, Route> = {
    'GET /api/health': () => ({ ok: true }),
    'GET /api/me': (request) => ({ demo: signIn.demo, person: signIn.whoIs(request), ...(signIn.people && { people: signIn.people() }) }),
    'POST /api/demo/enter': async (request, response) => {
      const { id } = await bodyOf(request);
      if (!signIn.enter) throw new HttpError(404, 'not-a-demo', 'Chỉ bản dùng thử mới vào được theo cách này.');
      if (typeof id !== 'string' || !signIn.enter(id, request, response)) throw new HttpError(400, 'no-such-person', 'Không có người này trong bản dùng thử.');
      return { ok: true, person: signIn.people?.().find((person) => person.id === id) ?? null };
    },
    'POST /api/leave': (request, response) => {
      signIn.leave(request, response);
      return { ok: true };
    },
  };

  const answer = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    response.setHeader('cache-control', 'no-store');
    try {
      const route = routes[`${request.method} ${path}`];
      if (!route) throw new HttpError(404, 'no-such-address', 'Không có địa chỉ này.');
      if (request.method === 'POST' && !isSameOrigin(request)) throw new HttpError(403, 'other-origin', 'Yêu cầu đến từ một trang khác nên bị từ chối.');
      json(response, 200, await route(request, response));
    } catch (error) {
      if (error instanceof HttpError) return json(response, error.status, { code: error.code, error: error.message });
      report(`Lỗi khi trả lời ${path}`, error);
      json(response, 500, { code: 'internal', error: 'Máy chủ gặp lỗi. Hãy thử lại.' });
    }
  };

  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path === '/api' || path.startsWith('/api/')) void answer(request, response, path);
    else if (app) app(request, response);
    else response.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(NOT_BUILT);
  };
}

/** A browser always says where a POST or a websocket comes from; a program without a browser says nothing. */
export function isSameOrigin(request: IncomingMessage): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return true;
  const host = request.headers['x-forwarded-host'] ?? request.headers.host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new HttpError(413, 'too-large', 'Dữ liệu gửi lên quá lớn.');
    chunks.push(chunk);
  }
  let body: unknown;
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpError(400, 'not-json', 'Dữ liệu gửi lên không đọc được.');
  }
  if (typeof body !== 'object' || body === null) throw new HttpError(400, 'not-json', 'Dữ liệu gửi lên không đọc được.');
  return body as Record<string, unknown>;
}
